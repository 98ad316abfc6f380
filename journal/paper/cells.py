"""Cells → marks, attendance and term marks, against what the journal holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journal.pages import Entry
from journal.paper.asking import ask
from journal.paper.dates import LessonTarget
from school.marks import ABSENT, is_term_value, read_cell
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from journal.holdings import ClassJournal, HeldMark, HeldValues
    from journal.model import Person
    from journal.pages import Question, Reading, Ruling
    from journal.paper.dates import Target, TermTarget
    from school.marks import CellValue

FIRST_GRADE = 1
EVERYBODY = "*"
LATER_KINDS = frozenset({"retake", "correction", "debt"})
WORDS = {"absent": "н", "ill": "б", "exempt": "осв", "valid": "отсутствовал по уважительной причине",
         "late": "опоздал", "present": "присутствовал"}  # fmt: skip
ALL_PRESENT = "присутствовали все"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose cell it is; None for what is not settled yet or was left out."""

    pupil: Person | None
    target: Target | None
    subject: str
    used: bool = True
    """False in a row or a column that a person left out."""
    lacking: str = ""
    """The term of a summary register's cell, where the journal has no such term."""
    average: str = ""
    """Of the marks before a term mark, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkChange:
    """A mark to enter; `replaces` is the held one whose value it changes, or wipes where the cell has none for it."""

    value: str
    replaces: HeldMark | None = None


def plan_mark(reading: Reading, ruling: Ruling | None, place: Place, journal: ClassJournal, held: HeldValues) -> Entry:
    """The entry of a cell with its questions."""
    plain = Entry(reading=reading, ruling=ruling, proposed=reading.value, shown=reading.value)
    value = plain.value
    questions = tuple(_questions(plain, value, place, journal, held)) if place.used and value is not None else ()
    return Entry(reading=reading, ruling=ruling, proposed=reading.value, shown=value or "", questions=questions)


def _questions(entry: Entry, value: str, place: Place, journal: ClassJournal, held: HeldValues) -> Iterator[Question]:
    reading, meaning = entry.reading, read_cell(value)
    if meaning is None:
        yield ask("value-wrong", firm=True, read=value)
        return
    if reading.doubtful:
        yield ask("value-doubtful" if reading.value else "value-unread", read=reading.value)
    if reading.struck_value:
        yield ask("value-struck", struck=reading.struck_value, read=reading.value)
    if place.lacking and not meaning.silent:
        yield ask("term-missing", firm=True, period=place.lacking)
    if place.target is None or meaning.silent:
        return
    if meaning.marks and journal.school_class.grade == FIRST_GRADE:
        yield ask("value-first-grade", read=value)
    if isinstance(place.target, LessonTarget):
        yield from _lesson_questions(value, meaning, place, place.target, journal, held)
    else:
        yield from _term_questions(value, place, place.target, held)


def _lesson_questions(
    value: str, meaning: CellValue, place: Place, target: LessonTarget, journal: ClassJournal, held: HeldValues
) -> Iterator[Question]:
    if place.pupil is None:
        return
    key = (target.lesson_id, place.pupil.person_id)
    if not journal.enrolled(place.pupil.person_id, target.day):
        yield ask(
            "value-not-enrolled",
            pupil=place.pupil.short_name,
            class_name=journal.school_class.name,
            day=f"{target.day:%d.%m.%Y}",
            read=value,
        )
    if meaning.marks and ABSENT in (meaning.absence, held.attendance.get(key)):
        yield ask("value-of-absent", read=value)
    code = other_attendance(meaning, key, held)
    if code is not None:
        named = WORDS.get(code, code) if key in held.attendance else ALL_PRESENT
        yield ask("value-differs", held=named, read=value)
    if held.marks.get(key) and mark_changes(meaning, held.marks[key]):
        yield ask("value-differs", held=" ".join(mark.value for mark in held.marks[key]), read=value)


def _term_questions(value: str, place: Place, target: TermTarget, held: HeldValues) -> Iterator[Question]:
    if not is_term_value(value):
        yield ask("value-wrong", firm=True, read=value)
        return
    yield ask("value-term", period=target.period.title, read=value, average=place.average)
    if place.pupil is None:
        return
    before = held.term_marks.get(term_key(place.pupil, place.subject, target))
    if before is not None and fold(before) != fold(value):
        yield ask("value-differs", held=before, read=value)


def term_key(pupil: Person, subject: str, target: TermTarget) -> tuple[str, str, str, str]:
    """What names a term mark in `HeldValues.term_marks`."""
    return (pupil.person_id, fold(subject), target.term.term_id, target.period.mark)


def other_attendance(meaning: CellValue, key: tuple[str, str], held: HeldValues) -> str | None:
    """The code that the journal holds instead of the cell's absence."""
    if meaning.absence is None:
        return None
    code = held.attendance.get(key, held.attendance.get((key[0], EVERYBODY)))
    return code if code not in (None, meaning.absence) else None


def mark_changes(meaning: CellValue, held: Sequence[HeldMark]) -> tuple[MarkChange, ...]:
    """What makes the journal's marks those of the cell; retakes and corrections are the journal's own business."""
    wanted = Counter(meaning.marks)
    spare = []
    for mark in held:
        if wanted[fold(mark.value)]:
            wanted[fold(mark.value)] -= 1
        elif mark.about.get("kind") not in LATER_KINDS:
            spare.append(mark)
    missing = [value for value in dict.fromkeys(meaning.marks) for _ in range(wanted[value])]
    changed = [MarkChange(value=value, replaces=mark) for value, mark in zip(missing, spare, strict=False)]
    added = [MarkChange(value=value) for value in missing[len(spare) :]]
    wiped = [MarkChange(value="", replaces=mark) for mark in spare[len(missing) :]]
    return (*changed, *added, *wiped)
