"""Commands with long work queue it and work it off themselves: killed, they go on where they stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from api.bootstrap import worker_options
from api.cli.progress import Teller
from api.usecases.jobs import is_long, submit
from api.worker.inline import work_off

if TYPE_CHECKING:
    from api.application import Application
    from api.usecases.jobs import JobRequest
    from api.usecases.services import Services
    from journal.jobs import Job


def worked_off(ready: Services, app: Application, request: JobRequest) -> Job | None:
    """The finished job; None when the work is short and can be done on the spot."""
    if not is_long(ready, request):
        return None
    submitted = submit(ready, app.actor, request)
    options = worker_options(app.settings)
    job = work_off(ready, app.actor, options, submitted.job.job_id, told=Teller(ends=False).tell)
    if job.pages_failed:
        click.echo(f"Не прочитано страниц: {job.pages_failed} из {job.pages_total}.", err=True)
    return job
