"""Vocabulary of kept papers: the documents, their sheets, what was parsed of them, what people put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from ingest.corrections import LineCorrection


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCorrection:
    """A person's correction of one line of a kept paper; one that was taken back or replaced has an end."""

    document: str
    """sha256 of the paper."""
    line: LineCorrection
    recorded_at: dt.datetime
    recorded_by: str
    superseded_at: dt.datetime | None = None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page of a kept paper; pages count from 1."""

    document: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPair:
    """Two sheets that look like one scanned twice; `same` is None until a person has answered."""

    pair_id: str
    sheet: Sheet
    earlier: Sheet
    """The one that was kept first."""
    asked_at: dt.datetime
    same: bool | None = None
    decided_at: dt.datetime | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPaper:
    """What of a kept paper an order was parsed from."""

    document: str
    """sha256 of the paper."""
    reading: str | None
    """Blob hash of its reading then; None where it was not noted."""
    text: str | None
    """sha256 of its text then, corrections included; None where it was not noted."""
    own: bool = True
    """False for another paper of an order that was held already: it brought questions only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDocument:
    """A kept paper, with the orders that it was read as."""

    sha256: str
    name: str
    media_type: str
    parts: tuple[str, ...]
    """Names of the files it came as."""
    received_at: dt.datetime
    received_by: str
    orders: tuple[str, ...]
