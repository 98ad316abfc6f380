"""Russian lines drawn on pages, worn like scans, and read by an engine: mostly one that expects Latin.

A pair is (what the engine printed in a line, what stood in it); lines are matched through their height on the page.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    import random

MARGIN = 0.08
STEP = 1.45
ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a page is drawn and worn. `ink` is the grey of the letters, `spread` thickens them or eats them (pixels)."""

    font: str
    points: float
    dpi: int
    ink: int
    blur: float
    noise: float
    tilt: float
    spread: int
    speckle: float
    threshold: int
    jpeg: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A program that reads pages: Tesseract with a model and a mode, or another one by its name."""

    program: str = "tesseract"
    language: str = "eng"
    tessdata: str = ""
    mode: int = 3


def some_look(rng: random.Random, fonts: list[str], *, poor: bool = False) -> Look:
    """A look by chance: most pages are fair scans of 200 dpi, poor ones are small, blurred or broken."""
    return Look(
        font=rng.choice(fonts),
        points=rng.choice([10, 11, 12, 12, 12, 13, 14, 14]),
        dpi=rng.choice([75, 90, 100, 110, 130]) if poor else rng.choice([130, 150, 150, 170, 200, 200, 200, 250, 300]),
        ink=rng.choice([10, 20, 40, 70, 100]),
        blur=rng.choice([0, 0.4, 0.8, 1.1]) if poor else rng.choice([0, 0, 0.3, 0.5, 0.8]),
        noise=rng.choice([0, 10, 20, 35]) if poor else rng.choice([0, 0, 4, 10, 18]),
        tilt=rng.choice([0, 0, 0, 0.15, -0.2, 0.3, -0.4]),
        spread=rng.choice([0, 0, 0, 0, 1, -1]) if not poor else 0,
        speckle=rng.choice([0, 0, 0, 0.0004, 0.0015]),
        threshold=rng.choice([0, 0, 0, 120, 150, 175]),
        jpeg=rng.choice([0, 0, 20, 35, 60]),
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


def draw(lines: list[str], look: Look, rng: random.Random) -> Image.Image:
    """The page."""
    image = Image.new("L", _size(look), 255)
    pen, font = ImageDraw.Draw(image), _font(look)
    for number, line in enumerate(lines):
        pen.text((image.width * MARGIN, _top(look, number)), line, fill=look.ink, font=font)
    return _worn(image, look, rng)


def read_lines(image: Image.Image, lines: list[str], look: Look, engine: Engine) -> list[tuple[str, str]]:
    """Pairs (printed, meant) of every line; printed is empty where the engine saw nothing."""
    if engine.program != "tesseract":
        return _matched(_read_plainly(image, engine.program), lines)
    rows: dict[int, list[tuple[float, str]]] = {}
    for word in _read_words(image, look, engine):
        middle = float(word["top"]) + float(word["height"]) / 2
        number = round((middle - _top(look, 0)) / _step(look) - 0.4)
        rows.setdefault(number, []).append((float(word["left"]), word["text"]))
    return [(" ".join(text for _, text in sorted(rows.get(at, []))), line) for at, line in enumerate(lines)]


def _read_words(image: Image.Image, look: Look, engine: Engine) -> list[dict[str, str]]:
    page = io.BytesIO()
    image.save(page, "PNG", dpi=(look.dpi, look.dpi))
    folder = ["--tessdata-dir", engine.tessdata] if engine.tessdata else []
    kind = ["-l", engine.language, "--oem", str(engine.mode), "--psm", "6", "-c", "tessedit_create_tsv=1"]
    command = ["tesseract", "stdin", "stdout", *folder, *kind]
    done = subprocess.run(command, input=page.getvalue(), capture_output=True, check=True, env=ENVIRONMENT)
    rows = csv.DictReader(io.StringIO(done.stdout.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row["level"] == "5" and row["text"].strip()]


def _read_plainly(image: Image.Image, program: str) -> list[str]:
    """Lines that a small engine (`ocrad`) printed."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.pgm"
        image.save(page)
        done = subprocess.run([program, "-F", "utf8", str(page)], capture_output=True, check=False, timeout=120)
    return [" ".join(line.split()) for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()]


def _matched(printed: list[str], lines: list[str]) -> list[tuple[str, str]]:
    """Only pages whose lines the engine counted right are matched."""
    return list(zip(printed, lines, strict=True)) if len(printed) == len(lines) else []


def _worn(image: Image.Image, look: Look, rng: random.Random) -> Image.Image:
    if look.tilt:
        image = image.rotate(look.tilt, Image.Resampling.BICUBIC, fillcolor=255)
    if look.spread:
        image = image.filter(ImageFilter.MinFilter(3) if look.spread > 0 else ImageFilter.MaxFilter(3))
    if look.blur:
        image = image.filter(ImageFilter.GaussianBlur(look.blur * look.dpi / 200))
    pixels, dice = np.asarray(image, dtype=np.float32), np.random.default_rng(rng.randrange(2**32))
    if look.noise:
        pixels = pixels + dice.normal(0, look.noise, pixels.shape)
    if look.speckle:
        pixels = np.where(dice.random(pixels.shape) < look.speckle, 0.0, pixels)
    if look.threshold:
        pixels = np.where(pixels > look.threshold, 255.0, 0.0)
    page = np.clip(pixels, 0, 255).astype(np.uint8)
    if look.jpeg:
        page = cv2.imdecode(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, look.jpeg])[1], cv2.IMREAD_GRAYSCALE)
    return Image.fromarray(page)


def _font(look: Look) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(look.font, round(look.points * look.dpi / 72))


def _size(look: Look) -> tuple[int, int]:
    return round(8.27 * look.dpi), round(11.69 * look.dpi)


def _top(look: Look, number: int) -> float:
    return 11.69 * look.dpi * MARGIN + number * _step(look)


def _step(look: Look) -> float:
    return look.points * look.dpi / 72 * STEP
