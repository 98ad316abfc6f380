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


SENIOR = 10
"""The first grade that is marked by half-years."""
TO_THE_END = 0.12
"""Share of pages that hold the year's last lessons."""
CLOSINGS: tuple[tuple[str, ...], ...] = ((), ("Y",), ("Y", "E", "F"))


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
    custom: str = "quarters"
    """How the school divides its year: quarters, halves, trimesters."""
    closing: tuple[str, ...] = ()
    """What stands after the year's last term: Y, E, F."""
    ends_year: bool = False
    """The year's last lesson is among them."""
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
    grade, custom = int(rng.integers(5, 12)), rng.spawn(1)[0]
    if custom.random() < TO_THE_END:
        first = len(all_lessons) - count
    return Story(
        class_name=f"{grade}{rng.choice(list('АБВГ'))}",
        subject=subject,
        teacher=str(rng.choice(content.FACTS["teachers"])),
        school_year=f"{year}/{year + 1}",
        pupils=tuple(content.roster(rng, int(rng.integers(15, 31)))),
        lessons=tuple(all_lessons[first : first + count]),
        terms=bool(rng.random() < 0.8),
        ends_year=first + count == len(all_lessons),
        custom="halves" if grade >= SENIOR else str(custom.choice(["quarters", "trimesters"], p=[0.92, 0.08])),
        closing=CLOSINGS[int(custom.choice(len(CLOSINGS), p=[0.3, 0.5, 0.2]))],
    )


def columns(told: Story) -> list[Column]:
    """Lessons in order, the term's column right after the last of each one that ends on the page."""
    found: list[Column] = []
    ends = content.terms(told.custom, int(told.school_year[:4]))
    for index, lesson in enumerate(told.lessons):
        found.append(Column(lesson.id, lesson))
        term = next(name for name, last in ends.items() if lesson.day <= last)
        following = told.lessons[index + 1 : index + 2]
        over = following[0].day > ends[term] if following else told.ends_year or (ends[term] - lesson.day).days < 2
        if told.terms and over:
            found.append(Column(term, None))
            found += [Column(name, None) for name in told.closing if term == list(ends)[-1]]
    return found
