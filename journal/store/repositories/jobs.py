"""The queue of long work. A job is written to only by the worker whose claim it carries."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, update

from ingest.model import Origin
from journal.jobs import LIVE, Job, JobState, Part
from journal.model import Actor, ActorRole
from journal.store.jobs import jobs
from journal.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from journal.jobs import JobOrder

c = jobs.c
ID_DIGITS = 12
FRESH: Mapping[str, Any] = {
    "claim": None,
    "claimed_by": None,
    "heartbeat_at": None,
    "started_at": None,
    "finished_at": None,
    "attempts": 0,
    "pages_done": 0,
    "pages_failed": 0,
    "pages_reused": 0,
    "code": None,
    "message": None,
    "result": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which jobs a worker may take up."""

    kinds: Sequence[str]
    """Those that it knows how to do."""
    stale: datetime
    """A worker that was last heard of before this is taken for dead."""
    only: str | None = None
    """Id of the one job that it works for."""


@dataclass(frozen=True, slots=True)
class JobRepository:
    """Jobs of one transaction."""

    connection: Connection

    def add(self, order: JobOrder, *, actor: Actor, now: datetime) -> tuple[str, bool]:
        """Queues a job; the id and False where the same work is queued or running already."""
        job_id = uuid.uuid4().hex[:ID_DIGITS]
        if self._insert(job_id, order, actor, now):
            return job_id, True
        live = self.connection.scalar(select(c.job_id).where(c.key == order.key, c.state.in_(LIVE)))
        # the other one may have ended between the two statements
        return self.add(order, actor=actor, now=now) if live is None else (live, False)

    def _insert(self, job_id: str, order: JobOrder, actor: Actor, now: datetime) -> bool:
        return insert_new(
            self.connection,
            jobs,
            job_id=job_id,
            kind=order.kind,
            payload={
                "parts": [{"name": part.name, "sha256": part.sha256} for part in order.parts],
                "options": dict(order.options),
                "name": order.origin.name,
                "media_type": order.origin.media_type,
            },
            document=order.origin.sha256,
            recipe=order.recipe,
            key=order.key,
            state=JobState.QUEUED.value,
            created_at=now,
            created_by=actor.id,
            created_roles=sorted(role.value for role in actor.roles),
            created_person=actor.person_id,
        )

    def done(self, key: str) -> Job | None:
        """The newest finished job that did this work."""
        return self._one((c.key == key) & (c.state == JobState.DONE.value))

    def get(self, job_id: str) -> Job | None:
        """One job."""
        return self._one(c.job_id == job_id)

    def newest(self, limit: int) -> Sequence[Job]:
        """Jobs, newest first."""
        rows = self.connection.execute(select(jobs).order_by(c.created_at.desc(), c.job_id).limit(limit))
        return tuple(_job(row) for row in rows)

    def waiting(self, search: Search) -> str | None:
        """The oldest job that waits, or whose worker has been silent too long; changes nothing."""
        found: str | None = self.connection.scalar(_waiting(search))
        return found

    def claim(self, search: Search, *, by: str, now: datetime) -> Job | None:
        """Takes up the job that `waiting` shows; None when there is none."""
        # several workers on PostgreSQL step over each other's choice; SQLite has one writer at a time anyway
        job_id = self.connection.scalar(_waiting(search).with_for_update(skip_locked=True))
        if job_id is None:
            return None
        self._set(
            c.job_id == job_id,
            state=JobState.RUNNING.value,
            claim=uuid.uuid4().hex,
            claimed_by=by,
            heartbeat_at=now,
            started_at=now,
            attempts=c.attempts + 1,
        )
        return self.get(job_id)

    def running(self) -> Sequence[Job]:
        """Jobs that some worker holds."""
        rows = self.connection.execute(select(jobs).where(c.state == JobState.RUNNING.value))
        return tuple(_job(row) for row in rows)

    def begin(self, job: Job, *, recipe: str, total: int, done: int, failed: int) -> bool:
        """Says how many pages the claimed job has and how many of them were read before."""
        return self._hold(
            job, recipe=recipe, pages_total=total, pages_done=done, pages_failed=failed, pages_reused=done
        )

    def beat(self, job: Job, *, now: datetime) -> bool:
        """Says that the job's worker is alive; False when the job was taken away from it."""
        return self._hold(job, heartbeat_at=now)

    def page_done(self, job: Job, *, failed: bool, now: datetime) -> bool:
        """Counts a page; the job moves on, so that its attempts are forgotten."""
        return self._hold(
            job,
            heartbeat_at=now,
            attempts=0,
            pages_done=c.pages_done + 1,
            pages_failed=c.pages_failed + int(failed),
        )

    def finish(self, job: Job, *, result: Mapping[str, Any], now: datetime) -> bool:
        """The end of a job, in the transaction of its effect."""
        return self._hold(
            job, state=JobState.DONE.value, claim=None, result=dict(result), finished_at=now, code=None, message=None
        )

    def fail(self, job: Job, *, code: str, message: str, now: datetime) -> bool:
        """The job cannot be done; why is told to a person."""
        return self._hold(job, state=JobState.FAILED.value, claim=None, code=code, message=message, finished_at=now)

    def give_back(self, job: Job) -> bool:
        """Puts a claimed job back into the queue; its pages stay read."""
        return self._hold(job, state=JobState.QUEUED.value, claim=None, claimed_by=None)

    def cancel(self, job_id: str, *, now: datetime) -> bool:
        """Stops a job that waits or runs; its worker loses the claim."""
        return self._set(
            (c.job_id == job_id) & c.state.in_(LIVE), state=JobState.CANCELLED.value, claim=None, finished_at=now
        )

    def requeue(self, job_id: str) -> bool:
        """Queues a failed or cancelled job again, unless the same work is queued or running already."""
        stopped = c.state.in_([JobState.FAILED.value, JobState.CANCELLED.value])
        other = jobs.alias()
        again = select(other.c.job_id).where(other.c.key == c.key, other.c.state.in_(LIVE)).exists()
        return self._set((c.job_id == job_id) & stopped & ~again, **FRESH, state=JobState.QUEUED.value)

    def _one(self, where: ColumnElement[bool]) -> Job | None:
        row = self.connection.execute(select(jobs).where(where).order_by(c.created_at.desc(), c.job_id)).first()
        return None if row is None else _job(row)

    def _hold(self, job: Job, **values: Any) -> bool:
        running = c.state == JobState.RUNNING.value
        return self._set((c.job_id == job.job_id) & (c.claim == job.claim) & running, **values)

    def _set(self, where: ColumnElement[bool], **values: Any) -> bool:
        return self.connection.execute(update(jobs).where(where).values(**values)).rowcount == 1


