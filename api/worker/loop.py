"""The worker: takes up jobs, keeps its children busy, says that it is alive, lets go of what it lost."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from api.usecases.job_kinds import KINDS
from api.worker import liveness
from api.worker.child import whereabouts
from api.worker.pool import Pool, answer_of, finished
from api.worker.run import ClaimLost, JobRun
from journal.store.repositories.jobs import Search
from school.errors import JobBroken, StoreUnavailable, SvodError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from api.usecases.services import Services
    from api.worker.child import Answer
    from api.worker.options import WorkerOptions
    from api.worker.run import Task
    from journal.jobs import Job
    from journal.model import Actor

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flight:
    run: JobRun
    task: Task


@dataclass(slots=True, kw_only=True)
class Worker:
    """Works on several jobs at once when one cannot keep every child busy."""

    services: Services
    options: WorkerOptions
    actor: Actor
    """Who takes jobs up; what a job enters is entered by who asked for it."""
    told: Callable[[Job], None] = field(default=lambda _job: None)
    """Called with a job whenever it has moved on."""
    only: str | None = None
    """Id of the one job to work on."""
    stopping: threading.Event = field(default_factory=threading.Event)
    """Set from outside, it makes the worker put its jobs back and leave."""
    _pool: Pool = field(init=False)
    _runs: list[JobRun] = field(default_factory=list, init=False)
    _flights: dict[Future[Answer], _Flight] = field(default_factory=dict, init=False)
    _beaten: float = field(default=0.0, init=False)
    _looked: float = field(default=0.0, init=False)

    def run(self, *, once: bool) -> None:
        """Works until told to stop; with `once` until there is nothing to take up.

        Raises:
            StoreUnavailable: with `once`, when the database does not answer.
        """
        self._pool = Pool(options=self.options)
        try:
            while not self.stopping.is_set() and self._turn(once=once):
                pass
        finally:
            self._leave()

    def _turn(self, *, once: bool) -> bool:
        """One round; False when there is nothing to do and nothing to wait for."""
        try:
            self._take_up()
            if not self._runs:
                return not once and not self.stopping.wait(self.options.idle_seconds)
            self._launch()
            self._collect()
            self._beat()
        except StoreUnavailable:
            if once:
                raise
            log.warning("database unavailable")
            self._drop(self._runs)
            self.stopping.wait(self.options.idle_seconds)
        return True

    def _take_up(self) -> None:
        """Claims jobs as long as there is room; looks now and then while it has some in hand."""
        if self._runs and time.monotonic() - self._looked < self.options.idle_seconds:
            return
        while len(self._runs) < self.options.jobs_at_once:
            self._looked = time.monotonic()
            job = self._claim()
            if job is None:
                return
            log.info("job taken up", extra={"job": job.job_id, "kind": job.kind, "attempt": job.attempts})
            run = JobRun(services=self.services, options=self.options, kind=KINDS[job.kind], job=job, told=self.told)
            self._runs.append(run)
            self._safely(run, run.begin)
        self._forget_ended()

    def _claim(self) -> Job | None:
        now = self.services.now()
        search = Search(kinds=sorted(KINDS), stale=now - timedelta(seconds=self.options.stale_seconds), only=self.only)
        self._free_orphans()
        with self.services.store.read() as uow:
            if uow.jobs.waiting(search) is None:
                return None
        with self.services.store.write(self.actor, now) as uow:
            return uow.jobs.claim(search, by=liveness.name(), now=now)

    def _free_orphans(self) -> None:
        """Jobs whose worker has ended on this machine need not wait until it has been silent for long."""
        with self.services.store.read() as uow:
            orphans = [job for job in uow.jobs.running() if job.claimed_by and liveness.gone(job.claimed_by)]
        for job in orphans:
            with self.services.store.write(self.actor, self.services.now()) as uow:
                uow.jobs.give_back(job)

    def _launch(self) -> None:
        """The jobs in hand take turns."""
        while len(self._flights) < self.options.processes:
            run = next((run for run in self._runs if run.ready), None)
            if run is None:
                return
            self._runs.remove(run)
            self._runs.append(run)
            task = run.ready.popleft()
            future = self._pool.start(task.work, task.args, task.seconds)
            self._flights[future] = _Flight(run=run, task=task)

    def _collect(self) -> None:
        for future in finished(list(self._flights), self.options.tick_seconds):
            flight = self._flights.pop(future, None)
            if flight is not None:
                self._safely(flight.run, partial(_land, future, flight))
        self._forget_ended()

    def _forget_ended(self) -> None:
        self._drop([run for run in self._runs if run.ended])

    def _beat(self) -> None:
        if time.monotonic() - self._beaten < self.options.beat_seconds:
            return
        self._beaten = time.monotonic()
        for run in tuple(self._runs):
            self._safely(run, run.beat)

    def _safely(self, run: JobRun, step: Callable[[], None]) -> None:
        """A lost job is let go; a fault of ours ends the job, not the worker."""
        try:
            step()
        except ClaimLost:
            log.info("job lost", extra={"job": run.job.job_id})
            self._drop([run])
        except StoreUnavailable:
            # not the job's fault: the worker waits for the database and begins again
            raise
        except SvodError as error:
            self._fail(run, error)
        except Exception as error:  # noqa: BLE001 - this is the edge of the job
            log.warning("job broken", extra={"job": run.job.job_id, **whereabouts(error)})
            self._fail(run, JobBroken(kind=type(error).__name__))

    def _fail(self, run: JobRun, error: SvodError) -> None:
        try:
            run.fail(error)
        except ClaimLost:
            self._drop([run])

    def _drop(self, runs: list[JobRun]) -> None:
        """Forgets jobs; their pages on the way are killed."""
        gone = list(runs)
        for future, flight in list(self._flights.items()):
            if flight.run in gone:
                future.cancel()
                del self._flights[future]
        self._runs = [run for run in self._runs if run not in gone]

    def _leave(self) -> None:
        """Puts back what is not finished, so that nobody has to wait for this worker's silence."""
        self._pool.close()
        try:
            for run in tuple(self._runs):
                self._safely(run, run.give_back)
        except StoreUnavailable:
            log.warning("jobs not put back", extra={"jobs": len(self._runs)})
        self._drop(self._runs)


def _land(future: Future[Answer], flight: _Flight) -> None:
    answer = answer_of(future)
    if answer is not None:
        flight.run.take(flight.task, answer)
