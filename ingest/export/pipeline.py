"""DOOR: a read document in a form that others read."""

from __future__ import annotations

import json
from importlib.metadata import version
from itertools import groupby
from typing import IO, TYPE_CHECKING, Protocol

from ingest.export.alto import write_alto
from ingest.export.document_json import to_json
from ingest.export.fonts import serif
from ingest.export.forms import Form
from ingest.export.hocr import write_hocr
from ingest.export.pdf import PdfWriter
from ingest.export.scans import paper_of, picture_of
from ingest.export.sheets import sheet_of
from ingest.export.typeset import typeset
from ingest.model import PageKind
from ingest.paragraphs import running_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.export.pictures import Picture
    from ingest.export.sheets import Sheet
    from ingest.model import Document, Limits, Page, Source

PRODUCER = "Svod"


class Files(Protocol):
    """The files of a document by their number; a list will do."""

    def __getitem__(self, part: int, /) -> Source:
        """The file of that number, from 0."""
        ...


def export(document: Document, sources: Files, limits: Limits, form: Form, out: IO[bytes]) -> None:
    """Writes a document page by page: one picture at a time is in memory, and `out` is only written forward.

    Args:
        document: as it was read.
        sources: the files that it was read from, in order; each is asked for once.
        limits: what is refused before decoding.
        form: what is to be written.
        out: takes the bytes. Equal documents give equal bytes.

    Raises:
        NotFound: a file has no such page.
        IngestError: a file cannot be read.
    """
    release = version("svod")
    sheets = (sheet for sheet, _, _ in _sheets(document, sources, limits))
    if form is Form.TEXT:
        out.write(f"{running_text(document)}\n".encode())
    elif form is Form.JSON:
        out.write(f"{json.dumps(to_json(document), ensure_ascii=False, indent=1)}\n".encode())
    elif form is Form.HOCR:
        write_hocr(out, sheets, document.name, f"{PRODUCER} {release}")
    elif form is Form.ALTO:
        write_alto(out, sheets, document, (PRODUCER, release))
    else:
        _write_pdf(document, sources, limits, PdfWriter(out=out, title=document.name, producer=f"{PRODUCER} {release}"))


def _write_pdf(document: Document, sources: Files, limits: Limits, pdf: PdfWriter) -> None:
    for sheet, page, source in _sheets(document, sources, limits):
        picture: Picture | None = None if source is None else picture_of(page, source, limits)
        pdf.add(sheet, picture, in_type=source is None)
    pdf.close()


def _sheets(document: Document, sources: Files, limits: Limits) -> Iterator[tuple[Sheet, Page, Source | None]]:
    """Sheets in order with the page that each is of and its file; without a file where there never was paper.

    A spread that was read as two pages is one sheet.
    """
    font = serif()
    for part, read in groupby(document.pages, key=lambda page: page.part):
        source = sources[part]
        for _, same in groupby(read, key=lambda page: page.part_page):
            page, *others = same
            if page.kind is PageKind.TEXT:
                yield from ((sheet, page, None) for sheet in typeset(page, source.name, font))
            else:
                yield sheet_of((page, *others), source.name, paper_of(page, source, limits)), page, source
