"""The worker: nothing is lost, nothing is done twice, nothing hangs for ever."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy import select

from api.usecases.batches import list_batches, revert_batch
from api.usecases.documents import read_document, show_document
from api.usecases.job_kinds import KINDS
from api.usecases.jobs import JobRequest, cancel_job, list_jobs, retry_job, submit
from api.usecases.orders import show_order
from api.worker import liveness
from api.worker.inline import work_off
from ingest.model import Source
from journal.jobs import JobState
from journal.model import Actor, ActorRole
from journal.store.jobs import page_readings
from journal.store.repositories.jobs import Search
from journal.store.session import Store, open_store
from school.errors import Forbidden, JobFailed, JobSettled, NotFound, UsageError
from support.documents import order_29_sources
from support.scripted_engine import ScriptedEngine
from support.services import services_over
from support.workers import (
    OPTIONS,
    ORDER,
    alive,
    job_of,
    scripted,
    sheets,
    until,
    worker,
    worker_process,
)

if TYPE_CHECKING:
    from pathlib import Path

    from api.usecases.services import Services
    from journal.jobs import Job

KILLS = 10
ONE_CHILD = replace(OPTIONS, processes=1)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    return folder


def asked(services: Services, actor: Actor, *sources: Source, kind: str = "read_document") -> Job:
    return submit(services, actor, JobRequest(kind=kind, sources=sources)).job


def done_rows(store: Store) -> dict[int, tuple[str, datetime]]:
    with store.engine.connect() as connection:
        rows = connection.execute(select(page_readings)).all()
    return {row.page: (row.blob, row.read_at) for row in rows}


def outcome(services: Services, actor: Actor, job: Job) -> dict[str, Any]:
    """Everything that the job brought, without ids and instants that differ from run to run."""
    order = show_order(services, actor, job.result["order"]).order
    return {
        "document": show_document(services, actor, job.origin.sha256),
        "pages": {page: blob for page, (blob, _) in done_rows(services.store).items()},
        "clauses": order.clauses,
        "duties": order.duties,
        "batches": [batch.kind for batch in list_batches(services, actor)],
        "added": job.result["added"],
        "counts": (job.pages_total, job.pages_done, job.pages_failed),
    }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The outcome of a worker that nobody kills."""
    folder = tmp_path_factory.mktemp("undisturbed")
    store = open_store(f"sqlite:///{folder / 'svod.db'}", folder)
    store.migrate()
    director = Actor(id="test:director", roles=frozenset(ActorRole))
    services = scripted(store, ScriptedEngine(folder=folder, texts=ORDER))
    job = asked(services, director, sheets(len(ORDER)), kind="register_order")
    worker(services, director).run(once=True)
    found = outcome(services, director, job_of(services, job.job_id))
    store.close()
    return found


def test_a_worker_killed_ten_times_loses_nothing_and_doubles_nothing(
    store: Store, actor: Actor, notes: Path, undisturbed: dict[str, Any]
) -> None:
    engine = ScriptedEngine(folder=notes, texts=ORDER, seconds=0.02)
    services = scripted(store, engine)
    job = asked(services, actor, sheets(len(ORDER)), kind="register_order")
    chance = random.Random(20231028)  # noqa: S311
    for _ in range(KILLS):
        kept, read = done_rows(store), len(engine.noted())
        wanted = read + chance.randint(0, 2)
        with worker_process(store, engine, actor, ONE_CHILD) as process:
            until(lambda wanted=wanted: len(engine.noted()) >= wanted)
            time.sleep(chance.uniform(0, 0.06))
            assert process.is_alive(), "the job was to be killed, not finished"
            os.kill(process.pid, signal.SIGKILL)
            process.join()
        again = {number - 1 for number in engine.noted()[read:]}
        assert not again & set(kept), "a page that was kept is not read again"
        assert kept.items() <= done_rows(store).items(), "what was kept stays"
    with worker_process(store, engine, actor, ONE_CHILD) as process:
        process.join()
    ended = job_of(services, job.job_id)
    assert ended.state is JobState.DONE
    assert len(done_rows(store)) == len(ORDER)
    assert outcome(services, actor, ended) == undisturbed


