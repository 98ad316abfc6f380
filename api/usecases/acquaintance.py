"""Acquaintance with orders: the sheet, marks on it, whom to remind, the sheet on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.schools import today
from journal.acquaintance import sheet_of, sheets_of, sign, take_back
from journal.model import OrderState
from journal.orders import all_orders
from parsing.drafting.acquaintance import SheetLine, acquaintance_draft
from parsing.drafting.word import to_docx
from school.errors import BadDecision

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from api.usecases.services import Services
    from journal.acquaintance import AcquaintanceSheet
    from journal.model import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFile:
    """The sheet as a file."""

    name: str
    data: bytes


def show_sheet_of_order(services: Services, actor: Actor, order_id: str) -> AcquaintanceSheet:
    """Who must get acquainted with an order, and who has.

    Raises:
        NotFound: no such order.
    """
    require(actor, UseCase.SHOW_ORDER)
    with services.store.read() as uow:
        return sheet_of(uow, order_id)


def print_sheet(services: Services, actor: Actor, order_id: str) -> SheetFile:
    """The sheet as DOCX, with room for signatures that are not there yet.

    Raises:
        NotFound: no such order.
    """
    sheet = show_sheet_of_order(services, actor, order_id)
    order = sheet.order
    draft = acquaintance_draft(
        organization=order.organization,
        number=order.number,
        issued=order.date,
        title=order.title,
        lines=[
            SheetLine(name=reader.name, position=reader.position, signed_on=reader.signed_on)
            for reader in sheet.readers
        ],
    )
    return SheetFile(name=f"{draft.title.replace('/', '-')}.docx", data=to_docx(draft))


def note_signature(
    services: Services, actor: Actor, order_id: str, person_id: str, on: date | None = None
) -> AcquaintanceSheet:
    """Notes that somebody has signed the sheet, today unless told.

    Raises:
        NotFound: no such order, or nobody of this id on its sheet.
        NotInForce: nobody signs a draft.
        BadDecision: the day is before the order's date, or has not come yet.
    """
    require(actor, UseCase.NOTE_SIGNATURE)
    with services.store.write(actor, services.now()) as uow:
        now = today(uow, services)
        if on is not None and on > now:
            raise BadDecision(reason=f"{on:%d.%m.%Y} ещё не наступило.")
        sign(uow, order_id, person_id, on or now)
        return sheet_of(uow, order_id)


def take_signature_back(services: Services, actor: Actor, order_id: str, person_id: str) -> AcquaintanceSheet:
    """Takes a mark back.

    Raises:
        NotFound: no such order, or no such mark.
    """
    require(actor, UseCase.NOTE_SIGNATURE)
    with services.store.write(actor, services.now()) as uow:
        take_back(uow, order_id, person_id)
        return sheet_of(uow, order_id)


def reminders(services: Services, actor: Actor) -> Sequence[AcquaintanceSheet]:
    """Sheets of orders that bind today and that somebody has not signed, the longest overdue first."""
    require(actor, UseCase.REMIND)
    with services.store.read() as uow:
        day = today(uow, services)
        binding = [order for order in all_orders(uow) if order.state is not OrderState.DRAFT and order.binds_on(day)]
        sheets = sheets_of(uow, binding)
    return sorted((sheet for sheet in sheets if sheet.missing), key=lambda sheet: (sheet.due, sheet.order.order_id))
