"""DOOR: bytes become a document, page by page."""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.encodings import decode
from ingest.formats import IMAGES, Kind, recognise
from ingest.model import Document, PageKind
from ingest.readers.pdf import page_count, read_pdf
from ingest.readers.raster import frames, read_page, sureness
from ingest.readers.text import read_text
from ingest.readers.word import read_word
from ingest.repair.document import repair_document
from school.errors import DamagedFile, NothingRead, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
    progress: Callable[[int, int], None] | None = None,
) -> Document:
    """Reads one file, or several page images as one document in the given order, and repairs the text.

    Args:
        sources: the files; more than one only when all are images or PDF.
        engine: reads page images.
        limits: what is refused before decoding.
        context: what higher floors know.
        progress: called with (pages done, pages in all) after every page.

    Raises:
        IngestError: one of its leaves; nothing is returned half-read.
    """
    kinds = [recognise(source, limits) for source in sources]
    if len(sources) > 1 and any(kind not in IMAGES | {Kind.PDF} for kind in kinds):
        raise UsageError(reason="Вместе можно читать только изображения страниц и PDF.")
    total = sum(_count(source, kind) for source, kind in zip(sources, kinds, strict=True))
    pages: list[Page] = []
    for part, (source, kind) in enumerate(zip(sources, kinds, strict=True)):
        for part_page, page in enumerate(_pages(source, kind, limits, engine)):
            pages.append(replace(page, number=len(pages) + 1, part=part, part_page=part_page))
            if progress is not None:
                progress(len(pages), max(total, len(pages)))
    document = _document(sources, kinds, pages, engine)
    _refuse_unread(document)
    log.info("document read", extra={"document": document.sha256, "pages": len(pages)})
    return repair_document(document, context)


def text_of(source: Source, limits: Limits) -> str:
    """The text of a plain text file, newlines as they are.

    Raises:
        IngestError: not a text, empty, or too large.
    """
    recognise(source, limits)
    text = decode(source.data)
    if text is None:
        raise DamagedFile(name=source.name)
    return text


def _count(source: Source, kind: Kind) -> int:
    return page_count(source) if kind is Kind.PDF else 1


def _pages(source: Source, kind: Kind, limits: Limits, engine: OcrEngine) -> Iterator[Page]:
    if kind is Kind.TEXT:
        yield from read_text(source)
    elif kind is Kind.DOCX:
        yield from read_word(source)
    elif kind is Kind.PDF:
        yield from read_pdf(source, limits, engine)
    else:
        for number, scan in enumerate(frames(source, limits), 1):
            yield read_page(scan, number, engine)


def _document(sources: Sequence[Source], kinds: Sequence[Kind], pages: Sequence[Page], engine: OcrEngine) -> Document:
    hashes = [hashlib.sha256(source.data).hexdigest() for source in sources]
    whole = hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
    drawn = any(page.kind in {PageKind.CLEAN, PageKind.SCAN} for page in pages)
    return Document(
        sha256=whole,
        name=sources[0].name,
        media_type=kinds[0].value,
        pages=tuple(pages),
        steps=(engine.describe(),) if drawn else (),
    )


def _refuse_unread(document: Document) -> None:
    """A picture of a cat gives a few stray signs: that is nothing read, not a document."""
    words = READ_WORD.findall(document.raw_text)
    drawn = [page for page in document.pages if page.kind in {PageKind.CLEAN, PageKind.SCAN}]
    unsure = bool(drawn) and len(drawn) == len(document.pages) and sureness(_all_lines(document)) < HOPELESS
    if len(words) < LEAST_WORDS or unsure:
        raise NothingRead(name=document.name)


def _all_lines(document: Document) -> tuple[Line, ...]:
    return tuple(line for page in document.pages for line in page.lines)
