"""Which dates a row of columns stands for: everything that is known solved together (forward–backward over days).

A journal's columns are lessons in time order inside one school year. Every column offers what its heading was read
as; the month words, the calendar and the rhythm of the week say the rest (design: dates from constraints solved
together by dynamic programming; Rabiner, 1989, for the algorithm).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from parsing.paper.words import section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Real = NDArray[np.float64]

RHYTHM_ROUNDS = 3
RHYTHM_FLOOR = 0.04
DAYS_OF_WEEK = 7
MONTH_SHARE = 0.97
OWN_WORD = 0.4
"""Probability from which a reading speaks for a date."""
GUESSED = 0.5
"""Most confidence of a date that its own heading does not speak for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What is read above one column, or in the date cell of one row.

    `days` maps a day of the month to its probability; `months` a month number likewise (empty: nothing read).
    """

    days: Mapping[int, float] = field(default_factory=dict)
    months: Mapping[int, float] = field(default_factory=dict)
    dates: Mapping[tuple[int, int], float] = field(default_factory=dict)
    """(month, day) → probability, where the two were read together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The date of a column and how sure it is (0–1), with the next likeliest."""

    date: dt.date
    confidence: float
    alternatives: tuple[dt.date, ...] = ()


def solve(
    headings: Sequence[Heading], *, first_year: int, school_days: frozenset[dt.date] = frozenset()
) -> tuple[Dated, ...]:
    """Dates of columns in time order.

    Args:
        headings: one a column.
        first_year: the year in which the school year begins.
        school_days: days on which the class had lessons; empty where not known.
    """
    if not headings:
        return ()
    days = _days(first_year)
    emitted = np.stack([_emission(heading, days) for heading in headings])
    prior = _day_prior(days, school_days)
    steps = _transitions(days)
    rhythm = np.ones(len(days))
    posterior = emitted
    for _ in range(RHYTHM_ROUNDS):
        posterior = _forward_backward(emitted * prior * rhythm, steps)
        rhythm = _rhythm(posterior, days)
    found = [_dated(row, days, index) for row, index in zip(posterior, _ascending(posterior), strict=True)]
    anchored = bool(school_days) or any(_names_month(*pair) for pair in zip(headings, found, strict=True))
    checked = [_checked(heading, item, anchored=anchored) for heading, item in zip(headings, found, strict=True)]
    settings = section("dates")
    if sum(item.confidence >= settings["sure"] for item in checked) >= settings["least_sure_share"] * len(checked):
        return tuple(checked)
    # among so many doubts a single sure date is chance
    return tuple(replace(item, confidence=min(item.confidence, GUESSED)) for item in checked)


def _ascending(posterior: Real) -> list[int]:
    """Places of days that never go back and have the most probability together, one a column."""
    best = np.zeros_like(posterior)
    came = np.zeros(posterior.shape, dtype=np.int64)
    best[0] = posterior[0]
    for column in range(1, len(posterior)):
        highest = np.maximum.accumulate(best[column - 1])
        came[column] = np.maximum.accumulate(np.where(best[column - 1] >= highest, np.arange(len(highest)), 0))
        best[column] = posterior[column] + highest
    path = [int(np.argmax(best[-1]))]
    for column in range(len(posterior) - 1, 0, -1):
        path.append(int(came[column][path[-1]]))
    return path[::-1]


def _names_month(heading: Heading, found: Dated) -> bool:
    """True when what was read there itself names the month of the date."""
    named = heading.months.get(found.date.month, 0.0)
    return max(named, heading.dates.get((found.date.month, found.date.day), 0.0)) >= OWN_WORD


def _checked(heading: Heading, found: Dated, *, anchored: bool) -> Dated:
    """What follows from the neighbours alone is doubtful, and so is everything while no month was read."""
    own = max(heading.days.get(found.date.day, 0.0), heading.dates.get((found.date.month, found.date.day), 0.0))
    if anchored and own >= OWN_WORD:
        return found
    return replace(found, confidence=min(found.confidence, GUESSED))


def _days(first_year: int) -> list[dt.date]:
    settings = section("dates")
    first = dt.date.fromisoformat(f"{first_year}-{settings['first']}")
    last = dt.date.fromisoformat(f"{first_year + 1}-{settings['last']}")
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _emission(heading: Heading, days: Sequence[dt.date]) -> Real:
    """Likelihood of the heading for every day."""
    unread = section("dates")["unread"]
    found = np.array([heading.days.get(day.day, 0.0) + unread for day in days])
    if heading.dates:
        found = np.array([heading.dates.get((day.month, day.day), 0.0) + unread / 3 for day in days])
    if heading.months:
        rest = (1 - MONTH_SHARE) / 12
        found *= np.array([MONTH_SHARE * heading.months.get(day.month, 0.0) + rest for day in days])
    return found


def _day_prior(days: Sequence[dt.date], school_days: frozenset[dt.date]) -> Real:
    settings, holidays = section("dates"), frozenset(section("holidays")["fixed"])
    found = np.ones(len(days))
    for index, day in enumerate(days):
        if day.isoweekday() == DAYS_OF_WEEK:
            found[index] *= settings["sunday"]
        if f"{day:%m-%d}" in holidays:
            found[index] *= settings["holiday"]
        if school_days and day not in school_days:
            found[index] *= settings["holiday"]
    return found


def _transitions(days: Sequence[dt.date]) -> Real:
    """Row: day of a column, column: day of the next one."""
    settings = section("dates")
    count = len(days)
    gaps = np.arange(count)[None, :] - np.arange(count)[:, None]
    longest = max(settings["usual_gap_days"])
    weights = np.where(gaps > longest, settings["longer_gap_decay"] ** np.clip((gaps - longest) / 2, 0, 20), 1.0)
    weights = np.where(gaps == 0, settings["same_day"], weights)
    return np.where(gaps < 0, 0.0, weights)


def _forward_backward(likelihood: Real, steps: Real) -> Real:
    """Probability of every day for every column, given all columns."""
    forward = np.zeros_like(likelihood)
    backward = np.ones_like(likelihood)
    forward[0] = likelihood[0] / likelihood[0].sum()
    for index in range(1, len(likelihood)):
        row = (forward[index - 1] @ steps) * likelihood[index]
        forward[index] = row / max(row.sum(), 1e-300)
    for index in range(len(likelihood) - 2, -1, -1):
        row = steps @ (backward[index + 1] * likelihood[index + 1])
        backward[index] = row / max(row.max(), 1e-300)
    found = forward * backward
    result: Real = found / np.maximum(found.sum(axis=1, keepdims=True), 1e-300)
    return result


def _rhythm(posterior: Real, days: Sequence[dt.date]) -> Real:
    """Lessons of a subject fall on the same days of the week: how usual each day is by the columns read so far."""
    weekdays = np.array([day.weekday() for day in days])
    share = np.array([posterior[:, weekdays == number].sum() for number in range(DAYS_OF_WEEK)]) / len(posterior)
    usual = share / max(share.max(), 1e-12)
    found: Real = (RHYTHM_FLOOR + (1 - RHYTHM_FLOOR) * usual)[weekdays]
    return found


def _dated(row: Real, days: Sequence[dt.date], chosen: int) -> Dated:
    ranked = [index for index in np.argsort(row)[::-1][:3] if index != chosen]
    others = tuple(days[index] for index in ranked[:2] if row[index] > 0.01)  # noqa: PLR2004 - worth showing
    return Dated(date=days[chosen], confidence=float(row[chosen]), alternatives=others)