def test_a_worker_killed_inside_the_last_transaction_leaves_nothing_half_written(
    store: Store, actor: Actor, notes: Path
) -> None:
    engine = ScriptedEngine(folder=notes)
    services = scripted(store, engine)
    job = asked(services, actor, sheets(4))
    kind = KINDS["read_document"]

    def enter_and_die(*args: Any) -> Any:
        kind.enter(*args)
        os.kill(os.getpid(), signal.SIGKILL)

    def trap() -> None:
        KINDS["read_document"] = replace(kind, enter=enter_and_die)  # type: ignore[index]

    with worker_process(store, engine, actor, ONE_CHILD, before=trap) as process:
        process.join()
    assert job_of(services, job.job_id).state is JobState.RUNNING
    with pytest.raises(NotFound):
        show_document(services, actor, job.origin.sha256)
    worker(services, actor, ONE_CHILD).run(once=True)
    assert job_of(services, job.job_id).state is JobState.DONE
    assert len(show_document(services, actor, job.origin.sha256).pages) == 4
    assert sorted(engine.noted()) == [1, 2, 3, 4], "no page was read twice"


@pytest.mark.parametrize(("trap", "seconds"), [("sleep", 20.0), ("deaf", 20.0), ("busy program", 1.5)])
def test_nothing_outlives_a_killed_worker(
    sqlite_store: Store, actor: Actor, notes: Path, trap: str, seconds: float
) -> None:
    """A child dies with its worker; a program under it runs out of the processor time that a page may take."""
    engine = ScriptedEngine(folder=notes, traps={1: trap})
    asked(scripted(sqlite_store, engine), actor, sheets(1))
    with worker_process(sqlite_store, engine, actor, replace(ONE_CHILD, page_seconds=seconds)) as process:
        until(lambda: bool(engine.noted("children.log")))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    (child,) = engine.noted("children.log")
    until(lambda: not alive(child), 60)


def test_pages_that_hang_hog_or_die_are_stopped_and_the_rest_is_read(
    sqlite_store: Store, actor: Actor, notes: Path
) -> None:
    engine = ScriptedEngine(folder=notes, traps={2: "sleep", 3: "deaf", 5: "hog", 6: "die", 7: "program"})
    services = scripted(sqlite_store, engine)
    job = asked(services, actor, sheets(8))
    began = time.monotonic()
    worker(services, actor, replace(OPTIONS, page_seconds=1.5)).run(once=True)
    assert time.monotonic() - began < 30
    ended = job_of(services, job.job_id)
    assert (ended.state, ended.pages_done, ended.pages_failed) == (JobState.DONE, 8, 5)
    document = show_document(services, actor, ended.origin.sha256)
    assert {page.number: [problem.code for problem in page.problems] for page in document.pages} == {
        1: [],
        2: ["page-timeout"],
        3: ["page-timeout"],
        4: [],
        5: ["page-memory"],
        6: ["page-crashed"],
        7: ["page-timeout"],
        8: [],
    }
    assert engine.noted().count(6) == 2, "a child that died is given another chance, once"
    until(lambda: not any(map(alive, engine.noted("children.log"))))


def test_a_paper_none_of_whose_pages_can_be_read_is_told_so(sqlite_store: Store, actor: Actor, notes: Path) -> None:
    engine = ScriptedEngine(folder=notes, traps={1: "hog", 2: "hog"})
    services = scripted(sqlite_store, engine)
    job = asked(services, actor, sheets(2))
    with pytest.raises(JobFailed, match="ни одна страница не прочитана"):
        work_off(services, actor, ONE_CHILD, job.job_id, told=lambda _: None)
    (notes / "disarmed").touch()
    retry_job(services, actor, job.job_id)
    assert work_off(services, actor, ONE_CHILD, job.job_id, told=lambda _: None).pages_failed == 0


