"""A drawn page of a paper journal from its scan to marks, with Tesseract and a recogniser whose answers are set."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image

import api.bootstrap
from api.app import create_app
from api.cli.main import run, speak_russian
from api.usecases.batches import revert_batch
from api.usecases.import_journal import import_pages, show_entry, show_page
from api.usecases.jobs import JobRequest, submit
from api.worker.inline import work_off
from api.worker.options import WorkerOptions
from ingest.model import Source
from journal.pages import EntryKind, PageRequest
from journal.store.session import Store
from support.paper.scans import scan
from support.paper.stories import Story, story
from support.paper_school import ADMIN, load_school, school_files
from support.recorded_cells import EveryMarkIsFive
from support.services import services_over

speak_russian()
pytestmark = pytest.mark.tesseract


@pytest.fixture(scope="module")
def drawn() -> tuple[Story, bytes]:
    rng = np.random.default_rng(5)
    told = story(rng, 12)
    return told, scan("left", "clean", "plain", rng, told).data()


def school_of(told: Story) -> dict[str, list[dict[str, str]]]:
    """The class of the drawn page: its pupils and nothing else."""
    names = [name.split() for name in told.pupils]
    return {
        "people.csv": [
            {"person_id": f"u{number}", "kind": "pupil", "surname": name[0], "given_name": name[1]}
            for number, name in enumerate(names)
        ],
        "classes.csv": [{"class_id": "c", "name": told.class_name, "school_year": told.school_year, "grade": "8"}],
        "enrolments.csv": [{"pupil_id": f"u{number}", "class_id": "c"} for number in range(len(names))],
        "terms.csv": school_files()["terms.csv"],
    }


def test_scans_are_staged_by_command_and_over_http(
    sqlite_store: Store,
    drawn: tuple[Story, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    told, data = drawn
    load_school(sqlite_store, tmp_path / "school", school_of(told))
    (tmp_path / "лист.png").write_bytes(data)
    monkeypatch.setattr(api.bootstrap, "cell_recogniser", EveryMarkIsFive)
    monkeypatch.setenv("SVOD_DATABASE_URL", str(sqlite_store.engine.url))
    monkeypatch.setenv("SVOD_DATA", str(sqlite_store.blobs.root.parent))
    of_class = ["--class", told.class_name, "--year", told.school_year, "--subject", told.subject]
    assert run(["journal", "import", str(tmp_path / "лист.png"), "--class", "99Я", "--year", told.school_year]) == 2
    assert "class-unknown" in capfd.readouterr().err
    assert run(["journal", "import", str(tmp_path / "лист.png"), str(tmp_path / "нет.png"), *of_class]) == 2
    said = capfd.readouterr()
    assert "отложено для проверки" in said.out
    assert "file-missing" in said.err
    page_id = said.out.splitlines()[1].split()[0]
    run(["journal", "decide", page_id, "--accept-all", "dates"])

    services = services_over(sqlite_store)
    services = replace(services, reading=replace(services.reading, cells=EveryMarkIsFive))
    form = {"class": told.class_name, "year": told.school_year, "subject": told.subject}
    with TestClient(create_app(services, ADMIN), base_url="http://127.0.0.1:8420") as client:
        again = client.post("/api/v1/journal/pages", data=form, files={"files": ("лист.png", data)})
        assert (again.status_code, again.json()["repeated"]) == (200, True)
        assert [page["id"] for page in again.json()["pages"]] == [page_id]

    view = show_page(services, ADMIN, page_id)
    pupils = [entry for entry in view.entries if entry.reading.kind is EntryKind.PUPIL]
    assert [entry.shown for entry in pupils] == list(told.pupils)
    assert not [entry for entry in view.open if entry.reading.kind is EntryKind.COLUMN]
    mark = next(entry for entry in view.entries if entry.reading.kind is EntryKind.MARK)
    picture = Image.open(io.BytesIO(show_entry(services, ADMIN, mark.reading.entry_id))).convert("L")
    box = mark.reading.source.box
    assert picture.width - (box.x1 - box.x0) == pytest.approx(16, abs=1)
    assert np.asarray(picture).min() < 160


def test_a_job_stages_what_the_command_stages(sqlite_store: Store, drawn: tuple[Story, bytes], tmp_path: Path) -> None:
    told, data = drawn
    load_school(sqlite_store, tmp_path / "school", school_of(told))
    plain = services_over(sqlite_store)
    reading = replace(plain.reading, cells=EveryMarkIsFive)
    services = replace(plain, reading=reading, now=lambda: datetime.now(UTC))
    one_child = WorkerOptions(processes=1)
    sheet = Source(name="лист.png", data=data)
    options = {"class": told.class_name, "year": told.school_year, "subject": told.subject}
    asked = JobRequest(kind="import_journal", sources=[sheet], options=options)
    job = submit(services, ADMIN, asked).job
    done = work_off(services, ADMIN, one_child, job.job_id, told=lambda _: None)
    assert done.result is not None
    assert submit(services, ADMIN, asked).repeated
    request = PageRequest(class_name=told.class_name, school_year=told.school_year, subject=told.subject)
    again = import_pages(services, ADMIN, [sheet], request)
    assert again.repeated, "the same reading of the same paper changes nothing"
    assert [page.page_id for page in again.pages] == done.result["pages"]
    revert_batch(services, ADMIN, done.result["batch"])
    fresh = submit(services, ADMIN, asked)
    assert not fresh.repeated
    assert (
        work_off(services, ADMIN, WorkerOptions(processes=1), fresh.job.job_id, told=lambda _: None).pages_reused == 1
    )
