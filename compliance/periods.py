"""Weeks and months in which a periodic duty comes round. Pure."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from compliance.defaults import defaults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A period of a duty, clipped to the days on which it binds; both ends inclusive."""

    start: date
    end: date
    whole: int
    """Days of the unclipped period."""

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.start + DAY * offset for offset in range((self.end - self.start).days + 1))

    def is_stub(self, days: int) -> bool:
        """True when so few of its days count that it only informs."""
        return days < self.whole * defaults().stub_share


def spans(periodicity: str, start: date, until: date, repealed: date | None) -> list[Span] | None:
    """Periods that begin not later than `until`; None when the periodicity is not one that comes round.

    Args:
        periodicity: `weekly` (ISO weeks, Monday to Sunday) or `monthly`.
        start: first day on which the duty binds; the first period is clipped to it.
        until: as-of date.
        repealed: last day on which the duty binds; the last period is clipped to it.
    """
    bounds = BOUNDS.get(periodicity)
    if bounds is None:
        return None
    return list(_clipped(bounds, start, min(until, repealed or until), repealed))


def _clipped(
    bounds: Callable[[date], tuple[date, date]], start: date, until: date, repealed: date | None
) -> Iterator[Span]:
    day = start
    while day <= until:
        first, last = bounds(day)
        whole = (last - first).days + 1
        yield Span(start=day, end=min(last, repealed or last), whole=whole)
        day = last + DAY


def _week(day: date) -> tuple[date, date]:
    monday = day - DAY * day.weekday()
    return monday, monday + DAY * 6


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


BOUNDS: dict[str, Callable[[date], tuple[date, date]]] = {"weekly": _week, "monthly": _month}
