"""What people and time leave on a sheet: stamps, signatures, holes, faded ink, the other side showing through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw

from support.reading_pages.styles import HIGH, MM, WIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from support.reading_pages.faces import Face

    Picture = NDArray[np.uint8]

BLUES = ((40, 60, 150), (60, 70, 160), (30, 80, 170), (70, 60, 140))
RING = "МУНИЦИПАЛЬНОЕ БЮДЖЕТНОЕ ОБЩЕОБРАЗОВАТЕЛЬНОЕ УЧРЕЖДЕНИЕ * СРЕДНЯЯ ШКОЛА * "
INSIDE = ("Для", "документов")


def coloured(image: Image.Image) -> Picture:
    """The sheet as red, green, blue."""
    return np.asarray(image.convert("RGB")).copy()


def inked(sheet: Picture, mask: NDArray[np.float32], colour: tuple[int, int, int], place: tuple[int, int]) -> None:
    """Lays translucent ink on the sheet; `mask` is how much of it, 0–1, from `place` (left, top)."""
    left, top = max(0, place[0]), max(0, place[1])
    mask = mask[top - place[1] :, left - place[0] :]
    part = sheet[top : top + mask.shape[0], left : left + mask.shape[1]]
    mask = mask[: part.shape[0], : part.shape[1], None]
    kept = 1 - mask * (1 - np.array(colour, np.float32) / 255)
    part[:] = (part * kept).astype(np.uint8)


def stamp(sheet: Picture, face: Face, near: tuple[int, int], rng: np.random.Generator) -> None:
    """A round blue stamp of 38–42 mm, over the text beside it, uneven as a hand presses it."""
    side = round(rng.uniform(38, 42) * MM)
    image = Image.new("L", (side, side), 0)
    pen, middle = ImageDraw.Draw(image), side / 2
    for radius, width in ((0.49, 9), (0.46, 3), (0.30, 4)):
        reach = radius * side
        pen.ellipse([middle - reach, middle - reach, middle + reach, middle + reach], outline=255, width=width)
    font = face.font(round(side * 0.06))
    for number, sign in enumerate(RING):
        _ringed(image, sign, font, 2 * np.pi * number / len(RING))
    for number, word in enumerate(INSIDE):
        size = face.font(round(side * 0.075))
        pen.text((middle, middle + (number - 0.5) * side * 0.1), word, fill=255, font=size, anchor="mm")
    turned = np.asarray(image.rotate(float(rng.uniform(-25, 25)), Image.Resampling.BILINEAR), np.float32) / 255
    press = 0.55 + 0.6 * clouds(rng, (side, side), 4)
    mask = np.clip(turned * press, 0, 1) * np.float32(rng.uniform(0.6, 0.9))
    place = (near[0] + int(rng.uniform(10, 45) * MM), near[1] - side // 2 + int(rng.normal(0, 5) * MM))
    inked(sheet, mask, BLUES[int(rng.integers(len(BLUES)))], place)


def _ringed(image: Image.Image, sign: str, font: object, angle: float) -> None:
    side = image.width
    tile = Image.new("L", (side // 8, side // 8), 0)
    ImageDraw.Draw(tile).text((side // 16, side // 16), sign, fill=255, font=font, anchor="mm")
    turned = tile.rotate(-float(np.degrees(angle)), Image.Resampling.BILINEAR)
    x, y = side / 2 + 0.385 * side * np.sin(angle), side / 2 - 0.385 * side * np.cos(angle)
    image.paste(turned, (int(x) - side // 16, int(y) - side // 16), turned)


def signature(sheet: Picture, near: tuple[int, int], rng: np.random.Generator) -> None:
    """A flourish of a pen."""
    wide, high = int(rng.uniform(30, 50) * MM), int(rng.uniform(10, 18) * MM)
    turns = np.linspace(0, rng.uniform(3, 6) * 2 * np.pi, 200)
    x = wide * (0.1 + 0.75 * turns / turns[-1]) + wide * 0.08 * np.sin(turns + rng.uniform(0, 6))
    swing = 0.35 * np.exp(-turns / turns[-1] * rng.uniform(0.2, 1.6)) * np.cos(turns) * (0.7 + 0.3 * np.sin(turns / 3))
    y = high * (0.5 + swing)
    mask = np.zeros((high, wide), np.uint8)
    points = (np.column_stack([x, y]) * 16).astype(np.int32)
    cv2.polylines(
        mask,
        [points[:, None]],
        isClosed=False,
        color=255,
        thickness=int(rng.integers(4, 7)),
        lineType=cv2.LINE_AA,
        shift=4,
    )
    place = (near[0] + int(rng.uniform(35, 60) * MM), near[1] - high // 2)
    colour = ((25, 30, 60), (40, 60, 150), (30, 40, 120))[int(rng.integers(3))]
    inked(sheet, mask.astype(np.float32) / 255 * np.float32(0.85), colour, place)


def holes(sheet: Picture, rng: np.random.Generator) -> None:
    """Two holes of a punch in the left margin; the scanner's lid is seen through them."""
    tone = int(rng.choice([20, 60, 200]))
    for y in (HIGH // 2 - round(40 * MM), HIGH // 2 + round(40 * MM)):
        cv2.circle(sheet, (round(12 * MM), y), round(3 * MM), (tone, tone, tone), -1, cv2.LINE_AA)


def specks(sheet: Picture, much: float, rng: np.random.Generator) -> None:
    """Dirt: dots of a few pixels, hairs now and then."""
    for _ in range(int(much * 300)):
        place = (int(rng.integers(WIDE)), int(rng.integers(HIGH)))
        tone = int(rng.integers(20, 140))
        cv2.circle(sheet, place, int(rng.choice([1, 1, 2, 2, 3])), (tone, tone, tone), -1, cv2.LINE_AA)


def faded(sheet: Picture, rng: np.random.Generator) -> Picture:
    """Ink of a spent cartridge: paler, in some stripes paler still."""
    keep = rng.uniform(0.5, 0.75) + 0.35 * clouds(rng, sheet.shape[:2], 6)
    return (255 - (255 - sheet) * np.clip(keep, 0.3, 1)[:, :, None]).astype(np.uint8)


def shown_through(sheet: Picture, other: Image.Image, rng: np.random.Generator) -> Picture:
    """What stands on the other side, mirrored, blurred, pale."""
    back = cv2.GaussianBlur(np.asarray(other)[:, ::-1], (0, 0), rng.uniform(2.5, 5))
    back = np.roll(back, tuple(int(step) for step in rng.normal(0, 4 * MM, 2)), (0, 1))
    pale = 1 - (1 - back.astype(np.float32) / 255) * np.float32(rng.uniform(0.08, 0.22))
    return (sheet * pale[:, :, None]).astype(np.uint8)


def clouds(rng: np.random.Generator, shape: tuple[int, ...], cells: int) -> NDArray[np.float32]:
    """Smooth noise, 0–1."""
    small = rng.random((cells + 1, cells + 1)).astype(np.float32)
    return np.clip(cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), 0, 1)
