"""Teaching as it stands now: classes, pupils, lessons and what is written in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from journal.holdings import (
    ClassGroup,
    Enrolled,
    HeldLesson,
    HeldMark,
    HeldText,
    HeldValues,
    PlannedTopic,
    Slot,
    StudyGroup,
    Term,
)
from journal.store import tables as t
from journal.store import teaching as w
from journal.store.portions import portions
from journal.store.repositories.people import person_of
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Row, Select, Table

ABOUT_MARK = ("work_id", "weight", "kind", "agreed_on", "replaces", "reason")


@dataclass(frozen=True, slots=True)
class TeachingRepository:
    """Current facts of teaching, inside one transaction."""

    connection: Connection

    def classes(self) -> Sequence[ClassGroup]:
        """Every class of every year."""
        c = t.classes.c
        rows = self._rows(select(c.class_id, c.name, c.school_year, c.grade).where(_now(t.classes)))
        return tuple(
            ClassGroup(class_id=row.class_id, name=row.name, school_year=row.school_year, grade=row.grade)
            for row in rows
        )

    def class_teachers(self) -> Sequence[Mapping[str, Any]]:
        """Who leads which class: class_id, person_id, valid_from, valid_to, order_id, fact_key."""
        c = t.class_teachers.c
        rows = self._rows(
            select(c.class_id, c.person_id, c.valid_from, c.valid_to, c.order_id, c.fact_key).where(
                _now(t.class_teachers)
            )
        )
        return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name for it

    def pupils(self, class_id: str) -> Sequence[Enrolled]:
        """Pupils of a class with the dates of their being in it, alphabetical."""
        c = w.enrolments.c
        rows = self._rows(
            select(t.people, c.valid_from, c.valid_to)
            .join(w.enrolments, c.pupil_id == t.people.c.person_id)
            .where(_now(t.people), _now(w.enrolments), c.class_id == class_id)
        )
        found = [Enrolled(person=person_of(row), valid_from=row.valid_from, valid_to=row.valid_to) for row in rows]
        return tuple(sorted(found, key=lambda item: (fold(item.person.full_name), item.person.person_id)))

    def lessons(self, class_id: str, first: date, last: date) -> Sequence[HeldLesson]:
        """Lessons of a class in a span of days."""
        c = t.lessons.c
        rows = self._rows(
            select(c.lesson_id, c.date, c.number, c.group_id, c.subject, c.status).where(
                _now(t.lessons), c.class_id == class_id, c.date >= first, c.date <= last
            )
        )
        return tuple(
            HeldLesson(
                lesson_id=row.lesson_id,
                day=row.date,
                number=row.number,
                group_id=row.group_id,
                subject=row.subject,
                status=row.status,
            )
            for row in rows
        )

    def slots(self, class_id: str) -> Sequence[Slot]:
        """The timetable of a class."""
        c = w.timetable.c
        return tuple(
            Slot(
                slot_id=row.slot_id,
                weekday=row.weekday,
                number=row.number,
                group_id=row.group_id,
                subject=row.subject or "",
                teacher_id=row.teacher_id,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in self._rows(select(w.timetable).where(_now(w.timetable), c.class_id == class_id))
        )

    def days(self, class_id: str, first: date, last: date) -> Mapping[date, str]:
        """Kinds of days; what stands for the class itself goes before what stands for all."""
        c = t.calendar.c
        rows = self._rows(
            select(c.date, c.kind, c.class_id)
            .where(_now(t.calendar), or_(c.class_id.is_(None), c.class_id == class_id))
            .where(c.date >= first, c.date <= last)
        )
        return {row.date: row.kind for row in sorted(rows, key=lambda row: row.class_id is not None)}

    def terms(self, class_id: str, first: date, last: date) -> Sequence[Term]:
        """Terms of a class inside a span of days; its own go before those of the whole school."""
        c = t.terms.c
        rows = self._rows(
            select(t.terms)
            .where(_now(t.terms), or_(c.class_id.is_(None), c.class_id == class_id))
            .where(c.valid_from >= first, c.valid_to <= last)
        )
        return tuple(
            Term(
                term_id=row.term_id,
                kind=row.kind,
                number=row.number,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in sorted(rows, key=lambda row: (row.class_id is None, row.valid_from, row.term_id))
        )

    def groups(self, class_id: str) -> Sequence[StudyGroup]:
        """Groups that a class is split into."""
        members: dict[str, set[str]] = defaultdict(set)
        for row in self._rows(select(w.group_members).where(_now(w.group_members))):
            members[row.group_id].add(row.pupil_id)
        c = w.groups.c
        rows = self._rows(select(w.groups).where(_now(w.groups), c.class_id == class_id).order_by(c.group_id))
        return tuple(
            StudyGroup(
                group_id=row.group_id,
                subject=row.subject or "",
                name=row.name or row.group_id,
                members=frozenset(members[row.group_id]),
            )
            for row in rows
        )

    def topics(self, class_id: str) -> Sequence[PlannedTopic]:
        """The plans (КТП) of a class, in their order."""
        c = w.ktp.c
        rows = self._rows(select(c.ktp_id, c.subject, c.topic, c.number).where(_now(w.ktp), c.class_id == class_id))
        ordered = sorted(rows, key=lambda row: (row.subject or "", row.number or 0, row.ktp_id))
        return tuple(
            PlannedTopic(ktp_id=row.ktp_id, subject=row.subject or "", topic=row.topic or "") for row in ordered
        )

    def curriculum(self, class_id: str) -> Sequence[str]:
        """Subjects of a class by the curriculum."""
        c = w.curriculum.c
        return tuple(
            row.subject for row in self._rows(select(c.subject).where(_now(w.curriculum), c.class_id == class_id))
        )

    def values(self, lesson_ids: Sequence[str], pupil_ids: Sequence[str]) -> HeldValues:
        """What is written in some lessons, and the term marks of some pupils."""
        marks: dict[tuple[str, str], list[HeldMark]] = defaultdict(list)
        for row in self._of(w.marks, w.marks.c.lesson_id, lesson_ids):
            if row.value:
                about = {name: getattr(row, name) for name in ABOUT_MARK}
                marks[row.lesson_id, row.pupil_id].append(HeldMark(mark_id=row.mark_id, value=row.value, about=about))
        return HeldValues(
            marks={key: tuple(sorted(found, key=lambda item: item.mark_id)) for key, found in marks.items()},
            attendance={
                (row.lesson_id, row.pupil_id): row.code
                for row in self._of(w.attendance, w.attendance.c.lesson_id, lesson_ids)
            },
            texts={
                (row.lesson_id, row.field): HeldText(value=row.value or "", at=row.recorded_at)
                for row in self._of(t.lesson_texts, t.lesson_texts.c.lesson_id, lesson_ids)
            },
            term_marks={
                (row.pupil_id, fold(row.subject), row.term_id, row.kind or "term"): row.value or ""
                for row in self._of(w.term_marks, w.term_marks.c.pupil_id, pupil_ids)
            },
        )

    def _of(self, table: Table, column: ColumnElement[str], ids: Sequence[str]) -> Sequence[Row[Any]]:
        found: list[Row[Any]] = []
        for wanted in portions(sorted(set(ids))):
            found += self._rows(select(table).where(_now(table), column.in_(wanted)))
        return found

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        return self.connection.execute(query).all()


def _now(table: Table) -> ColumnElement[bool]:
    return table.c.superseded_at.is_(None)
