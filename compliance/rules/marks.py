"""Current marks (S4): each recorded in time, and enough of them where the school says how many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from compliance.deadlines import NO_NORM, Deadline
from compliance.entries import Entry, entry, is_blank
from compliance.instances import Occasion
from compliance.model import Evidence
from compliance.rules.density import density
from compliance.rules.lessons import lesson_object, out_of_post, pupil_object, teacher_of, took_place
from compliance.rules.presence import Presence
from compliance.rules.roster import without_marks
from compliance.rules.versions import version_of
from journal.store import relations
from journal.store import teaching_relations as teaching

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Select

    from compliance.model import Requirement
    from compliance.rules.facts import Facts
    from journal.store.relations import Scope

PARAMETER = "N_cur"
WRITTEN = "written"
LATER_BY_NATURE = frozenset({"retake", "correction", "debt"})


StandingMark = tuple[Row[Any], Entry]


def current_marks(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """S4: every current mark by `N_cur`, and `k_density` marks to `L` lessons where both are set."""
    given = [(row, found) for row, found in facts.once(standing_marks) if facts.begins <= row.date <= facts.scope.end]
    for row, found in given:
        if facts.scope.start <= row.date and judged_as_current(row):
            yield _occasion(facts, requirement, row, found)
    yield from density(facts, requirement, given)


def marks_of_lessons(scope: Scope) -> Select[Any]:
    """Marks of the period's lessons with their lessons; one row a version."""
    lessons = relations.lessons(scope).subquery("lessons")
    marks = teaching.marks(scope).subquery("marks")
    return select(
        lessons,
        marks.c.mark_id,
        marks.c.pupil_id,
        marks.c.work_id,
        marks.c.value,
        marks.c.kind,
        marks.c.agreed_on,
        marks.c.recorded_at,
        marks.c.superseded_at,
        marks.c.recorded_at_known.label("mark_timed"),
    ).join_from(lessons, marks, marks.c.lesson_id == lessons.c.lesson_id)


def standing_marks(facts: Facts) -> list[StandingMark]:
    """Marks of lessons that took place from the start of the terms on, with their first times, in a stable order."""
    versions: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in sorted(facts.reader.rows(marks_of_lessons(facts.horizon)), key=_by_time):
        if took_place(row):
            versions[row.mark_id].append(row)
    found = [(rows[-1], _first(facts, rows)) for rows in versions.values()]
    return sorted(
        ((row, first) for row, first in found if first is not None), key=lambda mark: (mark[0].date, mark[0].mark_id)
    )


def _first(facts: Facts, rows: Sequence[Row[Any]]) -> Entry | None:
    told = [version_of(row, row.value, timed=row.mark_timed) for row in rows]
    return entry(told, known=facts.scope.known, blank=is_blank, field="marks")


def judged_as_current(row: Row[Any]) -> bool:
    """False for marks of written works: those have terms of their own (S6)."""
    return row.kind != WRITTEN and not (row.work_id and row.kind in LATER_BY_NATURE)


def _occasion(facts: Facts, requirement: Requirement, row: Row[Any], found: Entry) -> Occasion:
    return Occasion(
        bearer=teacher_of(facts, requirement, row),
        object={**lesson_object(facts, row), **pupil_object(facts, row.pupil_id), "mark_id": row.mark_id},
        deadline=mark_deadline(facts, row, PARAMETER),
        unbound=out_of_post(facts, row),
        inapplicable=without_marks(facts, row.class_id, row.group_id, row.subject),
        exempt="RETAKE" if row.kind in LATER_BY_NATURE and row.agreed_on is None else None,
        unknown=mark_unknown(row, found),
        evidence_time=found.at,
        done_on=facts.local(found.at),
        filled=True,
        cure_until=facts.lock(row.class_id, row.date),
        evidence=(Evidence(kind="marks", ref=row.mark_id, at=found.at),),
    )


def mark_deadline(facts: Facts, row: Row[Any], key: str) -> Deadline:
    """The term of a mark runs from its lesson, from the day agreed with the pupil, or from the pupil's return."""
    if row.agreed_on is None and facts.once(Presence.read).absent(row, row.pupil_id):
        return deadline_after_return(facts, row, key, row.pupil_id)
    return facts.deadline(key, row.date, class_id=row.class_id, since=row.agreed_on)


def deadline_after_return(facts: Facts, row: Row[Any], key: str, pupil: str) -> Deadline:
    """The term of a mark of a pupil who missed the lesson."""
    since = facts.once(Presence.read).returned(row, pupil)
    if since is None:
        return _not_back_yet(facts, key, row.date)
    return facts.deadline(key, row.date, class_id=row.class_id, since=since)


def _not_back_yet(facts: Facts, key: str, day: date) -> Deadline:
    """The pupil has not come back: the term has not begun to run."""
    norm = facts.parameter(key, day)
    if norm is None:
        return Deadline(reason=NO_NORM)
    return Deadline(parameter=norm, later_than=facts.scope.as_of)


def mark_unknown(row: Row[Any], found: Entry) -> str | None:
    """Why a mark cannot be judged, apart from its term."""
    if row.actual_teacher_id is None:
        return "NO_BEARER"
    return "RECORDED_AT_UNKNOWN" if found.at is None else None


def _by_time(row: Row[Any]) -> tuple[float, bool]:
    """The version that stands last comes last."""
    return (row.recorded_at.timestamp() if row.recorded_at else 0.0, row.superseded_at is None)
