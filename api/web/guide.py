"""Help: what to do first, what the words mean."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse  # noqa: TC002 - FastAPI reads the annotations at run time

from api.web.rendering import page

router = APIRouter()


@router.get("/help")
def get_help(request: Request) -> HTMLResponse:
    """What to do first."""
    return page(request, "help.html")
