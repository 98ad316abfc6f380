"""What the generator knows: lessons and marks as planned, and what it planted in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

NO_NORM = ("NOT_ASSESSABLE", "NO_NORM")
BY_NORM = frozenset({"S2", "S3", "S4", "S5", "S6", "S7a", "S8", "A6"})
WITHOUT_TIME = frozenset({"NOT_BOUND", "NOT_APPLICABLE", "EXEMPT", "NOT_ASSESSABLE"})

Expected = tuple[str, str | None]


def told(status: str, reason: str | None = None) -> Expected:
    return (status, reason)


IN_TIME, LATE, VIOLATED, CURED = told("FULFILLED"), told("LATE"), told("VIOLATED"), told("CURED_AFTER_TERM")
UNTIMED = told("NOT_ASSESSABLE", "RECORDED_AT_UNKNOWN")
UNGRADED = told("NOT_APPLICABLE", "UNGRADED")
ABSENT = told("ABSENT")
"""Not a status: there must be no such cell."""


@dataclass
class Lesson:
    lesson_id: str
    slot_id: str
    day: date
    number: int
    klass: str
    group: str
    subject: str
    planned: str
    teacher: str | None
    status: str = "held"
    exists: bool = True
    legacy: bool = False
    recorded: str = ""
    topic: list[tuple[str, str]] | None = None
    """(text, when) of each version; None means as usual."""
    homework: list[tuple[str, str]] | None = None
    no_homework: list[tuple[str, str]] = field(default_factory=list)
    absent: dict[str, str] | None = field(default_factory=dict)
    """Pupil → code; None means that attendance was never told."""
    attendance_at: str = ""
    expects: dict[str, Expected] = field(default_factory=dict)

    @property
    def journal(self) -> str:
        return self.group or self.klass

    @property
    def took_place(self) -> bool:
        return self.exists and self.status in {"held", "replaced"} and self.teacher is not None


@dataclass
class Mark:
    mark_id: str
    lesson: Lesson
    pupil: str
    versions: list[tuple[str, str]]
    kind: str = "current"
    agreed_on: str = ""
    work_id: str = ""
    legacy: bool = False
    expects: Expected | None = IN_TIME
    """None: no cell, e.g. for a mark of a written work."""


@dataclass(frozen=True)
class Cell:
    check: str
    object: str
    bearer: str | None
    expects: Expected
    advisory: bool = False
    without: tuple[Expected, bool] | str | None = "derived"
    """What is told when there is no local act: status and advisory; None when there is no such cell then."""

    def without_norms(self) -> tuple[Expected, bool] | None:
        if self.without != "derived":
            assert not isinstance(self.without, str)
            return self.without
        status, _ = self.expects
        if self.check in BY_NORM and status not in WITHOUT_TIME:
            return (NO_NORM, self.advisory and self.check == "A6")
        if self.check == "S1" and status in {"FULFILLED", "LATE", "CURED_AFTER_TERM"}:
            return (IN_TIME, True)
        if self.check == "O5" and status in {"FULFILLED", "LATE"}:
            return (IN_TIME, True)
        return (self.expects, self.advisory)
