"""Workers for tests, and pages that tell their number by bars."""

from __future__ import annotations

import io
import multiprocessing
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from api.worker.loop import Worker
from api.worker.options import WorkerOptions
from ingest.model import Source
from journal.store.session import Store, open_store
from support.services import services_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from api.usecases.services import Services
    from journal.jobs import Job
    from journal.model import Actor
    from support.scripted_engine import ScriptedEngine

HIGH, WIDE, STEP = 300, 200, 10
ORDER = (
    "Муниципальное бюджетное общеобразовательное учреждение",
    "«Средняя общеобразовательная школа № 12»",
    "ПРИКАЗ № 72\nот 28.08.2024 г.",
    "Об организации горячего питания",
    "В целях охраны здоровья обучающихся",
    "ПРИКАЗЫВАЮ:",
    "1. Назначить ответственным за организацию питания Мельник О.П., социального педагога.",
    "2. Классным руководителям 1–11 классов до 05.09.2024 представить списки питающихся.",
    "3. Заместителю директора по АХЧ Дугарову Б.Ц. ежемесячно проверять состояние столовой.",
    "4. Контроль за исполнением приказа возложить на заместителя директора по ВР Цыбикову Д.Б.",
    "Директор школы ____________ А.В. Кольцов",
    "С приказом ознакомлены:\n____________ О.П. Мельник",
)
"""An invented order, page by page."""
OPTIONS = WorkerOptions(
    processes=2,
    page_seconds=20.0,
    page_memory=900_000_000,
    document_seconds=60.0,
    tick_seconds=0.02,
    beat_seconds=0.2,
    idle_seconds=0.05,
)


def sheets(count: int) -> Source:
    """One file of several pages; page n bears n bars."""
    pages = []
    for number in range(1, count + 1):
        paper = np.full((HIGH, WIDE), 255, dtype=np.uint8)
        for bar in range(number):
            paper[STEP * (bar + 1) : STEP * (bar + 1) + STEP // 2, WIDE // 10 : -(WIDE // 10)] = 0
        pages.append(Image.fromarray(paper).convert("1"))
    stream = io.BytesIO()
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    return Source(name="листы.tif", data=stream.getvalue())


def scripted(store: Store, engine: ScriptedEngine) -> Services:
    """Services with a scripted engine and a clock that goes."""
    plain = services_over(store)
    return replace(plain, reading=replace(plain.reading, engine=engine), now=lambda: datetime.now(UTC))


def worker(services: Services, actor: Actor, options: WorkerOptions = OPTIONS, *, only: str | None = None) -> Worker:
    return Worker(services=services, options=options, actor=actor, only=only)


def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Waits for something that another process does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.005)


def alive(number: int) -> bool:
    """Whether a process is there and runs."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@contextmanager
def worker_process(
    store: Store,
    engine: ScriptedEngine,
    actor: Actor,
    options: WorkerOptions = OPTIONS,
    before: Callable[[], None] | None = None,
) -> Iterator[multiprocessing.process.BaseProcess]:
    """A worker in a process of its own that drains the queue and leaves; killed for good at the end of the block.

    Forked, so that it starts in no time; connections do not pass from one process to another.
    """
    url, data = store.engine.url.render_as_string(hide_password=False), store.blobs.root.parent
    store.engine.dispose()
    process = multiprocessing.get_context("fork").Process(
        target=_work, args=(url, data, engine, actor, options, before)
    )
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _work(
    url: str,
    data: Path,
    engine: ScriptedEngine,
    actor: Actor,
    options: WorkerOptions,
    before: Callable[[], None] | None,
) -> None:
    if before is not None:
        before()
    worker(scripted(open_store(url, data), engine), actor, options).run(once=True)


def job_of(services: Services, job_id: str) -> Job:
    with services.store.read() as uow:
        job = uow.jobs.get(job_id)
    assert job is not None
    return job
