"""The first page: papers and what became of them; a new paper goes up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from api.incoming import actor_of, services_of, sources_of
from api.usecases.documents import list_documents
from api.usecases.duplicates import list_pairs
from api.usecases.jobs import JobRequest, list_jobs, submit
from api.web.jobs import titles
from api.web.rendering import page
from api.words import JOB_STATES, ORDER_STATES, PAGE_STATES, PAGE_TITLES
from journal.jobs import LIVE, JobState
from school.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from journal.jobs import Job

router = APIRouter()
MEGA = 1_000_000
KIND = "register_order"
FRESH = timedelta(days=7)
"""A failure is shown this long."""
TITLES = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/tiff": "TIFF",
    "image/gif": "GIF",
    "image/webp": "WebP",
    "image/bmp": "BMP",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "text/plain": "текст",
}


@router.get("/")
def get_documents(request: Request) -> HTMLResponse:
    """Papers with their state, what is being read now, and the form to upload."""
    ready, actor = services_of(request), actor_of(request)
    jobs = unfinished(list_jobs(ready, actor), ready.now())
    return page(
        request,
        "documents.html",
        documents=list_documents(ready, actor),
        pairs=sum(pair.same is None for pair in list_pairs(ready, actor)),
        titles=TITLES | titles(),
        states=ORDER_STATES,
        kinds=PAGE_TITLES,
        page_states=PAGE_STATES,
        limit=ready.reading.limits.file_bytes // MEGA,
        jobs=jobs,
        running=any(job.state in LIVE for job in jobs),
        job_states=JOB_STATES,
        live=LIVE,
        now=ready.now(),
    )


@router.post("/documents")
def post_documents(
    request: Request,
    files: Annotated[list[UploadFile], File()],
    together: Annotated[str, Form()] = "yes",
) -> RedirectResponse:
    """Asks for an order to be read: several files are its sheets in order, or an order each."""
    chosen = [file for file in files if file.filename]
    if not chosen:
        raise UsageError(reason="Файл не выбран. Выберите файл приказа и повторите.")
    ready = services_of(request)
    sources = sources_of(chosen, ready)
    papers = [sources] if together == "yes" else [[source] for source in sources]
    asked = [submit(ready, actor_of(request), JobRequest(kind=KIND, sources=paper)) for paper in papers]
    if len(asked) > 1:
        return RedirectResponse("/", status_code=303)
    again = "?again=1" if asked[0].repeated else ""
    return RedirectResponse(f"/jobs/{asked[0].job.job_id}{again}", status_code=303)


def unfinished(jobs: Iterable[Job], now: datetime) -> tuple[Job, ...]:
    """What waits, runs, or failed not long ago."""
    return tuple(
        job for job in jobs if job.state in LIVE or (job.state is JobState.FAILED and now - job.created_at < FRESH)
    )
