"""What a page brings into the journal: rows of facts, each with the cell it was read from.

Paper does not say when a teacher wrote something, so its facts have no time: `recorded_at` is empty and
`recorded_at_known` false, and the time of the import stands in the batch only. A value that a person decided to put
in the place of another is the one exception: the journal did change then, by that person.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.export.source_json import source_json
from journal.pages import EntryKind
from journal.paper.cells import mark_changes, term_key
from journal.paper.dates import LessonTarget
from journal.paper.texts import held_text, planned_topic, same_text
from school.marks import read_cell
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from journal.holdings import ClassJournal, HeldValues
    from journal.pages import Entry, StagedPage
    from journal.paper.cells import Place
    from journal.paper.dates import TermTarget
    from journal.paper.plan import Plan
    from school.marks import CellValue

ORIGIN = "бумажный журнал"
LESSONS, TEXTS, ATTENDANCE, MARKS, TERM_MARKS = (
    "lessons.csv",
    "lesson_texts.csv",
    "attendance.csv",
    "marks.csv",
    "term_marks.csv",
)
FILES = (LESSONS, TEXTS, ATTENDANCE, MARKS, TERM_MARKS)
TEXT_KINDS = frozenset({EntryKind.TOPIC, EntryKind.HOMEWORK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of a table of facts."""

    file: str
    values: Mapping[str, Any]
    entry: Entry
    instead: bool = False
    """It takes the place of another value of the journal."""


def facts_of(plan: Plan, journal: ClassJournal, held: HeldValues) -> Iterator[Fact]:
    """Facts of a page without open questions, those that the journal holds already left out."""
    bringing = _Bringing(plan, journal, held)
    yield from bringing.lessons()
    for entry in plan.entries:
        if not entry.value:
            continue
        if entry.reading.kind is EntryKind.MARK:
            yield from bringing.cell(entry, plan.places[entry.reading.entry_id])
        elif entry.reading.kind in TEXT_KINDS:
            yield from bringing.text(entry, entry.value)


def source_of_entry(page: StagedPage, entry: Entry, by: str) -> dict[str, Any]:
    """Where a fact comes from: the place on paper, what was read there, and who confirmed it."""
    reading, ruling = entry.reading, entry.ruling
    place = source_json(reading.source) or {"document": page.document, "page": page.page}
    return {
        **{key: place.get(key) for key in ("document", "page", "cell", "box")},
        "entry": reading.entry_id,
        "reading": reading.value,
        "confidence": reading.confidence,
        "decided_by": ruling.by if ruling else None,
        "confirmed_by": by,
    }


@dataclass(frozen=True, slots=True)
class _Bringing:
    plan: Plan
    journal: ClassJournal
    held: HeldValues

    def lessons(self) -> Iterator[Fact]:
        """Lessons that the journal does not hold yet."""
        frame = self.plan.frame
        for place, target in frame.targets.items():
            if not isinstance(target, LessonTarget) or target.held is not None:
                continue
            slot = target.slot
            values = {
                "lesson_id": target.lesson_id,
                "slot_id": slot.slot_id if slot else None,
                "date": target.day,
                "number": slot.number if slot else None,
                "class_id": self.journal.school_class.class_id,
                "group_id": frame.group_id,
                "subject": frame.subject,
                "status": "held",
                "planned_teacher_id": slot.teacher_id if slot else None,
                # the head of a right page says who taught; a left page does not
                "actual_teacher_id": frame.teacher_id,
            }
            yield Fact(file=LESSONS, values=values, entry=frame.dates[place])

    def cell(self, entry: Entry, place: Place) -> Iterator[Fact]:
        """What a cell says of its pupil."""
        meaning = read_cell(entry.value or "")
        if meaning is None or meaning.silent or not place.used or place.pupil is None or place.target is None:
            return
        if isinstance(place.target, LessonTarget):
            yield from self._absence(entry, meaning, (place.target.lesson_id, place.pupil.person_id))
            yield from self._marks(entry, meaning, (place.target.lesson_id, place.pupil.person_id))
        else:
            yield from self._term_mark(entry, meaning, place, place.target)

    def _absence(self, entry: Entry, meaning: CellValue, key: tuple[str, str]) -> Iterator[Fact]:
        before = self.held.attendance.get(key)
        if meaning.absence is not None and before != meaning.absence:
            values = {"lesson_id": key[0], "pupil_id": key[1], "code": meaning.absence}
            yield Fact(file=ATTENDANCE, values=values, entry=entry, instead=before is not None)

    def _marks(self, entry: Entry, meaning: CellValue, key: tuple[str, str]) -> Iterator[Fact]:
        before = self.held.marks.get(key, ())
        used = {mark.mark_id for mark in before}
        for change in mark_changes(meaning, before):
            mark_id = change.replaces.mark_id if change.replaces else _mark_id(key, used)
            used.add(mark_id)
            values = {
                "kind": "current",
                **(change.replaces.about if change.replaces else {}),
                "mark_id": mark_id,
                "lesson_id": key[0],
                "pupil_id": key[1],
                "value": change.value or None,
                "origin": ORIGIN,
            }
            yield Fact(file=MARKS, values=values, entry=entry, instead=change.replaces is not None)

    def _term_mark(self, entry: Entry, meaning: CellValue, place: Place, target: TermTarget) -> Iterator[Fact]:
        if place.pupil is None:
            return
        value = meaning.marks[0] if meaning.marks else fold(entry.value or "")
        before = self.held.term_marks.get(term_key(place.pupil, place.subject, target))
        if before is not None and fold(before) == value:
            return
        values = {
            "pupil_id": place.pupil.person_id,
            "class_id": self.journal.school_class.class_id,
            "subject": place.subject,
            "term_id": target.term.term_id,
            "kind": target.period.mark,
            "value": value,
        }
        yield Fact(file=TERM_MARKS, values=values, entry=entry, instead=before is not None)

    def text(self, entry: Entry, value: str) -> Iterator[Fact]:
        """A topic or homework of its lesson."""
        target = self.plan.frame.targets.get(entry.reading.row_place or "")
        before = held_text(target, entry.reading, self.held)
        if not isinstance(target, LessonTarget) or (before is not None and same_text(before.value, value)):
            return
        topic = entry.reading.kind is EntryKind.TOPIC
        values = {
            "lesson_id": target.lesson_id,
            "field": entry.reading.kind.value,
            "value": value,
            "ktp_id": planned_topic(self.journal, self.plan.frame.subject, value) if topic else None,
        }
        yield Fact(file=TEXTS, values=values, entry=entry, instead=before is not None)


def _mark_id(key: tuple[str, str], used: set[str]) -> str:
    """Id of a mark that only paper knows: the same in every import of the lesson's page."""
    number = 1
    while (mark_id := f"paper-{_short(*key)}-{number}") in used:
        number += 1
    return mark_id


def _short(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]
