"""What invented journals tell: pupils, subjects, lessons on school days, topics, homework, marks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

FACTS = json.loads(Path(__file__).with_name("content.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One column of a left page, one row of a right page; `id` as in the page contract."""

    id: str
    day: date
    quarter: int
    topic: str
    homework: str


def folded(name: str) -> str:
    """The order of the alphabet: ё stands with е."""
    return name.lower().replace("ё", "е")


def feminine(surname: str) -> str:
    """The form a girl bears."""
    if surname.endswith(("ов", "ев", "ёв", "ин")) and len(surname) > 3:
        return surname + "а"
    return surname[:-2] + "ая" if surname.endswith("ий") else surname


def roster(rng: np.random.Generator, count: int) -> list[str]:
    """Pupils in alphabetical order, now and then two of one surname."""
    surnames = list(rng.choice(FACTS["surnames"], count, replace=False))
    if rng.random() < 0.3:
        surnames[1] = surnames[0]
    names = set()
    for surname in surnames:
        girl = rng.random() < 0.5
        given = str(rng.choice(FACTS["girls" if girl else "boys"]))
        names.add(f"{feminine(surname) if girl else surname} {given}")
    return sorted(names, key=folded)


def lessons(rng: np.random.Generator, subject: str, school_year: str) -> list[Lesson]:
    """All the year's lessons of one subject by a weekly timetable, double lessons among them."""
    days = _weekdays(rng, int(rng.choice(FACTS["subjects"][subject]["weekly"])))
    found = list(_dates(days, int(school_year[:4])))
    topics = FACTS["subjects"][subject]["topics"]
    result: list[Lesson] = []
    for index, (day, quarter, nth) in enumerate(found):
        topic = topics[index % len(topics)]
        work = _homework(rng, subject, index)
        name = day.isoformat() + (f"#{nth}" if nth > 1 else "")
        result.append(Lesson(id=name, day=day, quarter=quarter, topic=topic, homework=work))
    return result


def _weekdays(rng: np.random.Generator, count: int) -> list[int]:
    days = sorted(int(day) for day in rng.choice(6 if rng.random() < 0.3 else 5, min(count, 5), replace=False))
    if count > 1 and rng.random() < 0.35:
        days[-1] = days[-2]
    return sorted(days)


def _dates(weekdays: list[int], year: int) -> Iterator[tuple[date, int, int]]:
    for quarter, (first, last) in enumerate(quarters(year), start=1):
        day = first
        while day <= last:
            if not is_holiday(day):
                yield from ((day, quarter, nth) for nth in range(1, weekdays.count(day.weekday()) + 1))
            day += timedelta(days=1)


def quarters(year: int) -> list[tuple[date, date]]:
    """First and last days of the four quarters of the school year that starts in September of `year`."""
    return [(_day(first, year), _day(last, year)) for first, last in FACTS["quarters"]]


def terms(custom: str, year: int) -> dict[str, date]:
    """Id and last day of each term of a school that counts by quarters, halves or trimesters."""
    return {name: _day(last, year) for name, last in FACTS["terms"][custom].items()}


def _day(text: str, year: int) -> date:
    month, day = (int(part) for part in text.split("-"))
    return date(year + (month < 8), month, day)


def is_holiday(day: date) -> bool:
    """A day off by law."""
    return f"{day:%m-%d}" in FACTS["holidays"]


def _homework(rng: np.random.Generator, subject: str, index: int) -> str:
    pattern = str(rng.choice(FACTS["subjects"][subject]["homework"]))
    first = 3 + index // 2
    return pattern.format(a=first, b=first * 5 + int(rng.integers(1, 9)), c=int(rng.integers(1, 9)) + 2)


def mark(rng: np.random.Generator, able: float) -> str:
    """A mark of 2 … 5 (seldom 1) by a pupil of such ability (0 … 1)."""
    level = 2.6 + 2.4 * able + rng.normal(0, 0.7)
    return "1" if rng.random() < 0.004 else str(min(max(round(level), 2), 5))
