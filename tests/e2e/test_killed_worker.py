"""A long document killed in the middle as a person's machine is: nothing is read twice."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import select

from api.usecases.jobs import JobRequest, submit
from ingest.model import Source
from journal.jobs import JobState
from journal.model import Actor, ActorRole
from journal.store.jobs import page_readings
from support.browser import environment
from support.journal_desk import open_data
from support.paths import ROOT
from support.pdfs import SERIF
from support.services import services_over
from support.workers import job_of, until

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from journal.store.session import Store

pytestmark = [pytest.mark.e2e, pytest.mark.tesseract]
PAGES = int(os.environ.get("SVOD_KILLED_PAGES", "30"))
KILLED_AFTER = PAGES // 4
DIRECTOR = Actor(id="local:director", roles=frozenset(ActorRole))


def notices() -> Source:
    """Many small sheets with a line each."""
    font = ImageFont.truetype(str(SERIF), 34)
    pages = []
    for number in range(1, PAGES + 1):
        page = Image.new("1", (900, 160), 1)
        ImageDraw.Draw(page).text((40, 50), f"Собрание родителей переносится на {number} октября", font=font, fill=0)
        pages.append(page)
    stream = io.BytesIO()
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    return Source(name="объявления.tif", data=stream.getvalue())


def read_pages(store: Store) -> dict[int, datetime]:
    with store.engine.connect() as connection:
        return {row.page: row.read_at for row in connection.execute(select(page_readings))}


def worker(folder: Path) -> subprocess.Popen[bytes]:
    """`svod worker --once` with an engine that notes every sheet that it is given."""
    engine = folder / "tesseract"
    engine.write_text(f'#!/bin/sh\necho >> "{folder}/calls"\nexec tesseract "$@"\n', encoding="utf-8")
    engine.chmod(0o755)
    command = [sys.executable, "-c", "from api.cli.main import entry; entry()", "worker", "--once"]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**environment(folder), "SVOD_TESSERACT": str(engine), "SVOD_WORKER_PROCESSES": "2"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def calls(folder: Path) -> int:
    path = folder / "calls"
    return len(path.read_text(encoding="utf-8").splitlines()) if path.exists() else 0


def test_a_long_document_killed_in_the_middle_goes_on_with_the_missing_pages(tmp_path: Path) -> None:
    store = open_data(tmp_path)
    services = services_over(store)
    job = submit(services, DIRECTOR, JobRequest(kind="read_document", sources=[notices()])).job
    first = worker(tmp_path)
    until(lambda: len(read_pages(store)) >= KILLED_AFTER, 120)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    kept, asked = read_pages(store), calls(tmp_path)
    assert KILLED_AFTER <= len(kept) < PAGES, "it was to be killed in the middle"
    second = worker(tmp_path)
    assert second.wait(timeout=300) == 0
    ended = job_of(services, job.job_id)
    assert (ended.state, ended.pages_done, ended.pages_failed) == (JobState.DONE, PAGES, 0)
    assert ended.pages_reused == len(kept)
    done = read_pages(store)
    assert sorted(done) == list(range(PAGES))
    assert {page: done[page] for page in kept} == kept, "a page that was kept is not read again"
    a_page = asked / (len(kept) + 2)
    assert calls(tmp_path) - asked <= a_page * (PAGES - len(kept)) * 1.5 + 4, "the engine was asked for the rest only"
    store.close()
