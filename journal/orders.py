"""The register of orders: what is held, what is in force on a date, what confirming brings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from journal.contents import flatten, held_duties, identity, in_force_from
from journal.corrections import corrected
from journal.matching import match
from journal.model import OrderState, ReviewState
from parsing.order.order_from_json import from_json
from parsing.records import PersonRecord
from school.errors import ConflictingEntry, NotFound
from school.roles import find_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from journal.model import HeldOrder, Person, ReviewItem
    from journal.store.unit_of_work import UnitOfWork
    from parsing.records import OrderRecord

KIND = "confirmation"
POSTS = {"administrator": "administrator", "deputy_director": "deputy", "director": "director"}


def find_order(uow: UnitOfWork, order_id: str) -> HeldOrder:
    """An order by its id.

    Raises:
        NotFound: no such order.
    """
    order = uow.orders.get(order_id)
    if order is None:
        raise NotFound(what=f"приказ {order_id}")
    return order


def all_orders(uow: UnitOfWork) -> Sequence[HeldOrder]:
    """The whole register, by date."""
    return uow.orders.all()


def in_force(uow: UnitOfWork, on: date) -> Sequence[HeldOrder]:
    """Orders that bind on a date."""
    return tuple(order for order in all_orders(uow) if order.binds_on(on))


def questions(uow: UnitOfWork, order_id: str) -> tuple[ReviewItem, ...]:
    """Open questions about an order."""
    return tuple(item for item in uow.review.of(f"order:{order_id}") if item.state is ReviewState.OPEN)


def answer(uow: UnitOfWork, item_id: str, *, value: str | None) -> ReviewItem:
    """Settles a question: `value` None agrees with the reading; another value takes its place in a draft.

    Raises:
        NotFound: no such question.
        ConflictingEntry: it was settled before, or the register has another order with the corrected requisites.
        BadDecision: the value cannot stand there.
    """
    item = uow.review.get(item_id)
    if item is None:
        raise NotFound(what=f"вопрос {item_id}")
    if item.state is not ReviewState.OPEN:
        raise ConflictingEntry(what="на этот вопрос уже ответили")
    state = ReviewState.CONFIRMED if value is None or value == item.reading else ReviewState.CORRECTED
    chosen = item.reading if value is None else value
    uow.review.answer(item_id, state=state, value=chosen, now=uow.time, by=uow.actor_id)
    if state is ReviewState.CORRECTED:
        _correct(uow, item, chosen)
    return item


def _correct(uow: UnitOfWork, item: ReviewItem, value: str) -> None:
    """A draft gets a version with what the person said; an order in force is changed by another order only."""
    order = uow.orders.get(item.subject.removeprefix("order:"))
    if order is None or order.state is not OrderState.DRAFT:
        return
    content = corrected(uow.orders.record(order.order_id) or {}, item, value)
    if content is None:
        return
    record = from_json(content)
    rename(uow, order, record)
    uow.orders.add_version(
        order.order_id,
        state=order.state,
        in_force=(in_force_from(record), order.in_force_to),
        record=content,
        clauses=tuple(flatten(record.clauses)),
        duties=held_duties(order.order_id, record, uow.people.staff()),
        batch_id=uow.orders.batch_of(order.order_id),
        now=uow.time,
        by=uow.actor_id,
    )


def rename(uow: UnitOfWork, order: HeldOrder, record: OrderRecord) -> None:
    """Corrected requisites name the order in the register."""
    number, issued, title = record.number or order.number, record.date or order.date, record.title or ""
    if (number, issued, title) == (order.number, order.date, order.title):
        return
    held = uow.orders.by_identity(identity(record))
    if held not in {None, order.order_id}:
        raise ConflictingEntry(what=f"приказ № {number} от {issued:%d.%m.%Y}")
    uow.orders.rename(order.order_id, identity=identity(record), number=number, issued=issued, title=title)


def confirm(uow: UnitOfWork, order_id: str, *, settled: bool = False) -> HeldOrder:
    """Puts a draft in force; its appointments become dated posts of people the school knows.

    Args:
        uow: the transaction.
        order_id: the draft.
        settled: the order was confirmed elsewhere (a school bundle says so); open questions stay open.

    Raises:
        NotFound: no such order.
        ConflictingEntry: questions about it are open.
    """
    order = find_order(uow, order_id)
    if order.state is not OrderState.DRAFT:
        return order
    if order.open_questions and not settled:
        raise ConflictingEntry(what=f"по приказу № {order.number} есть вопросы без ответа ({order.open_questions})")
    record = uow.orders.record(order_id) or {}
    content = f"{order_id}:{order.version}:{json.dumps(record.get('appointments'), sort_keys=True)}"
    batch_id = uow.batches.open(KIND, content, now=uow.time, by=uow.actor_id)
    uow.orders.add_version(
        order_id,
        state=OrderState.IN_FORCE,
        in_force=(order.in_force_from, order.in_force_to),
        record=record,
        clauses=order.clauses,
        duties=order.duties,
        batch_id=batch_id,
        now=uow.time,
        by=uow.actor_id,
    )
    rows = tuple(_posts(order, record, uow.people.staff()))
    held = {(post.person_id, post.post) for post in uow.people.posts()}
    fresh = [row for row in rows if (row["person_id"], row["post"]) not in held]
    uow.facts.add("posts.csv", fresh, batch_id=batch_id, now=uow.time)
    return find_order(uow, order_id)


def _posts(order: HeldOrder, record: Mapping[str, Any], staff: Sequence[Person]) -> Iterator[dict[str, Any]]:
    """Posts that the order's appointments give; a name that fits nobody alone gives none."""
    for item in record.get("appointments", ()):
        found = match(PersonRecord(**item["person"]), staff)
        role = find_role(item["role"])
        if found.person_id is None:
            continue
        post = POSTS.get(role.key, "other") if role else "other"
        start = item.get("from") or order.in_force_from.isoformat()
        yield {
            "person_id": found.person_id,
            "post": post,
            "title": item["role"],
            "valid_from": type(order.in_force_from).fromisoformat(start),
            "valid_to": None,
            "order_id": order.order_id,
            "fact_key": f"{found.person_id}|{post}|{item['role']}|{start}",
            "recorded_at": None,
            "recorded_on": None,
            "recorded_at_known": True,
            "recorded_by": None,
            "source": None,
        }
