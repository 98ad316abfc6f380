"""DOOR: a record of an order becomes an entry of the register and questions to the director.

Loading is idempotent by document: the same paper changes nothing, another reading of the same order (same
number, date and organization) is attached to it and asks only where it says something else.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from journal.matching import match
from journal.model import HeldClause, HeldDuty, LoadResult, OrderState
from journal.questions import differences, doubts
from school.errors import NotAnOrder
from school.morphology import fold
from school.roles import find_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from journal.model import Person
    from journal.store.unit_of_work import UnitOfWork
    from parsing.records import ClauseRecord, OrderRecord

KIND = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOrder:
    """An order as read, with its JSON and the paper it was read from."""

    record: OrderRecord
    content: Mapping[str, Any]
    document: str
    """sha256 of the kept document."""


def load_order(uow: UnitOfWork, read: ReadOrder, *, order_id: str | None = None) -> tuple[str, LoadResult]:
    """Enters an order as a draft, or attaches another reading of an order that is held; returns its id.

    Args:
        uow: the transaction.
        read: what was read.
        order_id: id that the order has elsewhere (the stem of its file in a school bundle).

    Raises:
        NotAnOrder: without a number or a date an order cannot stand in the register.
    """
    record = read.record
    if record.number is None or record.date is None:
        raise NotAnOrder(name=f"приказ без {'номера' if record.number is None else 'даты'}")
    held_id = uow.orders.by_identity(identity(record))
    if held_id is not None and held_id in uow.orders.of_document(read.document):
        return held_id, LoadResult(batch_id="", repeated=True, added={})
    batch_id = uow.batches.open(KIND, f"{identity(record)}:{read.document}", now=uow.time, by=uow.actor_id)
    if held_id is not None and uow.orders.get(held_id) is not None:
        return held_id, _attach(uow, held_id, read, batch_id)
    return _enter(uow, held_id or order_id or _new_id(record), read, batch_id, fresh=held_id is None)


def identity(record: OrderRecord) -> str:
    """What makes two papers one order: folded number, date, organization without signs and spaces."""
    organization = "".join(char for char in fold(record.organization or "") if char.isalnum())
    short = hashlib.sha256(organization.encode()).hexdigest()[:16] if organization else "-"
    return f"{fold(record.number or '')}|{record.date}|{short}"


def _new_id(record: OrderRecord) -> str:
    """A readable id: `29-2023-10-28`, and a few digits of the organization."""
    number = "".join(char if char.isalnum() else "-" for char in record.number or "")
    return f"{number}-{record.date}-{identity(record).rsplit('|', 1)[-1][:4]}"


def _enter(uow: UnitOfWork, order_id: str, read: ReadOrder, batch_id: str, *, fresh: bool) -> tuple[str, LoadResult]:
    record = read.record
    if record.number is None or record.date is None:
        raise ValueError("checked by load_order")
    if fresh:
        uow.orders.create(
            order_id=order_id,
            identity=identity(record),
            number=record.number,
            issued=record.date,
            title=record.title or "",
            organization=record.organization or "",
        )
    staff = uow.people.staff()
    clauses = tuple(flatten(record.clauses))
    duties = held_duties(order_id, record, staff)
    uow.orders.add_version(
        order_id,
        state=OrderState.DRAFT,
        in_force=(in_force_from(record), None),
        record=read.content,
        clauses=clauses,
        duties=duties,
        batch_id=batch_id,
        now=uow.time,
        by=uow.actor_id,
    )
    uow.orders.attach(order_id, read.document, batch_id=batch_id)
    asked = uow.review.add(doubts(order_id, record, staff), batch_id=batch_id, now=uow.time)
    added = {"orders": 1, "order_clauses": len(clauses), "order_duties": len(duties), "review_items": asked}
    return order_id, LoadResult(batch_id=batch_id, repeated=False, added=added)


def _attach(uow: UnitOfWork, order_id: str, read: ReadOrder, batch_id: str) -> LoadResult:
    """Another paper of the same order: what it says differently becomes questions, nothing is doubled."""
    held = uow.orders.record(order_id) or {}
    uow.orders.attach(order_id, read.document, batch_id=batch_id)
    items = differences(order_id, held, read.content, read.record)
    asked = uow.review.add(items, batch_id=batch_id, now=uow.time)
    return LoadResult(batch_id=batch_id, repeated=False, added={"order_documents": 1, "review_items": asked})


def in_force_from(record: OrderRecord) -> date:
    """The printed start of the order, else its date."""
    start = record.effective_from or record.date
    if start is None:
        raise ValueError("an order without a date is refused before")
    return start


def flatten(clauses: Sequence[ClauseRecord], level: int = 0) -> Iterator[HeldClause]:
    """Clauses in printed order, each with its depth."""
    for clause in clauses:
        yield HeldClause(path=clause.number or "", text=clause.text, level=level, sources=clause.sources)
        yield from flatten(clause.children, level + 1)


def held_duties(order_id: str, record: OrderRecord, staff: Sequence[Person]) -> tuple[HeldDuty, ...]:
    """Duties with ids made of role and place among the role's duties: printed numbers may be missing."""
    counts: dict[str, int] = {}
    duties = []
    for duty in record.duties:
        role = find_role(duty.role) if duty.role else None
        owner = role.key if role else _slug(duty.role, duty.assignees)
        counts[owner] = counts.get(owner, 0) + 1
        matches = [match(person, staff) for person in duty.assignees]
        duties.append(
            HeldDuty(
                duty_id=f"{order_id}/{owner}/{counts[owner]}",
                order_id=order_id,
                clause=duty.clause,
                ordinal=duty.ordinal,
                role=duty.role,
                role_key=role.key if role else None,
                assignees=tuple(f"{person.surname} {person.initials_or_names}" for person in duty.assignees),
                person_ids=tuple(found.person_id for found in matches if found.person_id is not None),
                action_text=duty.action_text,
                periodicity=duty.periodicity.value,
                interval=duty.interval,
                deadline=duty.deadline,
                sources=duty.sources,
            )
        )
    return tuple(duties)


def _slug(role: str | None, assignees: Sequence[object]) -> str:
    words = fold(role) if role else f"persons-{len(assignees)}"
    return "-".join(words.split())[:60]
