"""A command that works its job off itself: killed, it goes on where it stopped when it is called again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from api.usecases.jobs import show_job
from api.worker.loop import Worker
from journal.jobs import LIVE, JobState
from school.errors import JobFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.usecases.services import Services
    from api.worker.options import WorkerOptions
    from journal.jobs import Job
    from journal.model import Actor


def work_off(
    services: Services, actor: Actor, options: WorkerOptions, job_id: str, *, told: Callable[[Job], None]
) -> Job:
    """Works on one job until it has ended; follows it when another worker has it in hand.

    Args:
        services: the store and the reading.
        actor: who waits for the job.
        options: how children work.
        job_id: the job.
        told: called with the job whenever it has moved on.

    Returns:
        The job, done.

    Raises:
        JobFailed: it ended without a result.
    """
    worker = Worker(services=services, options=options, actor=actor, told=told, only=job_id)
    while True:
        worker.run(once=True)
        job = show_job(services, actor, job_id)
        if job.state is JobState.DONE:
            return job
        if job.state not in LIVE:
            raise JobFailed(reason=job.message or "Оно отменено.")
        told(job)
        time.sleep(options.idle_seconds)
