"""Marks for written works (S6): everybody who wrote has one by `N_wr`, whoever was away after coming back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from compliance.instances import Occasion
from compliance.model import Evidence
from compliance.rules.lessons import lesson_object, out_of_post, pupil_object, teacher_of, took_place
from compliance.rules.marks import deadline_after_return, standing_marks
from compliance.rules.presence import ABSENT, EXEMPT, Presence
from compliance.rules.roster import Roster, without_marks
from journal.store import relations
from journal.store import teaching_relations as teaching

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Row, Select

    from compliance.deadlines import Deadline
    from compliance.entries import Entry
    from compliance.model import Requirement
    from compliance.rules.facts import Facts
    from journal.store.relations import Scope

PARAMETER = "N_wr"
WRITTEN = "written"

Marks = dict[str, dict[str, "Entry"]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A written work with its lesson, who wrote it, and the marks given for it."""

    row: Row[Any]
    wrote: Sequence[str]
    away: Sequence[str]
    marks: Mapping[str, Entry]


def written_works(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """S6: one occasion for all who wrote, one for each who was away that day."""
    given = _given(facts)
    rows = (row for row in facts.reader.rows(works_of_lessons(facts.scope)) if took_place(row))
    for row in sorted(rows, key=lambda row: (row.date, row.work_id)):
        sheet = _sheet(facts, row, given)
        yield _class_occasion(facts, requirement, sheet)
        for pupil in sheet.away:
            yield _pupil_occasion(facts, requirement, sheet, pupil)


def works_of_lessons(scope: Scope) -> Select[Any]:
    """Written works of the period's lessons with their lessons."""
    lessons = relations.lessons(scope).subquery("lessons")
    works = teaching.works(scope).subquery("works")
    return select(lessons, works.c.work_id, works.c.type).join_from(
        lessons, works, works.c.lesson_id == lessons.c.lesson_id
    )


def _given(facts: Facts) -> Marks:
    """Work, or lesson where a mark names no work → pupil → the first mark."""
    found: Marks = defaultdict(dict)
    for row, first in facts.once(standing_marks):
        place = row.work_id or (row.lesson_id if row.kind == WRITTEN else None)
        if place is not None and facts.scope.start <= row.date <= facts.scope.end:
            found[place][row.pupil_id] = _earlier(found[place].get(row.pupil_id), first)
    return found


def _earlier(held: Entry | None, other: Entry) -> Entry:
    if held is None or held.at is None:
        return other
    return held if other.at is None or held.at <= other.at else other


def _sheet(facts: Facts, row: Row[Any], given: Marks) -> Sheet:
    presence = facts.once(Presence.read)
    pupils = sorted(facts.once(Roster.read).pupils(row.class_id, row.group_id, row.date))
    codes = {pupil: presence.code(row.lesson_id, pupil) for pupil in pupils}
    return Sheet(
        row=row,
        wrote=[pupil for pupil in pupils if codes[pupil] not in ABSENT | {EXEMPT}],
        away=[pupil for pupil in pupils if codes[pupil] in ABSENT],
        marks=_merged(given.get(row.lesson_id, {}), given.get(row.work_id, {})),
    )


def _merged(of_lesson: Mapping[str, Entry], of_work: Mapping[str, Entry]) -> dict[str, Entry]:
    """Marks that name the work and written ones of its lesson that name none; of several the first."""
    return {**of_lesson, **{pupil: _earlier(of_lesson.get(pupil), entry) for pupil, entry in of_work.items()}}


def _class_occasion(facts: Facts, requirement: Requirement, sheet: Sheet) -> Occasion:
    marked = [sheet.marks[pupil].at for pupil in sheet.wrote if pupil in sheet.marks]
    whole = len(marked) == len(sheet.wrote)
    at = _last(marked) if whole else None
    return replace(
        _occasion(facts, requirement, sheet),
        inapplicable=_without(facts, sheet) or (None if sheet.wrote else "NO_OCCASION"),
        unknown=_unknown(sheet, timed=not whole or at is not None),
        deadline=_by_term(facts, sheet.row, _deadline(facts, sheet.row)),
        evidence_time=at,
        done_on=facts.local(at),
        filled=whole,
        part=bool(marked),
        have=len(marked),
        need=len(sheet.wrote),
        evidence=(Evidence(kind="works", ref=sheet.row.work_id, at=at),) if marked else (),
    )


def _pupil_occasion(facts: Facts, requirement: Requirement, sheet: Sheet, pupil: str) -> Occasion:
    found = sheet.marks.get(pupil)
    at = found.at if found else None
    general = _occasion(facts, requirement, sheet)
    return replace(
        general,
        object={**(general.object or {}), **pupil_object(facts, pupil)},
        unknown=_unknown(sheet, timed=found is None or at is not None),
        deadline=deadline_after_return(facts, sheet.row, _key(facts, sheet.row), pupil),
        evidence_time=at,
        done_on=facts.local(at),
        filled=found is not None,
        evidence=(Evidence(kind="works", ref=sheet.row.work_id, at=at),) if found else (),
    )


def _occasion(facts: Facts, requirement: Requirement, sheet: Sheet) -> Occasion:
    row = sheet.row
    return Occasion(
        bearer=teacher_of(facts, requirement, row),
        object={**lesson_object(facts, row), "work_id": row.work_id, **({"type": row.type} if row.type else {})},
        unbound=out_of_post(facts, row),
        inapplicable=_without(facts, sheet),
        cure_until=facts.lock(row.class_id, row.date),
    )


def _without(facts: Facts, sheet: Sheet) -> str | None:
    return without_marks(facts, sheet.row.class_id, sheet.row.group_id, sheet.row.subject)


def _unknown(sheet: Sheet, *, timed: bool) -> str | None:
    if sheet.row.actual_teacher_id is None:
        return "NO_BEARER"
    return None if timed else "RECORDED_AT_UNKNOWN"


def _key(facts: Facts, row: Row[Any]) -> str:
    """The term of this type of work where it has one, else the common one."""
    own = f"{PARAMETER}.{row.type}"
    return own if facts.parameter(own, row.date) is not None else PARAMETER


def _deadline(facts: Facts, row: Row[Any]) -> Deadline:
    return facts.deadline(_key(facts, row), row.date, class_id=row.class_id)


def _by_term(facts: Facts, row: Row[Any], found: Deadline) -> Deadline:
    """Marks for a term's last works come by its end."""
    term = facts.term_of(row.class_id, row.date)
    end: date | None = term.valid_to if term is not None else None
    if end is None or (found.due is None and found.later_than is None):
        return found
    if found.due is not None and found.due <= end:
        return found
    return replace(found, due=end, notice_from=min(found.notice_from or end, end), later_than=None, reason=None)


def _last(times: Sequence[datetime | None]) -> datetime | None:
    known = [at for at in times if at is not None]
    return max(known) if known and len(known) == len(times) else None
