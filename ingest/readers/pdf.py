"""PDF through PDFium: text that was born digital is taken, everything else is read from the page's picture."""

from __future__ import annotations

import logging
import re
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from ingest.image.ink import has_coloured_ink, without_coloured_ink
from ingest.model import Line, Page, PageKind, PageProblem, Step
from ingest.readers.page import read_page
from ingest.readers.pdf_places import is_filled, lies_on_its_side, shown_places
from ingest.readers.pdf_tables import has_rules, in_cells
from ingest.sanity import russian_sanity
from school.errors import DamagedFile, EncryptedFile, NotFound, TooManyPages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ingest.model import Box, Limits, Source
    from ingest.ocr.engine import OcrEngine
    from ingest.readers.pdf_places import Shown

log = logging.getLogger(__name__)
POINTS_PER_INCH = 72
READING_DPI = 300
LEAST_TEXT = 20
SANE = 0.6
SANE_OVER_PICTURE = 0.9
PICTURE_PAGE = 0.5
SPREAD = 0.25
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
        book = pypdfium2.PdfDocument(source.path or source.data)
        # what is filled in a form is drawn only when forms are known before the pages are
        book.init_forms()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile(name=source.name) from error
        raise DamagedFile(name=source.name) from error
    return book


def _page(book: Any, index: int, limits: Limits) -> Page | tuple[NDArray[np.uint8], Step]:
    """The page from its text, or its picture and why the picture is to be read."""
    try:
        return _opened_page(book[index], index, limits)
    except pypdfium2.PdfiumError:
        log.warning("pdf page cannot be opened", extra={"page": index + 1})
        problem = PageProblem(code="page-damaged", message="Страница повреждена и не прочитана.")
        return Page(number=index + 1, kind=PageKind.SCAN, lines=(), problems=(problem,))


def _opened_page(page: Any, index: int, limits: Limits) -> Page | tuple[NDArray[np.uint8], Step]:
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
        return _picture(page, limits, print_only=True), verdict
    finally:
        page.close()


def _trust(page: Any, lines: tuple[Line, ...]) -> Step | None:
    """None when the text layer can be used; otherwise the step that says why the picture is read instead."""
    text = "\n".join(line.raw for line in lines)
    picture = _is_picture(page)
    reason = None
    if len(re.sub(r"\s", "", text)) < LEAST_TEXT:
        reason = "no text layer"
    elif is_filled(page):
        reason = "filled form"
    elif lies_on_its_side(page):
        # PDFium would give its lines in the order in which they stand beside one another
        reason = "text on its side"
    elif russian_sanity(text) < (SANE_OVER_PICTURE if picture else SANE):
        reason = "bad text layer"
    elif picture and _spread(lines) < SPREAD * page.get_size()[1]:
        # the mark of an electronic signature over a scan is good Russian, and says nothing of what is scanned
        reason = "little text over a picture"
    return None if reason is None else Step(name="rasterise", options={"reason": reason, "dpi": str(READING_DPI)})


def _spread(lines: tuple[Line, ...]) -> float:
    """How much of the page's height lies between the first line and the last."""
    boxes = [line.box for line in lines if line.box is not None]
    return max(box.y1 for box in boxes) - min(box.y0 for box in boxes) if boxes else 0.0


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
        shown = shown_places(page)
        lines: list[Line] = []
        starts: list[int] = []
        start = 0
        for raw in text.split("\n"):
            clean = raw.rstrip("\r").replace("\ufffe", "-")
            lines.append(Line(raw=clean, text=clean, box=_box(layer, start, len(clean), shown)))
            starts.append(start)
            start += len(raw) + 1
        if has_rules(page):
            return in_cells(lines, starts, layer, shown, lambda scale: _drawn(page, scale, grey=True)[:, :, 0])
        return tuple(lines)
    finally:
        layer.close()


def _box(layer: Any, start: int, length: int, shown: Shown) -> Box | None:
    """Box of a run of characters, in points from the top left of the page as it is shown."""
    whole: Box | None = None
    for index in (start, start + length // 2, start + length - 1):
        if not 0 <= index < layer.count_chars() or not length:
            continue
        box = shown(*layer.get_charbox(index))
        whole = box if whole is None else whole.union(box)
    return whole


def _picture(page: Any, limits: Limits, *, print_only: bool = False) -> NDArray[np.uint8]:
    """The page drawn at 300 dpi, less when the sheet is so large that it would break the limit of pixels."""
    coloured = print_only and has_coloured_ink(_drawn(page, 1.0, grey=False))
    picture = _drawn(page, drawing_scale(page.get_size(), limits), grey=not coloured)
    return without_coloured_ink(picture) if coloured else picture[:, :, 0]


def _drawn(page: Any, scale: float, *, grey: bool) -> NDArray[np.uint8]:
    """Shape (height, width, channels), RGB or grey; `scale` is pixels to a point."""
    bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=True)
    try:
        pixels = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width, -1)
        return np.ascontiguousarray(pixels[:, :, :3])
    finally:
        bitmap.close()
