"""Reading and repairing: nothing here touches the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from ingest.model import ReadingContext
from ingest.pipeline import read
from ingest.repair.text import RepairedText, repair_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from api.usecases.services import Reading
    from ingest.model import Document, Source
    from journal.model import Actor


def read_document(
    reading: Reading,
    actor: Actor,
    sources: Sequence[Source],
    *,
    context: ReadingContext | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Document:
    """Reads one file, or several page images as one document."""
    require(actor, UseCase.READ_DOCUMENT)
    return read(
        sources,
        engine=reading.engine,
        limits=reading.limits,
        context=context or ReadingContext(),
        progress=progress,
    )


def repair(actor: Actor, text: str) -> RepairedText:
    """Repairs a text that has no paper behind it."""
    require(actor, UseCase.REPAIR_TEXT)
    return repair_text(text)
