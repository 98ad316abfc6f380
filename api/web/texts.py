"""The text of a document beside its paper: read through, put right line by line, taken back, read anew."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.incoming import actor_of, services_of
from api.usecases.corrections import (
    LineText,
    correct_line,
    parse_again,
    read_again,
    show_text,
    take_back_correction,
)
from api.usecases.duplicates import files_elsewhere, show_pairs
from api.web.lines import desk
from api.web.rendering import page
from api.words import ORDER_STATES

router = APIRouter()


@router.get("/documents/{sha256}")
def get_text(request: Request, sha256: str, *, sheet: int = 1, line: int = 0, after: int | None = None) -> HTMLResponse:
    """One sheet of a document with its lines; `after` opens the next doubtful line."""
    ready, actor = services_of(request), actor_of(request)
    view = show_text(ready, actor, sha256)
    return page(
        request,
        "document.html",
        view=view,
        desk=desk(view, sheet, line=line, after=after),
        states=ORDER_STATES,
        same=files_elsewhere(ready, actor, sha256),
        pairs=show_pairs(ready, actor, document=sha256),
    )


@router.post("/documents/{sha256}/lines")
def post_line(
    request: Request,
    sha256: str,
    sheet: Annotated[int, Form()],
    line: Annotated[int, Form()],
    raw: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Keeps a line as a person reads it and goes on to the next doubtful one."""
    said = LineText(page=sheet, line=line, text=text, raw=raw)
    correct_line(services_of(request), actor_of(request), sha256, said)
    return RedirectResponse(f"/documents/{quote(sha256, safe='')}?sheet={sheet}&after={line}", status_code=303)


@router.post("/corrections/{correction_id}/reversal")
def post_reversal(request: Request, correction_id: str, sheet: Annotated[int, Form()] = 1) -> RedirectResponse:
    """Gives a line its reading back."""
    view = take_back_correction(services_of(request), actor_of(request), correction_id)
    return RedirectResponse(f"/documents/{view.document.sha256}?sheet={sheet}", status_code=303)


@router.post("/documents/{sha256}/reading")
def post_reading(request: Request, sha256: str) -> RedirectResponse:
    """Asks for the document to be read anew."""
    job = read_again(services_of(request), actor_of(request), sha256).job
    return RedirectResponse(f"/jobs/{job.job_id}", status_code=303)


@router.post("/orders/{order_id}/parsing")
def post_parsing(request: Request, order_id: str) -> RedirectResponse:
    """Parses a draft again from its text as it reads now."""
    parse_again(services_of(request), actor_of(request), order_id)
    return RedirectResponse(f"/orders/{quote(order_id, safe='')}?loaded=parsed", status_code=303)
