"""The register of orders: what is held, what is in force on a date, what people answer about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.appointing import holders
from journal.contents import draft_of, identity
from journal.corrections import corrected
from journal.model import OrderState, ReviewState
from journal.search import stems
from journal.targets import check_answer
from parsing.order.order_from_json import from_json
from school.errors import ConflictingEntry, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from journal.model import HeldDuty, HeldOrder, ReviewItem
    from journal.store.unit_of_work import UnitOfWork
    from parsing.records import OrderRecord


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


def search(uow: UnitOfWork, query: str) -> Sequence[HeldOrder]:
    """Orders that hold every word of a query in some form: number, title, text, names; by date."""
    return uow.orders.all(words=stems(query))


def in_force(uow: UnitOfWork, on: date) -> Sequence[HeldOrder]:
    """Orders that bind on a date."""
    return tuple(order for order in all_orders(uow) if order.binds_on(on))


def bearers_on(uow: UnitOfWork, order: HeldOrder, day: date) -> tuple[tuple[HeldDuty, tuple[str, ...]], ...]:
    """Duties of a day with the names of those who bear them then: who holds the post, else whom the order names."""
    names = {person.person_id: person.short_name for person in uow.people.staff()}
    posts = uow.people.posts()
    shown = order.on(day)
    printed = {clause.path: place for place, clause in reversed(list(enumerate(shown.clauses)))}
    found = []
    for duty in sorted(shown.duties, key=lambda duty: printed.get(duty.clause or "", len(printed))):
        held = [post for post in holders(posts, duty.role_key, duty.role, order.order_id) if post.held_on(day)]
        named = [post for post in held if post.person_id in duty.person_ids] or held
        bearers = tuple(dict.fromkeys(names.get(post.person_id, post.person_id) for post in named))
        found.append((duty, bearers or duty.assignees))
    return tuple(found)


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
    check_answer(item, chosen)
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
        draft_of(order.order_id, content, record, uow.people.staff(), order.date),
        batch_id=uow.orders.batch_of(order.order_id),
        now=uow.time,
        by=uow.actor_id,
    )


def rename(uow: UnitOfWork, order: HeldOrder, record: OrderRecord) -> None:
    """Corrected requisites name the order in the register."""
    number, issued, title = record.number or order.number, record.date or order.date, record.title or ""
    if (number, issued, title) == (order.number, order.date, order.title):
        return
    document = next(iter(order.documents), "")
    held = uow.orders.by_identity(identity(record, document))
    if held not in {None, order.order_id}:
        raise ConflictingEntry(what=f"приказ № {number} от {issued:%d.%m.%Y}")
    uow.orders.rename(order.order_id, identity=identity(record, document), number=number, issued=issued, title=title)
