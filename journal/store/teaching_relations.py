"""Named relations of teaching: marks, attendance, plans, timetable, absences of staff.

Those that say «every version» show replaced ones too: timeliness is judged by the first that qualified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from journal.store import tables as t
from journal.store import teaching as s
from journal.store.relations import ever_stood, visible

if TYPE_CHECKING:
    from sqlalchemy import Select, Table

    from journal.store.relations import Scope

VERSION = ("recorded_at", "superseded_at", "recorded_at_known")


def _current(table: Table, scope: Scope, *names: str) -> Select[Any]:
    return select(*(table.c[name] for name in names)).where(visible(table, scope))


def _versions(table: Table, scope: Scope, *names: str) -> Select[Any]:
    return select(*(table.c[name] for name in (*names, *VERSION))).where(ever_stood(table, scope))


def lesson_versions(scope: Scope) -> Select[Any]:
    """lesson_id, slot_id, date, number, class_id, group_id, status, actual_teacher_id and times — every version."""
    names = ("lesson_id", "slot_id", "date", "number", "class_id", "group_id", "status", "actual_teacher_id")
    c = t.lessons.c
    return _versions(t.lessons, scope, *names).where(c.date >= scope.start, c.date <= scope.end)


def loads(scope: Scope) -> Select[Any]:
    """teacher_id, class_id, group_id, subject, hours_per_week, valid_from, valid_to."""
    return _current(
        t.loads, scope, "teacher_id", "class_id", "group_id", "subject", "hours_per_week", "valid_from", "valid_to"
    )


def enrolments(scope: Scope) -> Select[Any]:
    """pupil_id, class_id, valid_from, valid_to."""
    return _current(s.enrolments, scope, "pupil_id", "class_id", "valid_from", "valid_to")


def groups(scope: Scope) -> Select[Any]:
    """group_id, class_id, subject, kind, name."""
    return _current(s.groups, scope, "group_id", "class_id", "subject", "kind", "name")


def group_members(scope: Scope) -> Select[Any]:
    """group_id, pupil_id, valid_from, valid_to."""
    return _current(s.group_members, scope, "group_id", "pupil_id", "valid_from", "valid_to")


def timetable(scope: Scope) -> Select[Any]:
    """slot_id, weekday, number, class_id, group_id, subject, teacher_id, valid_from, valid_to."""
    names = ("slot_id", "weekday", "number", "class_id", "group_id", "subject", "teacher_id", "valid_from", "valid_to")
    return _current(s.timetable, scope, *names)


def attendance(scope: Scope) -> Select[Any]:
    """lesson_id, pupil_id (`*` = all present), code and times — every version."""
    return _versions(s.attendance, scope, "lesson_id", "pupil_id", "code")


def works(scope: Scope) -> Select[Any]:
    """work_id, lesson_id, type, planned_on."""
    return _current(s.works, scope, "work_id", "lesson_id", "type", "planned_on")


def marks(scope: Scope) -> Select[Any]:
    """mark_id, lesson_id, pupil_id, work_id, value, kind, agreed_on and times — every version."""
    return _versions(s.marks, scope, "mark_id", "lesson_id", "pupil_id", "work_id", "value", "kind", "agreed_on")


def term_marks(scope: Scope) -> Select[Any]:
    """pupil_id, class_id, subject, term_id, kind, value, reason and times — every version."""
    return _versions(s.term_marks, scope, "pupil_id", "class_id", "subject", "term_id", "kind", "value", "reason")


def ktp(scope: Scope) -> Select[Any]:
    """ktp_id, teacher_id, class_id, group_id, subject, number, topic, hours, version and times — every version."""
    names = ("ktp_id", "teacher_id", "class_id", "group_id", "subject", "number", "topic", "hours", "version")
    return _versions(s.ktp, scope, *names)


def curriculum(scope: Scope) -> Select[Any]:
    """class_id, subject, hours, school_year."""
    return _current(s.curriculum, scope, "class_id", "subject", "hours", "school_year")


def staff_absences(scope: Scope) -> Select[Any]:
    """person_id, valid_from, valid_to, reason, document."""
    return _current(s.staff_absences, scope, "person_id", "valid_from", "valid_to", "reason", "document")


def substitutions(scope: Scope) -> Select[Any]:
    """lesson_id, slot_id, date, from_teacher_id, to_teacher_id, order_id and times — every version."""
    names = ("lesson_id", "slot_id", "date", "from_teacher_id", "to_teacher_id", "order_id")
    return _versions(s.substitutions, scope, *names)
