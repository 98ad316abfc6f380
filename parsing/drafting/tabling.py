"""Whom no clause's text appoints stands in a table: a record does not hold the tables of its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.drafting.layout import Tabled, lay_out
from parsing.drafting.reading_back import read_back

if TYPE_CHECKING:
    from parsing.drafting.model import Draft
    from parsing.records import OrderRecord


def tabled_draft(record: OrderRecord, *, but: str | None = None) -> tuple[Draft, OrderRecord | None]:
    """The order laid out, and what it reads as; appointments that its sentences do not say stand in tables.

    Args:
        record: with clauses.
        but: number of a clause that has to say its appointments itself.
    """
    draft = lay_out(record, {})
    found = read_back(draft)
    tabled = _untold(record, found)
    if but is not None:
        tabled.pop(but, None)
    if not tabled:
        return draft, found
    draft = lay_out(record, tabled)
    found = read_back(draft)
    if not _untold(record, found):
        return draft, found
    # an appendix that the reader does not connect with its clause keeps nobody
    draft = lay_out(record, tabled, annexed=False)
    return draft, read_back(draft)


def _untold(wanted: OrderRecord, found: OrderRecord | None) -> Tabled:
    """Under their clauses, or in the appendices of these."""
    told = list(found.appointments) if found is not None else []
    tabled: Tabled = {}
    for item in wanted.appointments:
        if item in told:
            told.remove(item)
        else:
            tabled.setdefault(item.clause, []).append(item)
    return tabled
