"""Addresses of `/api/v1` for corrected lines, and for parsing and reading again."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response
from pydantic import BaseModel

from api.incoming import actor_of, services_of
from api.rest import views
from api.usecases.corrections import (
    LineText,
    correct_line,
    list_corrections,
    parse_again,
    read_again,
    show_correction,
    show_text,
    take_back_correction,
)

router = APIRouter(prefix="/api/v1")


class Said(BaseModel):
    """What a line reads; with `raw` it is refused where the line is another one by now."""

    page: int
    line: int
    text: str
    raw: str | None = None


@router.get("/documents/{sha256}/corrections")
def get_corrections(request: Request, sha256: str) -> dict[str, Any]:
    """Corrections that stand, those without a place, and those that stand no more."""
    ready, actor = services_of(request), actor_of(request)
    earlier = [item for item in list_corrections(ready, actor, sha256) if item.superseded_at is not None]
    return views.corrections(show_text(ready, actor, sha256)) | {"earlier": list(map(views.correction, earlier))}


@router.post("/documents/{sha256}/corrections", status_code=201)
def post_correction(request: Request, sha256: str, said: Annotated[Said, Body()]) -> dict[str, Any]:
    """Keeps what a person says that a line reads."""
    line = LineText(page=said.page, line=said.line, text=said.text, raw=said.raw)
    return views.corrections(correct_line(services_of(request), actor_of(request), sha256, line))


@router.get("/corrections/{correction_id}.png")
def get_place(request: Request, correction_id: str) -> Response:
    """The picture of the paper where a correction was made."""
    return Response(show_correction(services_of(request), actor_of(request), correction_id), media_type="image/png")


@router.post("/corrections/{correction_id}/reversal")
def post_reversal(request: Request, correction_id: str) -> dict[str, Any]:
    """Gives a line its reading back."""
    return views.corrections(take_back_correction(services_of(request), actor_of(request), correction_id))


@router.post("/orders/{order_id}/parsing")
def post_parsing(request: Request, order_id: str) -> dict[str, Any]:
    """Parses a draft's paper again as it reads now."""
    return views.order(parse_again(services_of(request), actor_of(request), order_id))


@router.post("/documents/{sha256}/reading", status_code=202)
def post_reading_again(request: Request, response: Response, sha256: str) -> dict[str, Any]:
    """Asks for a kept document to be read anew."""
    ready = services_of(request)
    job = read_again(ready, actor_of(request), sha256).job
    response.headers["Location"] = f"/api/v1/jobs/{job.job_id}"
    return views.job(job, ready.now())