def test_many_workers_never_take_one_job(store: Store, actor: Actor) -> None:
    services = replace(services_over(store), now=lambda: datetime.now(UTC))
    jobs = {asked(services, actor, Source(name="лист.txt", data=f"лист {n}".encode())).job_id for n in range(12)}
    taken: list[str] = []

    def claim(number: int) -> None:
        while True:
            search = Search(kinds=sorted(KINDS), stale=services.now() - timedelta(minutes=1))
            with store.write(actor, services.now()) as uow:
                job = uow.jobs.claim(search, by=f"elsewhere/{number}/1", now=services.now())
            if job is None:
                return
            taken.append(job.job_id)

    threads = [threading.Thread(target=claim, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # on PostgreSQL a worker may find every waiting job in others' hands and leave: what it left is still there
    claim(9)
    assert sorted(taken) == sorted(jobs)


@pytest.mark.postgres
def test_server_and_worker_may_start_at_once_on_an_empty_database(postgres_url: str, tmp_path: Path) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE svod_empty")
    url = postgres_url.rsplit("/", 1)[0] + "/svod_empty"
    stores = [open_store(url, tmp_path) for _ in range(3)]
    with ThreadPoolExecutor() as threads:
        for done in [threads.submit(store.migrate) for store in stores]:
            done.result()
    for store in stores:
        with store.read() as uow:
            assert uow.jobs.newest(1) == ()
        store.close()


def test_a_silent_worker_loses_its_job_and_writes_nothing_more(store: Store, actor: Actor, notes: Path) -> None:
    services = scripted(store, ScriptedEngine(folder=notes))
    job = asked(services, actor, sheets(2))
    now = services.now()
    long_ago = now - timedelta(seconds=OPTIONS.stale_seconds + 1)
    with store.write(actor, now) as uow:
        held = uow.jobs.claim(Search(kinds=[job.kind], stale=long_ago), by="elsewhere/1/1", now=long_ago)
    assert held is not None
    worker(services, actor, ONE_CHILD).run(once=True)
    assert job_of(services, job.job_id).state is JobState.DONE
    with store.write(actor, now) as uow:
        assert not uow.jobs.beat(held, now=now)
        assert not uow.jobs.page_done(held, failed=False, now=now)
        assert not uow.jobs.finish(held, result={}, now=now)
        assert not uow.jobs.fail(held, code="", message="", now=now)


def test_a_worker_that_is_heard_of_keeps_its_job(sqlite_store: Store, actor: Actor, notes: Path) -> None:
    services = scripted(sqlite_store, ScriptedEngine(folder=notes))
    job = asked(services, actor, sheets(1))
    now = services.now()
    with sqlite_store.write(actor, now) as uow:
        uow.jobs.claim(Search(kinds=[job.kind], stale=now), by="elsewhere/1/1", now=now)
    worker(services, actor).run(once=True)
    assert job_of(services, job.job_id).claimed_by == "elsewhere/1/1"
    assert liveness.gone(liveness.name()) is False


def test_a_job_cancelled_between_pages_and_during_one_ends_at_once(store: Store, actor: Actor, notes: Path) -> None:
    engine = ScriptedEngine(folder=notes, traps={2: "sleep"})
    services = scripted(store, engine)
    job = asked(services, actor, sheets(3))
    waiting = asked(services, actor, sheets(1))
    cancel_job(services, actor, waiting.job_id)
    thread = threading.Thread(target=lambda: worker(services, actor).run(once=True))
    thread.start()
    until(lambda: bool(engine.noted("children.log")) and len(done_rows(store)) == 2)
    assert cancel_job(services, actor, job.job_id).state is JobState.CANCELLED
    thread.join(10)
    assert not thread.is_alive()
    assert not alive(engine.noted("children.log")[0])
    with pytest.raises(JobSettled):
        cancel_job(services, actor, job.job_id)
    (notes / "disarmed").touch()
    assert retry_job(services, actor, job.job_id).state is JobState.QUEUED
    worker(services, actor).run(once=True)
    ended = job_of(services, job.job_id)
    assert (ended.state, ended.pages_done, ended.pages_reused) == (JobState.DONE, 3, 2)
    assert job_of(services, waiting.job_id).state is JobState.CANCELLED


def test_a_worker_told_to_stop_puts_its_job_back(sqlite_store: Store, actor: Actor, notes: Path) -> None:
    engine = ScriptedEngine(folder=notes, traps={2: "sleep"})
    services = scripted(sqlite_store, engine)
    job = asked(services, actor, sheets(2))
    stopped = worker(services, actor)
    thread = threading.Thread(target=lambda: stopped.run(once=False))
    thread.start()
    until(lambda: bool(engine.noted("children.log")))
    stopped.stopping.set()
    thread.join(10)
    assert not thread.is_alive()
    left = job_of(services, job.job_id)
    assert (left.state, left.claim) == (JobState.QUEUED, None)


def test_the_same_paper_is_worked_on_once_until_its_effect_is_taken_back(
    sqlite_store: Store, actor: Actor, notes: Path
) -> None:
    engine = ScriptedEngine(folder=notes, texts=ORDER)
    services = scripted(sqlite_store, engine)
    paper = sheets(len(ORDER))
    request = JobRequest(kind="register_order", sources=[paper])
    first = submit(services, actor, request)
    assert not first.repeated
    assert submit(services, actor, request).job.job_id == first.job.job_id, "while it waits"
    done = work_off(services, actor, ONE_CHILD, first.job.job_id, told=lambda _: None)
    again = submit(services, actor, request)
    assert (again.repeated, again.job) == (True, done)
    revert_batch(services, actor, done.result["batch"])
    fresh = submit(services, actor, request)
    assert not fresh.repeated
    renewed = work_off(services, actor, ONE_CHILD, fresh.job.job_id, told=lambda _: None)
    assert renewed.result["order"] == done.result["order"]
    assert renewed.pages_reused == len(ORDER)
    assert len(engine.noted()) == len(ORDER), "its pages were not read again"


def test_a_paper_that_is_no_order_fails_with_its_own_words(sqlite_store: Store, actor: Actor, notes: Path) -> None:
    services = scripted(sqlite_store, ScriptedEngine(folder=notes))
    letter = Source(name="письмо.txt", data=("Уважаемые родители, приглашаем вас на собрание. " * 9).encode())
    job = asked(services, actor, letter, kind="register_order")
    with pytest.raises(JobFailed, match="не похож на приказ"):
        work_off(services, actor, ONE_CHILD, job.job_id, told=lambda _: None)
    failed = job_of(services, job.job_id)
    assert (failed.state, failed.code) == (JobState.FAILED, "not-an-order")
    assert retry_job(services, actor, job.job_id).code is None
    with pytest.raises(JobSettled):
        retry_job(services, actor, job.job_id)


def test_a_fault_of_ours_ends_the_job_and_not_the_worker(
    sqlite_store: Store, actor: Actor, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = scripted(sqlite_store, ScriptedEngine(folder=notes))

    def broken(*_: Any) -> Any:
        raise KeyError("Иванов")

    monkeypatch.setitem(KINDS, "read_document", replace(KINDS["read_document"], enter=broken))
    first, second = asked(services, actor, sheets(1)), asked(services, actor, sheets(2))
    worker(services, actor, ONE_CHILD).run(once=True)
    assert [job_of(services, job.job_id).code for job in (first, second)] == ["job-broken"] * 2
    assert "Иванов" not in (job_of(services, first.job_id).message or "")


def test_a_job_that_stops_its_workers_again_and_again_is_given_up(
    sqlite_store: Store, actor: Actor, notes: Path
) -> None:
    services = scripted(sqlite_store, ScriptedEngine(folder=notes))
    job = asked(services, actor, sheets(1))
    for _ in range(3):
        with sqlite_store.write(actor, services.now()) as uow:
            held = uow.jobs.claim(Search(kinds=[job.kind], stale=services.now()), by="x/1/1", now=services.now())
            assert held is not None
            uow.jobs.give_back(held)
    worker(services, actor, replace(OPTIONS, most_attempts=3)).run(once=True)
    assert job_of(services, job.job_id).code == "job-given-up"


def test_progress_is_told_page_by_page(sqlite_store: Store, actor: Actor, notes: Path) -> None:
    services = scripted(sqlite_store, ScriptedEngine(folder=notes))
    job = asked(services, actor, sheets(3))
    told: list[Job] = []
    work_off(services, actor, ONE_CHILD, job.job_id, told=told.append)
    assert [item.pages_done for item in told if item.state is JobState.RUNNING] == [0, 1, 2, 3]
    assert told[-1].state is JobState.DONE
    middle = told[2]
    assert middle.pages_per_second(services.now()) > 0
    assert middle.seconds_left(services.now()) > 0


def test_who_may_ask(sqlite_store: Store, actor: Actor, notes: Path) -> None:
    services = scripted(sqlite_store, ScriptedEngine(folder=notes))
    deputy = replace(actor, roles=frozenset(role for role in actor.roles if role.value == "deputy"))
    with pytest.raises(Forbidden):
        asked(services, deputy, sheets(1), kind="register_order")
    job = asked(services, actor, sheets(1), kind="register_order")
    cancel_job(services, deputy, job.job_id)
    with pytest.raises(Forbidden):
        retry_job(services, deputy, job.job_id)
    for request, refusal in (
        (JobRequest(kind="fly", sources=[sheets(1)]), NotFound),
        (JobRequest(kind="read_document", sources=[]), UsageError),
        (JobRequest(kind="read_document", sources=[sheets(1)], options={"class": "7А"}), UsageError),
    ):
        with pytest.raises(refusal):
            submit(services, actor, request)
    assert [item.job_id for item in list_jobs(services, actor)] == [job.job_id]


@pytest.mark.tesseract
def test_the_worker_reads_as_the_use_case_does(sqlite_store: Store, actor: Actor) -> None:
    (scan,) = order_29_sources("order-29-2.png")
    services = replace(services_over(sqlite_store), now=lambda: datetime.now(UTC))
    job = asked(services, actor, scan)
    done = work_off(services, actor, replace(ONE_CHILD, page_seconds=90), job.job_id, told=lambda _: None)
    document = show_document(services, actor, done.origin.sha256)
    assert "Контроль за исполнением" in document.text
    assert document == read_document(services.reading, actor, [scan])
