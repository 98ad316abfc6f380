"""The sheet that a page came on, and its picture: from the image files and PDF that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ImageOps

from ingest.export import scans_pdf
from ingest.export.pictures import jpeg, lossless, pixels_of, png
from ingest.export.sheets import Paper
from ingest.formats import Kind, recognise
from ingest.readers.raster import check_size, opened
from ingest.sources import bytes_of
from school.errors import NotFound

if TYPE_CHECKING:
    from PIL import Image

    from ingest.export.pictures import Matrix, Picture
    from ingest.model import Limits, Page, Source

ORIENTATION = 0x0112
TURNS: dict[int, Matrix] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""How a camera's picture is to be turned, by its EXIF orientation."""
ON_ITS_SIDE = frozenset({5, 6, 7, 8})
LEAST_DPI, MOST_DPI = 60.0, 2400.0
LONGEST, USUAL = 17.0, 11.69
"""Inches: no sheet of a school is longer than A3; where a file does not say how large its sheet was, it was A4."""


def paper_of(page: Page, source: Source, limits: Limits) -> Paper:
    """Size and resolution of the sheet; no pixel of an image is decoded.

    Raises:
        NotFound: the file has no such page.
        IngestError: the file cannot be read.
    """
    if recognise(source, limits) is Kind.PDF:
        return scans_pdf.paper_of(page, source, limits)
    with opened(source) as picture:
        _seek(picture, page.part_page)
        return _paper(picture)


def picture_of(page: Page, source: Source, limits: Limits) -> Picture | None:
    """The sheet's picture; None where a page of a PDF is damaged.

    Raises:
        NotFound: the file has no such page.
        IngestError: the file cannot be read.
    """
    kind = recognise(source, limits)
    if kind is Kind.PDF:
        return scans_pdf.picture_of(page.part_page, source, limits)
    with opened(source) as picture:
        _seek(picture, page.part_page)
        check_size(picture.size, source, limits)
        turn = TURNS[_orientation(picture)]
        packed = None
        if kind is Kind.JPEG and page.part_page == 0:
            packed = jpeg(bytes_of(source), turn)
        elif kind is Kind.PNG and page.part_page == 0:
            packed = png(bytes_of(source), turn)
        return packed or lossless(pixels_of(ImageOps.exif_transpose(picture)))


def _seek(picture: Image.Image, index: int) -> None:
    try:
        picture.seek(index)
    except EOFError as error:
        raise NotFound(what=f"страница {index + 1}") from error


def _orientation(picture: Image.Image) -> int:
    found = picture.getexif().get(ORIENTATION, 1)
    return found if found in TURNS else 1


def _paper(picture: Image.Image) -> Paper:
    width, height = picture.size
    x, y = _resolution(picture)
    if _orientation(picture) in ON_ITS_SIDE:
        width, height, x, y = height, width, y, x
    return Paper(width=float(width), height=float(height), dpi=(x, y))


def _resolution(picture: Image.Image) -> tuple[float, float]:
    """As the file says where that makes a sheet of paper; cameras and screens say what means nothing."""
    x, y = (float(value) for value in picture.info.get("dpi", (0.0, 0.0)))
    width, height = picture.size
    believed = all(LEAST_DPI <= value <= MOST_DPI for value in (x, y))
    if believed and max(width / x, height / y) <= LONGEST:
        return x, y
    return (max(width, height) / USUAL,) * 2
