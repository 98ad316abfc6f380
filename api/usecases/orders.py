"""Orders: read, parse, register, confirm, show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.documents import keep, reading_context
from ingest.pipeline import read
from journal.loader import load_order
from journal.orders import all_orders, confirm, find_order, order_as_of, questions
from parsing.pipeline import parse_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from api.usecases.services import Reading, Services
    from ingest.model import Source
    from journal.model import Actor, HeldOrder, LoadResult, ReviewItem
    from parsing.records import OrderRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """A registered order with what is still asked about it."""

    order: HeldOrder
    questions: tuple[ReviewItem, ...]
    load: LoadResult | None = None
