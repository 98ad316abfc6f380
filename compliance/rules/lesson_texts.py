"""S2 and S5: the topic and the homework of every lesson given, by the teacher who gave it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, and_, case, func, or_, select

from compliance.model import Evidence, Finding
from compliance.rules.setting import NOTICE_DAYS
from compliance.status import Circumstances, status_of
from journal.store import relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row, Select

    from compliance.model import Requirement
    from compliance.rules.setting import Parameter, Setting
    from journal.store.relations import Scope

TOPIC = ("topic",)
HOMEWORK = ("homework", "no_homework_reason")
PLACEHOLDERS = ("", "-", "–", "—", ".", "тема", "урок")
GIVEN = ("held", "replaced")
FIRST_GRADE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTextRule:
    """A rule about a text that every given lesson must have."""

    parameter: str
    fields: tuple[str, ...]
    until_next_lesson: bool
    """True when the text serves only until the next lesson of the same journal."""

    def findings(self, requirement: Requirement, setting: Setting) -> Iterator[Finding]:
        """One finding per lesson given in the period."""
        for row in setting.reader.rows(lessons_with_text(setting.scope, self.fields)):
            yield self._finding(row, requirement, setting)

    def _finding(self, row: Row[Any], requirement: Requirement, setting: Setting) -> Finding:
        norm = setting.parameter(self.parameter, row.date)
        due = setting.due(row.date, norm) if norm is not None else None
        limit = row.next_date if self.until_next_lesson else row.lock_on
        if due is not None and self.until_next_lesson and row.next_date is not None:
            due = min(due, row.next_date)
        told = row.evidence_known is not False and row.recorded_at_known is not False
        evidence = (row.evidence_on or row.date) if row.evidence_ref is not None else None
        status = status_of(
            Circumstances(
                as_of=setting.scope.as_of,
                bound=_binds(requirement, row.date),
                applicable=not (self.until_next_lesson and row.grade == FIRST_GRADE),
                has_norm=norm is not None,
                has_data=norm is None or due is not None,
                time_known=told,
                due=due,
                notice_from=due - timedelta(days=NOTICE_DAYS) if due else None,
                evidence=evidence,
                cured_by=limit,
            )
        )
        return Finding(
            requirement=requirement,
            bearer=setting.bearer(row.actual_teacher_id, requirement),
            object=_object(row),
            period=None,
            status=status,
            reason=_reason(norm, told=told, due=due),
            advisory=norm is not None and norm.advisory,
            due=due,
            evidence_time=row.evidence_at,
            have=int(row.evidence_ref is not None),
            need=1,
            evidence=(Evidence(kind="lesson_texts", ref=str(row.lesson_id), at=row.evidence_at),)
            if row.evidence_ref is not None
            else (),
        )


def _binds(requirement: Requirement, day: date) -> bool:
    return requirement.binds_from <= day and (requirement.binds_to is None or day <= requirement.binds_to)


def _object(row: Row[Any]) -> dict[str, str]:
    parts = {
        "lesson_id": row.lesson_id,
        "date": row.date.isoformat(),
        "class_id": row.class_id,
        "group_id": row.group_id,
        "subject": row.subject,
    }
    return {key: value for key, value in parts.items() if value is not None}


def _reason(norm: Parameter | None, *, told: bool, due: date | None) -> str | None:
    if norm is None:
        return "NO_NORM"
    if due is None:
        return "NO_CALENDAR"
    return None if told else "TIME_UNKNOWN"


def lessons_with_text(scope: Scope, fields: tuple[str, ...]) -> Select[Any]:
    """Lessons given, each with the first act that filled its text and the next lesson of the same journal.

    Columns: those of `relations.lessons`, grade, next_date, lock_on, evidence_ref, evidence_at, evidence_on,
    evidence_known. A text blanked and filled again counts from when it was filled again.
    """
    every = relations.Scope(as_of=scope.as_of, known=scope.known, start=date.min, end=date.max)
    lesson = relations.lessons(every).subquery("lesson")
    klass = relations.classes(scope).subquery("klass")
    filled = _first_fill(scope, fields).subquery("filled")
    following = func.lead(lesson.c.date, type_=Date()).over(
        partition_by=(lesson.c.class_id, lesson.c.group_id, lesson.c.subject),
        order_by=(lesson.c.date, lesson.c.number, lesson.c.lesson_id),
    )
    given = select(*lesson.c, following.label("next_date")).where(lesson.c.status.in_(GIVEN)).subquery("given")
    term = relations.terms(scope).subquery("term")
    lock = (
        select(func.min(term.c.lock_on))
        .where(
            term.c.valid_from <= given.c.date,
            given.c.date <= term.c.valid_to,
            or_(term.c.class_id.is_(None), term.c.class_id == given.c.class_id),
            term.c.kind != "year",
        )
        .correlate(given)
        .scalar_subquery()
    )
    return (
        select(
            *given.c,
            klass.c.grade,
            lock.label("lock_on"),
            filled.c.evidence_ref,
            filled.c.evidence_at,
            filled.c.evidence_on,
            filled.c.evidence_known,
        )
        .join(klass, klass.c.class_id == given.c.class_id, isouter=True)
        .join(filled, filled.c.lesson_id == given.c.lesson_id, isouter=True)
        .where(given.c.date >= scope.start, given.c.date <= scope.end)
        .order_by(given.c.date, given.c.number, given.c.lesson_id)
    )


def _first_fill(scope: Scope, fields: tuple[str, ...]) -> Select[Any]:
    """lesson_id, evidence_ref, evidence_at, evidence_on, evidence_known: the start of the present filled stretch."""
    text = relations.lesson_texts(scope).subquery("text")
    now = relations.current_texts(scope).subquery("now")
    present = (
        select(now.c.lesson_id, now.c.field).where(now.c.field.in_(fields), _full(now.c.value)).subquery("present")
    )
    blanked = (
        select(text.c.lesson_id, text.c.field, func.max(text.c.recorded_at).label("at"))
        .where(text.c.field.in_(fields), ~_full(text.c.value))
        .group_by(text.c.lesson_id, text.c.field)
        .subquery("blanked")
    )
    return (
        select(
            text.c.lesson_id,
            func.min(text.c.row_id).label("evidence_ref"),
            func.min(text.c.recorded_at).label("evidence_at"),
            func.min(text.c.recorded_on).label("evidence_on"),
            (func.min(case((text.c.recorded_at_known, 1), else_=0)) == 1).label("evidence_known"),
        )
        .join(present, and_(present.c.lesson_id == text.c.lesson_id, present.c.field == text.c.field))
        .join(
            blanked,
            and_(blanked.c.lesson_id == text.c.lesson_id, blanked.c.field == text.c.field),
            isouter=True,
        )
        .where(_full(text.c.value), or_(blanked.c.at.is_(None), text.c.recorded_at > blanked.c.at))
        .group_by(text.c.lesson_id)
    )


def _full(value: Any) -> Any:
    """A text that says something; the newest version empty or white space is blank."""
    return and_(value.is_not(None), func.trim(value).not_in(PLACEHOLDERS))
