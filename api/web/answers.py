"""Failures of pages: what happened, its stable code and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.problems import http_status
from api.web.rendering import bare

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import HTMLResponse

    from school.errors import SvodError

HTTP_ANSWERS = {
    404: "Такой страницы нет. Откройте нужный раздел в меню.",
    405: "Эта страница так не открывается. Вернитесь назад и нажмите кнопку на странице.",
}


def answer(request: Request, error: SvodError, status: int | None = None) -> HTMLResponse:
    """A page about the failure; when a part of a page asked, the failure goes to the notice at its top."""
    chosen = status or http_status(error)
    response = bare("problem.html", chosen, error=error, back=request.method != "GET")
    if request.headers.get("hx-request") == "true":
        response.headers.update({"HX-Retarget": "#notice", "HX-Reswap": "innerHTML", "HX-Reselect": ".problem"})
    return response
