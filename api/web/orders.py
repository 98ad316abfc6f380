"""One order beside its paper: what was read, questions, what follows from it, putting in force."""

from __future__ import annotations

from functools import partial
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.incoming import actor_of, services_of
from api.usecases.local_acts import acts_of_order
from api.usecases.orders import answer_question, confirm_order, show_order_paper
from api.usecases.register import show_consequences
from api.web.facts import sections
from api.web.paper import cropped, repaired, sheets, targets
from api.web.rendering import page
from api.words import OPERATIONS, ORDER_STATES
from school.errors import UsageError

router = APIRouter()


@router.get("/orders/{order_id}")
def get_order(request: Request, order_id: str, loaded: str = "") -> HTMLResponse:
    """One order beside its paper."""
    shown = show_order_paper(services_of(request), actor_of(request), order_id)
    follows = show_consequences(services_of(request), actor_of(request), order_id)
    parts = sections(shown.record, shown.answers)
    drawn = sheets(shown.papers, parts)
    return page(
        request,
        "order.html",
        order=shown.view.order,
        questions=shown.view.questions,
        answers=shown.answers,
        remarks=shown.record.remarks,
        parts=parts,
        papers=shown.papers,
        sheets=drawn,
        cropped=partial(cropped, drawn),
        targets=targets,
        repaired=repaired,
        states=ORDER_STATES,
        loaded=loaded,
        outdated=shown.outdated,
        follows=follows,
        acts=acts_of_order(services_of(request), actor_of(request), order_id),
        operations=OPERATIONS,
    )


@router.post("/orders/{order_id}/confirmation")
def post_confirmation(request: Request, order_id: str) -> RedirectResponse:
    """Puts an order in force."""
    confirm_order(services_of(request), actor_of(request), order_id)
    return RedirectResponse(f"/orders/{quote(order_id, safe='')}", status_code=303)


@router.post("/questions/{item_id}/answer")
def post_answer(
    request: Request,
    item_id: str,
    choice: Annotated[str, Form()] = "",
    other: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Settles a question: agrees with the reading, or gives another value."""
    if choice == "other" and not other.strip():
        raise UsageError(reason="Впишите, как правильно, или согласитесь с прочитанным.")
    value = None if choice == "agree" else other.strip() if choice == "other" else choice.removeprefix("=")
    view = answer_question(services_of(request), actor_of(request), item_id, value)
    return RedirectResponse(f"/orders/{quote(view.order.order_id, safe='')}", status_code=303)
