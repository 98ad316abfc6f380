"""DOOR: an order is put in force or put away, and everything that follows from it.

Confirming an order gives it its life among the others: what it changes and voids in them, what they did to it, who
holds which post from which day. All of it is one batch, so that taking the confirmation back takes all of it back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from journal.acquaintance import FILE as SIGNATURES
from journal.acquaintance import signed_on_paper
from journal.amending import Effect, aims_of, life_of
from journal.appointing import Binding, class_led, posts_by
from journal.contents import version_of
from journal.model import OrderState
from journal.orders import find_order
from journal.parameters import end_with_orders
from journal.store.facts import version_row
from journal.targets import aimed_at, answers_about, doubt_about_wording, doubts_about_targets, reworded
from parsing.order.order_from_json import from_json
from school.errors import ConflictingEntry, NotInForce
from school.terms import school_year_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from journal.amending import Life
    from journal.model import HeldOrder, Post, ReviewItem
    from journal.store.unit_of_work import UnitOfWork
    from parsing.records import OrderRecord

KIND = "confirmation"
POSTS, CLASS_TEACHERS, ARCHIVED = "posts.csv", "class_teachers.csv", "archived_orders.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Every order with its record, as the transaction sees them."""

    orders: Sequence[HeldOrder]
    records: Mapping[str, OrderRecord]
    effects: Sequence[tuple[str, Effect]]
    """(id of the order that is changed, what is done to it) by every order that binds."""

    def life(self, order: HeldOrder) -> Life:
        """The order through everything that the others do to it."""
        own = self.records[order.order_id]
        effects = [effect for target, effect in self.effects if target == order.order_id]
        return life_of(own, order.in_force_from, effects)


def register_of(uow: UnitOfWork, *, with_draft: str | None = None) -> Register:
    """The register with what its orders do to each other; `with_draft` is taken as if it bound already."""
    orders = uow.orders.all()
    held = uow.orders.records([order.order_id for order in orders])
    records = {order_id: from_json(content) for order_id, content in held.items()}
    binding = [order for order in orders if order.state is not OrderState.DRAFT or order.order_id == with_draft]
    effects = [found for order in binding for found in _effects(uow, order, records[order.order_id], orders)]
    plain = Register(orders=orders, records=records, effects=effects)
    # a change by an order that was itself void on that day never came about
    ends = {order.order_id: plain.life(order).ends for order in binding}
    lasting = [(target, effect) for target, effect in effects if _bound(ends[effect.by], effect.on)]
    return replace(plain, effects=lasting)


def _bound(last: date | None, day: date) -> bool:
    return last is None or day <= last


def _effects(
    uow: UnitOfWork, order: HeldOrder, record: OrderRecord, register: Sequence[HeldOrder]
) -> Iterator[tuple[str, Effect]]:
    aims = aims_of(record)
    answers = answers_about(uow, order.order_id) if aims else {}
    for aim in aims:
        held = aimed_at(aim, order.order_id, register, answers)
        if held is not None:
            on = aim.target.effective_from or order.in_force_from
            target = reworded(aim, answers)
            yield held.order_id, Effect(by=order.order_id, target=target, on=on, repeals=aim.repeals)


def doubts_about_others(uow: UnitOfWork, order_id: str, record: OrderRecord) -> tuple[ReviewItem, ...]:
    """Questions about what a draft does to other orders: which of them it means, how their clauses read then."""
    aims = aims_of(record)
    if not aims:
        return ()
    register = register_of(uow, with_draft=order_id)
    answers = answers_about(uow, order_id)
    asked = list(doubts_about_targets(order_id, record, register.orders))
    for aim in aims:
        held = aimed_at(aim, order_id, register.orders, answers)
        failed = register.life(held).failed if held is not None else ()
        if held is not None and any(effect.by == order_id and effect.target == aim.target for effect in failed):
            asked.append(doubt_about_wording(order_id, aim, held))
    return tuple(asked)


