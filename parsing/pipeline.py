"""DOOR: a document becomes a record of what the paper says."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from parsing.order.frame import verb_row
from parsing.order.reader import read_order
from parsing.paper.reader import read_page
from parsing.passages import rows_of
from school.errors import NotAJournalPage, NotAnOrder, NotFound, NotRussian

if TYPE_CHECKING:
    from ingest.model import Document
    from parsing.records import JournalPageRecord, OrderRecord, PageContext

log = logging.getLogger(__name__)
RUSSIAN_SHARE = 0.5


def parse_order(document: Document) -> OrderRecord:
    """Reads an order.

    Raises:
        NotRussian: fewer than half of the letters are Cyrillic.
        NotAnOrder: no «ПРИКАЗЫВАЮ», or nothing under it.
    """
    rows = rows_of(document)
    verb = verb_row(rows)
    if verb is None:
        if _cyrillic_share(document.text) < RUSSIAN_SHARE:
            raise NotRussian(name=document.name)
        raise NotAnOrder(name=document.name)
    record = read_order(rows, verb)
    if not record.clauses:
        raise NotAnOrder(name=document.name)
    log.info("order parsed", extra={"clauses": len(record.clauses), "duties": len(record.duties)})
    return record


def parse_journal_page(document: Document, context: PageContext, *, page: int = 1) -> JournalPageRecord:
    """Reads one page of a paper class journal.

    Args:
        document: read with the cell recogniser.
        context: what is known of the page beforehand.
        page: its number, from 1.

    Raises:
        NotFound: the document has no such page.
        NotAJournalPage: no page of the document has a lattice.
    """
    sheet = next((item for item in document.pages if item.number == page), None)
    if sheet is None:
        raise NotFound(what=f"страница {page}")
    if all(item.grid is None for item in document.pages):
        raise NotAJournalPage(name=document.name)
    record = read_page(document, sheet, context)
    log.info("journal page parsed", extra={"pupils": len(record.pupils), "columns": len(record.columns)})
    return record


def _cyrillic_share(text: str) -> float:
    letters = re.findall(r"[^\W\d_]", text)
    return len(re.findall(r"[А-Яа-яЁё]", text)) / len(letters) if letters else 0.0
