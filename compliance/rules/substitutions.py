"""Missed lessons (D3): every lesson of an absent teacher is cancelled or given to another, by order and in time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from compliance.entries import earliest, entry, is_blank
from compliance.instances import Occasion
from compliance.model import Evidence
from compliance.rules.facts import covers
from compliance.rules.holders import bearer_on
from compliance.rules.lessons import HELD, journal_object
from compliance.rules.roster import Roster
from compliance.rules.versions import stands, version_of
from journal.store import teaching_relations as teaching

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Row

    from compliance.deadlines import Deadline
    from compliance.entries import Entry, Version
    from compliance.model import Bearer, Requirement
    from compliance.rules.facts import Facts

PARAMETER = "N_sub"
LESSON_DAYS = frozenset({"school", "remote"})
CANCELLED, REPLACED, SUBSTITUTIONS = "cancelled", "replaced", "substitutions"

Slot = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """Versions of what was recorded about slots of the timetable."""

    lessons: Mapping[Slot, list[Row[Any]]]
    by_place: Mapping[Any, list[Row[Any]]]
    """Lessons that do not name their slot, by date, number, class and group."""
    substitutions: Mapping[Slot, list[Row[Any]]]
    by_lesson: Mapping[str, list[Row[Any]]]
    """Substitutions that name a lesson and no slot."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What the journal shows of one lesson of an absent teacher."""

    lesson: Row[Any] | None
    cancelled: Entry | None
    replaced: Entry | None
    lack: str | None
    """What the recorded substitution lacks."""
    given_by_himself: bool = field(default=False)


