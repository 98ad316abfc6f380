"""The timetable day by day, and what was recorded about each of its lessons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from compliance.entries import earliest, entry, is_blank
from compliance.rules.facts import covers
from compliance.rules.roster import Roster
from compliance.rules.versions import stands, version_of
from journal.store import teaching_relations as teaching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Row

    from compliance.entries import Entry
    from compliance.rules.facts import Facts

LESSON_DAYS = frozenset({"school", "remote"})
CANCELLED = "cancelled"

Place = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDay:
    """A slot of the timetable on a day with lessons."""

    slot: Row[Any]
    day: date
    class_id: str | None
    absent: bool
    """True when the slot's teacher is recorded absent that day."""


@dataclass(frozen=True, slots=True)
class Records:
    """Versions of lessons and substitutions by what they name, in the order in which they were recorded."""

    lessons: Mapping[Place, list[Row[Any]]]
    """By slot and date; lessons that name no slot by date, number, class and group."""
    substitutions: Mapping[Place, list[Row[Any]]]
    """By slot and date; those that name a lesson and no slot by the lesson."""
    known: Any

    @classmethod
    def read(cls, facts: Facts) -> Records:
        """Everything of the period."""
        lessons: dict[Place, list[Row[Any]]] = defaultdict(list)
        for row in sorted(facts.reader.rows(teaching.lesson_versions(facts.scope)), key=recorded):
            place = (row.slot_id, row.date) if row.slot_id else (row.date, row.number, row.class_id, row.group_id)
            lessons[place].append(row)
        given: dict[Place, list[Row[Any]]] = defaultdict(list)
        for row in sorted(facts.reader.rows(teaching.substitutions(facts.scope)), key=recorded):
            given[(row.slot_id, row.date) if row.slot_id else (row.lesson_id,)].append(row)
        return cls(lessons, given, facts.scope.known)

    def lessons_of(self, place: SlotDay) -> list[Row[Any]]:
        """Every version of the lessons that stand in a slot on its day."""
        slot = place.slot
        named = self.lessons.get((slot.slot_id, place.day))
        return named or self.lessons.get((place.day, slot.number, slot.class_id, slot.group_id), [])

    def standing_lessons(self, place: SlotDay) -> list[Row[Any]]:
        """Those lessons as they stand, by their ids."""
        held = (row for row in self.lessons_of(place) if stands(row, self.known))
        return sorted(held, key=lambda row: str(row.lesson_id))

    def substitutions_of(self, place: SlotDay) -> list[Row[Any]]:
        """Every version of the substitutions for the slot's own teacher on the day."""
        ids = sorted({row.lesson_id for row in self.lessons_of(place)})
        rows = [
            *self.substitutions.get((place.slot.slot_id, place.day), ()),
            *(row for lesson_id in ids for row in self.substitutions.get((lesson_id,), ())),
        ]
        return [row for row in rows if row.from_teacher_id in (None, place.slot.teacher_id)]

    def cancelled(self, place: SlotDay) -> Entry | None:
        """When the lesson was first recorded as cancelled, if it stands so."""
        versions = [
            (row.lesson_id, row, row.status if row.status == CANCELLED else "") for row in self.lessons_of(place)
        ]
        return self.first(versions, "lessons")

    def first(self, versions: Iterable[tuple[Any, Row[Any], str]], field: str) -> Entry | None:
        """The earliest entry among facts, given as (fact, version, what it says)."""
        grouped: dict[Any, list[Any]] = defaultdict(list)
        for fact, row, value in versions:
            grouped[fact].append(version_of(row, value))
        return earliest(entry(told, known=self.known, blank=is_blank, field=field) for told in grouped.values())


def recorded(row: Row[Any]) -> tuple[float, str, str]:
    """The order in which rows were recorded; what names a lesson or a slot settles ties."""
    return (row.recorded_at.timestamp() if row.recorded_at else 0.0, row.lesson_id or "", row.slot_id or "")


def slot_days(facts: Facts) -> Iterator[SlotDay]:
    """Every slot on every day of the period on which its class has lessons, in a stable order."""
    roster = facts.once(Roster.read)
    slots: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in sorted(facts.reader.rows(teaching.timetable(facts.scope)), key=lambda row: row.slot_id):
        slots[row.weekday].append(row)
    absences = _absences(facts)
    for day in _days(facts.scope.start, facts.scope.end):
        for slot in slots[day.isoweekday()]:
            class_id = roster.class_behind(slot.class_id, slot.group_id)
            if covers(slot, day) and facts.kind_of_day(class_id, day) in LESSON_DAYS:
                absent = day in absences.get(slot.teacher_id or "", ())
                yield SlotDay(slot=slot, day=day, class_id=class_id, absent=absent)


def _absences(facts: Facts) -> dict[str, set[date]]:
    """Person → days of the period on which the person is recorded absent."""
    found: dict[str, set[date]] = defaultdict(set)
    for row in facts.reader.rows(teaching.staff_absences(facts.scope)):
        first, last = max(row.valid_from, facts.scope.start), min(row.valid_to or facts.scope.end, facts.scope.end)
        found[row.person_id] |= set(_days(first, last))
    return found


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
