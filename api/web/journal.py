"""Pages of the paper journal: the list, one page with its questions, decisions, bringing into the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.incoming import actor_of, services_of, sources_of
from api.usecases.documents import list_documents
from api.usecases.import_journal import (
    EntryDecision,
    accept_cells,
    accept_entries,
    confirm_page,
    decide_entry,
    list_pages,
    show_desk,
    show_page_sheet,
    write_cell,
)
from api.usecases.jobs import JobRequest, submit
from api.usecases.schools import list_classes
from api.web.desk import desk
from api.web.rendering import page
from api.words import PAGE_STATES, PAGE_TITLES, ROW_KINDS
from journal.pages import CellName, EntryKind
from school.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter(prefix="/journal")
KIND = "import_journal"
MEGA = 1_000_000
TOGETHER = {
    "dates": frozenset({EntryKind.COLUMN, EntryKind.LESSON}),
    "pupils": frozenset({EntryKind.PUPIL}),
    "texts": frozenset({EntryKind.TOPIC, EntryKind.HOMEWORK}),
}


@router.get("")
def get_pages(request: Request) -> HTMLResponse:
    """Every page that was ever staged."""
    ready, actor = services_of(request), actor_of(request)
    return page(
        request,
        "journal.html",
        pages=list_pages(ready, actor),
        names={item.document.sha256: item.document.name for item in list_documents(ready, actor)},
        classes=list_classes(ready, actor),
        kinds=PAGE_TITLES,
        page_states=PAGE_STATES,
        limit=ready.reading.limits.file_bytes // MEGA,
    )


@router.post("/pages")
def post_pages(
    request: Request,
    files: Annotated[list[UploadFile], File()],
    school_class: Annotated[str, Form()],
    subject: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Asks for scans to be read as pages of a class's paper journal."""
    chosen = [file for file in files if file.filename]
    if not chosen:
        raise UsageError(reason="Файл не выбран. Выберите сканы страниц и повторите.")
    ready = services_of(request)
    class_name, _, year = school_class.partition("|")
    options = {"class": class_name, "year": year, "subject": subject.strip() or None}
    asked = JobRequest(kind=KIND, sources=sources_of(chosen, ready), options=options)
    job = submit(ready, actor_of(request), asked).job
    return RedirectResponse(f"/jobs/{job.job_id}", status_code=303)


@router.get("/pages/{page_id}")
def get_page(
    request: Request,
    page_id: str,
    *,
    entry: str = "",
    row: int = 0,
    column: str = "",
    brought: str | None = None,
) -> HTMLResponse:
    """One page: its picture, its questions, all that was read."""
    shown = show_desk(services_of(request), actor_of(request), page_id)
    made = desk(shown.view, shown.pupils)
    return page(
        request,
        "journal_page.html",
        staged=shown.view.page,
        desk=made,
        chosen=made.cards.get(entry),
        blank=made.blank(row, column),
        subjects=shown.subjects,
        brought=_counts(brought),
        kinds=PAGE_TITLES,
        page_states=PAGE_STATES,
    )


@router.get("/pages/{page_id}/sheet.png")
def get_sheet(request: Request, page_id: str) -> Response:
    """The picture of the whole sheet."""
    return Response(show_page_sheet(services_of(request), actor_of(request), page_id), media_type="image/png")


@router.post("/entries/{entry_id}/decision")
def post_decision(
    request: Request,
    entry_id: str,
    choice: Annotated[str, Form()],
    other: Annotated[str, Form()] = "",
) -> Response:
    """Decides about one entry; a script is told nothing but that it is done."""
    view = decide_entry(services_of(request), actor_of(request), entry_id, _decision(choice, other))
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204)
    return RedirectResponse(f"/journal/pages/{view.page.page_id}?entry={entry_id}#chosen", status_code=303)


@router.post("/pages/{page_id}/acceptance")
def post_acceptance(
    request: Request, page_id: str, value: Annotated[str, Form()] = "", kinds: Annotated[str, Form()] = ""
) -> RedirectResponse:
    """Agrees with every cell that was read as one value, or with all entries of some kinds."""
    ready, actor = services_of(request), actor_of(request)
    if kinds in TOGETHER:
        accept_entries(ready, actor, page_id, TOGETHER[kinds])
    else:
        accept_cells(ready, actor, page_id, value)
    return RedirectResponse(f"/journal/pages/{page_id}", status_code=303)


@router.post("/pages/{page_id}/cells")
def post_cell(
    request: Request,
    page_id: str,
    row: Annotated[int, Form()],
    column: Annotated[str, Form()],
    choice: Annotated[str, Form()],
    other: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Writes a mark that stands on the paper and was not read."""
    value = other.strip() if choice == "other" else choice.removeprefix("=")
    if not value:
        raise UsageError(reason="Впишите, что стоит в клетке.")
    write_cell(services_of(request), actor_of(request), page_id, CellName(row=row, column=column), value)
    return RedirectResponse(f"/journal/pages/{page_id}", status_code=303)


@router.post("/pages/{page_id}/confirmation")
def post_confirmation(request: Request, page_id: str) -> RedirectResponse:
    """Brings the page into the journal."""
    done = confirm_page(services_of(request), actor_of(request), page_id)
    added = "-".join(f"{name.removesuffix('.csv')}.{count}" for name, count in done.added.items())
    return RedirectResponse(f"/journal/pages/{page_id}?brought={added}", status_code=303)


def _decision(choice: str, other: str) -> EntryDecision:
    """What the pressed button says; `=5` names the value 5."""
    if choice.startswith("="):
        return EntryDecision(value=choice[1:])
    if choice == "other":
        if not other.strip():
            raise UsageError(reason="Впишите, как верно, или согласитесь с прочитанным.")
        return EntryDecision(value=other.strip())
    return EntryDecision(reject=choice == "reject", undo=choice == "undo")


def _counts(brought: str | None) -> Mapping[str, int] | None:
    """«marks.12-lessons.4» → {«отметки»: 12, «уроки»: 4}; None when nothing was brought just now."""
    if brought is None:
        return None
    found = {}
    for part in brought.split("-"):
        name, _, count = part.partition(".")
        if f"{name}.csv" in ROW_KINDS and count.isdecimal():
            found[ROW_KINDS[f"{name}.csv"]] = int(count)
    return found
