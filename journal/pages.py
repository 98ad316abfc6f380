"""Vocabulary of staged pages: what was read off a page, what a person decided about it, what is still asked.

An *entry* is one thing on the page that can be right or wrong by itself: a cell, a column's date, a pupil's row, a
topic. Its id is made of the document, the page and the place on it, so that a person's decision outlives readings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ingest.model import IDENTITY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from ingest.model import Affine, SourceRef
    from parsing.page_records import JournalPageRecord


class PageState(StrEnum):
    """Where a page stands."""

    STAGED = "staged"
    CONFIRMED = "confirmed"
    REVERTED = "reverted"


class EntryKind(StrEnum):
    """What an entry says."""

    PAGE = "page"
    SUBJECT = "subject"
    TEACHER = "teacher"
    GROUP = "group"
    PUPIL = "pupil"
    COLUMN = "column"
    MARK = "mark"
    LESSON = "lesson"
    TOPIC = "topic"
    HOMEWORK = "homework"


class Decision(StrEnum):
    """What a person said about an entry."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """What the person who hands pages in says of them; the page itself may say the rest."""

    class_name: str
    school_year: str
    subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheet:
    """The sheet that a page was read from: where it lies in its document, and how boxes map back to the scan.

    Another reading may straighten the scan otherwise, so each staged page keeps its own.
    """

    part: int = 0
    part_page: int = 0
    width: float = 0.0
    height: float = 0.0
    to_original: Affine = IDENTITY


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page of a kept document as read, with its JSON."""

    document: str
    """sha256 of the kept document."""
    page: int
    record: JournalPageRecord
    content: Mapping[str, Any]
    sheet: PaperSheet = field(default_factory=PaperSheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedPage:
    """A page of the paper journal; nothing of it is in the journal before it is confirmed."""

    page_id: str
    document: str
    page: int
    kind: str
    class_id: str
    class_name: str
    school_year: str
    subject: str | None
    """As handed in; None leaves it to the page."""
    state: PageState
    batch_id: str
    """The import that staged it."""
    confirmed_batch: str | None = None
    """The batch that brought it into the journal."""
    open_entries: int = 0
    """Questions without an answer when the page was last looked through."""
    entries: int = 0
    sheet: PaperSheet = field(default_factory=PaperSheet)
    content: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """The page by the contract of journal pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One thing that was read, and where."""

    entry_id: str
    kind: EntryKind
    place: str
    """Place on the page: `r5c7` is a cell of the lattice; unique among the page's entries of one kind."""
    row_place: str | None = None
    """Place of the pupil's row or the lesson's row that the entry stands in."""
    column_place: str | None = None
    """Place of the column that the entry stands in."""
    row: int | None = None
    """Printed number of the row."""
    column: str | None = None
    """The column's id as read; on a summary page, the period."""
    value: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    doubtful: bool = False
    """The reader itself asks for a look."""
    struck_value: str | None = None
    source: SourceRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellName:
    """A cell of a left page as a person names it."""

    row: int
    """Printed number."""
    column: str
    """Date or period: `2023-09-14`, `14.09.2023`, `Q1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A person's decision about an entry; no reading overwrites it."""

    decision: Decision
    value: str
    """What holds; empty when rejected."""
    settled: tuple[str, ...]
    """Keys of the questions that were before the person's eyes."""
    by: str
    at: dt.datetime


Item = tuple[Reading, Ruling | None]
"""What was read, and what a person said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Why a person must look."""

    code: str
    text: str
    """One Russian sentence."""
    held: str = ""
    """What the journal holds instead, where it holds something else."""
    firm: bool = False
    """Agreeing is not enough: another value must be named, or the entry rejected."""
    of_reading: bool = False
    """It doubts the reading only, so that any decision answers it."""

    @property
    def key(self) -> str:
        """What a decision settles: the same question about another value of the journal is another question."""
        return f"{self.code}:{self.held}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reading with the decision about it and what is still asked."""

    reading: Reading
    ruling: Ruling | None
    proposed: str
    """What agreeing would take: for a pupil's row the id of the pupil, else the reading in the journal's spelling."""
    shown: str
    """`value` for people: the pupil's name instead of the id."""
    questions: tuple[Question, ...] = ()

    @property
    def value(self) -> str | None:
        """What holds: the decision, else the proposal; None when the entry was rejected."""
        if self.ruling is None:
            return self.proposed
        return None if self.ruling.decision is Decision.REJECTED else self.ruling.value

    @property
    def asked(self) -> tuple[Question, ...]:
        """Questions that no decision has settled."""
        if self.ruling is None:
            return self.questions
        if self.ruling.decision is Decision.REJECTED:
            return ()
        settled = self.ruling.settled
        return tuple(q for q in self.questions if q.firm or not (q.of_reading or q.key in settled))

    @property
    def open(self) -> bool:
        """True while a person must look."""
        return bool(self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """What one import did."""

    batch_id: str
    pages: tuple[StagedPage, ...]
    repeated: bool
    """True when the same reading of the same paper was staged before: nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page with everything on it, as the journal stands now."""

    page: StagedPage
    entries: tuple[Entry, ...]

    @property
    def open(self) -> tuple[Entry, ...]:
        """Entries that wait for a person."""
        return tuple(entry for entry in self.entries if entry.open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What confirming a page brought into the journal."""

    page: StagedPage
    batch_id: str
    repeated: bool
    """The page was confirmed before; nothing was changed."""
    added: Mapping[str, int]
    """Rows by file of the school bundle."""
