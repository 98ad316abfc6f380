"""Vocabulary of long work: a job, how far it is, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from ingest.model import Origin
    from journal.model import Actor


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


LIVE = frozenset({JobState.QUEUED, JobState.RUNNING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file that a job reads: its name and the blob that holds its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOrder:
    """What is asked of the worker."""

    kind: str
    parts: tuple[Part, ...]
    options: Mapping[str, Any]
    origin: Origin
    """The document that the parts make."""
    recipe: str
    """Hash of how its pages are to be read."""
    key: str
    """Hash of all that: equal for the same paper asked for in the same way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of long work, as its row says."""

    job_id: str
    kind: str
    parts: tuple[Part, ...]
    options: Mapping[str, Any]
    origin: Origin
    """The document that the parts make."""
    recipe: str
    state: JobState
    actor: Actor
    """Who asked for it: the author of what it enters."""
    created_at: dt.datetime
    claim: str | None = None
    """Token of the worker that holds it; a worker whose token was replaced writes nothing more."""
    claimed_by: str | None = None
    heartbeat_at: dt.datetime | None = None
    started_at: dt.datetime | None = None
    finished_at: dt.datetime | None = None
    attempts: int = 0
    """Times it was taken up since its last page was done."""
    pages_total: int | None = None
    """None until the files were opened."""
    pages_done: int = 0
    pages_failed: int = 0
    """Those of `pages_done` that could not be read."""
    pages_reused: int = 0
    """Those of `pages_done` that had been read before this run began."""
    code: str | None = None
    """Stable code of a failure."""
    message: str | None = None
    """The failure in one Russian sentence."""
    result: Mapping[str, Any] | None = None

    def pages_per_second(self, now: dt.datetime) -> float | None:
        """Speed of the present or last run; None while nothing was read in it."""
        fresh = self.pages_done - self.pages_reused
        if self.started_at is None or fresh <= 0:
            return None
        seconds = ((self.finished_at or now) - self.started_at).total_seconds()
        return fresh / seconds if seconds > 0 else None

    def seconds_left(self, now: dt.datetime) -> float | None:
        """Time that the rest of the pages will take at this speed; None while it cannot be told."""
        speed = self.pages_per_second(now)
        if speed is None or self.pages_total is None or self.state is not JobState.RUNNING:
            return None
        return (self.pages_total - self.pages_done) / speed


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """What became of one page of one file under one recipe."""

    blob: str
    """Blob hash of the page's JSON."""
    problem: str | None = None
    """Code of what stopped its reading."""
