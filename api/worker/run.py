"""One job on its way: open the files, read the pages that are missing, put the document together, enter it.

Every step ends in one transaction with the job's progress. A worker that lost its claim writes nothing.
"""

from __future__ import annotations

import logging
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from api.usecases.jobs import recipe_of
from api.usecases.keeping import corrections_of, put_reading
from api.worker.child import Place, Stop, count_pages, encoded, read_page, understand
from ingest.export.document_json import page_to_json
from ingest.model import Page, PageKind, PageProblem
from journal.jobs import JobState, PageReading
from school.errors import JobGivenUp, JobStopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from api.usecases.job_kinds import JobKind
    from api.usecases.keeping import ReadPaper
    from api.usecases.services import Services
    from api.worker.child import Answer
    from api.worker.options import WorkerOptions
    from journal.jobs import Job
    from journal.store.unit_of_work import UnitOfWork
    from school.errors import SvodError

log = logging.getLogger(__name__)
PROBLEMS = {
    Stop.TIMEOUT: "Страница не прочитана: распознавание заняло слишком много времени.",
    Stop.MEMORY: "Страница не прочитана: распознаванию не хватило памяти.",
    Stop.CRASH: "Страница не прочитана: распознавание аварийно завершилось.",
}
REASONS = {
    Stop.TIMEOUT: "его обработка заняла слишком много времени",
    Stop.MEMORY: "его обработке не хватило памяти",
    Stop.CRASH: "его обработка аварийно завершилась",
}
TRIES = 2
"""A child may die of something that is not the page's fault: the machine was short of memory just then."""


class ClaimLost(Exception):
    """The job was cancelled, or another worker took it over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing for a child."""

    work: Callable[..., Answer]
    args: tuple[Any, ...]
    seconds: float
    take: Callable[[Answer], None]
    """What to do with the answer."""
    tries: int = 1


