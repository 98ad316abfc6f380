"""Long work: how far it is, calling it off, asking for it again; when it is done, what it brought."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.incoming import actor_of, services_of
from api.usecases.duplicates import files_before
from api.usecases.job_kinds import KINDS
from api.usecases.jobs import cancel_job, retry_job, show_job
from api.web.rendering import page
from api.words import JOB_STATES
from journal.jobs import LIVE, JobState

if TYPE_CHECKING:
    from journal.jobs import Job

router = APIRouter()


@router.get("/jobs/{job_id}")
def get_job(request: Request, job_id: str, *, again: bool = False) -> Response:
    """How far a job is; one that is done opens what it brought."""
    ready = services_of(request)
    job = show_job(ready, actor_of(request), job_id)
    brought = brought_by(job, again=again)
    if brought is None:
        return shown(request, job)
    if request.headers.get("hx-request") == "true":
        return Response(headers={"HX-Redirect": brought})
    return RedirectResponse(brought, status_code=303)


@router.post("/jobs/{job_id}/cancellation")
def post_cancellation(request: Request, job_id: str) -> RedirectResponse:
    """Stops a job that waits or runs."""
    cancel_job(services_of(request), actor_of(request), job_id)
    return RedirectResponse(f"/jobs/{job_id}", status_code=303)


@router.post("/jobs/{job_id}/retry")
def post_retry(request: Request, job_id: str) -> RedirectResponse:
    """Queues a failed or cancelled job again."""
    retry_job(services_of(request), actor_of(request), job_id)
    return RedirectResponse(f"/jobs/{job_id}", status_code=303)


def shown(request: Request, job: Job) -> HTMLResponse:
    """The page of a job that is not done."""
    now = services_of(request).now()
    same = files_before(services_of(request), actor_of(request), job)
    return page(request, "job.html", job=job, titles=titles(), job_states=JOB_STATES, live=LIVE, now=now, same=same)


def brought_by(job: Job, *, again: bool = False) -> str | None:
    """The page of what a job brought, now or when it was asked for before; None while it is not done."""
    if job.state is not JobState.DONE or job.result is None:
        return None
    if len(job.result.get("orders", ())) > 1:
        return f"/documents/{job.origin.sha256}"
    if "order" in job.result:
        told = "repeated" if again or job.result.get("repeated") else "new"
        return f"/orders/{quote(str(job.result['order']), safe='')}?loaded={told}"
    if "act" in job.result:
        return f"/acts/{job.result['act']}?loaded={'repeated' if again or job.result.get('repeated') else 'new'}"
    pages = job.result.get("pages", ())
    if pages:
        return f"/journal/pages/{pages[0]}" if len(pages) == 1 else "/journal"
    return f"/documents/{job.origin.sha256}"


def titles() -> dict[str, str]:
    """What the kinds of work are called."""
    return {name: kind.title for name, kind in KINDS.items()}
