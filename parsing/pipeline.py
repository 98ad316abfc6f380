"""DOOR: a document becomes a record of what the paper says."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.local_act.heading import title_row
from parsing.local_act.reader import read_local_act
from parsing.order.reader import read_order
from parsing.order.several import pieces_of
from parsing.paper.reader import read_page
from parsing.passages import rows_of
from school.errors import (
    NotAJournalPage,
    NotALocalAct,
    NotAnOrder,
    NoTermsFound,
    NotFound,
    NotRussian,
    OrderNotAct,
)

if TYPE_CHECKING:
    from ingest.model import Document
    from parsing.local_act.model import LocalActRecord
    from parsing.page_records import JournalPageRecord, PageContext
    from parsing.records import OrderRecord

log = logging.getLogger(__name__)
RUSSIAN_SHARE = 0.5


def parse_orders(document: Document) -> tuple[OrderRecord, ...]:
    """Reads every order of a document, one at least.

    Raises:
        NotRussian: fewer than half of the letters are Cyrillic.
        NotAnOrder: no «ПРИКАЗЫВАЮ», or nothing under it.
    """
    pieces = pieces_of(rows_of(document))
    if not pieces:
        if _cyrillic_share(document.text) < RUSSIAN_SHARE:
            raise NotRussian(name=document.name)
        raise NotAnOrder(name=document.name)
    records = [read_order(piece.rows, piece.verb, e_signed=piece.e_signed) for piece in pieces]
    kept = tuple(record for record in records if record.clauses)
    if not kept:
        raise NotAnOrder(name=document.name)
    for record in kept:
        log.info("order parsed", extra={"clauses": len(record.clauses), "duties": len(record.duties)})
    return kept


def parse_local_act(document: Document) -> LocalActRecord:
    """Reads a local act; of a file with the order that approves it, the act below the order.

    Raises:
        NotRussian: fewer than half of the letters are Cyrillic.
        NotALocalAct: no heading of a local act, or no clauses under it.
        OrderNotAct: an order without an act below it.
        NoTermsFound: nothing in it sets a deadline or an amount.
    """
    rows = rows_of(document)
    verb = next((at for at, row in enumerate(rows) if form("frame", "verb_row").search(row.text)), None)
    title = title_row(rows) if verb is None else title_row(rows, verb + 1, len(rows))
    if title is None:
        if verb is not None:
            raise OrderNotAct(name=document.name)
        if _cyrillic_share(document.text) < RUSSIAN_SHARE:
            raise NotRussian(name=document.name)
        raise NotALocalAct(name=document.name)
    record = read_local_act(rows, title)
    if not record.clauses:
        raise NotALocalAct(name=document.name)
    if not record.proposals:
        raise NoTermsFound(name=document.name)
    log.info("local act parsed", extra={"clauses": len(record.clauses), "proposals": len(record.proposals)})
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
