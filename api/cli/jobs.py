"""`svod worker` and `svod jobs …`: long work is done, looked at, called off."""

from __future__ import annotations

import logging
import os
import signal
import threading
from typing import TYPE_CHECKING

import click

from api.bootstrap import services, worker_options
from api.cli.progress import Teller, described
from api.logs import log_to_stderr
from api.usecases.jobs import cancel_job, list_jobs, retry_job, show_job
from api.worker.loop import Worker

if TYPE_CHECKING:
    from api.application import Application

PARENT_LOOKED_AFTER = 1.0


@click.command("worker")
@click.option("--once", is_flag=True, help="Выполнить всё, что ждёт, и выйти.")
@click.option("--with-parent", type=int, hidden=True)
@click.pass_obj
def worker_command(app: Application, with_parent: int | None, *, once: bool) -> int:
    """Выполнять задания: читать страницы документов, ждущих очереди. Остановить: Ctrl+C."""
    log_to_stderr(logging.INFO)
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
