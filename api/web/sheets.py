"""Sheets that look like one scanned twice: both pictures side by side, and a person's word."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.incoming import actor_of, services_of
from api.usecases.duplicates import answer_pair, show_pairs
from api.web.rendering import page
from school.errors import UsageError

router = APIRouter(prefix="/same-sheets")
ANSWERS = {"same": True, "other": False}


@router.get("")
def get_pairs(request: Request) -> HTMLResponse:
    """Pairs that wait for an answer."""
    return page(request, "same_sheets.html", pairs=show_pairs(services_of(request), actor_of(request)))


@router.post("/{pair_id}/answer")
def post_answer(request: Request, pair_id: str, answer: Annotated[str, Form()]) -> RedirectResponse:
    """Keeps the answer and goes on to the next pair."""
    if answer not in ANSWERS:
        raise UsageError(reason="Выберите: тот же лист или другой.")
    answer_pair(services_of(request), actor_of(request), pair_id, same=ANSWERS[answer])
    return RedirectResponse("/same-sheets", status_code=303)
