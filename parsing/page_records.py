"""Vocabulary of the second floor: what a page of the paper journal says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from ingest.model import SourceRef
    from parsing.records import Remark


class SheetKind(StrEnum):
    """Which sheet of the paper journal a page is."""

    LEFT = "left"
    RIGHT = "right"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRecord:
    """A column of lessons or of term marks.

    `column_id` follows the journal page contract: an ISO date, `DATE#2` for the second lesson of that day,
    `Q1`…`Q4`, `H1`, `H2`, `T1`…`T3`, `Y`, `E`, `F`.
    """

    column_id: str
    confidence: float
    needs_review: bool
    source: SourceRef | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRecord:
    """What one cell says; blank cells have no record."""

    value: str
    """As the contract writes it: `5`, `н`, `н/а`, `осв`, `зач`, `б`, `.`, `5/4`, `4 5`, `н/4`."""
    confidence: float
    needs_review: bool
    column_id: str | None = None
    """Left pages."""
    subject: str | None = None
    """Summary pages."""
    period: str | None = None
    """Summary pages."""
    alternatives: tuple[str, ...] = ()
    struck_value: str | None = None
    source: SourceRef | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilRowRecord:
    """A printed row of the class list with its marks."""

    row: int
    """Printed number."""
    name: str
    """The roster's spelling where matched, else what was read."""
    name_read: str
    roster_match: str | None
    confidence: float
    needs_review: bool
    marks: tuple[MarkRecord, ...] = ()
    source: SourceRef | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRowRecord:
    """A row of a right page: one lesson."""

    row: int
    date: dt.date | None
    topic: str
    homework: str
    confidence: float
    needs_review: bool
    alternatives: tuple[str, ...] = ()
    source: SourceRef | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPageRecord:
    """A page of a paper class journal as read."""

    kind: SheetKind
    class_name: str | None = None
    subject: str | None = None
    teacher: str | None = None
    school_year: str | None = None
    """«2018/2019»."""
    columns: tuple[ColumnRecord, ...] = ()
    pupils: tuple[PupilRowRecord, ...] = ()
    lessons: tuple[LessonRowRecord, ...] = ()
    needs_review: bool = False
    remarks: tuple[Remark, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What is known of a journal page before it is read; every field may be missing. Never a source of facts."""

    kind: SheetKind | None = None
    class_name: str | None = None
    subject: str | None = None
    teacher: str | None = None
    school_year: str | None = None
    roster: tuple[str, ...] = ()
    """Full names of the class list, «Фамилия Имя»; may lack a pupil of the page and hold others."""
    school_days: frozenset[dt.date] = frozenset()
    """Days on which the class had lessons; empty means not known."""
    topics: tuple[str, ...] = ()
    """Topics of the plan (КТП) in their order."""
