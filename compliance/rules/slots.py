"""Lessons under their dates (S1): every slot of the timetable has its lesson; whether it was given, people know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.deadlines import Deadline
from compliance.instances import Occasion
from compliance.model import Evidence
from compliance.rules.lessons import lesson_object, out_of_post, role_title, teacher_of, took_place
from compliance.rules.roster import Roster
from compliance.rules.substitutions import slot_object
from compliance.rules.timetable import CANCELLED, LESSON_DAYS, Records, recorded, slot_days
from compliance.rules.versions import stands
from journal.store import relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row

    from compliance.entries import Entry
    from compliance.model import Requirement
    from compliance.rules.facts import Facts
    from compliance.rules.timetable import SlotDay

PARAMETER = "N_date"


def lesson_dates(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """S1: every slot has its lesson; then lessons on days without lessons and second lessons of a slot."""
    records = facts.once(Records.read)
    for place in slot_days(facts):
        occasion = _occasion(facts, requirement, place, records)
        if occasion is not None:
            yield occasion
    yield from _out_of_place(facts, requirement)


def _occasion(facts: Facts, requirement: Requirement, place: SlotDay, records: Records) -> Occasion | None:
    """None for a slot that is nobody's: cancelled, or its teacher was away and nobody is named (that is D3's)."""
    lessons = records.standing_lessons(place)
    if any(row.status == CANCELLED for row in lessons):
        return None
    if lessons:
        return _recorded(facts, requirement, place, records, lessons)
    teacher = _expected(place, records)
    if teacher is None:
        return None
    return Occasion(
        bearer=facts.bearer(teacher, role_title(requirement)),
        object=slot_object(facts, place),
        deadline=Deadline(due=place.day),
        unbound=None if facts.in_post(teacher, place.day) else "NOT_IN_POST",
        attest="NOT_CONFIRMED",
    )


def _expected(place: SlotDay, records: Records) -> str | None:
    """Who was to give the lesson: the substitute named last, else the slot's teacher unless away."""
    rows = [row for row in records.substitutions_of(place) if row.to_teacher_id and stands(row, records.known)]
    substitute: str | None = max(rows, key=recorded).to_teacher_id if rows else None
    own: str | None = None if place.absent else place.slot.teacher_id
    return substitute or own


def _recorded(
    facts: Facts, requirement: Requirement, place: SlotDay, records: Records, lessons: Sequence[Row[Any]]
) -> Occasion:
    row = lessons[0]
    found = _entry(records, place, row)
    at = found.at if found else None
    limit = facts.deadline(PARAMETER, place.day, class_id=place.class_id)
    unlimited = facts.parameter(PARAMETER, place.day) is None
    return Occasion(
        bearer=teacher_of(facts, requirement, row),
        object={**slot_object(facts, place), "lesson_id": row.lesson_id},
        # without a norm a record cannot be late
        deadline=Deadline(due=facts.local(at)) if unlimited else limit,
        unbound=out_of_post(facts, row),
        unknown="NO_BEARER" if row.actual_teacher_id is None else "RECORDED_AT_UNKNOWN" if at is None else None,
        evidence_time=at,
        done_on=facts.local(at),
        filled=True,
        cure_until=facts.lock(place.class_id, place.day),
        evidence=(Evidence(kind="lessons", ref=row.lesson_id, at=at),),
        advisory=unlimited,
    )


def _entry(records: Records, place: SlotDay, row: Row[Any]) -> Entry | None:
    versions = [version for version in records.lessons_of(place) if version.lesson_id == row.lesson_id]
    return records.first([(row.lesson_id, version, version.status) for version in versions], "lessons")


def _out_of_place(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    roster = facts.once(Roster.read)
    taken: set[tuple[Any, ...]] = set()
    rows = [row for row in facts.reader.rows(relations.lessons(facts.scope)) if took_place(row)]
    for row in sorted(rows, key=lambda row: (row.date, row.lesson_id)):
        place = (row.date, row.number, row.class_id, row.group_id)
        kind = facts.kind_of_day(roster.class_behind(row.class_id, row.group_id), row.date)
        curricular = not roster.ungraded(row.group_id, row.subject)
        if kind is not None and kind not in LESSON_DAYS and curricular:
            yield _question(facts, requirement, row, "NOT_SCHOOL_DAY")
        elif row.number is not None and place in taken:
            yield _question(facts, requirement, row, "SECOND_LESSON")
        taken.add(place)


def _question(facts: Facts, requirement: Requirement, row: Row[Any], reason: str) -> Occasion:
    return Occasion(
        bearer=teacher_of(facts, requirement, row),
        object={**lesson_object(facts, row), "question": reason},
        unbound=out_of_post(facts, row),
        attest=reason,
    )
