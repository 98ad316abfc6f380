"""Checking duties against the orders in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.schools import school_zone
from compliance.check import check
from journal.model import OrderState
from journal.orders import all_orders, find_order
from school.errors import BadPeriod, NoOrderInForce

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from api.usecases.services import Services
    from compliance.model import Report
    from journal.model import Actor, HeldOrder
    from journal.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """What to check; `None` means every order, today, all that is known, the whole time in force."""

    order_id: str | None = None
    as_of: date | None = None
    known_at: datetime | None = None
    start: date | None = None
    end: date | None = None


def check_duties(services: Services, actor: Actor, request: CheckRequest) -> Report:
    """Evaluates every duty of the chosen orders; writes nothing."""
    require(actor, UseCase.CHECK_DUTIES)
    if request.start and request.end and request.end < request.start:
        raise BadPeriod(start=f"{request.start:%d.%m.%Y}", to=f"{request.end:%d.%m.%Y}")
    known = request.known_at or services.now()
    with services.store.read() as uow:
        zone = school_zone(uow, services)
        return check(
            orders=chosen(uow, request.order_id),
            reader=uow.reader,
            as_of=request.as_of or known.astimezone(zone).date(),
            known=known,
            start=request.start,
            end=request.end,
            zone=zone,
        )


def chosen(uow: UnitOfWork, order_id: str | None) -> Sequence[HeldOrder]:
    """One order by id, else every order that a director confirmed."""
    if order_id is not None:
        return (find_order(uow, order_id),)
    orders = tuple(order for order in all_orders(uow) if order.state is not OrderState.DRAFT)
    if not orders:
        raise NoOrderInForce
    return orders
