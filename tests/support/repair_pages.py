"""Russian lines drawn on pages, worn like scans, and read by an engine that expects Latin.

A pair is (what the engine printed, what stood there), word by word, matched through the boxes of both.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    import random

MARGIN = 0.08
INK = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page is drawn and worn."""

    font: str
    points: float
    dpi: int
    blur: float
    noise: float
    tilt: float
    threshold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One word on the page, in pixels."""

    line: int
    text: str
    x0: float
    x1: float
    y: float


def some_look(rng: random.Random, fonts: list[str]) -> Look:
    """A look by chance: most pages are fair scans of 200 dpi."""
    return Look(
        font=rng.choice(fonts),
        points=rng.choice([11, 12, 12, 13, 14]),
        dpi=rng.choice([150, 170, 200, 200, 200, 250]),
        blur=rng.choice([0, 0.3, 0.5, 0.8]),
        noise=rng.choice([0, 4, 10, 18]),
        tilt=rng.choice([0, 0, 0.15, -0.2, 0.3]),
        threshold=rng.random() < 0.3,
    )


def wrap(lines: list[str], look: Look) -> list[str]:
    """Lines broken at words so that they fit the page."""
    font, width = _font(look), _size(look)[0] * (1 - 2 * MARGIN)
    wrapped: list[str] = []
    for line in lines:
        row = ""
        for word in line.split():
            if row and font.getlength(f"{row} {word}") > width:
                wrapped.append(row)
                row = word
            else:
                row = f"{row} {word}".strip()
        wrapped.append(row)
    return [row for row in wrapped if row]


def fitting(look: Look) -> int:
    """How many lines one page holds."""
    return int(_size(look)[1] * (1 - 2 * MARGIN) / _step(look))


def draw(lines: list[str], look: Look, rng: random.Random) -> tuple[Image.Image, list[Drawn]]:
    """The page and where its words stand."""
    image = Image.new("L", _size(look), 255)
    pen, font = ImageDraw.Draw(image), _font(look)
    left, y = image.width * MARGIN, image.height * MARGIN
    words: list[Drawn] = []
    for number, line in enumerate(lines):
        x = left
        for word in line.split():
            pen.text((x, y), word, fill=INK, font=font)
            end = x + font.getlength(word)
            words.append(Drawn(line=number, text=word, x0=x, x1=end, y=y + _step(look) / 2))
            x = end + font.getlength(" ")
        y += _step(look)
    return _worn(image, look, rng), words


def read(
    image: Image.Image, *, language: str, tessdata: str = "", mode: int = 3, dpi: int = 200
) -> list[dict[str, str]]:
    """Words of Tesseract's table: left, top, width, height, text."""
    page = io.BytesIO()
    image.save(page, "PNG", dpi=(dpi, dpi))
    folder = ["--tessdata-dir", tessdata] if tessdata else []
    command = [
        "tesseract",
        "stdin",
        "stdout",
        *folder,
        "-l",
        language,
        "--oem",
        str(mode),
        "--psm",
        "6",
        "-c",
        "tessedit_create_tsv=1",
    ]
    done = subprocess.run(
        command, input=page.getvalue(), capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    rows = csv.DictReader(io.StringIO(done.stdout.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row["level"] == "5" and row["text"].strip()]


def pairs(words: list[Drawn], found: list[dict[str, str]], look: Look) -> list[list[tuple[str, str]]]:
    """For every line the pairs (printed, meant); words that the engine joined or split are one pair."""
    rows: dict[int, list[Drawn]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word)
    read_rows: dict[int, list[tuple[float, float, str]]] = {}
    for row in found:
        middle = float(row["top"]) + float(row["height"]) / 2
        near = min(rows, key=lambda line: abs(rows[line][0].y - middle))
        if abs(rows[near][0].y - middle) < _step(look) * 0.45:
            x = float(row["left"])
            read_rows.setdefault(near, []).append((x, x + float(row["width"]), row["text"]))
    return [_matched(rows[line], sorted(read_rows.get(line, []))) for line in rows]


def _matched(meant: list[Drawn], printed: list[tuple[float, float, str]]) -> list[tuple[str, str]]:
    spans = [(word.x0, word.x1, "", word.text) for word in meant] + [(x0, x1, text, "") for x0, x1, text in printed]
    groups: list[tuple[float, list[str], list[str]]] = []
    for x0, x1, read_text, true_text in sorted(spans):
        if not groups or x0 >= groups[-1][0] - 0.25 * min(x1 - x0, 30):
            groups.append((x1, [], []))
        end, reads, truths = groups[-1]
        groups[-1] = (max(end, x1), reads, truths)
        (reads if read_text else truths).append(read_text or true_text)
    return [(" ".join(reads), " ".join(truths)) for _, reads, truths in groups]


def _worn(image: Image.Image, look: Look, rng: random.Random) -> Image.Image:
    if look.tilt:
        image = image.rotate(look.tilt, Image.Resampling.BICUBIC, fillcolor=255)
    if look.blur:
        image = image.filter(ImageFilter.GaussianBlur(look.blur * look.dpi / 200))
    pixels = np.asarray(image, dtype=np.float32)
    if look.noise:
        pixels = pixels + np.random.default_rng(rng.randrange(2**32)).normal(0, look.noise, pixels.shape)
    if look.threshold:
        pixels = np.where(pixels > 150, 255.0, 0.0)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _font(look: Look) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(look.font, round(look.points * look.dpi / 72))


def _size(look: Look) -> tuple[int, int]:
    return round(8.27 * look.dpi), round(11.69 * look.dpi)


def _step(look: Look) -> float:
    return look.points * look.dpi / 72 * 1.45
