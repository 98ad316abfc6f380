"""Puts the real parts together once: engine, store, clock."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.usecases.services import Reading, Services
from api.worker.options import WorkerOptions
from ingest.handwriting.recogniser import cell_recogniser
from ingest.model import Limits
from ingest.ocr.line_reader import line_reader
from ingest.ocr.tesseract import TesseractEngine
from ingest.ocr.twice import TwiceRead
from journal.store.session import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.settings import Settings

MEGA = 1_000_000


def reading(settings: Settings) -> Reading:
    """The engine and the limits that every reading uses."""
    # a page is read by one thread: several pages at once do better than several threads on one
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    return Reading(
        engine=TwiceRead(
            first=TesseractEngine(command=settings.tesseract, timeout=settings.page_seconds),
            second=line_reader,
            latin=TesseractEngine(command=settings.tesseract, language="eng", timeout=settings.page_seconds),
        ),
        cells=cell_recogniser,
        limits=Limits(
            file_bytes=settings.max_file_mb * MEGA,
            unpacked_bytes=settings.max_unpacked_mb * MEGA,
            pixels=settings.max_megapixels * MEGA,
            pages=settings.max_pages,
        ),
    )


@contextmanager
def services(settings: Settings) -> Iterator[Services]:
    """Everything a use case needs; the store is brought to the newest schema and closed at the end."""
    store = open_store(settings.store_url, settings.data)
    try:
        store.migrate()
        yield Services(
            reading=reading(settings),
            store=store,
            default_zone=ZoneInfo(settings.timezone),
            now=lambda: datetime.now(UTC),
        )
    finally:
        store.close()


def worker_options(settings: Settings) -> WorkerOptions:
    """How many pages are read at once, and what one of them may take."""
    return WorkerOptions(
        processes=settings.worker_processes or os.cpu_count() or 1,
        page_seconds=settings.page_seconds,
        page_memory=settings.page_memory_mb * MEGA,
    )
