"""`svod worker` and `svod jobs …`: long work is done, looked at, called off."""

from __future__ import annotations

import os
import signal
import sys
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from api.bootstrap import Application, services, worker_options
from api.usecases.job_kinds import KINDS
from api.usecases.jobs import cancel_job, list_jobs, retry_job, show_job
from api.worker.loop import Worker
from journal.jobs import JobState

if TYPE_CHECKING:
    from journal.jobs import Job

STATES = {
    JobState.QUEUED: "ждёт очереди",
    JobState.RUNNING: "выполняется",
    JobState.DONE: "выполнено",
    JobState.FAILED: "не выполнено",
    JobState.CANCELLED: "отменено",
}
PARENT_LOOKED_AFTER = 1.0


@click.command("worker")
@click.option("--once", is_flag=True, help="Выполнить всё, что ждёт, и выйти.")
@click.option("--with-parent", type=int, hidden=True)
@click.pass_obj
def worker_command(app: Application, with_parent: int | None, *, once: bool) -> int:
    """Выполнять задания: читать страницы документов, ждущих очереди. Остановить: Ctrl+C."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    if with_parent is not None:
        threading.Thread(target=_stop_with_parent, args=(with_parent, stopping), daemon=True).start()
    options = worker_options(app.settings)
    with services(app.settings) as ready:
        click.echo(f"Обработчик заданий запущен, страниц одновременно: {options.processes}.", err=True)
        worker = Worker(services=ready, options=options, actor=app.actor, told=Teller().tell, stopping=stopping)
        worker.run(once=once)
    return 0


def _stop_with_parent(parent: int, stopping: threading.Event) -> None:
    """The server that started this worker may be killed without a chance to stop it."""
    while os.getppid() == parent:
        if stopping.wait(PARENT_LOOKED_AFTER):
            return
    stopping.set()


@click.group("jobs")
def jobs_group() -> None:
    """Задания: список, отмена, повтор."""


@jobs_group.command("list")
@click.pass_obj
def jobs_list_command(app: Application) -> int:
    """Показать задания, новые сверху."""
    with services(app.settings) as ready:
        found = list_jobs(ready, app.actor)
    for job in found:
        click.echo(described(job))
    if not found:
        click.echo("Заданий нет.", err=True)
    return 0


@jobs_group.command("show")
@click.argument("job_id", metavar="ЗАДАНИЕ")
@click.pass_obj
def jobs_show_command(app: Application, job_id: str) -> int:
    """Показать одно задание."""
    with services(app.settings) as ready:
        click.echo(described(show_job(ready, app.actor, job_id)))
    return 0


@jobs_group.command("cancel")
@click.argument("job_id", metavar="ЗАДАНИЕ")
@click.pass_obj
def jobs_cancel_command(app: Application, job_id: str) -> int:
    """Отменить задание; прочитанные страницы останутся прочитанными."""
    with services(app.settings) as ready:
        click.echo(described(cancel_job(ready, app.actor, job_id)))
    return 0


@jobs_group.command("retry")
@click.argument("job_id", metavar="ЗАДАНИЕ")
@click.pass_obj
def jobs_retry_command(app: Application, job_id: str) -> int:
    """Повторить задание, которое не выполнено или отменено."""
    with services(app.settings) as ready:
        click.echo(described(retry_job(ready, app.actor, job_id)))
    return 0


def described(job: Job) -> str:
    """A job in one line, and why it failed in another."""
    kind = KINDS[job.kind].title if job.kind in KINDS else job.kind
    head = f"{job.job_id}  {job.created_at:%d.%m.%Y %H:%M} UTC  {kind}  {STATES[job.state]}"
    pages = "" if job.pages_total is None else f"  страниц {job.pages_done} из {job.pages_total}"
    unread = f", не прочитано {job.pages_failed}" if job.pages_failed else ""
    lines = [f"{head}{pages}{unread}  «{job.origin.name}»"]
    if job.message:
        lines.append(f"  {job.message}")
    return "\n".join(lines)


@dataclass(slots=True)
class Teller:
    """Tells on stderr how far the jobs are: every page on a terminal, only the end elsewhere."""

    _open_line: bool = field(default=False, init=False)

    def tell(self, job: Job) -> None:
        """Called whenever a job has moved on."""
        if job.state is not JobState.RUNNING:
            self._end_line()
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
