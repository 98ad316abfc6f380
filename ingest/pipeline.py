"""DOOR: bytes become a document, page by page."""

from __future__ import annotations

import hashlib
import itertools
import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.formats import IMAGES, Kind, recognise
from ingest.model import DRAWN, Document, Origin
from ingest.readers.page import read_page, sureness
from ingest.readers.pdf import page_count, picture_of, read_pdf_page
from ingest.readers.raster import frame, frame_count
from ingest.readers.ruled import NO_LATTICE, read_ruled_page
from ingest.readers.text import read_text
from ingest.readers.word import read_word
from ingest.repair.document import repair_document
from ingest.sources import bytes_of
from school.errors import NotAPicture, NotFound, NothingRead, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.handwriting.recogniser import CellRecogniser
    from ingest.model import Limits, Line, Page, ReadingContext, Source
    from ingest.ocr.engine import OcrEngine

log = logging.getLogger(__name__)
LEAST_WORDS = 3
READ_WORD = re.compile(r"[А-Яа-яЁёA-Za-z]{3,}")
HOPELESS = 0.35


def read(
    sources: Sequence[Source],
    *,
    engine: OcrEngine,
    limits: Limits,
    context: ReadingContext,
    cells: CellRecogniser | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Document:
    """Reads one file, or several page images as one document in the given order, and repairs the text.

    Args:
        sources: the files; more than one only when all are images or PDF.
        engine: reads page images.
        limits: what is refused before decoding.
        context: what higher floors know.
        cells: reads marks and dates; given only for ruled pages of a paper journal.
        progress: called with (pages done, pages in all) after every page.

    Raises:
        IngestError: one of its leaves; nothing is returned half-read.
    """
    counts = page_counts(sources, limits)
    done = itertools.count(1)
    pages: list[list[Page]] = []
    for source, count in zip(sources, counts, strict=True):
        pages.append([])
        for index in range(count):
            pages[-1].append(read_one(source, index, engine=engine, limits=limits, cells=cells))
            if progress is not None:
                progress(next(done), sum(counts))
    return assemble(sources, pages, engine=engine, limits=limits, context=context)


def page_counts(sources: Sequence[Source], limits: Limits) -> tuple[int, ...]:
    """Pages of each file; nothing is read yet.

    Raises:
        UsageError: files that cannot be read together.
        IngestError: one of its leaves, where a file cannot be opened or is refused.
    """
    kinds = kinds_of(sources, limits)
    return tuple(_count(source, kind, limits) for source, kind in zip(sources, kinds, strict=True))


def kinds_of(sources: Sequence[Source], limits: Limits) -> tuple[Kind, ...]:
    """What the files are, by their bytes; nothing is opened that could take long.

    Raises:
        UsageError: files that cannot be read together.
        IngestError: one of its leaves, where a file is refused at sight.
    """
    kinds = tuple(recognise(source, limits) for source in sources)
    if len(sources) > 1 and any(kind not in IMAGES | {Kind.PDF} for kind in kinds):
        raise UsageError(reason="Вместе можно читать только изображения страниц и PDF.")
    return kinds


def read_one(
    source: Source, index: int, *, engine: OcrEngine, limits: Limits, cells: CellRecogniser | None = None
) -> Page:
    """Reads one page of one file, nothing else: depends on its arguments only and keeps nothing for the next page.

    Args:
        source: the file.
        index: page of the file, from 0.
        engine: reads page images.
        limits: what is refused before decoding.
        cells: reads marks and dates; given only for ruled pages of a paper journal, images or PDF.

    Returns:
        The page as it came from the file or the engine, not repaired; `assemble` gives it its place in the document.

    Raises:
        IngestError: one of its leaves.
        NotFound: the file has no such page.
    """
    kind = recognise(source, limits)
    if cells is None:
        return replace(_page(source, kind, index, limits, engine), part_page=index)
    if kind not in IMAGES | {Kind.PDF}:
        raise NotAPicture(name=source.name)
    scan = picture_of(source, index, limits) if kind is Kind.PDF else frame(source, index, limits)
    return replace(read_ruled_page(scan, index + 1, engine, cells), part_page=index)


def assemble(
    sources: Sequence[Source],
    pages: Sequence[Sequence[Page]],
    *,
    engine: OcrEngine,
    limits: Limits,
    context: ReadingContext,
) -> Document:
    """Makes a document of pages read one by one and repairs its text as a whole.

    Args:
        sources: the files in order.
        pages: of each file, in its own order.
        engine: what read them.
        limits: what was refused before decoding.
        context: what higher floors know.

    Raises:
        NothingRead: there is no text on the pages.
    """
    return assemble_as(origin_of(sources, limits), pages, engine=engine, context=context)


def assemble_as(
    origin: Origin, pages: Sequence[Sequence[Page]], *, engine: OcrEngine, context: ReadingContext
) -> Document:
    """`assemble` for who does not hold the bytes any more."""
    placed = [replace(page, part=part) for part, sheet in enumerate(pages) for page in sheet]
    numbered = tuple(replace(page, number=number) for number, page in enumerate(placed, 1))
    drawn = any(page.kind in DRAWN for page in numbered)
    document = Document(
        sha256=origin.sha256,
        name=origin.name,
        media_type=origin.media_type,
        pages=numbered,
        steps=(engine.describe(),) if drawn else (),
    )
    if any(page.grid is not None or NO_LATTICE in page.problems for page in numbered):
        # names and marks by hand are no running text: nothing to repair, nothing to judge by its words
        return document
    _refuse_unread(document)
    log.info("document read", extra={"document": document.sha256, "pages": len(numbered)})
    return repair_document(document, context)


def origin_of(sources: Sequence[Source], limits: Limits) -> Origin:
    """What document the files make together: the hash of the one file, or of the joined hashes of several."""
    hashes = [hashlib.sha256(bytes_of(source)).hexdigest() for source in sources]
    whole = hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
    return Origin(sha256=whole, name=sources[0].name, media_type=kinds_of(sources, limits)[0].value)


def _count(source: Source, kind: Kind, limits: Limits) -> int:
    if kind is Kind.PDF:
        return page_count(source, limits)
    if kind not in IMAGES:
        return 1
    frames = frame_count(source, limits)
    # the other frames of a picture that moves, or of a phone's, are no sheets
    return frames if kind is Kind.TIFF else 1


def _page(source: Source, kind: Kind, index: int, limits: Limits, engine: OcrEngine) -> Page:
    if kind is Kind.PDF:
        return read_pdf_page(source, index, limits, engine)
    if kind in IMAGES:
        return read_page(frame(source, index, limits, print_only=True), index + 1, engine)
    if index:
        raise NotFound(what=f"страница {index + 1}")
    return read_text(source) if kind is Kind.TEXT else read_word(source)


def _refuse_unread(document: Document) -> None:
    """A picture of a cat gives a few stray signs: that is nothing read, not a document."""
    words = READ_WORD.findall(document.raw_text)
    drawn = [page for page in document.pages if page.kind in DRAWN]
    unsure = bool(drawn) and len(drawn) == len(document.pages) and sureness(_all_lines(document)) < HOPELESS
    if len(words) < LEAST_WORDS or unsure:
        raise NothingRead(name=document.name)


def _all_lines(document: Document) -> tuple[Line, ...]:
    return tuple(line for page in document.pages for line in page.lines)
