"""Addresses of `/api/v1/jobs`: long work asked for, watched, called off, repeated."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, Request, Response

from api.incoming import Files, actor_of, services_of, sources_of
from api.rest import views
from api.usecases.duplicates import files_before
from api.usecases.jobs import JobRequest, cancel_job, list_jobs, retry_job, show_job, submit
from school.errors import UsageError

if TYPE_CHECKING:
    from journal.jobs import Job

BAD_OPTIONS = "Параметры задания — не объект JSON. Пример: {}"
router = APIRouter(prefix="/api/v1/jobs")


@router.post("", status_code=202)
def post_job(
    request: Request,
    response: Response,
    files: Files,
    kind: Annotated[str, Form()],
    options: Annotated[str, Form(description="JSON")] = "{}",
) -> dict[str, Any]:
    """Keeps the files and queues their reading; 200 with the job when the same paper was asked for before."""
    ready, actor = services_of(request), actor_of(request)
    asked = JobRequest(kind=kind, sources=sources_of(files, ready), options=options_of(options))
    submitted = submit(ready, actor, asked)
    response.headers["Location"] = f"/api/v1/jobs/{submitted.job.job_id}"
    response.status_code = 200 if submitted.repeated else 202
    return shown(request, submitted.job)


def shown(request: Request, job: Job) -> dict[str, Any]:
    """A job with the papers that hold the same files."""
    ready, actor = services_of(request), actor_of(request)
    same = files_before(ready, actor, job)
    return views.job(job, ready.now()) | {"same_files": [views.same_file(item) for item in same]}


def options_of(text: str) -> dict[str, Any]:
    """Options of a job, a JSON object."""
    try:
        options = json.loads(text)
    except ValueError as error:
        raise UsageError(reason=BAD_OPTIONS) from error
    if not isinstance(options, dict):
        raise UsageError(reason=BAD_OPTIONS)
    return options


@router.get("")
def get_jobs(request: Request) -> list[dict[str, Any]]:
    """The newest jobs."""
    ready = services_of(request)
    return [views.job(item, ready.now()) for item in list_jobs(ready, actor_of(request))]


@router.get("/{job_id}")
def get_job(request: Request, job_id: str) -> dict[str, Any]:
    """How far a job is, and what became of it."""
    return shown(request, show_job(services_of(request), actor_of(request), job_id))


@router.post("/{job_id}/cancellation")
def post_cancellation(request: Request, job_id: str) -> dict[str, Any]:
    """Stops a job that waits or runs."""
    ready = services_of(request)
    return views.job(cancel_job(ready, actor_of(request), job_id), ready.now())


@router.post("/{job_id}/retry")
def post_retry(request: Request, job_id: str) -> dict[str, Any]:
    """Queues a failed or cancelled job again."""
    ready = services_of(request)
    return views.job(retry_job(ready, actor_of(request), job_id), ready.now())
