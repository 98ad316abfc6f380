"""Reading pages of a paper journal; nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.documents import reading_context
from ingest.pipeline import read
from parsing.pipeline import parse_journal_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.usecases.services import Reading
    from ingest.model import Document, Source
    from journal.model import Actor
    from parsing.page_records import JournalPageRecord, PageContext


def read_journal_pages(
    reading: Reading, actor: Actor, source: Source, context: PageContext
) -> tuple[Document, Sequence[JournalPageRecord]]:
    """Reads every page of a file as a page of a paper journal."""
    require(actor, UseCase.READ_JOURNAL_PAGE)
    document = read(
        [source],
        engine=reading.engine,
        limits=reading.limits,
        context=reading_context(()),
        cells=reading.cells(),
    )
    numbers = [page.number for page in document.pages]
    return document, [parse_journal_page(document, context, page=number) for number in numbers]
