"""Drafts of orders: the way back from a record to a document that a director prints and signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from journal.orders import find_order
from parsing.drafting.pipeline import draft_order
from parsing.drafting.word import to_docx
from parsing.order.order_file import read_order_json
from parsing.order.order_from_json import from_json
from school.errors import BadOrderJson, NotFound

if TYPE_CHECKING:
    from api.usecases.services import Services
    from ingest.model import Source
    from journal.model import Actor
    from parsing.drafting.model import DraftedOrder

SUFFIX = ".docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFile:
    """A draft as a file."""

    name: str
    data: bytes
    unsaid: tuple[str, ...]
    """Fields of the record that the draft does not say in full."""


def draft_given(actor: Actor, source: Source) -> DraftFile:
    """A draft of an order that is given as JSON; nothing is kept.

    Raises:
        BadOrderJson: see `read_order_json`.
    """
    require(actor, UseCase.DRAFT_ORDER)
    drafted = draft_order(read_order_json(source))
    if not drafted.record.clauses:
        raise BadOrderJson(name=source.name, reason="в нём нет ни пунктов, ни назначений, ни обязанностей")
    return _file(drafted)


def draft_registered(services: Services, actor: Actor, order_id: str) -> DraftFile:
    """A draft of an order of the register, as it was read.

    Raises:
        NotFound: no such order.
    """
    require(actor, UseCase.DRAFT_ORDER)
    with services.store.read() as uow:
        found = find_order(uow, order_id)
        body = uow.orders.record(found.order_id)
    if body is None:
        raise NotFound(what=f"приказ {order_id}")
    return _file(draft_order(from_json(body)))


def _file(drafted: DraftedOrder) -> DraftFile:
    record = drafted.record
    number = f" № {record.number.replace('/', '-')}" if record.number else ""
    issued = f" от {record.date:%d.%m.%Y}" if record.date else ""
    name = f"Приказ{number}{issued} (проект){SUFFIX}"
    return DraftFile(name=name, data=to_docx(drafted.draft), unsaid=drafted.unsaid)
