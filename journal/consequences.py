"""What an order does and what was done to it, as the director is shown it before and after it is put in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journal.amending import WHOLE, aims_of
from journal.appointing import handovers
from journal.enforcing import bindings, register_of
from journal.model import OrderState
from journal.targets import aimed_at, answers_about, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from journal.amending import Aim, Effect
    from journal.appointing import Handover
    from journal.enforcing import Register
    from journal.model import HeldOrder
    from journal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What an order does to another one, clause by clause."""

    clause: str | None
    """Clause of the order that says so."""
    named: str
    """The act as that order names it: «№ 5 от 01.09.2023»."""
    scope: str
    operation: str | None
    repeals: bool
    on: date
    order: HeldOrder | None
    """The order that is meant; None where the register has none, or a person has not said which."""
    carried_out: bool

    @property
    def whole(self) -> bool:
        """True when the whole act is meant."""
        return self.scope == WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Suffered:
    """What another order does to this one."""

    by: HeldOrder
    clause: str | None
    scope: str
    repeals: bool
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Somebody who holds a post no more because of the order."""

    name: str
    title: str
    last_day: date
    successor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """Everything that the order and the others do to each other."""

    does: tuple[Done, ...]
    suffers: tuple[Suffered, ...]
    leaves: tuple[Left, ...]
    repealed_bases: tuple[HeldOrder, ...]
    """Orders that it leans on and that bind no more on its first day."""


def consequences(uow: UnitOfWork, order_id: str) -> Consequences:
    """What follows from an order; for a draft, what would follow if it were put in force now."""
    register = register_of(uow, with_draft=order_id)
    orders = {order.order_id: order for order in register.orders}
    own = orders[order_id]
    answers = answers_about(uow, order_id)
    effects = [(target, effect) for target, effect in register.effects if effect.by == order_id]
    return Consequences(
        does=tuple(_done(aim, register, own, answers, effects) for aim in aims_of(register.records[order_id])),
        suffers=tuple(_suffered(register, orders, order_id)),
        leaves=tuple(_left(uow, register, own)),
        repealed_bases=tuple(_repealed_bases(register, own)),
    )


def _done(
    aim: Aim,
    register: Register,
    own: HeldOrder,
    answers: Mapping[str, str],
    effects: Sequence[tuple[str, Effect]],
) -> Done:
    held = aimed_at(aim, own.order_id, register.orders, answers)
    failed = register.life(held).failed if held is not None else ()
    mine = [effect for target, effect in effects if held is not None and target == held.order_id]
    same = [effect for effect in mine if effect.target.sources == aim.target.sources and _alike(effect, aim)]
    return Done(
        clause=aim.target.clause,
        named=told(aim.target),
        scope=aim.target.scope,
        operation=aim.target.operation,
        repeals=aim.repeals,
        on=aim.target.effective_from or own.in_force_from,
        order=held,
        carried_out=bool(same) and not any(effect in failed for effect in same),
    )


def _alike(effect: Effect, aim: Aim) -> bool:
    return (effect.target.scope, effect.target.clause, effect.repeals) == (
        aim.target.scope,
        aim.target.clause,
        aim.repeals,
    )


def _suffered(register: Register, orders: Mapping[str, HeldOrder], order_id: str) -> Iterator[Suffered]:
    for target, effect in sorted(register.effects, key=lambda item: (item[1].on, item[1].by)):
        if target == order_id and effect.by != order_id:
            yield Suffered(
                by=orders[effect.by],
                clause=effect.target.clause,
                scope=effect.target.scope,
                repeals=effect.repeals,
                on=effect.on,
            )


def _left(uow: UnitOfWork, register: Register, own: HeldOrder) -> Iterator[Left]:
    staff = uow.people.staff()
    names = {person.person_id: person.short_name for person in staff}
    listed = [post for post in uow.people.posts() if not post.derived]

    def shown(item: Handover) -> Left:
        successor = names.get(item.successor or "")
        return Left(name=names[item.person_id], title=item.title, last_day=item.last_day, successor=successor)

    found = handovers(bindings(register, own.order_id), listed, staff)
    yield from dict.fromkeys(shown(item) for item in found if item.order_id == own.order_id)


def _repealed_bases(register: Register, own: HeldOrder) -> Iterator[HeldOrder]:
    ended = [
        order
        for order in register.orders
        if order.state is not OrderState.DRAFT and not order.binds_on(own.in_force_from)
    ]
    for basis in register.records[own.order_id].legal_basis:
        yield from (order for order in ended if order.is_named(basis.number, basis.date))
