"""Jobs in words: one in a line, and how far it is."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from api.usecases.job_kinds import KINDS
from api.words import JOB_STATES
from journal.jobs import JobState

if TYPE_CHECKING:
    from journal.jobs import Job


def described(job: Job) -> str:
    """A job in one line, and why it failed in another."""
    kind = KINDS[job.kind].title if job.kind in KINDS else job.kind
    head = f"{job.job_id}  {job.created_at:%d.%m.%Y %H:%M} UTC  {kind}  {JOB_STATES[job.state.value]}"
    pages = "" if job.pages_total is None else f"  страниц {job.pages_done} из {job.pages_total}"
    unread = f", не прочитано {job.pages_failed}" if job.pages_failed else ""
    lines = [f"{head}{pages}{unread}  «{job.origin.name}»"]
    if job.message:
        lines.append(f"  {job.message}")
    return "\n".join(lines)


@dataclass(slots=True)
class Teller:
    """Tells on stderr how far the jobs are: every page on a terminal, only the end elsewhere."""

    ends: bool = True
    """Whether the end of a job is told, too."""
    _open_line: bool = field(default=False, init=False)

    def tell(self, job: Job) -> None:
        """Called whenever a job has moved on."""
        if job.state is not JobState.RUNNING:
            self._end_line()
            if self.ends:
                click.echo(described(job), err=True)
        elif sys.stderr.isatty() and job.pages_total:
            # erases the rest of the line: the text before may have been longer
            click.echo(f"\r{progress(job, datetime.now(UTC))}\x1b[K", err=True, nl=False)
            self._open_line = True

    def _end_line(self) -> None:
        if self._open_line:
            click.echo("", err=True)
            self._open_line = False


def progress(job: Job, now: datetime) -> str:
    """Pages done, pages per second, time left."""
    parts = [f"{job.origin.name}: страница {job.pages_done} из {job.pages_total}"]
    speed, left = job.pages_per_second(now), job.seconds_left(now)
    if speed is not None:
        parts.append(f"{speed:.1f} стр./с".replace(".", ",", 1))
    if left is not None:
        minutes, seconds = divmod(round(left), 60)
        parts.append(f"осталось {minutes}:{seconds:02d}")
    return " · ".join(parts)
