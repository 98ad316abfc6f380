"""DOOR: a record of an order becomes an entry of the register and questions to the director.

Loading is idempotent by document: the same paper changes nothing, another reading of the same order (same
number, date and organization) is attached to it and asks only where it says something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from journal.contents import NO_NUMBER, draft_of, identity
from journal.corrections import with_answers
from journal.enforcing import doubts_about_others
from journal.model import LoadResult, OrderState
from journal.orders import find_order, rename
from journal.questions import differences, doubts
from parsing.order.order_from_json import from_json
from school.errors import NotADraft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journal.documents import ParsedPaper
    from journal.model import Person, ReviewItem
    from journal.store.unit_of_work import UnitOfWork
    from parsing.records import OrderRecord

KIND = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOrder:
    """An order as read, with its JSON and the paper it was read from."""

    record: OrderRecord
    content: Mapping[str, Any]
    parsed: ParsedPaper
    """The kept document, and what of it was parsed."""


def load_order(uow: UnitOfWork, read: ReadOrder, *, order_id: str | None = None) -> tuple[str, LoadResult]:
    """Enters an order as a draft, or attaches another reading of an order that is held; returns its id.

    Args:
        uow: the transaction.
        read: what was read.
        order_id: id that the order has elsewhere (the stem of its file in a school bundle).

    An order whose number or date could not be read is entered too, and is asked about.
    """
    record = read.record
    named = identity(record, read.parsed.document)
    held_id = uow.orders.by_identity(named)
    if held_id is not None and held_id in uow.orders.of_document(read.parsed.document):
        return held_id, LoadResult(batch_id="", repeated=True, added={})
    batch_id = uow.batches.open(KIND, f"{named}:{read.parsed.document}", now=uow.time, by=uow.actor_id)
    if held_id is not None and uow.orders.get(held_id) is not None:
        return held_id, _attach(uow, held_id, read, batch_id)
    own_id = held_id or order_id or _new_id(record, read.parsed.document)
    return _enter(uow, own_id, read, batch_id, fresh=held_id is None)


def renew_order(uow: UnitOfWork, order_id: str, read: ReadOrder) -> None:
    """Puts another reading of its own paper into a draft; what people have answered about it stays answered.

    Raises:
        NotFound: no such order.
        NotADraft: an order that binds is changed by another order only.
        ConflictingEntry: the register has another order with the requisites that are read now.
    """
    order = find_order(uow, order_id)
    if order.state is not OrderState.DRAFT:
        raise NotADraft(number=order.number)
    content = with_answers(read.content, uow.review.of(f"order:{order_id}"))
    record = from_json(content)
    staff, batch_id = uow.people.staff(), uow.orders.batch_of(order_id)
    rename(uow, order, record)
    version = draft_of(order_id, content, record, staff, order.date)
    uow.orders.add_version(order_id, version, batch_id=batch_id, now=uow.time, by=uow.actor_id)
    uow.orders.parsed_again(order_id, read.parsed)
    asked = _doubts(uow, order_id, record, staff)
    uow.review.withdraw(f"order:{order_id}", batch_id=batch_id, besides=[item.item_id for item in asked])
    uow.review.add(asked, batch_id=batch_id, now=uow.time)


def _doubts(uow: UnitOfWork, order_id: str, record: OrderRecord, staff: Sequence[Person]) -> tuple[ReviewItem, ...]:
    return (*doubts(order_id, record, staff), *doubts_about_others(uow, order_id, record))


def _new_id(record: OrderRecord, document: str) -> str:
    """A readable id: `29-2023-10-28`, and a few digits of the organization."""
    number = "".join(char if char.isalnum() else "-" for char in record.number or "")
    *_, last = identity(record, document).split("|")
    return f"{number or 'bn'}-{record.date or 'bd'}-{last[:4]}"


def _enter(uow: UnitOfWork, order_id: str, read: ReadOrder, batch_id: str, *, fresh: bool) -> tuple[str, LoadResult]:
    record = read.record
    issued = record.date or uow.time.date()
    if fresh:
        uow.orders.create(
            order_id=order_id,
            identity=identity(record, read.parsed.document),
            number=record.number or NO_NUMBER,
            issued=issued,
            title=record.title or "",
            organization=record.organization or "",
        )
    staff = uow.people.staff()
    version = draft_of(order_id, read.content, record, staff, issued)
    uow.orders.add_version(order_id, version, batch_id=batch_id, now=uow.time, by=uow.actor_id)
    uow.orders.attach(order_id, read.parsed, batch_id=batch_id)
    asked = uow.review.add(_doubts(uow, order_id, record, staff), batch_id=batch_id, now=uow.time)
    sizes = {"order_clauses": len(version.clauses), "order_duties": len(version.duties)}
    return order_id, LoadResult(batch_id=batch_id, repeated=False, added={"orders": 1, **sizes, "review_items": asked})


def _attach(uow: UnitOfWork, order_id: str, read: ReadOrder, batch_id: str) -> LoadResult:
    """Another paper of the same order: what it says differently becomes questions, nothing is doubled."""
    held = uow.orders.record(order_id) or {}
    uow.orders.attach(order_id, read.parsed, batch_id=batch_id)
    items = differences(order_id, held, read.content, read.record)
    asked = uow.review.add(items, batch_id=batch_id, now=uow.time)
    return LoadResult(batch_id=batch_id, repeated=False, added={"order_documents": 1, "review_items": asked})
