"""Long work asked for, looked at, called off and repeated; the worker does it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from api.access.table import UseCase, require
from api.usecases.job_kinds import find_kind
from ingest.pipeline import origin_of, page_counts
from ingest.recipe import recipe
from ingest.sources import bytes_of
from journal.jobs import JobOrder, JobState, Part
from school.errors import JobSettled, NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.usecases.job_kinds import JobKind
    from api.usecases.services import Reading, Services
    from ingest.model import Source
    from journal.jobs import Job
    from journal.model import Actor
    from journal.store.unit_of_work import UnitOfWork

SHOWN = 50
LONG = 4
"""Pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRequest:
    """What is asked for."""

    kind: str
    sources: Sequence[Source]
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """The job that does what was asked."""

    job: Job
    repeated: bool
    """It was there already: the same paper is not worked on twice."""


def submit(services: Services, actor: Actor, request: JobRequest) -> Submitted:
    """Keeps the files as blobs and queues the job; nothing is read here.

    Raises:
        NotFound: no such kind of work.
        UsageError: no files, or options that the kind does not take.
        SvodError: what the kind itself refuses before anything is read.
        IngestError: a file that is refused at sight.
    """
    kind = find_kind(request.kind)
    require(actor, kind.use_case)
    _refuse_senseless(kind, request)
    origin = origin_of(request.sources, services.reading.limits)
    blobs = services.store.blobs
    parts = tuple(Part(name=source.name, sha256=blobs.put(bytes_of(source))) for source in request.sources)
    way = recipe_of(services.reading, kind)
    order = JobOrder(
        kind=kind.name,
        parts=parts,
        options=request.options,
        origin=origin,
        recipe=way,
        key=_key(kind.name, parts, request.options, way),
    )
    with services.store.write(actor, services.now()) as uow:
        return _queue(uow, actor, kind, order)


def _refuse_senseless(kind: JobKind, request: JobRequest) -> None:
    if not request.sources:
        raise UsageError(reason="Укажите хотя бы один файл.")
    unknown = sorted(set(request.options) - kind.options)
    if unknown:
        raise UsageError(reason=f"Неизвестный параметр задания: {', '.join(unknown)}.")


def _queue(uow: UnitOfWork, actor: Actor, kind: JobKind, order: JobOrder) -> Submitted:
    kind.check(uow, order.options)
    done = uow.jobs.done(order.key)
    if done is not None and kind.stands(uow, done):
        return Submitted(job=done, repeated=True)
    job_id, added = uow.jobs.add(order, actor=actor, now=uow.time)
    if added:
        _forget_failed(uow, order.parts, order.recipe)
    return Submitted(job=_held(uow, job_id), repeated=not added)


def is_long(services: Services, request: JobRequest) -> bool:
    """Whether reading takes so long that it is worth going on where it was stopped, and reading several pages at once.

    Raises:
        IngestError: a file that cannot be opened.
    """
    return sum(page_counts(request.sources, services.reading.limits)) >= LONG


def recipe_of(reading: Reading, kind: JobKind) -> str:
    """How this installation reads pages for a kind of work."""
    return recipe(reading.engine, reading.limits, {"ruled": str(kind.ruled)})


def list_jobs(services: Services, actor: Actor) -> Sequence[Job]:
    """The newest jobs, newest first."""
    require(actor, UseCase.LIST_JOBS)
    with services.store.read() as uow:
        return uow.jobs.newest(SHOWN)


def show_job(services: Services, actor: Actor, job_id: str) -> Job:
    """One job as it stands."""
    require(actor, UseCase.SHOW_JOB)
    with services.store.read() as uow:
        return _held(uow, job_id)


def cancel_job(services: Services, actor: Actor, job_id: str) -> Job:
    """Stops a job that waits or runs; pages that were read stay read.

    Raises:
        JobSettled: it has ended already.
    """
    require(actor, UseCase.CANCEL_JOB)
    with services.store.write(actor, services.now()) as uow:
        job = _held(uow, job_id)
        if not uow.jobs.cancel(job_id, now=uow.time):
            raise JobSettled(job=job_id, reason=SETTLED[job.state])
        return _held(uow, job_id)


def retry_job(services: Services, actor: Actor, job_id: str) -> Job:
    """Queues a failed or cancelled job again; only pages that were not read are read.

    Raises:
        JobSettled: it waits, runs or is done, or the same paper is being worked on by another job.
    """
    require(actor, UseCase.RETRY_JOB)
    with services.store.write(actor, services.now()) as uow:
        job = _held(uow, job_id)
        require(actor, find_kind(job.kind).use_case)
        if not uow.jobs.requeue(job_id):
            raise JobSettled(job=job_id, reason=IN_HAND if job.state in STOPPED else SETTLED[job.state])
        _forget_failed(uow, job.parts, job.recipe)
        return _held(uow, job_id)


STOPPED = frozenset({JobState.FAILED, JobState.CANCELLED})
IN_HAND = "этот документ уже обрабатывает другое задание"
SETTLED = {
    JobState.QUEUED: "оно ждёт очереди",
    JobState.RUNNING: "оно выполняется",
    JobState.DONE: "оно выполнено",
    JobState.FAILED: "оно уже завершилось неудачей",
    JobState.CANCELLED: "оно уже отменено",
}
"""Why a job cannot be stopped, or begun again."""


def _held(uow: UnitOfWork, job_id: str) -> Job:
    job = uow.jobs.get(job_id)
    if job is None:
        raise NotFound(what=f"задание {job_id}")
    return job


def _forget_failed(uow: UnitOfWork, parts: Sequence[Part], way: str) -> None:
    """A new try is a new try for pages that stopped it, too."""
    uow.page_readings.forget_failed([part.sha256 for part in parts], way)


def _key(kind: str, parts: Sequence[Part], options: Mapping[str, Any], way: str) -> str:
    content = [kind, [part.sha256 for part in parts], dict(options), way]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
