"""Services over a store, with a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.usecases.services import Reading, Services
from ingest.handwriting.recogniser import cell_recogniser
from ingest.model import Limits
from ingest.ocr.tesseract import TesseractEngine

if TYPE_CHECKING:
    from journal.store.session import Store

NOW = datetime(2023, 12, 25, 3, 0, tzinfo=UTC)


def services_over(store: Store) -> Services:
    return Services(
        reading=Reading(engine=TesseractEngine(timeout=60), limits=Limits(), cells=cell_recogniser),
        store=store,
        default_zone=ZoneInfo("Asia/Chita"),
        now=lambda: NOW,
    )