def substitutions(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """D3: one occasion for every slot of the timetable in every recorded absence."""
    records = _records(facts)
    for (day, _), (slot, person) in sorted(_slots(facts).items()):
        yield _occasion(facts, requirement, slot, day, person, records)


def _slots(facts: Facts) -> dict[tuple[date, str], tuple[Row[Any], str]]:
    """(day, slot) → slot and its absent teacher, on days with lessons."""
    roster = facts.once(Roster.read)
    slots: dict[tuple[str, int], list[Row[Any]]] = defaultdict(list)
    for row in facts.reader.rows(teaching.timetable(facts.scope)):
        slots[row.teacher_id or "", row.weekday].append(row)
    found: dict[tuple[date, str], tuple[Row[Any], str]] = {}
    for absence in facts.reader.rows(teaching.staff_absences(facts.scope)):
        for day in _days(facts, absence):
            for slot in slots[absence.person_id, day.isoweekday()]:
                class_id = roster.class_behind(slot.class_id, slot.group_id)
                if covers(slot, day) and facts.kind_of_day(class_id, day) in LESSON_DAYS:
                    found[day, slot.slot_id] = (slot, absence.person_id)
    return found


def _days(facts: Facts, absence: Row[Any]) -> list[date]:
    first = max(absence.valid_from, facts.scope.start)
    last = min(absence.valid_to or facts.scope.end, facts.scope.end)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _records(facts: Facts) -> Records:
    lessons: dict[Slot, list[Row[Any]]] = defaultdict(list)
    by_place: dict[Any, list[Row[Any]]] = defaultdict(list)
    for row in facts.reader.rows(teaching.lesson_versions(facts.scope)):
        if row.slot_id:
            lessons[row.slot_id, row.date].append(row)
        else:
            by_place[row.date, row.number, row.class_id, row.group_id].append(row)
    recorded: dict[Slot, list[Row[Any]]] = defaultdict(list)
    by_lesson: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in facts.reader.rows(teaching.substitutions(facts.scope)):
        if row.slot_id:
            recorded[row.slot_id, row.date].append(row)
        elif row.lesson_id:
            by_lesson[row.lesson_id].append(row)
    return Records(lessons=lessons, by_place=by_place, substitutions=recorded, by_lesson=by_lesson)


def _missed(facts: Facts, slot: Row[Any], day: date, person: str, records: Records) -> Missed:
    place = (slot.slot_id, day)
    lessons = records.lessons.get(place) or records.by_place.get((day, slot.number, slot.class_id, slot.group_id), [])
    ids = sorted({row.lesson_id for row in lessons})
    rows = [*records.substitutions.get(place, ()), *(row for key in ids for row in records.by_lesson.get(key, ()))]
    rows = [row for row in rows if row.from_teacher_id in (None, person)]
    lesson = next((row for row in lessons if stands(row, facts.scope.known)), None)
    cancelled = _entry(
        facts, [version_of(row, CANCELLED if row.status == CANCELLED else "") for row in lessons], "lessons"
    )
    replaced = _entry(facts, [version_of(row, "" if _lack(row) else REPLACED) for row in rows], SUBSTITUTIONS)
    nobody = lesson is not None and lesson.status in HELD and lesson.actual_teacher_id is None
    lacks = [_lack(row) for row in rows if stands(row, facts.scope.known)]
    return Missed(
        lesson=lesson,
        cancelled=cancelled,
        replaced=replaced,
        lack="NOBODY_TAUGHT" if replaced and nobody else next((lack for lack in lacks if lack), None),
        given_by_himself=lesson is not None and lesson.status in HELD and lesson.actual_teacher_id == person,
    )


def _lack(row: Row[Any]) -> str | None:
    """What a substitution cannot do without: a substitute and an order."""
    if not row.to_teacher_id:
        return "NOBODY_TAUGHT"
    return None if row.order_id else "NO_ORDER"


def _entry(facts: Facts, versions: Sequence[Version], field_name: str) -> Entry | None:
    return entry(versions, known=facts.scope.known, blank=is_blank, field=field_name)


def _occasion(
    facts: Facts, requirement: Requirement, slot: Row[Any], day: date, person: str, records: Records
) -> Occasion:
    bearer = bearer_on(facts, requirement, day)
    missed = _missed(facts, slot, day, person, records)
    found = earliest([missed.cancelled, missed.replaced])
    filled = missed.cancelled is not None or (missed.replaced is not None and missed.lack is None)
    at = found.at if found and filled else None
    contradicts = missed.given_by_himself and not filled
    return Occasion(
        bearer=bearer,
        object=_object(facts, slot, day, person, missed.lesson),
        deadline=_deadline(facts, slot, day, bearer),
        unbound="NO_HOLDER" if bearer is None else None,
        attest="CONTRADICTION" if contradicts else None,
        unknown="RECORDED_AT_UNKNOWN" if filled and at is None else None,
        note=missed.lack,
        evidence_time=at,
        done_on=facts.local(at),
        filled=filled,
        part=missed.lack is not None,
        evidence=(Evidence(kind=found.field, ref=_ref(slot, missed.lesson), at=found.at),) if found else (),
    )


def _deadline(facts: Facts, slot: Row[Any], day: date, bearer: Bearer | None) -> Deadline:
    """`N_sub` where it is set; else the lesson's own day, after which a record is made backwards."""
    class_id = facts.once(Roster.read).class_behind(slot.class_id, slot.group_id)
    of = bearer.person_id if bearer else None
    if facts.parameter(PARAMETER, day) is not None:
        return facts.deadline(PARAMETER, day, class_id=class_id, of=of)
    return facts.calendar_of(class_id).after(day, 0, "SCHOOL_DAY", facts.leave_days.get(of or "", ()))


def _object(facts: Facts, slot: Row[Any], day: date, person: str, lesson: Row[Any] | None) -> dict[str, str]:
    values = {
        "slot_id": slot.slot_id,
        "lesson_id": lesson.lesson_id if lesson is not None else None,
        **journal_object(facts, slot.class_id, slot.group_id, slot.subject or ""),
        "date": day.isoformat(),
        "number": slot.number,
        "absent_id": person,
        "absent": facts.names.get(person, person),
    }
    return {key: str(value) for key, value in values.items() if value is not None}


def _ref(slot: Row[Any], lesson: Row[Any] | None) -> str:
    return str(lesson.lesson_id if lesson is not None else slot.slot_id)