def _waiting(search: Search) -> Select[Any]:
    silent = (c.state == JobState.RUNNING.value) & (c.heartbeat_at < search.stale)
    found = select(c.job_id).where(or_(c.state == JobState.QUEUED.value, silent), c.kind.in_(search.kinds))
    if search.only is not None:
        found = found.where(c.job_id == search.only)
    return found.order_by(c.created_at, c.job_id).limit(1)


def _job(row: Row[Any]) -> Job:
    return Job(
        job_id=row.job_id,
        kind=row.kind,
        parts=tuple(Part(**part) for part in row.payload["parts"]),
        options=row.payload["options"],
        origin=Origin(sha256=row.document, name=row.payload["name"], media_type=row.payload["media_type"]),
        recipe=row.recipe,
        state=JobState(row.state),
        actor=Actor(
            id=row.created_by,
            roles=frozenset(ActorRole(role) for role in row.created_roles),
            person_id=row.created_person,
        ),
        created_at=row.created_at,
        claim=row.claim,
        claimed_by=row.claimed_by,
        heartbeat_at=row.heartbeat_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        attempts=row.attempts,
        pages_total=row.pages_total,
        pages_done=row.pages_done,
        pages_failed=row.pages_failed,
        pages_reused=row.pages_reused,
        code=row.code,
        message=row.message,
        result=row.result,
    )
