"""Addresses of `/api/v1`: each reads its input, calls one use case and renders the result."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - FastAPI reads the annotations at run time
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel

from api.incoming import Files, actor_of, services_of, sources_of
from api.rest import views
from api.usecases.checks import CheckRequest, check_duties
from api.usecases.documents import read_document, show_document, show_line, show_sheet, upload_document
from api.usecases.orders import answer_question, confirm_order, register_order, show_order
from compliance.render_json import render_json
from ingest.export.document_json import to_json

router = APIRouter(prefix="/api/v1")


class Answer(BaseModel):
    """A person's word on a question; no value agrees with what was read."""

    value: str | None = None


@router.get("/health")
def health() -> dict[str, str]:
    """Whether the server answers."""
    return {"status": "ok"}


@router.post("/documents", status_code=201)
def post_document(request: Request, files: Files) -> dict[str, Any]:
    """Reads a document and keeps it with its bytes."""
    ready, actor = services_of(request), actor_of(request)
    return to_json(upload_document(ready, actor, sources_of(files, ready)))


@router.post("/readings")
def post_reading(request: Request, files: Files) -> dict[str, Any]:
    """Reads a document and keeps nothing."""
    ready, actor = services_of(request), actor_of(request)
    return to_json(read_document(ready.reading, actor, sources_of(files, ready)))


@router.get("/documents/{sha256}")
def get_document(request: Request, sha256: str) -> dict[str, Any]:
    """A kept document as it was read."""
    return to_json(show_document(services_of(request), actor_of(request), sha256))


@router.get("/documents/{sha256}/pages/{page}.png")
def get_page(request: Request, sha256: str, page: int, order: str | None = None) -> Response:
    """The picture of a page, upright."""
    picture = show_sheet(services_of(request), actor_of(request), sha256, page, order_id=order)
    return Response(picture, media_type="image/png")


@router.get("/documents/{sha256}/pages/{page}/lines/{line}.png")
def get_line(request: Request, sha256: str, page: int, line: int, order: str | None = None) -> Response:
    """The picture of the paper under a line."""
    picture = show_line(services_of(request), actor_of(request), sha256, page, line, order_id=order)
    return Response(picture, media_type="image/png")


@router.post("/orders", status_code=201)
def post_order(request: Request, response: Response, files: Files) -> dict[str, Any]:
    """Reads, parses and registers an order; 200 when the same paper was registered before.

    Of a paper with several orders the answer is the first one, with all of them in `orders`.
    """
    ready, actor = services_of(request), actor_of(request)
    registered = register_order(ready, actor, sources_of(files, ready)).views
    if all(view.load is not None and view.load.repeated for view in registered):
        response.status_code = 200
    body = views.order(registered[0])
    return body | {"orders": [views.order(view) for view in registered]} if len(registered) > 1 else body


@router.get("/orders/{order_id}")
def get_order(request: Request, order_id: str) -> dict[str, Any]:
    """One order with its clauses, duties and open questions."""
    return views.order(show_order(services_of(request), actor_of(request), order_id))


@router.post("/orders/{order_id}/confirmation")
def post_confirmation(request: Request, order_id: str) -> dict[str, Any]:
    """Puts an order in force."""
    return views.order(confirm_order(services_of(request), actor_of(request), order_id))


@router.post("/questions/{item_id}/answer")
def post_answer(request: Request, item_id: str, answer: Annotated[Answer, Body()]) -> dict[str, Any]:
    """Settles a question about an order."""
    return views.order(answer_question(services_of(request), actor_of(request), item_id, answer.value))


@router.get("/check")
def get_check(
    request: Request,
    *,
    order: str | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
    start: Annotated[date | None, Query(alias="from")] = None,
    end: Annotated[date | None, Query(alias="to")] = None,
    everything: Annotated[bool, Query(alias="all")] = False,
) -> dict[str, Any]:
    """Compliance with the orders in force, as `svod check --format json` prints it."""
    asked = CheckRequest(order_id=order, as_of=as_of, known_at=known_at, start=start, end=end)
    return render_json(check_duties(services_of(request), actor_of(request), asked), everything=everything)