def confirm(uow: UnitOfWork, order_id: str, *, settled: bool = False) -> HeldOrder:
    """Puts a draft in force, with all that follows for other orders and for posts.

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
    if record.get("date") is None:
        raise ConflictingEntry(what="у приказа нет даты, поэтому неизвестно, с какого дня он действует")
    content = f"{order_id}:{order.version}:{json.dumps(record.get('appointments'), sort_keys=True)}"
    batch_id = uow.batches.open(KIND, content, now=uow.time, by=uow.actor_id)
    register = register_of(uow, with_draft=order_id)
    touched = {order_id} | {target for target, effect in register.effects if effect.by == order_id}
    for item in register.orders:
        if item.order_id in touched and (item.state is not OrderState.DRAFT or item.order_id == order_id):
            _renew(uow, register, item, batch_id)
    _appoint(uow, register, batch_id, draft=order_id)
    signed = signed_on_paper(order_id, register.records[order_id], uow.people.staff(), uow.actor_id)
    held = {row["person_id"] for row in uow.acknowledgements.of(order_id)}
    fresh = [row for row in signed if row["person_id"] not in held]
    uow.facts.add(SIGNATURES, fresh, batch_id=batch_id, now=uow.time)
    end_with_orders(uow)
    return find_order(uow, order_id)


def archive(uow: UnitOfWork, order_id: str, on: date) -> HeldOrder:
    """Puts an order away: it was carried out or is past; `on` is its last day unless it ended before.

    Raises:
        NotFound: no such order.
        NotInForce: a draft binds nobody and is not put away.
    """
    order = find_order(uow, order_id)
    if order.state in {OrderState.DRAFT, OrderState.ARCHIVED}:
        raise NotInForce(number=order.number)
    last = max(min(order.in_force_to, on) if order.in_force_to else on, order.in_force_from)
    batch_id = uow.batches.open(KIND, f"{order_id}:{order.version}:archive", now=uow.time, by=uow.actor_id)
    archived = replace(order, state=OrderState.ARCHIVED, in_force_to=last)
    register = register_of(uow)
    others = (item for item in register.orders if item.order_id != order_id)
    register = replace(register, orders=(*others, archived))
    _renew(uow, register, archived, batch_id)
    _appoint(uow, register, batch_id)
    put_away = version_row(order_id, by=uow.actor_id, order_id=order_id, ended_on=last)
    uow.facts.add(ARCHIVED, [put_away], batch_id=batch_id, now=uow.time)
    end_with_orders(uow)
    return find_order(uow, order_id)


def archive_again(uow: UnitOfWork, order_id: str) -> None:
    """Puts an order away that was put away where its bundle was made."""
    last = uow.orders.put_away(order_id)
    if last is not None and find_order(uow, order_id).state is not OrderState.ARCHIVED:
        archive(uow, order_id, last)


def _renew(uow: UnitOfWork, register: Register, order: HeldOrder, batch_id: str) -> None:
    """A version with what the others make of it now."""
    life = _life(register, order)
    content = version_of(
        order.order_id, uow.orders.record(order.order_id) or {}, life, uow.people.staff(), state=_state(order, life)
    )
    uow.orders.add_version(order.order_id, content, batch_id=batch_id, now=uow.time, by=uow.actor_id)


def _life(register: Register, order: HeldOrder) -> Life:
    """An order that was put away does not come back by another's change."""
    life = register.life(order)
    if order.state is not OrderState.ARCHIVED or order.in_force_to is None:
        return life
    return replace(life, ends=min(life.ends or order.in_force_to, order.in_force_to))


def _state(order: HeldOrder, life: Life) -> OrderState:
    if order.state is OrderState.ARCHIVED:
        return OrderState.ARCHIVED
    if life.repealed_by is not None:
        return OrderState.REPEALED
    return OrderState.AMENDED if any(edition.by for edition in life.editions) else OrderState.IN_FORCE


def _appoint(uow: UnitOfWork, register: Register, batch_id: str, *, draft: str | None = None) -> None:
    """Posts as all orders together give them: new ones are added, those that ended get their end."""
    held = {post.fact_key: post for post in uow.people.posts()}
    listed = [post for post in held.values() if not post.derived]
    wanted = posts_by(bindings(register, draft), listed, uow.people.staff())
    rows = [_row(uow, post, fresh=post.fact_key not in held) for post in wanted if _is_news(post, held)]
    uow.facts.add(POSTS, rows, batch_id=batch_id, now=uow.time)
    led = list(_classes_led(uow, wanted))
    uow.facts.add(CLASS_TEACHERS, led, batch_id=batch_id, now=uow.time)


def _classes_led(uow: UnitOfWork, posts: Sequence[Post]) -> Iterator[dict[str, Any]]:
    """Class teachers by order, for the classes that the journal has; what the school's list says is not said again."""
    classes = uow.teaching.classes()
    held = {(row["class_id"], row["person_id"], row["valid_from"]): row for row in uow.teaching.class_teachers()}
    for post in posts:
        name, start = class_led(post), post.valid_from
        fitting = [group for group in classes if name and start and group.is_named(name, school_year_of(start))]
        if len(fitting) != 1 or start is None or not post.derived:
            continue
        class_id = fitting[0].class_id
        same = held.get((class_id, post.person_id, start))
        if same is None or (same["valid_to"] != post.valid_to and same["order_id"] == post.order_id):
            key = f"{class_id}|{post.person_id}|{start}"
            row = _row(uow, replace(post, fact_key=key), fresh=same is None)
            yield {name: value for name, value in row.items() if name not in {"post", "title"}} | {"class_id": class_id}


def _is_news(post: Post, held: Mapping[str, Post]) -> bool:
    same = held.get(post.fact_key)
    return same is None or (same.valid_from, same.valid_to) != (post.valid_from, post.valid_to)


def bindings(register: Register, draft: str | None = None) -> list[Binding]:
    """Orders that bind or have bound, with their lives; a draft that is being put in force is one of them."""
    return [
        Binding(order_id=order.order_id, life=_life(register, order))
        for order in register.orders
        if order.state is not OrderState.DRAFT or order.order_id == draft
    ]


def _row(uow: UnitOfWork, post: Post, *, fresh: bool) -> dict[str, Any]:
    """A version of a post; an end is known from now on, an appointment at any time."""
    return version_row(
        post.fact_key,
        at=None if fresh else uow.time,
        by=None if fresh else uow.actor_id,
        person_id=post.person_id,
        post=post.post,
        title=post.title,
        valid_from=post.valid_from,
        valid_to=post.valid_to,
        order_id=post.order_id,
    )
