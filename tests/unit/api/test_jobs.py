"""Jobs on the command line and over HTTP; the worker that the server keeps beside it."""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.cli.main import run, speak_russian
from api.cli.progress import progress
from api.cli.watch import beside
from api.settings import Settings
from api.usecases.jobs import JobRequest, submit
from api.usecases.services import Services
from api.words import JOB_STATES
from ingest.model import Source
from journal.jobs import JobState
from journal.model import Actor
from journal.store.repositories.jobs import Search
from support.paths import ORDER_29
from support.services import NOW
from support.workers import alive, job_of, sheets, until

speak_russian()
ORDER_TEXT = Source(name="order-29.txt", data=(ORDER_29 / "order-29.txt").read_bytes())


@pytest.fixture
def svod(sqlite_services: Services, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    monkeypatch.setenv("SVOD_DATABASE_URL", str(sqlite_services.store.engine.url))
    monkeypatch.setenv("SVOD_DATA", str(sqlite_services.store.blobs.root.parent))
    monkeypatch.setenv("SVOD_WORKER_PROCESSES", "1")

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        told = capfd.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def signals():
    """The command sets handlers of its own process."""
    held = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in held.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
def test_a_job_is_worked_off_and_looked_at(svod, sqlite_services: Services, actor: Actor) -> None:
    assert "Заданий нет" in svod("jobs", "list")[2]
    job = submit(sqlite_services, actor, JobRequest(kind="register_order", sources=[ORDER_TEXT])).job
    assert svod("jobs", "list")[1].split("  ")[2:] == ["регистрация приказа", "ждёт очереди", "«order-29.txt»\n"]
    code, _, told = svod("worker", "--once")
    assert code == 0
    assert "выполнено  страниц 1 из 1" in told
    assert "выполнено" in svod("jobs", "show", job.job_id)[1]
    assert "29" in svod("order", "list")[1]
    code, _, refused = svod("jobs", "cancel", job.job_id)
    assert code == 2
    assert "job-settled" in refused
    assert "not-found" in svod("jobs", "show", "нет")[2]


def test_a_job_is_cancelled_and_repeated_by_hand(svod, sqlite_services: Services, actor: Actor) -> None:
    job = submit(sqlite_services, actor, JobRequest(kind="read_document", sources=[ORDER_TEXT])).job
    assert "отменено" in svod("jobs", "cancel", job.job_id)[1]
    assert "ждёт очереди" in svod("jobs", "retry", job.job_id)[1]


@pytest.mark.tesseract
def test_a_long_order_goes_through_the_queue(svod, tmp_path: Path) -> None:
    """Sheets of bars are no order; what matters is that the job is there, and that the command says why it failed."""
    path = tmp_path / "листы.tif"
    path.write_bytes(sheets(4).data)
    code, _, told = svod("order", "register", path)
    assert code == 2
    assert "job-failed" in told
    assert "не найден текст" in told
    (line,) = svod("jobs", "list")[1].splitlines()[:1]
    assert "не выполнено  страниц 4 из 4" in line


def test_progress_in_words(sqlite_services: Services, actor: Actor) -> None:
    request = JobRequest(kind="read_document", sources=[ORDER_TEXT])
    queued = submit(sqlite_services, actor, request).job
    with sqlite_services.store.write(actor, NOW) as uow:
        job = uow.jobs.claim(Search(kinds=[queued.kind], stale=NOW), by="x/1/1", now=NOW)
        assert job is not None
        uow.jobs.begin(job, recipe=job.recipe, total=150, done=10, failed=0)
        for _ in range(15):
            uow.jobs.page_done(job, failed=False, now=NOW)
    running = job_of(sqlite_services, queued.job_id)
    assert progress(running, NOW + timedelta(seconds=10)) == (
        "order-29.txt: страница 25 из 150 · 1,5 стр./с · осталось 1:23"
    )
    assert progress(running, NOW) == "order-29.txt: страница 25 из 150"


def test_jobs_over_http(client: TestClient) -> None:
    def ask(kind: str, **fields: str):
        files = {"files": (ORDER_TEXT.name, ORDER_TEXT.data)}
        return client.post("/api/v1/jobs", data={"kind": kind, **fields}, files=files)

    created = ask("register_order")
    assert created.status_code == 202
    body = created.json()
    assert (body["state"], body["pages_done"], body["pages_total"]) == ("queued", 0, None)
    assert client.get(created.headers["location"]).json() == body
    assert ask("register_order").status_code == 200
    assert [item["id"] for item in client.get("/api/v1/jobs").json()] == [body["id"]]
    address = f"/api/v1/jobs/{body['id']}"
    assert client.post(f"{address}/cancellation").json()["state"] == "cancelled"
    assert client.post(f"{address}/cancellation").json()["code"] == "job-settled"
    assert client.post(f"{address}/retry").json()["state"] == "queued"
    for answer, code in (
        (ask("fly"), "not-found"),
        (ask("register_order", options="[]"), "usage"),
        (ask("register_order", options="{"), "usage"),
        (ask("import_journal"), "usage"),
        (ask("import_journal", options='{"class": "7А", "year": "2023/2024"}'), "class-unknown"),
        (client.get("/api/v1/jobs/нет"), "not-found"),
    ):
        assert answer.json()["code"] == code


def test_a_program_beside_the_server_is_started_again_and_stopped(tmp_path: Path) -> None:
    log = tmp_path / "started"
    text = f"import os, time; open({str(log)!r}, 'a').write(f'{{os.getpid()}}\\n'); time.sleep(600)"

    def started() -> list[int]:
        return [int(number) for number in log.read_text().split()] if log.exists() else []

    with beside([sys.executable, "-S", "-c", text], dict(os.environ), pause=0.05):
        until(lambda: len(started()) == 1)
        os.kill(started()[0], signal.SIGKILL)
        until(lambda: len(started()) == 2)
    assert not any(map(alive, started()))


def test_the_worker_beside_has_the_settings_of_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data=tmp_path, page_seconds=7.5, worker_processes=3)
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings


@pytest.mark.usefixtures("signals")
def test_a_worker_whose_server_was_killed_leaves(svod) -> None:
    assert svod("worker", "--with-parent", str(os.getpid()))[0] == 0


def test_states_have_words() -> None:
    assert set(JOB_STATES) == {state.value for state in JobState}
