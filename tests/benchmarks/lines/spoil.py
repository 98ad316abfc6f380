"""What printing, paper, scanners and telephones do to a line."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Box = tuple[float, float, float, float]
CLEAN, SCAN, PHOTO = 0.2, 0.5, 0.3
"""Shares of lines."""


def spoil(sheet: Grey, box: Box, size: int, rng: np.random.Generator) -> tuple[Grey, Box]:
    """The sheet spoilt, and where the line lies on it then; `size` is the height of its type in pixels."""
    kind = rng.choice(3, p=[CLEAN, SCAN, PHOTO])
    if kind == 0:
        return lightly(sheet, box, size, rng)
    page = ink(sheet, size, rng) if rng.random() < 0.5 else sheet
    if rng.random() < 0.7:
        page, box = bent(page, box, size, rng, strong=kind == 2)
    page = coarse(page, size, rng, photo=kind == 2)
    page = lit(page, rng, photo=kind == 2)
    page = dirty(page, size, rng)
    if rng.random() < 0.8:
        page = squeezed(page, rng, least=20 if kind == 2 else 35)
    if rng.random() < (0.25 if kind == 1 else 0.03):
        return bilevel(page, rng), box
    return evened(page, rng), box


def lightly(sheet: Grey, box: Box, size: int, rng: np.random.Generator) -> tuple[Grey, Box]:
    """A page from a printer driver, or one scanned well."""
    page = sheet
    if rng.random() < 0.3:
        page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.3, 0.02 * size + 0.3))
    if rng.random() < 0.2:
        page = np.where(page < rng.integers(90, 190), 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        page = squeezed(page, rng, least=60)
    return page, box


def ink(page: Grey, size: int, rng: np.random.Generator) -> Grey:
    """Bold or starved print, holes in strokes."""
    dice = rng.random()
    if dice < 0.4:
        return cv2.erode(page, np.ones((2, 2), np.uint8)) if size > 30 else cv2.GaussianBlur(page, (0, 0), 0.6)
    if dice < 0.7 and size > 34:
        return cv2.dilate(page, np.ones((2, 2), np.uint8))
    holes = cv2.resize(
        rng.random((page.shape[0] // 3 + 1, page.shape[1] // 3 + 1)).astype(np.float32), page.shape[::-1]
    )
    return np.where(holes > rng.uniform(0.8, 0.97), 255, page).astype(np.uint8)


def bent(page: Grey, box: Box, size: int, rng: np.random.Generator, *, strong: bool) -> tuple[Grey, Box]:
    """A little turned, slanted, stretched, waved; the box is where the ink of the straight line comes to lie."""
    height, width = page.shape
    degrees = rng.normal(0, 0.5 if strong else 0.25)
    slant = rng.normal(0, 0.06 if strong else 0.02)
    turn = np.tan(np.radians(degrees))
    stretch = rng.uniform(0.88, 1.14)
    wave = rng.normal(0, 0.05 if strong else 0.015) * size
    length, phase = rng.uniform(8, 40) * size, rng.uniform(0, 2 * np.pi)
    middle = (box[1] + box[3]) / 2
    across = np.arange(int(width * stretch), dtype=np.float32)[None, :]
    down = np.arange(height, dtype=np.float32)[:, None]
    old_x = across / np.float32(stretch) + np.float32(slant) * (down - np.float32(middle))
    level = across / np.float32(stretch)
    swing = np.clip(turn * (level - width / 2), -0.16 * size, 0.16 * size) + wave * np.sin(
        level / length * 2 * np.pi + phase
    )
    old_y = down + swing.astype(np.float32)
    bowed = cv2.remap(page, old_x, old_y, cv2.INTER_LINEAR, borderValue=255.0)
    moved = float(np.abs(swing).max()) * rng.uniform(0.2, 1.0)
    return bowed, (box[0] * stretch, box[1] - moved, box[2] * stretch, box[3] + moved)


def coarse(page: Grey, size: int, rng: np.random.Generator, *, photo: bool) -> Grey:
    """The resolution of the scan (the reader enlarges it again), defocus, a moving hand."""
    height, width = page.shape
    pixels = rng.uniform(13, 30) if photo else rng.uniform(17, 42)
    factor = min(1.0, pixels / size)
    if rng.random() < (0.7 if photo else 0.4):
        page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.2, 1.3 if photo else 0.8) / factor)
    if photo and rng.random() < 0.2:
        reach = int(rng.integers(2, 5) / factor)
        kernel = np.zeros((reach, reach), np.float32)
        kernel[reach // 2] = 1 / reach
        if rng.random() < 0.5:
            kernel = np.ascontiguousarray(kernel.T)
        page = cv2.filter2D(page, -1, kernel)
    if factor < 1.0:
        page = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    noise = rng.standard_normal(page.shape, dtype=np.float32) * np.float32(rng.uniform(0, 14 if photo else 10))
    page = np.clip(page + noise, 0, 255).astype(np.uint8)
    return cv2.resize(page, (width, height), interpolation=cv2.INTER_CUBIC) if factor < 1.0 else page


def lit(page: Grey, rng: np.random.Generator, *, photo: bool) -> Grey:
    """Uneven light, ink that is grey, paper that is not white."""
    height, width = page.shape
    paper, dark = rng.uniform(150, 255), rng.uniform(0, 110 if photo else 80)
    corner = rng.uniform(0.75 if photo else 0.9, 1.0, (2, 3)).astype(np.float32)
    light = cv2.resize(corner, (width, height), interpolation=cv2.INTER_LINEAR)
    grey = np.float32(dark) + page * np.float32((paper - dark) / 255)
    return cv2.convertScaleAbs(grey * light)


def dirty(page: Grey, size: int, rng: np.random.Generator) -> Grey:
    """Specks, strokes of a pen, the arc of a stamp, what shines through from behind."""
    height, width = page.shape
    page = page.copy()
    if rng.random() < 0.2:
        for _ in range(int(rng.integers(1, 1 + width // 60))):
            spot = (int(rng.integers(width)), int(rng.integers(height)))
            cv2.circle(page, spot, int(rng.integers(0, 1 + size // 18)), int(rng.integers(0, 120)), -1)
    if rng.random() < 0.07:
        page = stamped(page, size, rng)
    if rng.random() < 0.06:
        centre = (int(rng.integers(width)), int(rng.integers(-3 * size, 6 * size)))
        over = page.copy()
        for reach in (rng.uniform(2, 5), rng.uniform(1.5, 4)):
            cv2.circle(over, centre, int(reach * size), int(rng.integers(60, 150)), max(1, size // 14))
        page = np.minimum(page, over)
    if rng.random() < 0.05:
        points = np.cumsum(rng.normal(0, size / 2, (12, 2)), axis=0)
        points += np.array([rng.integers(width), height / 2])
        grey, thick = int(rng.integers(30, 120)), max(1, size // 16)
        cv2.polylines(page, [points.astype(np.int32)], isClosed=False, color=grey, thickness=thick)
    if rng.random() < 0.1:
        behind = cv2.GaussianBlur(page[::-1, ::-1], (0, 0), size / 12)
        page = np.minimum(page, 255 - ((255 - behind) * rng.uniform(0.08, 0.3)).astype(np.uint8))
    return page


def stamped(page: Grey, size: int, rng: np.random.Generator) -> Grey:
    """Letters of a round stamp over the line, pale as the reader leaves coloured ink, its arcs around them.

    The letters are pieces of the line itself, turned and smaller: no font is needed, and they are as print is.
    """
    height, width = page.shape
    over = np.full_like(page, 255)
    reach = rng.uniform(2, 6) * size
    centre = (float(rng.integers(width)), float(height / 2 + rng.uniform(-1, 1) * reach))
    side = int(rng.uniform(0.6, 1.0) * size)
    for angle in np.arange(0, 360, float(np.degrees(0.8 * side / reach))):
        start = int(rng.integers(0, max(1, width - 2 * side)))
        letter = page[height // 2 - side // 2 : height // 2 + side, start : start + side]
        x, y = centre[0] + reach * np.cos(np.radians(angle)), centre[1] + reach * np.sin(np.radians(angle))
        if not (-side < x < width + side and -side < y < height + side) or letter.size == 0:
            continue
        turn = cv2.getRotationMatrix2D((letter.shape[1] / 2, letter.shape[0] / 2), -angle - 90, 0.7)
        turn[:, 2] += (x - letter.shape[1] / 2, y - letter.shape[0] / 2)
        over = np.minimum(over, cv2.warpAffine(letter, turn, (width, height), borderValue=255.0))
    for wide in (reach + side, reach - side):
        cv2.circle(over, (int(centre[0]), int(centre[1])), int(max(1, wide)), 0, max(1, size // 12))
    pale = 255 - ((255 - over) * rng.uniform(0.15, 0.65)).astype(np.uint8)
    return np.minimum(page, pale)


def squeezed(page: Grey, rng: np.random.Generator, *, least: int) -> Grey:
    """JPEG and back."""
    packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(least, 90))])[1]
    return cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)


def bilevel(page: Grey, rng: np.random.Generator) -> Grey:
    """Black and white, as many scanners keep text."""
    level, _ = cv2.threshold(page, 0, 255, cv2.THRESH_OTSU)
    black = np.where(page < level + rng.normal(0, 12), 0, 255).astype(np.uint8)
    return cv2.GaussianBlur(black, (0, 0), 0.7) if rng.random() < 0.5 else black


def evened(page: Grey, rng: np.random.Generator) -> Grey:
    """Divided by the paper's brightness, as the reader does with scans; sometimes not quite."""
    small = cv2.resize(page, (max(1, page.shape[1] // 8), max(1, page.shape[0] // 8)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 11)
    paper = cv2.resize(paper, page.shape[::-1], interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(page, np.maximum(paper, 1), scale=float(rng.uniform(235, 262)))
    return np.minimum(even, 255).astype(np.uint8)
