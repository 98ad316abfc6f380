"""The register of orders: searching it, an order as of a date, acquaintance, putting away."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - FastAPI reads the annotations at run time
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict

from api.incoming import actor_of, services_of
from api.outgoing import DOCX, attached
from api.usecases.acquaintance import (
    note_signature,
    print_sheet,
    reminders,
    show_sheet_of_order,
    take_signature_back,
)
from api.usecases.register import (
    RegisterQuery,
    archive_order,
    search_orders,
    show_edition,
)
from api.web.checks import Day, Text, filled
from api.web.rendering import page
from api.words import ORDER_STATES
from journal.model import OrderState
from school.order_kinds import order_kinds

router = APIRouter()
Year = Annotated[int | None, BeforeValidator(filled)]
State = Annotated[OrderState | None, BeforeValidator(filled)]


class Chosen(BaseModel):
    """What a person looks for in the register."""

    model_config = ConfigDict(frozen=True)

    words: str = ""
    year: Year = None
    state: State = None
    kind: Text = None

    def query(self) -> RegisterQuery:
        """The same in the words of the use case."""
        return RegisterQuery(words=self.words, year=self.year, state=self.state, kind=self.kind)

    @property
    def empty(self) -> bool:
        """True when the whole register is asked for."""
        return self == Chosen()


class Days(BaseModel):
    """The day to read an order on, and the day to compare it with."""

    model_config = ConfigDict(frozen=True)

    on: Day = None
    against: Day = None


@router.get("/orders")
def get_orders(request: Request, chosen: Annotated[Chosen, Query()]) -> HTMLResponse:
    """The register of orders, whole or what was looked for."""
    ready, actor = services_of(request), actor_of(request)
    view = search_orders(ready, actor, chosen.query())
    return page(
        request,
        "orders.html",
        view=view,
        chosen=chosen,
        states=ORDER_STATES,
        kinds=order_kinds(),
    )


@router.get("/orders/reminders")
def get_reminders(request: Request) -> HTMLResponse:
    """Orders that somebody has not signed yet."""
    ready, actor = services_of(request), actor_of(request)
    return page(request, "reminders.html", sheets=reminders(ready, actor))


@router.get("/orders/{order_id}/edition")
def get_edition(request: Request, order_id: str, days: Annotated[Days, Query()]) -> HTMLResponse:
    """An order as of a date, with what is otherwise than on another date."""
    shown = show_edition(services_of(request), actor_of(request), order_id, on=days.on, against=days.against)
    return page(request, "edition.html", shown=shown, order=shown.order, states=ORDER_STATES)


@router.post("/orders/{order_id}/archive")
def post_archive(request: Request, order_id: str) -> RedirectResponse:
    """Puts an order away."""
    archive_order(services_of(request), actor_of(request), order_id)
    return RedirectResponse(f"/orders/{quote(order_id, safe='')}", status_code=303)


@router.get("/orders/{order_id}/acquaintance")
def get_acquaintance(request: Request, order_id: str) -> HTMLResponse:
    """The sheet of acquaintance."""
    ready = services_of(request)
    sheet = show_sheet_of_order(ready, actor_of(request), order_id)
    return page(request, "acquaintance.html", sheet=sheet, order=sheet.order, states=ORDER_STATES)


@router.get("/orders/{order_id}/acquaintance.docx")
def get_printed_sheet(request: Request, order_id: str) -> Response:
    """The sheet of acquaintance for printing."""
    printed = print_sheet(services_of(request), actor_of(request), order_id)
    return attached(printed.data, printed.name, DOCX)


@router.post("/orders/{order_id}/acquaintance/{person_id}")
def post_signature(request: Request, order_id: str, person_id: str, on: Annotated[date, Form()]) -> RedirectResponse:
    """Notes a signature."""
    note_signature(services_of(request), actor_of(request), order_id, person_id, on)
    return _to_sheet(order_id)


@router.post("/orders/{order_id}/acquaintance/{person_id}/reversal")
def post_signature_back(request: Request, order_id: str, person_id: str) -> RedirectResponse:
    """Takes a mark back."""
    take_signature_back(services_of(request), actor_of(request), order_id, person_id)
    return _to_sheet(order_id)


def _to_sheet(order_id: str) -> RedirectResponse:
    return RedirectResponse(f"/orders/{quote(order_id, safe='')}/acquaintance", status_code=303)
