"""How papers are kept: bytes and reading as blobs, the row that names them, people's corrections laid over."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ingest.correcting import apply_corrections
from ingest.export.document_json import from_json, json_pieces
from ingest.sources import bytes_of
from journal.sheet_questions import note_sheets, sketches
from school.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.corrections import LineCorrection
    from ingest.model import Document, Source
    from journal.store.blobs import Blobs
    from journal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPaper:
    """A document just read whose reading lies in a blob."""

    sha256: str
    name: str
    media_type: str
    reading: str
    """Blob hash."""
    ruled: bool
    """It was read as pages of a paper journal."""
    sheets: Mapping[int, tuple[int, ...]]
    """A few shingles of every page that says enough to be known by them."""


def kept(uow: UnitOfWork, sha256: str, reading: str | None = None) -> Document:
    """A kept document with the corrections of its lines, as the transaction sees it.

    Args:
        uow: the transaction.
        sha256: of the document.
        reading: blob hash of an earlier reading of it; the last one without.

    Raises:
        NotFound: no such document.
    """
    return corrected(uow, as_read(uow, sha256, reading))


def as_read(uow: UnitOfWork, sha256: str, reading: str | None = None) -> Document:
    """A kept document as it was read, before any correction.

    Raises:
        NotFound: no such document.
    """
    blob = reading or uow.documents.reading(sha256)
    if blob is None:
        raise NotFound(what=f"документ {sha256[:12]}")
    return from_json(json.loads(uow.blobs.get(blob)))


def corrected(uow: UnitOfWork, document: Document) -> Document:
    """The document with what people have said of its lines, however it was read."""
    return apply_corrections(document, corrections_of(uow, document.sha256))


def corrections_of(uow: UnitOfWork, sha256: str) -> tuple[LineCorrection, ...]:
    """The corrections of a document that stand, in the order in which they were made."""
    return tuple(item.line for item in uow.line_corrections.of(sha256))


def text_hash(document: Document) -> str:
    """Names a text, so that it can be told later whether it is still the one."""
    return hashlib.sha256(document.text.encode()).hexdigest()


def keep(uow: UnitOfWork, document: Document, sources: Sequence[Source]) -> None:
    """Keeps the bytes and the reading; blobs are written before the row that names them."""
    parts = [(source.name, uow.blobs.put(bytes_of(source))) for source in sources]
    keep_parts(uow, put_reading(uow.blobs, document), parts)


def put_reading(blobs: Blobs, document: Document) -> ReadPaper:
    """Writes a reading; what is left of it is small, however long the document is."""
    return ReadPaper(
        sha256=document.sha256,
        name=document.name,
        media_type=document.media_type,
        reading=blobs.put("".join(json_pieces(document)).encode()),
        ruled=is_ruled(document),
        sheets=sketches(document),
    )


def keep_parts(uow: UnitOfWork, paper: ReadPaper, parts: Sequence[tuple[str, str]]) -> None:
    """Keeps the reading of files whose bytes are blobs already; `parts` are (name, blob hash).

    A paper that was kept before is kept in its new reading, if that is one of the same kind: a ruled page of a
    journal is never put down as running text, nor the other way round.
    """
    added = uow.documents.add(
        sha256=paper.sha256,
        name=paper.name,
        media_type=paper.media_type,
        parts=parts,
        reading=paper.reading,
        now=uow.time,
        by=uow.actor_id,
    )
    if added or _renewed(uow, paper):
        note_sheets(uow, paper.sha256, paper.sheets, partial(as_read, uow))


def _renewed(uow: UnitOfWork, paper: ReadPaper) -> bool:
    if uow.documents.reading(paper.sha256) == paper.reading:
        return False
    if is_ruled(as_read(uow, paper.sha256)) != paper.ruled:
        return False
    uow.documents.renew(paper.sha256, paper.reading)
    return True


def is_ruled(document: Document) -> bool:
    """True when it was read as pages of a paper journal."""
    return any(page.grid is not None for page in document.pages)
