"""Duties of every lesson held: its topic (S2) and its homework (S5). The bearer is who gave the lesson."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from compliance.entries import earliest, entry, is_blank, is_empty_topic
from compliance.instances import Occasion
from compliance.model import Evidence
from compliance.rules.roster import Roster
from compliance.rules.versions import version_of
from journal.store import relations
from school.roles import all_roles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row, Select

    from compliance.entries import Entry, Version
    from compliance.model import Bearer, Requirement
    from compliance.rules.facts import Facts
    from journal.store.relations import Scope

HELD = frozenset({"held", "replaced"})
TOPIC, HOMEWORK, NO_HOMEWORK = "topic", "homework", "no_homework_reason"
END = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class HeldLesson:
    """A lesson that took place, with every version of the texts asked for."""

    row: Row[Any]
    texts: dict[str, list[Version]]

    @property
    def journal(self) -> tuple[str | None, str | None, str]:
        """The journal that the lesson stands in."""
        return (self.row.class_id, self.row.group_id, self.row.subject)


def lesson_texts(scope: Scope, fields: Sequence[str]) -> Select[Any]:
    """Lessons of the period, each with every known version of its texts; one row a version."""
    lessons = relations.lessons(scope).subquery("lessons")
    texts = relations.lesson_texts(scope).subquery("texts")
    return select(
        lessons,
        texts.c.field,
        texts.c.value,
        texts.c.recorded_at,
        texts.c.superseded_at,
        texts.c.recorded_at_known.label("text_timed"),
    ).select_from(lessons.outerjoin(texts, and_(texts.c.lesson_id == lessons.c.lesson_id, texts.c.field.in_(fields))))


def topics(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """S2: every lesson has its topic by `N_topic`."""
    for lesson in _held(facts, (TOPIC,)):
        found = _entry(facts, lesson, TOPIC)
        lock = facts.lock(lesson.row.class_id, lesson.row.date)
        yield replace(_occasion(facts, requirement, lesson, "N_topic", found), cure_until=lock)


def homework(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """S5: every lesson has homework or a reason for none by `N_hw`, in any case by the next lesson."""
    following = _next_lessons(facts)
    for lesson in _held(facts, (HOMEWORK, NO_HOMEWORK)):
        found = earliest(_entry(facts, lesson, field) for field in (HOMEWORK, NO_HOMEWORK))
        occasion = _occasion(facts, requirement, lesson, "N_hw", found)
        later = following.get(lesson.row.lesson_id)
        occasion = _until_next(occasion, later) if later else _until_lock(facts, lesson, occasion)
        yield replace(occasion, inapplicable="FIRST_GRADE") if facts.first_grade(lesson.row.class_id) else occasion


def _until_next(occasion: Occasion, later: date) -> Occasion:
    """Homework that comes after the next lesson serves nobody."""
    deadline = occasion.deadline
    if deadline.due is not None and later < deadline.due:
        deadline = replace(deadline, due=later, notice_from=min(deadline.notice_from or later, later))
    elif deadline.later_than is not None and later <= deadline.later_than:
        deadline = replace(deadline, due=later, later_than=None, reason=None)
    return replace(occasion, deadline=deadline, cure_until=later)


def _until_lock(facts: Facts, lesson: HeldLesson, occasion: Occasion) -> Occasion:
    return replace(occasion, cure_until=facts.lock(lesson.row.class_id, lesson.row.date))


def _held(facts: Facts, fields: Sequence[str]) -> list[HeldLesson]:
    """Lessons that took place in the period, in a stable order."""
    found: dict[str, HeldLesson] = {}
    for row in facts.reader.rows(lesson_texts(facts.scope, fields)):
        if not took_place(row):
            continue
        lesson = found.setdefault(row.lesson_id, HeldLesson(row, defaultdict(list)))
        if row.field is not None:
            timed = row.text_timed and row.recorded_at_known is not False
            lesson.texts[row.field].append(version_of(row, row.value, timed=bool(timed)))
    return sorted(found.values(), key=lambda lesson: (lesson.row.date, lesson.row.lesson_id))


def _entry(facts: Facts, lesson: HeldLesson, field: str) -> Entry | None:
    blank = is_empty_topic if field == TOPIC else is_blank
    return entry(lesson.texts[field], known=facts.scope.known, blank=blank, field=field)


def _occasion(facts: Facts, requirement: Requirement, lesson: HeldLesson, key: str, found: Entry | None) -> Occasion:
    row = lesson.row
    at = found.at if found else None
    return Occasion(
        bearer=teacher_of(facts, requirement, row),
        object=lesson_object(facts, row),
        deadline=facts.deadline(key, row.date, class_id=row.class_id),
        unbound=out_of_post(facts, row),
        unknown=_unknown(row, found),
        evidence_time=at,
        done_on=facts.local(at),
        filled=found is not None,
        evidence=(Evidence(kind=f"lesson_texts.{found.field}", ref=row.lesson_id, at=at),) if found else (),
    )


def took_place(row: Row[Any]) -> bool:
    """True for a lesson held, also by a substitute; one marked replaced that names nobody took no place."""
    return row.status in HELD and not (row.status == "replaced" and row.actual_teacher_id is None)


def teacher_of(facts: Facts, requirement: Requirement, row: Row[Any]) -> Bearer | None:
    """Who gave the lesson bears what belongs to it, whoever stands in the timetable."""
    teacher = row.actual_teacher_id
    return facts.bearer(teacher, role_title(requirement)) if teacher else None


def out_of_post(facts: Facts, row: Row[Any]) -> str | None:
    """Why the lesson's teacher was not bound that day."""
    teacher = row.actual_teacher_id
    return "NOT_IN_POST" if teacher and not facts.in_post(teacher, row.date) else None


