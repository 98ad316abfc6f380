"""Failures of REST: problem+json, one Russian sentence and a stable code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.responses import JSONResponse

from api.problems import MEDIA_TYPE, http_status, problem

if TYPE_CHECKING:
    from school.errors import SvodError

HTTP_ANSWERS = {
    404: "Такого адреса нет. Список адресов: /api/v1/docs.",
    405: "Этот адрес не принимает такой запрос. Список адресов: /api/v1/docs.",
}


def answer(error: SvodError, status: int | None = None) -> JSONResponse:
    """A problem+json answer."""
    body = problem(error)
    body["status"] = status or http_status(error)
    return JSONResponse(body, status_code=body["status"], media_type=MEDIA_TYPE)
