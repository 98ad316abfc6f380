"""Whose page it is, and which lessons stand on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from support.paper import content

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import numpy as np

    from support.paper.content import Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Whose page it is and which lessons stand on it."""

    class_name: str
    subject: str
    teacher: str
    school_year: str
    pupils: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    terms: bool = True
    """The teacher writes a quarter's marks after its last lesson."""
    gone: Mapping[str, date] = field(default_factory=dict)
    """Last days of pupils who left the class."""


@dataclass(frozen=True, slots=True)
class Column:
    """A used column: a lesson, or the marks of a term."""

    id: str
    lesson: Lesson | None


def story(rng: np.random.Generator, lessons: int | None = None) -> Story:
    """An invented class, subject and run of lessons, which a quarter's end may stand within."""
    year = int(rng.integers(2016, 2026))
    subject = str(rng.choice(list(content.FACTS["subjects"])))
    all_lessons = content.lessons(rng, subject, f"{year}/{year + 1}")
    count = min(lessons or int(rng.integers(18, 37)), len(all_lessons))
    first = int(rng.integers(0, len(all_lessons) - count + 1))
    return Story(
        class_name=f"{rng.integers(5, 12)}{rng.choice(list('АБВГ'))}",
        subject=subject,
        teacher=str(rng.choice(content.FACTS["teachers"])),
        school_year=f"{year}/{year + 1}",
        pupils=tuple(content.roster(rng, int(rng.integers(15, 31)))),
        lessons=tuple(all_lessons[first : first + count]),
        terms=bool(rng.random() < 0.8),
    )


def columns(told: Story) -> list[Column]:
    """Lessons in order, the term's column right after the last of each quarter that ends on the page."""
    found: list[Column] = []
    last_days = [last for _, last in content.quarters(int(told.school_year[:4]))]
    for index, lesson in enumerate(told.lessons):
        found.append(Column(lesson.id, lesson))
        following = told.lessons[index + 1 : index + 2]
        over = (
            following[0].quarter > lesson.quarter
            if following
            else (last_days[lesson.quarter - 1] - lesson.day).days < 2
        )
        if told.terms and over:
            found.append(Column(f"Q{lesson.quarter}", None))
    return found
