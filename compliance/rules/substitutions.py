"""Missed lessons (D3): every lesson of an absent teacher is cancelled or given to another, by order and in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.entries import earliest
from compliance.instances import Occasion
from compliance.model import Evidence
from compliance.rules.holders import bearer_on
from compliance.rules.lessons import HELD, journal_object
from compliance.rules.timetable import Records, slot_days
from compliance.rules.versions import stands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

    from compliance.deadlines import Deadline
    from compliance.entries import Entry
    from compliance.model import Bearer, Requirement
    from compliance.rules.facts import Facts
    from compliance.rules.timetable import SlotDay

PARAMETER = "N_sub"
REPLACED = "replaced"


def substitutions(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """D3: one occasion for every slot of the timetable on every day of a recorded absence."""
    records = facts.once(Records.read)
    for place in slot_days(facts):
        if place.absent:
            yield _occasion(facts, requirement, place, records)


def _occasion(facts: Facts, requirement: Requirement, place: SlotDay, records: Records) -> Occasion:
    lesson = next(iter(records.standing_lessons(place)), None)
    cancelled, replaced = records.cancelled(place), _replaced(records, place)
    lack = _lack(records, place, lesson, replaced)
    filled = cancelled is not None or (replaced is not None and lack is None)
    found = earliest([cancelled, replaced]) if filled else None
    at = found.at if found else None
    bearer = bearer_on(facts, requirement, place.day)
    return Occasion(
        bearer=bearer,
        object=_object(facts, place, lesson),
        deadline=_deadline(facts, place, bearer),
        unbound="NO_HOLDER" if bearer is None else None,
        attest="CONTRADICTION" if not filled and _gave_it(lesson, place) else None,
        unknown="RECORDED_AT_UNKNOWN" if filled and at is None else None,
        note=lack,
        evidence_time=at,
        done_on=facts.local(at),
        filled=filled,
        part=lack is not None,
        evidence=(Evidence(kind=found.field, ref=_ref(place, lesson), at=at),) if found else (),
    )


def _replaced(records: Records, place: SlotDay) -> Entry | None:
    """The first whole record of a substitution."""
    rows = records.substitutions_of(place)
    versions = [((row.slot_id, row.lesson_id), row, "" if _missing(row) else REPLACED) for row in rows]
    return records.first(versions, "substitutions")


def _missing(row: Row[Any]) -> str | None:
    """What a substitution cannot do without: a substitute and an order."""
    if not row.to_teacher_id:
        return "NOBODY_TAUGHT"
    return None if row.order_id else "NO_ORDER"


def _lack(records: Records, place: SlotDay, lesson: Row[Any] | None, replaced: Entry | None) -> str | None:
    """Why a recorded substitution is not whole."""
    if replaced is not None:
        nobody = lesson is not None and lesson.status in HELD and lesson.actual_teacher_id is None
        return "NOBODY_TAUGHT" if nobody else None
    rows = (row for row in records.substitutions_of(place) if stands(row, records.known))
    return next((lack for lack in map(_missing, rows) if lack), None)


def _gave_it(lesson: Row[Any] | None, place: SlotDay) -> bool:
    """True when the lesson is recorded as given by the very teacher who is recorded absent."""
    return lesson is not None and lesson.status in HELD and lesson.actual_teacher_id == place.slot.teacher_id


def _deadline(facts: Facts, place: SlotDay, bearer: Bearer | None) -> Deadline:
    """`N_sub` where it is set; else the lesson's own day, after which a record is made backwards."""
    of = bearer.person_id if bearer else None
    if facts.parameter(PARAMETER, place.day) is not None:
        return facts.deadline(PARAMETER, place.day, class_id=place.class_id, of=of)
    away = facts.leave_days.get(of or "", ())
    return facts.calendar_of(place.class_id).after(place.day, 0, "SCHOOL_DAY", away)


def _object(facts: Facts, place: SlotDay, lesson: Row[Any] | None) -> dict[str, str]:
    person = place.slot.teacher_id
    told = slot_object(facts, place)
    named = {"lesson_id": lesson.lesson_id} if lesson is not None else {}
    return {**told, **named, "absent_id": person, "absent": facts.names.get(person, person)}


def slot_object(facts: Facts, place: SlotDay) -> dict[str, str]:
    """Ids and names of a slot on a day."""
    slot = place.slot
    number = {"number": str(slot.number)} if slot.number is not None else {}
    journal = journal_object(facts, slot.class_id, slot.group_id, slot.subject or "")
    return {"slot_id": slot.slot_id, **journal, "date": place.day.isoformat(), **number}


def _ref(place: SlotDay, lesson: Row[Any] | None) -> str:
    return str(lesson.lesson_id if lesson is not None else place.slot.slot_id)
