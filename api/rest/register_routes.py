"""Addresses of `/api/v1/orders` about the register: search, an order as of a date, acquaintance, the archive."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - FastAPI reads the annotations at run time
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel

from api.incoming import actor_of, services_of
from api.outgoing import DOCX, attached
from api.rest import register_views, views
from api.usecases.acquaintance import (
    note_signature,
    print_sheet,
    reminders,
    show_sheet_of_order,
    take_signature_back,
)
from api.usecases.register import RegisterQuery, archive_order, search_orders, show_consequences, show_edition
from journal.model import OrderState  # noqa: TC001 - FastAPI reads the annotations at run time

router = APIRouter(prefix="/api/v1")


class Signature(BaseModel):
    """The day of a signature."""

    on: date


class LastDay(BaseModel):
    """The last day of an order that is put away; today's where it is not told."""

    on: date | None = None


@router.get("/orders")
def get_orders(
    request: Request,
    *,
    words: str = "",
    year: int | None = None,
    state: OrderState | None = None,
    kind: str | None = None,
) -> list[dict[str, Any]]:
    """The register of orders, newest first; `words` are looked for in any form."""
    query = RegisterQuery(words=words, year=year, state=state, kind=kind)
    view = search_orders(services_of(request), actor_of(request), query)
    return [views.order_line(line.order) for line in view.lines]


@router.get("/orders/numbering")
def get_numbering(request: Request) -> list[dict[str, Any]]:
    """Remarks about the numbers of the register."""
    view = search_orders(services_of(request), actor_of(request), RegisterQuery())
    return [register_views.numbering(remark) for remark in view.remarks]


@router.get("/orders/reminders")
def get_reminders(request: Request) -> list[dict[str, Any]]:
    """Sheets of orders that bind today and that somebody has not signed."""
    return [register_views.sheet(item) for item in reminders(services_of(request), actor_of(request))]


@router.get("/orders/{order_id}/edition")
def get_edition(
    request: Request,
    order_id: str,
    *,
    on: Annotated[date | None, Query()] = None,
    against: Annotated[date | None, Query()] = None,
) -> dict[str, Any]:
    """The order as it reads on a day, and what is otherwise than on another day."""
    shown = show_edition(services_of(request), actor_of(request), order_id, on=on, against=against)
    return register_views.edition(shown)


@router.get("/orders/{order_id}/consequences")
def get_consequences(request: Request, order_id: str) -> dict[str, Any]:
    """What the order does to others and to posts, and what others do to it."""
    return register_views.consequences(show_consequences(services_of(request), actor_of(request), order_id))


@router.post("/orders/{order_id}/archive")
def post_archive(request: Request, order_id: str, last: Annotated[LastDay | None, Body()] = None) -> dict[str, Any]:
    """Puts an order away."""
    day = last.on if last is not None else None
    return views.order(archive_order(services_of(request), actor_of(request), order_id, on=day))


@router.get("/orders/{order_id}/acquaintance")
def get_acquaintance(request: Request, order_id: str) -> dict[str, Any]:
    """Who must get acquainted with the order, and who has."""
    return register_views.sheet(show_sheet_of_order(services_of(request), actor_of(request), order_id))


@router.get("/orders/{order_id}/acquaintance.docx")
def get_printed_sheet(request: Request, order_id: str) -> Response:
    """The sheet of acquaintance for printing."""
    printed = print_sheet(services_of(request), actor_of(request), order_id)
    return attached(printed.data, printed.name, DOCX)


@router.put("/orders/{order_id}/acquaintance/{person_id}")
def put_signature(
    request: Request, order_id: str, person_id: str, signature: Annotated[Signature, Body()]
) -> dict[str, Any]:
    """Notes a signature."""
    sheet = note_signature(services_of(request), actor_of(request), order_id, person_id, signature.on)
    return register_views.sheet(sheet)


@router.delete("/orders/{order_id}/acquaintance/{person_id}")
def delete_signature(request: Request, order_id: str, person_id: str) -> dict[str, Any]:
    """Takes a mark back."""
    return register_views.sheet(take_signature_back(services_of(request), actor_of(request), order_id, person_id))
