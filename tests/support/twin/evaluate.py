"""Every check of the twin over a school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.twin import lessons, marks, others

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.twin.judge import Status
    from support.twin.lessons import Found
    from support.twin.school import TwinSchool

NEEDS: dict[str, tuple[str, ...]] = {
    "S1": ("timetable.csv", "lessons.csv", "calendar.csv"),
    "S2": ("lessons.csv", "lesson_texts.csv", "calendar.csv"),
    "S3": ("lessons.csv", "attendance.csv", "calendar.csv"),
    "S4": ("lessons.csv", "marks.csv", "calendar.csv"),
    "S5": ("lessons.csv", "lesson_texts.csv", "calendar.csv"),
    "S6": ("works.csv", "lessons.csv", "marks.csv", "enrolments.csv", "calendar.csv"),
    "S7a": ("term_marks.csv", "terms.csv", "lessons.csv", "enrolments.csv", "calendar.csv"),
    "S8": ("ktp.csv", "loads.csv", "calendar.csv"),
    "D3": ("staff_absences.csv", "substitutions.csv", "timetable.csv", "calendar.csv"),
    "A5": ("backups.csv", "media.csv"),
    "A6": ("backups.csv", "media.csv"),
}
CHECKS: dict[str, Callable[[TwinSchool], Found]] = {
    "S1": lessons.dates,
    "S2": lessons.topics,
    "S3": lessons.absentees,
    "S4": marks.current_marks,
    "S5": lessons.homework,
    "S6": marks.written_works,
    "S7a": marks.term_marks,
    "S8": others.plans,
    "D3": others.missed_lessons,
    "A5": others.backups,
    "A6": others.archives,
}


def evaluate(school: TwinSchool) -> dict[tuple[str, str, str | None], Status]:
    """(check, object, bearer) → status and whether it only advises."""
    found: dict[tuple[str, str, str | None], Status] = {}
    for check, judge in CHECKS.items():
        named = {"D3": school.deputies, "A5": school.administrators, "A6": school.administrators}.get(check, ())
        if not school.has(*NEEDS[check]):
            for person in named or (None,):
                found[check, "", person] = ("NOT_ASSESSABLE", False)
            continue
        cells = list(judge(school))
        for what, bearer, judged in cells:
            key = (check, what, bearer)
            assert key not in found, key
            found[key] = judged
        if not cells:
            found[check, "", None] = ("NOT_APPLICABLE", False)
    return found
