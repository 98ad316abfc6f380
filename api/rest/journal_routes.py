"""Addresses of `/api/v1/journal`: pages of the paper journal and batches."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Form, Request, Response
from pydantic import BaseModel

from api.incoming import Files, actor_of, services_of, sources_of
from api.rest import journal_views as views
from api.usecases.batches import list_batches, revert_batch
from api.usecases.import_journal import (
    EntryDecision,
    accept_cells,
    accept_entries,
    confirm_page,
    decide_entry,
    import_pages,
    list_pages,
    show_entry,
    show_page,
    show_page_sheet,
    write_cell,
)
from journal.pages import CellName, EntryKind, PageRequest

router = APIRouter(prefix="/api/v1/journal")


class Decided(BaseModel):
    """A person's word on an entry; empty agrees with what was read."""

    value: str | None = None
    reject: bool = False
    undo: bool = False


class Accepted(BaseModel):
    """Agrees with every cell of a page that was read as `value`, or with all its entries of `kinds`."""

    value: str | None = None
    kinds: list[EntryKind] = []


class Written(BaseModel):
    """A mark that stands on the paper and was not read."""

    row: int
    column: str
    value: str


@router.post("/pages", status_code=201)
def post_pages(
    request: Request,
    response: Response,
    files: Files,
    class_name: Annotated[str, Form(alias="class")],
    year: Annotated[str, Form()],
    subject: Annotated[str | None, Form()] = None,
) -> dict[str, Any]:
    """Reads pages of a class's paper journal and stages them; 200 when nothing was new."""
    ready, asked = services_of(request), PageRequest(class_name=class_name, school_year=year, subject=subject or None)
    staging = import_pages(ready, actor_of(request), sources_of(files, ready), asked)
    if staging.repeated:
        response.status_code = 200
    return views.staging(staging)


@router.get("/pages")
def get_pages(request: Request) -> list[dict[str, Any]]:
    """Every page that was ever staged."""
    return [views.page_line(page) for page in list_pages(services_of(request), actor_of(request))]


@router.get("/pages/{page_id}")
def get_page(request: Request, page_id: str) -> dict[str, Any]:
    """One page with its entries and questions."""
    return views.page_body(show_page(services_of(request), actor_of(request), page_id))


@router.get("/pages/{page_id}/sheet.png")
def get_sheet(request: Request, page_id: str) -> Response:
    """The picture of the whole sheet that a page was read from."""
    return Response(show_page_sheet(services_of(request), actor_of(request), page_id), media_type="image/png")


@router.post("/pages/{page_id}/acceptance")
def post_acceptance(request: Request, page_id: str, accepted: Annotated[Accepted, Body()]) -> dict[str, Any]:
    """Agrees with all cells of one value, or all entries of some kinds, where only the reading is in doubt."""
    ready, actor = services_of(request), actor_of(request)
    if accepted.value is not None:
        return views.page_body(accept_cells(ready, actor, page_id, accepted.value))
    return views.page_body(accept_entries(ready, actor, page_id, accepted.kinds))


@router.post("/pages/{page_id}/cells")
def post_cell(request: Request, page_id: str, written: Annotated[Written, Body()]) -> dict[str, Any]:
    """Enters a mark that was not read; gives the page."""
    cell = CellName(row=written.row, column=written.column)
    return views.page_body(write_cell(services_of(request), actor_of(request), page_id, cell, written.value))


@router.post("/pages/{page_id}/confirmation")
def post_page_confirmation(request: Request, page_id: str) -> dict[str, Any]:
    """Brings a page without open questions into the journal."""
    return views.confirmation(confirm_page(services_of(request), actor_of(request), page_id))


@router.post("/entries/{entry_id}/decision")
def post_decision(request: Request, entry_id: str, decided: Annotated[Decided, Body()]) -> dict[str, Any]:
    """Decides about one entry; gives its page."""
    decision = EntryDecision(value=decided.value, reject=decided.reject, undo=decided.undo)
    return views.page_body(decide_entry(services_of(request), actor_of(request), entry_id, decision))


@router.get("/entries/{entry_id}.png")
def get_entry_picture(request: Request, entry_id: str) -> Response:
    """The picture of the paper under an entry."""
    return Response(show_entry(services_of(request), actor_of(request), entry_id), media_type="image/png")


@router.get("/batches")
def get_batches(request: Request) -> list[dict[str, Any]]:
    """Every loading, newest first."""
    return [views.batch(item) for item in list_batches(services_of(request), actor_of(request))]


@router.post("/batches/{batch_id}/reversal", status_code=204)
def post_reversal(request: Request, batch_id: str) -> None:
    """Takes a loading back."""
    revert_batch(services_of(request), actor_of(request), batch_id)
