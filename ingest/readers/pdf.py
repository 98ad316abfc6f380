"""PDF through PDFium: text that was born digital is taken, everything else is read from the page's picture."""

from __future__ import annotations

import logging
import re
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from ingest.model import Box, Line, Page, PageKind, PageProblem, Step
from ingest.readers.raster import read_page
from ingest.sanity import russian_sanity
from school.errors import DamagedFile, EncryptedFile, NotFound, TooManyPages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ingest.model import Limits, Source
    from ingest.ocr.engine import OcrEngine

log = logging.getLogger(__name__)
POINTS_PER_INCH = 72
READING_DPI = 300
LEAST_TEXT = 20
SANE = 0.6
SANE_OVER_PICTURE = 0.9
PICTURE_PAGE = 0.5
PDFIUM = threading.Lock()
"""PDFium may be in one thread at a time, whatever the documents."""


def page_count(source: Source, limits: Limits) -> int:
    """How many pages the file has.

    Raises:
        DamagedFile, EncryptedFile, TooManyPages.
    """
    with opened(source) as book:
        count = len(book)
    if count == 0:
        raise DamagedFile(name=source.name)
    if count > limits.pages:
        raise TooManyPages(name=source.name, limit=limits.pages)
    return count


def read_pdf_page(source: Source, index: int, limits: Limits, engine: OcrEngine) -> Page:
    """One page of the file; a page that cannot be opened becomes a problem, so that the rest can go on.

    Raises:
        DamagedFile, EncryptedFile.
        NotFound: the file has no such page.
    """
    with opened(source) as book:
        refuse_missing(book, index)
        found = _page(book, index, limits)
    if isinstance(found, Page):
        return found
    picture, why = found
    return read_page(picture, index + 1, engine, (why,))


def picture_of(source: Source, index: int, limits: Limits) -> NDArray[np.uint8]:
    """A page drawn for reading, as the page images that were read.

    Raises:
        NotFound: the file has no such page.
    """
    with opened(source) as book:
        refuse_missing(book, index)
        return _picture(book[index], limits)


def drawing_scale(size: tuple[float, float], limits: Limits) -> float:
    """Pixels of a drawn page to a point of the sheet."""
    wide, high = size
    return float(min(READING_DPI / POINTS_PER_INCH, (limits.pixels / max(1.0, wide * high)) ** 0.5))


def refuse_missing(book: Any, index: int) -> None:
    """Raises `NotFound` where the file has no such page."""
    if not 0 <= index < len(book):
        raise NotFound(what=f"страница {index + 1}")


@contextmanager
def opened(source: Source) -> Iterator[Any]:
    """The file, open while no other thread is in PDFium: leave before long work begins."""
    with PDFIUM:
        book = _open(source)
        try:
            yield book
        finally:
            book.close()


def _open(source: Source) -> Any:
    try:
        return pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile(name=source.name) from error
        raise DamagedFile(name=source.name) from error


def _page(book: Any, index: int, limits: Limits) -> Page | tuple[NDArray[np.uint8], Step]:
    """The page from its text, or its picture and why the picture is to be read."""
    try:
        page = book[index]
    except pypdfium2.PdfiumError:
        log.warning("pdf page cannot be opened", extra={"page": index + 1})
        problem = PageProblem(code="page-damaged", message="Страница повреждена и не прочитана.")
        return Page(number=index + 1, kind=PageKind.SCAN, lines=(), problems=(problem,))
    try:
        lines = _text_lines(page)
        verdict = _trust(page, lines)
        if verdict is None:
            step = Step(name="text layer", version=str(pypdfium2.PYPDFIUM_INFO))
            wide, high = page.get_size()
            return Page(
                number=index + 1,
                kind=PageKind.BORN_DIGITAL,
                lines=lines,
                width=wide,
                height=high,
                steps=(step,),
            )
        return _picture(page, limits), verdict
    finally:
        page.close()


def _trust(page: Any, lines: tuple[Line, ...]) -> Step | None:
    """None when the text layer can be used; otherwise the step that says why the picture is read instead."""
    text = "\n".join(line.raw for line in lines)
    if len(re.sub(r"\s", "", text)) < LEAST_TEXT:
        return Step(name="rasterise", options={"reason": "no text layer", "dpi": str(READING_DPI)})
    bar = SANE_OVER_PICTURE if _is_picture(page) else SANE
    if russian_sanity(text) < bar:
        return Step(name="rasterise", options={"reason": "bad text layer", "dpi": str(READING_DPI)})
    return None


def _is_picture(page: Any) -> bool:
    """True when images cover half of the page: a scan with a text layer under or over it."""
    wide, high = page.get_size()
    covered = 0.0
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered >= PICTURE_PAGE * wide * high)


def _text_lines(page: Any) -> tuple[Line, ...]:
    layer = page.get_textpage()
    try:
        text = layer.get_text_range()
        high = page.get_size()[1]
        lines = []
        start = 0
        for raw in text.split("\n"):
            clean = raw.rstrip("\r").replace("\ufffe", "-")
            lines.append(Line(raw=clean, text=clean, box=_box(layer, start, len(clean), high)))
            start += len(raw) + 1
        return tuple(lines)
    finally:
        layer.close()


def _box(layer: Any, start: int, length: int, high: float) -> Box | None:
    """Box of a run of characters, in points from the top left of the page."""
    whole: Box | None = None
    for index in (start, start + length // 2, start + length - 1):
        if not 0 <= index < layer.count_chars() or not length:
            continue
        left, bottom, right, top = layer.get_charbox(index)
        box = Box(x0=left, y0=high - top, x1=right, y1=high - bottom)
        whole = box if whole is None else whole.union(box)
    return whole


def _picture(page: Any, limits: Limits) -> NDArray[np.uint8]:
    """The page drawn at 300 dpi, less when the sheet is so large that it would break the limit of pixels."""
    bitmap = page.render(scale=drawing_scale(page.get_size(), limits), grayscale=True)
    try:
        return cast("NDArray[np.uint8]", np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width))
    finally:
        bitmap.close()
