"""A hand that writes a page: the signs of cells by `ink`, words by one font, with slant, wobble and a pen's colour.

The part `plain` needs no fetched glyphs: it writes with a font of Debian's fonts-dejavu, for tests of the pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from support.paper.glyphs import font_files
from support.paper.ink import sign_mask, trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ink = NDArray[np.float32]
    Colour = tuple[float, float, float]

PLAIN = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
SIZE = 72
LATIN_ONLY = "№§²"
PENS: tuple[Colour, ...] = ((0.13, 0.16, 0.45), (0.20, 0.22, 0.60), (0.30, 0.22, 0.55), (0.10, 0.10, 0.14))
SIMILAR = 0.05
PRINTER = 0.75
"""How much smaller a printer writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How one person writes."""

    part: str
    font: Path
    pen: Colour
    slant: float
    size: float
    """Height of a mark in heights of its row."""
    bold: float
    wobble: float
    nib: float
    """Width of its lines in pixels of the sheet."""

    @property
    def is_printer(self) -> bool:
        """Nothing wavers."""
        return self.wobble == 0

    def with_pen(self, pen: Colour) -> Hand:
        """The same hand, another pen."""
        return replace(self, pen=pen)


def hand(part: str, rng: np.random.Generator) -> Hand:
    """A hand of the part train, dev or plain."""
    if part == "plain":
        font = PLAIN
    else:
        files = font_files(part)
        shares = np.array([share for _, share in files])
        font = files[int(rng.choice(len(files), p=shares / shares.sum()))][0]
    base = np.array(PENS[int(rng.integers(len(PENS)))]) + rng.normal(0, SIMILAR, 3)
    red, green, blue = (float(value) for value in np.clip(base, 0.02, 0.65))
    return Hand(
        part=part,
        font=font,
        pen=(red, green, blue),
        slant=float(rng.normal(0.1, 0.1)),
        size=float(np.clip(rng.normal(0.66, 0.09), 0.45, 0.95)),
        bold=float(rng.uniform(-0.25, 0.25)),
        wobble=float(rng.uniform(0.01, 0.05)),
        nib=float(rng.uniform(3.0, 5.5)),
    )


def typed(who: Hand, face: Path) -> Hand:
    """A printer in the place of a hand."""
    return replace(who, part="plain", font=face, pen=(0.1, 0.1, 0.1), slant=0.0, bold=0.0, wobble=0.0)


def sign(text: str, height: float, who: Hand, rng: np.random.Generator) -> Ink:
    """One sign `height` pixels high, or a word of signs drawn at once."""
    if text == ".":
        return _dot(height, rng)
    mask = _font_ink(who.font, text) if who.part == "plain" else sign_mask(text, who.part, rng)
    tall = height * (rng.uniform(1.0, 1.3) if text == "/" else rng.uniform(0.9, 1.1))
    if text[0] in "нбос" and rng.random() < 0.7:
        tall *= rng.uniform(0.6, 0.85)
    return _shaped(mask, tall, who, rng)


def signs(pieces: tuple[str, ...], height: float, who: Hand, rng: np.random.Generator) -> Ink:
    """Pieces side by side; a piece `~3` is a struck 3."""
    masks = [_struck(sign(one[1:], height, who, rng), rng) if one[0] == "~" else sign(one, height, who, rng)
             for one in pieces]  # fmt: skip
    gap = max(1, round(height * rng.uniform(0.0, 0.14)))
    high = max(len(mask) for mask in masks) + 4
    found = np.zeros((high, sum(mask.shape[1] for mask in masks) + gap * (len(masks) - 1)), np.float32)
    x = 0
    for piece, mask in zip(pieces, masks, strict=True):
        y = high - len(mask) if piece == "." else int(rng.integers(0, high - len(mask) + 1))
        found[y : y + len(mask), x : x + mask.shape[1]] = mask
        x += mask.shape[1] + gap
    return found


def words(text: str, height: float, who: Hand, rng: np.random.Generator) -> Ink:
    """A line of writing, its capitals `height` pixels high, on a base that wavers."""
    mask = _font_ink(who.font, text)
    scale = height / _tall(who.font) * float(rng.uniform(0.95, 1.05)) * (PRINTER if who.is_printer else 1)
    found = _warped(mask, scale * float(rng.uniform(0.92, 1.06)), scale, who.slant * 0.7)
    return np.clip(_wavering(found, who.wobble * height, rng) * (1.0 + who.bold), 0, 1).astype(np.float32)


@lru_cache(maxsize=100)
def _tall(font: Path) -> float:
    """Capitals and small letters together tell how big a font looks."""
    return (len(_font_ink(font, "Н")) + 1.45 * len(_font_ink(font, "н"))) / 2


def printed(text: str, height: float, font: Path) -> Ink:
    """A line of print, its capitals `height` pixels high."""
    mask = _font_ink(font, text)
    return _warped(mask, *(height / len(_font_ink(font, "Н")),) * 2, 0.0)


@lru_cache(maxsize=4000)
def _font_ink(path: Path, text: str) -> NDArray[np.uint8]:
    """Fonts without a sign borrow it from the plain one."""
    font, spare = ImageFont.truetype(str(path), SIZE), ImageFont.truetype(str(PLAIN), SIZE * 4 // 5)
    picture = Image.new("L", (int(font.getlength(text)) + SIZE * (3 + len(text) // 8), SIZE * 4))
    pen, x = ImageDraw.Draw(picture), float(SIZE)
    for run in _runs(text):
        face = spare if run[0] in LATIN_ONLY else font
        pen.text((x, 2.5 * SIZE), run, font=face, fill=255, anchor="ls")
        x += face.getlength(run)
    found = trimmed(np.asarray(picture))
    return np.zeros((2, 2), np.uint8) if found is None else found


def _runs(text: str) -> list[str]:
    """The text cut before and after borrowed signs."""
    runs: list[str] = []
    for letter in text:
        if runs and (letter in LATIN_ONLY) == (runs[-1][0] in LATIN_ONLY):
            runs[-1] += letter
        else:
            runs.append(letter)
    return runs


def _shaped(mask: NDArray[np.uint8], height: float, who: Hand, rng: np.random.Generator) -> Ink:
    down = height / mask.shape[0]
    found = np.pad(_warped(mask, down * rng.uniform(0.8, 1.1), down, who.slant + rng.normal(0, 0.06)), 3)
    return _of_pen(found, who.nib * float(rng.uniform(0.85, 1.2)))


def _of_pen(mask: Ink, width: float) -> Ink:
    """The same lines as a pen of that width draws them."""
    inked = (mask > 0.5).astype(np.uint8)
    if not inked.any():
        return mask
    inside, outside = (cv2.distanceTransform(side, cv2.DIST_L2, 5) for side in (inked, 1 - inked))
    ridge = (inside >= cv2.dilate(inside, np.ones((3, 3), np.uint8))) & (inside > 0)
    grow = width / 2 - float(np.median(inside[ridge]))
    found = np.clip(inside - outside + max(min(grow, 2.5), -4.0) + 0.5, 0, 1)
    return cv2.GaussianBlur(found.astype(np.float32), (0, 0), 0.6)


def _warped(mask: NDArray[np.uint8], across: float, down: float, slant: float) -> Ink:
    """Scaled and slanted; values 0 … 1."""
    high, wide = mask.shape
    smooth = cv2.GaussianBlur(mask, (0, 0), 0.35 / down) if down < 0.5 else mask
    lean = slant * down * high
    shift = max(lean, 0.0) + 1
    matrix = np.array([[across, -slant * down, shift], [0, down, 1]], np.float32)
    size = (int(wide * across + abs(lean)) + 3, int(high * down) + 3)
    return cv2.warpAffine(smooth, matrix, size, flags=cv2.INTER_LINEAR).astype(np.float32) / 255


def _wavering(mask: Ink, much: float, rng: np.random.Generator) -> Ink:
    """The base line goes up and down by some `much` pixels, and drifts."""
    high, wide = mask.shape
    pad = int(4 * much) + 2
    padded = np.pad(mask, ((pad, pad), (0, 0)))
    xs = np.arange(wide, dtype=np.float32)
    wave = much * np.sin(xs / (high * rng.uniform(0.8, 2.5)) + rng.uniform(0, 6)) + much * rng.normal() * xs / wide
    rows = np.arange(len(padded), dtype=np.float32)[:, None] + wave[None, :].astype(np.float32)
    return cv2.remap(padded, np.broadcast_to(xs, rows.shape).copy(), rows, cv2.INTER_LINEAR)


def _dot(height: float, rng: np.random.Generator) -> Ink:
    radius = max(1, round(height * rng.uniform(0.05, 0.1)))
    picture = np.zeros((2 * radius + 3, 2 * radius + 4), np.uint8)
    cv2.circle(picture, (radius + 1, radius + 1), radius, 255, -1, cv2.LINE_AA)
    return picture.astype(np.float32) / 255


def _struck(mask: Ink, rng: np.random.Generator) -> Ink:
    """Lines drawn across a sign."""
    picture = np.pad(mask, 3).copy()
    high, wide = picture.shape
    flat = rng.random() < 0.5
    for _ in range(int(rng.integers(1, 3))):
        y = rng.uniform(0.25, 0.75, 2) * high
        ends = (y[0], y[0] + (rng.normal(0, 0.05) * high if flat else y[1] - y[0]))
        cv2.line(picture, (0, int(ends[0])), (wide - 1, int(ends[1])), 1.0, 2, cv2.LINE_AA)
    return picture
