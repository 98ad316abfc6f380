"""DOOR: a record of an order becomes a draft of its document."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from parsing.drafting.composing import composed
from parsing.drafting.model import DraftedOrder
from parsing.drafting.reading_back import as_drafted, differences
from parsing.drafting.tabling import tabled_draft

if TYPE_CHECKING:
    from parsing.records import OrderRecord

log = logging.getLogger(__name__)


def draft_order(record: OrderRecord) -> DraftedOrder:
    """Writes an order by its record: clauses as they are, or composed where it has none.

    The draft is read again before it is given away; what it does not say as the record does is told.
    """
    wanted = as_drafted(record if record.clauses else composed(record))
    draft, found = tabled_draft(wanted)
    unsaid = differences(wanted, found)
    log.info("order drafted", extra={"clauses": len(wanted.clauses), "unsaid": len(unsaid)})
    return DraftedOrder(record=wanted, draft=draft, unsaid=unsaid)
