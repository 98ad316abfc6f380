"""Whom no clause's text appoints stands in a table: a record does not hold the tables of its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.drafting.layout import Tabled, lay_out
from parsing.drafting.reading_back import read_back

if TYPE_CHECKING:
    from parsing.drafting.model import Draft
    from parsing.records import OrderRecord


def tabled_draft(record: OrderRecord, *, but: str | None = None) -> Draft:
    """The order laid out; appointments that its sentences do not say stand in tables.

    Args:
        record: with clauses.
        but: number of a clause that has to say its appointments itself.
    """
    plain = lay_out(record, {})
    tabled = _untold(record, read_back(plain))
    if but is not None:
        tabled.pop(but, None)
    if not tabled:
        return plain
    draft = lay_out(record, tabled)
    # an appendix that the reader does not connect with its clause keeps nobody
    return lay_out(record, tabled, annexed=False) if _untold(record, read_back(draft)) else draft


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
