"""What bootstrap hands to use cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from ingest.handwriting.recogniser import CellRecogniser
    from ingest.model import Limits
    from ingest.ocr.engine import OcrEngine
    from journal.store.session import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How documents are read: enough for use cases that never touch the journal."""

    engine: OcrEngine
    limits: Limits
    cells: Callable[[], CellRecogniser]
    """Gives the recogniser of marks and dates, loaded when first asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a use case may need."""

    reading: Reading
    store: Store
    default_zone: ZoneInfo
    now: Callable[[], datetime]