@dataclass(slots=True, kw_only=True, eq=False)
class JobRun:
    """A claimed job in the hands of this worker."""

    services: Services
    options: WorkerOptions
    kind: JobKind
    job: Job
    told: Callable[[Job], None]
    """Called with the job whenever it has moved on."""
    ready: deque[Task] = field(default_factory=deque)
    """What a child can begin now."""
    recipe: str = ""
    readings: list[list[PageReading | None]] = field(default_factory=list)
    """Of every page of every file; None where it is not read yet."""

    @property
    def ended(self) -> bool:
        """Nothing is left to do for this worker."""
        return self.job.state is not JobState.RUNNING

    def begin(self) -> None:
        """Starts with opening the files: in a child, because a file may do anything."""
        if self.job.attempts > self.options.most_attempts:
            self.fail(JobGivenUp(times=self.job.attempts - 1))
            return
        self.recipe = recipe_of(self.services.reading, self.kind)
        self.ready.append(self._whole(count_pages, self.job.parts, take=self._opened))

    def take(self, task: Task, answer: Answer) -> None:
        """Goes on with what a child came to.

        Raises:
            ClaimLost: the job is not this worker's any more.
        """
        if answer.stop is Stop.CRASH and task.tries < TRIES:
            self.ready.appendleft(replace(task, tries=task.tries + 1))
        elif answer.refusal is not None:
            self._fail(answer.refusal.code, answer.refusal.message)
        else:
            task.take(answer)

    def beat(self) -> None:
        """Says that this worker is alive.

        Raises:
            ClaimLost: the job is not this worker's any more.
        """
        with self._held() as uow:
            hold(uow.jobs.beat(self.job, now=uow.time))

    def give_back(self) -> None:
        """Leaves the rest to another worker, or to this one when it comes back."""
        with self._held() as uow:
            hold(uow.jobs.give_back(self.job))
        self.job = replace(self.job, state=JobState.QUEUED)

    def fail(self, error: SvodError) -> None:
        """Ends the job without a result."""
        self._fail(error.code, error.message)

    def _opened(self, answer: Answer) -> None:
        if answer.stop is not None:
            self.fail(JobStopped(reason=REASONS[answer.stop]))
            return
        with self._held() as uow:
            for part, count in zip(self.job.parts, answer.value, strict=True):
                known = uow.page_readings.of(part.sha256, self.recipe)
                self.readings.append([known.get(index) for index in range(count)])
            read = [reading for part in self.readings for reading in part if reading is not None]
            failed = sum(reading.problem is not None for reading in read)
            total = sum(answer.value)
            hold(uow.jobs.begin(self.job, recipe=self.recipe, total=total, done=len(read), failed=failed))
        self._moved(pages_total=total, pages_done=len(read), pages_failed=failed, pages_reused=len(read))
        self.ready.extend(self._pages())
        self._put_together()

    def _pages(self) -> Iterator[Task]:
        place = self._place(self.options.page_seconds)
        for number, pages in enumerate(self.readings):
            for index, reading in enumerate(pages):
                if reading is None:
                    yield Task(
                        work=read_page,
                        args=(place, self.job.parts[number], index),
                        seconds=place.seconds,
                        take=partial(self._page_read, number, index),
                    )

    def _page_read(self, number: int, index: int, answer: Answer) -> None:
        content = answer.value if answer.stop is None else encoded(page_to_json(unread(index, answer.stop)))
        reading = PageReading(blob=self.services.store.blobs.put(content), problem=answer.stop)
        sha256 = self.job.parts[number].sha256
        with self._held() as uow:
            if not uow.page_readings.add(sha256, index, self.recipe, reading, now=uow.time):
                # another job read the same page meanwhile; what stands is what both go on with
                reading = uow.page_readings.of(sha256, self.recipe)[index]
            failed = reading.problem is not None
            hold(uow.jobs.page_done(self.job, failed=failed, now=uow.time))
        self.readings[number][index] = reading
        self._moved(pages_done=self.job.pages_done + 1, pages_failed=self.job.pages_failed + int(failed))
        self._put_together()

    def _put_together(self) -> None:
        """Once every page is read."""
        if self.job.pages_done < sum(map(len, self.readings)):
            return
        if self.job.pages_failed == self.job.pages_done:
            self.fail(JobStopped(reason="ни одна страница не прочитана"))
            return
        blobs = [[reading.blob for reading in pages if reading is not None] for pages in self.readings]
        with self.services.store.read() as uow:
            known = replace(self.kind.known(uow, self.job), corrections=corrections_of(uow, self.job.origin.sha256))
        args = (self.job.origin, blobs, known, self.kind.understand, put_reading)
        self.ready.append(self._whole(understand, *args, take=self._understood))

    def _understood(self, answer: Answer) -> None:
        if answer.stop is not None:
            self.fail(JobStopped(reason=REASONS[answer.stop]))
            return
        self._enter(*answer.value)

    def _enter(self, paper: ReadPaper, record: Any) -> None:
        """The effect and the end of the job are one transaction."""
        with self._held() as uow:
            result = self.kind.enter(uow, self.job, paper, record)
            hold(uow.jobs.finish(self.job, result=result, now=uow.time))
        self._moved(state=JobState.DONE, result=result)
        log.info("job done", extra={"job": self.job.job_id, "kind": self.kind.name})

    def _whole(self, work: Callable[..., Answer], *args: Any, take: Callable[[Answer], None]) -> Task:
        """Work on the whole document."""
        place = self._place(self.options.document_seconds)
        return Task(work=work, args=(place, *args), seconds=place.seconds, take=take)

    def _place(self, seconds: float) -> Place:
        reading = self.services.reading
        return Place(
            blobs=self.services.store.blobs,
            engine=reading.engine,
            limits=reading.limits,
            cells=reading.cells if self.kind.ruled else None,
            seconds=seconds,
        )

    def _fail(self, code: str, message: str) -> None:
        with self._held() as uow:
            hold(uow.jobs.fail(self.job, code=code, message=message, now=uow.time))
        log.warning("job failed", extra={"job": self.job.job_id, "code": code})
        self._moved(state=JobState.FAILED, code=code, message=message)

    def _moved(self, **changes: Any) -> None:
        self.job = replace(self.job, **changes)
        self.told(self.job)

    @contextmanager
    def _held(self) -> Iterator[UnitOfWork]:
        """A transaction in the name of the person who asked for the job."""
        with self.services.store.write(self.job.actor, self.services.now()) as uow:
            yield uow


def hold(held: bool) -> None:  # noqa: FBT001 - reads as the condition that it is
    """Takes the transaction back when the job's row did not carry this worker's claim.

    Raises:
        ClaimLost: it did not.
    """
    if not held:
        raise ClaimLost


def unread(index: int, stop: Stop) -> Page:
    """A page that nothing is known of but why."""
    problem = PageProblem(code=stop.value, message=PROBLEMS[stop])
    return Page(number=index + 1, part_page=index, kind=PageKind.SCAN, lines=(), problems=(problem,))
