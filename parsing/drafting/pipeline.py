"""DOOR: a record of an order becomes a draft of its document."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from parsing.drafting.layout import Tabled, lay_out
from parsing.drafting.model import DraftedOrder
from parsing.drafting.reading_back import as_drafted, differences, read_back

if TYPE_CHECKING:
    from parsing.records import OrderRecord

log = logging.getLogger(__name__)


def draft_order(record: OrderRecord) -> DraftedOrder:
    """Writes an order by its record: clauses as they are, or composed where it has none.

    The draft is read again. Whom no clause's text appoints is put into a table; what is still not said is told.
    """
    wanted = as_drafted(record)
    plain = lay_out(wanted, {})
    found = read_back(plain)
    tabled = _untold(wanted, found)
    draft = lay_out(wanted, tabled) if tabled else plain
    again = read_back(draft) if tabled else found
    unsaid = differences(wanted, again)
    log.info("order drafted", extra={"clauses": len(wanted.clauses), "unsaid": len(unsaid)})
    return DraftedOrder(record=wanted, draft=draft, unsaid=unsaid)


def _untold(wanted: OrderRecord, found: OrderRecord | None) -> Tabled:
    """Appointments that stood in tables of the paper, which a record does not hold."""
    told = list(found.appointments) if found is not None else []
    tabled: Tabled = {}
    for item in wanted.appointments:
        if item in told:
            told.remove(item)
        else:
            tabled.setdefault(item.clause, []).append(item)
    return tabled