def _unknown(row: Row[Any], found: Entry | None) -> str | None:
    """Why the lesson cannot be judged, apart from its deadline."""
    if row.actual_teacher_id is None:
        return "NO_BEARER"
    untimed = row.recorded_at_known is False or (found is not None and found.at is None)
    return "RECORDED_AT_UNKNOWN" if untimed else None


def lesson_object(facts: Facts, row: Row[Any]) -> dict[str, str]:
    """Ids and names of a lesson, as far as they are known."""
    values = {
        "lesson_id": row.lesson_id,
        **journal_object(facts, row.class_id, row.group_id, row.subject),
        "date": row.date.isoformat(),
        "number": row.number,
    }
    return {key: str(value) for key, value in values.items() if value is not None}


def journal_object(facts: Facts, class_id: str | None, group_id: str | None, subject: str) -> dict[str, str]:
    """Ids and names of a journal: a class or a group of it, and a subject."""
    held, group = facts.classes.get(class_id or ""), facts.once(Roster.read).groups.get(group_id or "")
    values = {
        "class_id": class_id,
        "class": held.name if held is not None else None,
        "group_id": group_id,
        "group": group.name if group is not None else None,
        "subject": subject,
    }
    return {key: value for key, value in values.items() if value}


def pupil_object(facts: Facts, pupil_id: str) -> dict[str, str]:
    """The pupil's id and, where the school's people are known, name."""
    name = facts.names.get(pupil_id)
    return {"pupil_id": pupil_id, **({"pupil": name} if name else {})}


def role_title(requirement: Requirement) -> str:
    """The role of the duty in the nominative."""
    titles = {role.key: role.title for role in all_roles()}
    return titles.get(requirement.role_key or "", requirement.role or "")


def _next_lessons(facts: Facts) -> dict[str, date]:
    """Lesson id → date of the next day on which the same journal has a lesson, also beyond the period."""
    rows = facts.reader.rows(relations.lessons(replace(facts.scope, end=END)))
    days: dict[tuple[Any, ...], set[date]] = defaultdict(set)
    for row in rows:
        if row.status in HELD:
            days[row.class_id, row.group_id, row.subject].add(row.date)
    sorted_days = {journal: sorted(found) for journal, found in days.items()}
    following = {(journal, day): later for journal, found in sorted_days.items() for day, later in pairwise(found)}
    keyed = ((row.lesson_id, ((row.class_id, row.group_id, row.subject), row.date)) for row in rows)
    return {lesson_id: following[key] for lesson_id, key in keyed if key in following}
