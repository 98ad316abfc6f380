"""The register of orders: searching it, an order as of a date, what an order does to others, putting away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.orders import OrderView, view
from api.usecases.schools import today
from journal.consequences import consequences
from journal.difference import difference
from journal.enforcing import archive
from journal.numbering import numbering
from journal.orders import all_orders, bearers_on, find_order, search
from school.errors import BadPeriod
from school.order_kinds import OrderKind, order_kind

if TYPE_CHECKING:
    from datetime import date

    from api.usecases.services import Services
    from journal.consequences import Consequences
    from journal.difference import ClauseTurn
    from journal.model import Actor, HeldDuty, HeldOrder, OrderState
    from journal.numbering import NumberingRemark


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterQuery:
    """What to show of the register; nothing asked for shows it whole."""

    words: str = ""
    """Words of the text, a number, a surname, in any form."""
    year: int | None = None
    state: OrderState | None = None
    kind: str | None = None
    """Key of `school.order_kinds`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """An order in the register."""

    order: HeldOrder
    kind: OrderKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """The register as asked for, newest orders first."""

    lines: tuple[RegisterLine, ...]
    whole: int
    """How many orders there are in all."""
    years: tuple[int, ...]
    remarks: tuple[NumberingRemark, ...]
    """About the numbers of the whole register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An order as it reads on a day, against another day."""

    order: HeldOrder
    on: date
    against: date
    binds: bool
    """True when it is in force on the day."""
    clauses: tuple[ClauseTurn, ...]
    duties: tuple[tuple[HeldDuty, tuple[str, ...]], ...]
    """Duties of the day with those who bear them then; none where the order does not bind."""

    @property
    def changed(self) -> bool:
        """True when the order does not read the same on both days."""
        return any(item.changed for item in self.clauses)


def search_orders(services: Services, actor: Actor, query: RegisterQuery) -> RegisterView:
    """The register, whole or what was asked for."""
    require(actor, UseCase.LIST_ORDERS)
    with services.store.read() as uow:
        every = all_orders(uow)
        found = search(uow, query.words) if query.words.strip() else every
    lines = [RegisterLine(order=order, kind=order_kind(order.number, order.title)) for order in found]
    chosen = [line for line in lines if _fits(line, query)]
    return RegisterView(
        lines=tuple(sorted(chosen, key=lambda line: (line.order.date, line.order.order_id), reverse=True)),
        whole=len(every),
        years=tuple(sorted({order.date.year for order in every}, reverse=True)),
        remarks=numbering(every),
    )


def _fits(line: RegisterLine, query: RegisterQuery) -> bool:
    order = line.order
    return (
        (query.year is None or order.date.year == query.year)
        and (query.state is None or order.state is query.state)
        and (query.kind is None or line.kind.key == query.kind)
    )


def show_edition(
    services: Services, actor: Actor, order_id: str, *, on: date | None = None, against: date | None = None
) -> Edition:
    """An order as of a date, today's unless told, against its first day unless told.

    Raises:
        NotFound: no such order.
        BadPeriod: the day to compare with is later than the day to show.
    """
    require(actor, UseCase.SHOW_ORDER)
    with services.store.read() as uow:
        order = find_order(uow, order_id)
        day = on or today(uow, services)
        before = against or min(order.in_force_from, day)
        bearers = bearers_on(uow, order, day)
    if before > day:
        raise BadPeriod(start=f"{before:%d.%m.%Y}", to=f"{day:%d.%m.%Y}")
    return Edition(
        order=order,
        on=day,
        against=before,
        binds=order.binds_on(day),
        clauses=difference(order, before, day),
        duties=bearers if order.binds_on(day) else (),
    )


def show_consequences(services: Services, actor: Actor, order_id: str) -> Consequences:
    """What an order does to others and to posts, and what others do to it.

    Raises:
        NotFound: no such order.
    """
    require(actor, UseCase.SHOW_ORDER)
    with services.store.read() as uow:
        find_order(uow, order_id)
        return consequences(uow, order_id)


def archive_order(services: Services, actor: Actor, order_id: str, *, on: date | None = None) -> OrderView:
    """Puts an order away; its last day is today's unless it ended before.

    Raises:
        NotFound: no such order.
        NotInForce: a draft is not put away.
    """
    require(actor, UseCase.ARCHIVE_ORDER)
    with services.store.write(actor, services.now()) as uow:
        archive(uow, order_id, on or today(uow, services))
        return view(uow, order_id)
