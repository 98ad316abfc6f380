"""Who was at a lesson and when an absent pupil came back, by the attendance as it stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from compliance.rules.roster import Roster
from journal.store import relations
from journal.store import teaching_relations as teaching

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Row, Select

    from compliance.rules.facts import Facts
    from journal.store.relations import Scope

EVERYBODY = "*"
ABSENT = frozenset({"absent", "ill", "valid"})
EXEMPT = "exempt"

Codes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Presence:
    """Attendance of every lesson from the start of the terms on."""

    codes: Mapping[str, Codes]
    """Lesson → pupil (`*` everybody) → code."""
    days: Mapping[str | None, Mapping[date, Sequence[Row[Any]]]]
    """Class → day, in order → its lessons with attendance."""
    roster: Roster

    @classmethod
    def read(cls, facts: Facts) -> Presence:
        """Everything that stands at the scope's instant."""
        codes: dict[str, Codes] = defaultdict(dict)
        lessons: dict[str, Row[Any]] = {}
        for row in facts.reader.rows(standing_attendance(facts.horizon)):
            codes[row.lesson_id][row.pupil_id] = row.code
            lessons[row.lesson_id] = row
        days: dict[str | None, dict[date, list[Row[Any]]]] = defaultdict(lambda: defaultdict(list))
        for row in sorted(lessons.values(), key=lambda row: (row.date, row.lesson_id)):
            days[row.class_id][row.date].append(row)
        return cls(codes=codes, days=days, roster=facts.once(Roster.read))

    def code(self, lesson_id: str, pupil_id: str) -> str | None:
        """What the lesson itself says of the pupil; None when it says nothing at all of anybody."""
        said = self.codes.get(lesson_id)
        if not said:
            return None
        return said.get(pupil_id) or said.get(EVERYBODY) or "present"

    def absent(self, lesson: Row[Any], pupil_id: str) -> bool:
        """True for a pupil recorded absent: by the lesson, or, where it is silent, by the day's others."""
        own = self.code(lesson.lesson_id, pupil_id)
        if own is not None:
            return own in ABSENT
        codes = set(self._told(self.days.get(lesson.class_id, {}).get(lesson.date, ()), pupil_id))
        return bool(codes) and codes <= ABSENT

    def returned(self, lesson: Row[Any], pupil_id: str) -> date | None:
        """First later day on which the pupil is known to have been at a lesson."""
        days = self.days.get(self.roster.class_of(pupil_id, lesson.date) or lesson.class_id, {})
        later = (day for day, rows in days.items() if day > lesson.date and set(self._told(rows, pupil_id)) - ABSENT)
        return next(later, None)

    def _told(self, lessons: Sequence[Row[Any]], pupil_id: str) -> Iterator[str]:
        """What those of the lessons say of the pupil that say anything."""
        for row in lessons:
            if pupil_id in self.codes[row.lesson_id] or self._meant(row, pupil_id):
                yield self.code(row.lesson_id, pupil_id) or "present"

    def _meant(self, row: Row[Any], pupil_id: str) -> bool:
        """True when a word about everybody is about this pupil."""
        if pupil_id not in self.roster.of_pupil:
            return row.group_id is None
        return pupil_id in self.roster.pupils(row.class_id, row.group_id, row.date)


def standing_attendance(scope: Scope) -> Select[Any]:
    """Attendance of the lessons of a period as it stands; one row a lesson and pupil."""
    lessons = relations.lessons(scope).subquery("lessons")
    told = teaching.attendance(scope).subquery("told")
    return (
        select(lessons, told.c.pupil_id, told.c.code)
        .join_from(lessons, told, told.c.lesson_id == lessons.c.lesson_id)
        .where(
            lessons.c.status != "cancelled",
            (told.c.superseded_at.is_(None)) | (told.c.superseded_at > scope.known),
        )
    )
