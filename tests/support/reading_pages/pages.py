"""A page by its quality, seed and number: the same ones give the same page."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from support.reading_pages.faces import faces
from support.reading_pages.marks import coloured, faded, holes, shown_through, signature, stamp
from support.reading_pages.papers import Kind, papers
from support.reading_pages.photos import photographed
from support.reading_pages.scans import Scanned, clean, scanned
from support.reading_pages.styles import HIGH, WIDE, style
from support.reading_pages.truth import Truth, joined
from support.reading_pages.typeset import Sheet, typeset

if TYPE_CHECKING:
    from support.reading_pages.faces import Face

QUALITIES = ("clean", "scan", "photo")
KINDS = (*QUALITIES, "spread", "blank")
COLUMNS_EVERY = 9
LEAST_FILLED = 0.3
UPRIGHT, QUARTER, HALF, THREE = 1, 8, 3, 6
"""EXIF: how a viewer is to turn the picture."""
EXIF_ORIENTATION = 274
TO_TURN = {0: UPRIGHT, 1: THREE, 2: HALF, 3: QUARTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """A picture in a file's bytes, and what it says."""

    name: str
    suffix: str
    data: bytes
    truth: Truth
    dpi: int
    """0 where the file does not tell."""
    quarters: int

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}{self.suffix}"


def reading_page(kind: str, seed: int, number: int, fonts: tuple[str, ...] = ()) -> ReadingPage:
    """Page `number` of a kind of `KINDS`, set in the fonts of these files, or Debian's."""
    rng = np.random.default_rng([seed, number, zlib.crc32(kind.encode())])
    known = faces(fonts)
    if kind == "spread":
        return _spread(number, seed, known, rng)
    if kind == "blank":
        return _kept("blank", number, Truth(parts=()), scanned(_blank(known, rng, seed), number, rng), rng)
    face = known[int(rng.integers(len(known)))]
    sheet, other = _sheet(seed, number, (face,), rng)
    picture = _worn(sheet, other, face, rng, marked=kind != "clean")
    if kind == "clean":
        return _kept(kind, number, sheet.truth, clean(picture, number), rng)
    taken = (scanned if kind == "scan" else photographed)(picture, number, rng)
    return _kept(kind, number, sheet.truth, taken, rng)


def _sheet(seed: int, number: int, known: tuple[Face, ...], rng: np.random.Generator) -> tuple[Sheet, Sheet]:
    """A sheet, and another one of the same paper where it has any."""
    every = papers()
    # texts come in turn, so that a few pages hold different ones
    blocks = every[(number + 7 * seed) % len(every)]
    tables = any(block.kind is Kind.TABLE for block in blocks)
    columns = 2 if number % COLUMNS_EVERY == COLUMNS_EVERY - 2 and not tables else 1
    sheets = typeset(blocks, style(rng, known, columns=columns, ruled=bool(rng.random() < 0.6)))
    filled = [sheet for sheet in sheets if sheet.lowest > LEAST_FILLED * HIGH]
    chosen = filled[int(rng.integers(len(filled)))]
    return chosen, next((sheet for sheet in sheets if sheet is not chosen), chosen)


def _worn(sheet: Sheet, other: Sheet, face: Face, rng: np.random.Generator, *, marked: bool) -> np.ndarray:
    """The sheet with what people left on it; clean ones are signed at most."""
    picture = coloured(sheet.image)
    if not marked:
        return picture
    if rng.random() < 0.15:
        picture = faded(picture, rng)
    if rng.random() < 0.25:
        picture = shown_through(picture, other.image, rng)
    if sheet.signed and rng.random() < 0.7:
        signature(picture, sheet.signed, rng)
        if rng.random() < 0.6:
            stamp(picture, face, sheet.signed, rng)
    if rng.random() < 0.25:
        holes(picture, rng)
    return picture


def _blank(known: tuple[Face, ...], rng: np.random.Generator, seed: int) -> np.ndarray:
    """Nothing on it but what shows through from its other side."""
    sheet, _ = _sheet(seed, int(rng.integers(100)), known, rng)
    empty = coloured(Image.new("L", (WIDE, HIGH), 255))
    return shown_through(empty, sheet.image, rng) if rng.random() < 0.5 else empty


def _spread(number: int, seed: int, known: tuple[Face, ...], rng: np.random.Generator) -> ReadingPage:
    """Two sheets side by side on one glass."""
    face = known[int(rng.integers(len(known)))]
    sheets = [_sheet(seed, 2 * number + side, (face,), rng)[0] for side in (0, 1)]
    both = np.hstack([coloured(sheet.image) for sheet in sheets])
    return _kept("spread", number, joined([sheet.truth for sheet in sheets]), scanned(both, number, rng), rng)


def _kept(kind: str, number: int, truth: Truth, taken: Scanned, rng: np.random.Generator) -> ReadingPage:
    """The picture as a file; some phones say how they were held, some do not."""
    pixels = taken.picture[:, :, 0] if taken.picture.ndim > 2 and taken.picture.shape[2] == 1 else taken.picture
    image, target = Image.fromarray(pixels), BytesIO()
    told = {"dpi": (taken.dpi, taken.dpi)} if taken.dpi else {}
    if not taken.jpeg:
        two = pixels.ndim == 2 and set(np.unique(pixels)) <= {0, 255}
        (image.convert("1") if two else image).save(target, "PNG", **told)
    else:
        exif = Image.Exif()
        if not taken.dpi and (not taken.quarters or rng.random() < 0.5):
            exif[EXIF_ORIENTATION] = TO_TURN[taken.quarters]
        image.save(target, "JPEG", quality=taken.jpeg, exif=exif, **told)
    suffix = ".jpg" if taken.jpeg else ".png"
    return ReadingPage(
        name=f"{kind}-{number:03d}",
        suffix=suffix,
        data=target.getvalue(),
        truth=truth,
        dpi=taken.dpi,
        quarters=taken.quarters,
    )
