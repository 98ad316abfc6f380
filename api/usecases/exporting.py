"""Read documents in forms that others read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.keeping import kept
from ingest.export.pipeline import export
from ingest.model import Source
from school.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.usecases.services import Reading, Services
    from ingest.export.forms import Form
    from ingest.model import Document
    from journal.model import Actor
    from journal.store.unit_of_work import UnitOfWork


def export_read(
    reading: Reading, actor: Actor, document: Document, sources: Sequence[Source], form: Form, out: IO[bytes]
) -> None:
    """Writes a document just read, which is not kept."""
    require(actor, UseCase.EXPORT_DOCUMENT)
    export(document, sources, reading.limits, form, out)


def export_document(services: Services, actor: Actor, sha256: str, form: Form, out: IO[bytes]) -> str:
    """Writes a kept document; returns the name it came under.

    Raises:
        NotFound: no such document.
    """
    require(actor, UseCase.EXPORT_DOCUMENT)
    with services.store.read() as uow:
        document = kept(uow, sha256)
        export(document, _KeptFiles(uow=uow, sha256=sha256), services.reading.limits, form, out)
    return document.name


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeptFiles:
    """The files of a kept document, each read when it is asked for: a hundred photographs do not fit into memory."""

    uow: UnitOfWork
    sha256: str

    def __getitem__(self, part: int, /) -> Source:
        parts = self.uow.documents.parts(self.sha256)
        if part >= len(parts):
            raise NotFound(what=f"документ {self.sha256[:12]}")
        name, blob = parts[part]
        return Source(name=name, path=self.uow.blobs.whole(blob))
