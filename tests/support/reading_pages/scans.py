"""Sheets as a scanner gives them: straight and clean, or as most schools have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from support.reading_pages.marks import clouds, specks
from support.reading_pages.styles import DPI, MM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

DPIS = (200, 200, 150, 200, 240, 200)
MODES = ("grey", "colour", "grey", "bilevel", "grey")
QUARTER_EVERY, HALF_EVERY = 12, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A picture and how to keep it; no `jpeg` means PNG."""

    picture: Picture
    dpi: int
    jpeg: int = 0
    quarters: int = 0
    """Quarter turns anticlockwise that the sheet lies turned by."""


def clean(sheet: Picture, number: int) -> Scanned:
    """300 dpi, straight, grey; each third page black and white."""
    grey = cv2.cvtColor(sheet, cv2.COLOR_RGB2GRAY)
    if number % 3 == 2:
        grey = np.where(grey < 150, 0, 255).astype(np.uint8)
    return Scanned(picture=grey, dpi=DPI)


def scanned(sheet: Picture, number: int, rng: np.random.Generator) -> Scanned:
    """A scan of an office machine: a little askew, unevenly lit, noisy."""
    dpi, mode = DPIS[number % len(DPIS)], MODES[number % len(MODES)]
    specks(sheet, rng.uniform(0, 1) ** 3, rng)
    if mode != "colour":
        sheet = cv2.cvtColor(sheet, cv2.COLOR_RGB2GRAY)[:, :, None]
    found = _laid(sheet, rng)
    found = found * _lit(found.shape[:2], rng)[:, :, None]
    if mode == "colour":
        found = found * (np.array([1, rng.uniform(0.97, 1), rng.uniform(0.88, 0.99)], np.float32))
    size = (round(found.shape[1] * dpi / DPI), round(found.shape[0] * dpi / DPI))
    found = cv2.resize(found, size, interpolation=cv2.INTER_AREA)
    found = np.atleast_3d(cv2.GaussianBlur(found, (0, 0), rng.uniform(0.35, 0.95) * dpi / 200))
    found = found + noise(found.shape, rng.uniform(2, 9), rng)
    quarters = turn_of(number, rng)
    picture = np.ascontiguousarray(np.rot90(np.clip(found, 0, 255).astype(np.uint8), quarters))
    if mode == "bilevel":
        return Scanned(picture=_bilevel(picture, rng), dpi=dpi, quarters=quarters)
    return Scanned(picture=picture, dpi=dpi, jpeg=int(rng.integers(40, 76)), quarters=quarters)


def turn_of(number: int, rng: np.random.Generator) -> int:
    """Most sheets lie upright; each twelfth is turned: by a quarter, by a half."""
    if number % QUARTER_EVERY != QUARTER_EVERY - 5:
        return 0
    return 2 if number % HALF_EVERY > QUARTER_EVERY else int(rng.choice([1, 3]))


def noise(shape: tuple[int, ...], much: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """A sensor's grain; its colours are coarser."""
    grain = rng.standard_normal((*shape[:2], 1), np.float32) * np.float32(much)
    if shape[2] == 1:
        return grain
    coarse = rng.standard_normal((shape[0] // 2, shape[1] // 2, 3), np.float32) * np.float32(0.7 * much)
    return grain + cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)


def _laid(sheet: Picture, rng: np.random.Generator) -> NDArray[np.float32]:
    """Turned and shifted on the glass; where no paper lies the lid is seen, white or dark."""
    high, wide = sheet.shape[:2]
    angle = rng.uniform(-3, 3) if rng.random() < 0.4 else rng.normal(0, 0.7)
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    turn[:, 2] += rng.normal(0, 1.5 * MM, 2)
    lid = float(rng.choice([250, 235, 90, 15], p=[0.4, 0.3, 0.15, 0.15]))
    found = cv2.warpAffine(sheet, turn, (wide, high), flags=cv2.INTER_LINEAR, borderValue=(lid, lid, lid))
    return np.atleast_3d(found).astype(np.float32)


def _lit(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    """Paper's tone, falling to one side; a shadow along an edge of a book, or where the lid stood open."""
    high, wide = shape
    tone = rng.uniform(0.88, 1.0)
    across, down = np.linspace(0, 1, wide, dtype=np.float32), np.linspace(0, 1, high, dtype=np.float32)
    if rng.random() < 0.5:
        across = across[::-1]
    fall = rng.uniform(0, 0.22) * across[None, :] ** 2 + rng.uniform(0, 0.12) * down[:, None]
    if rng.random() < 0.3:
        # narrower than a margin: what lies in the dark is not on the picture
        fall = fall + rng.uniform(0.2, 0.6) * np.exp(-(1 - across[None, :]) * rng.uniform(40, 90))
    return np.asarray(tone - fall + 0.03 * (clouds(rng, shape, 5) - 0.5), np.float32)


def _bilevel(picture: Picture, rng: np.random.Generator) -> Picture:
    """Black and white, as a machine set to text gives it."""
    flat = np.atleast_3d(picture)[:, :, 0]
    ground = cv2.blur(flat, (61, 61)).astype(np.float32)
    limit = rng.uniform(0.66, 0.82) * ground if rng.random() < 0.6 else np.float32(rng.uniform(120, 165))
    return np.where(flat < limit, 0, 255).astype(np.uint8)
