"""DOOR: a document becomes a record of what the paper says."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from parsing.order.frame import verb_row
from parsing.order.reader import read_order
from parsing.passages import rows_of
from school.errors import NotAnOrder, NotRussian

if TYPE_CHECKING:
    from ingest.model import Document
    from parsing.records import OrderRecord

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


def _cyrillic_share(text: str) -> float:
    letters = re.findall(r"[^\W\d_]", text)
    return len(re.findall(r"[А-Яа-яЁё]", text)) / len(letters) if letters else 0.0
