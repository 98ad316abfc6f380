"""Due dates: dated parameters counted over the school's own calendar. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count as count_from
from itertools import islice
from typing import TYPE_CHECKING

from compliance.defaults import defaults

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

NO_NORM, NO_CALENDAR = "NO_NORM", "NO_CALENDAR"
DAY = timedelta(days=1)
WHOLE = re.compile(r"[+-]?\d{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A dated parameter of a local act; without a source it is a school default and only advises."""

    key: str
    value: str
    unit: str
    valid_from: date | None
    valid_to: date | None
    source: str

    @property
    def number(self) -> int | None:
        """The value as a count of days, None when it is none."""
        return int(self.value) if WHOLE.fullmatch(self.value.strip()) else None

    def holds_on(self, day: date) -> bool:
        """True when it is in force on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When something was to be done."""

    due: date | None = None
    notice_from: date | None = None
    parameter: Parameter | None = None
    reason: str | None = None
    """NO_NORM or NO_CALENDAR when there is no date."""
    later_than: date | None = None
    """The calendar ends before the date: all that is known is that it comes after this day."""

    @property
    def advisory(self) -> bool:
        """True when only a school default sets it."""
        return self.parameter is not None and not self.parameter.source


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """Days of the whole school; `counted` maps a unit to its sorted days."""

    first: date | None
    last: date | None
    counted: dict[str, Sequence[date]]

    @classmethod
    def of(cls, days: Iterable[tuple[date, str]], school_days: Iterable[date]) -> SchoolCalendar:
        """From (date, kind) rows of the whole school and its numbered school days."""
        rows = sorted(set(days))
        working = sorted({day for day, kind in rows if kind not in {"holiday", "cancelled"}})
        every = sorted({day for day, _ in rows})
        return cls(
            first=every[0] if every else None,
            last=every[-1] if every else None,
            counted={"SCHOOL_DAY": sorted(set(school_days)), "WORKING": working},
        )

    def after(self, day: date, count: int, unit: str, away: Collection[date] = ()) -> Deadline:
        """The day `count` units after `day`; 0 is the day itself.

        Args:
            day: the occasion's.
            count: negative counts back.
            unit: of the parameter.
            away: days on which the bearer was on leave; they do not run.
        """
        found = self._after(day, count, unit)
        if found.due is None or not away:
            return found
        running = self._running(day if count > 0 else found.due - DAY, unit, away)
        due = next(islice(running, max(count, 1) - 1, None), None)
        if due is None:
            return Deadline(reason=NO_CALENDAR, later_than=self.last)
        return found if due == found.due else Deadline(due=due, notice_from=due - DAY * defaults().notice_days)

    def _running(self, day: date, unit: str, away: Collection[date]) -> Iterator[date]:
        """Days of the unit after `day` that are not days of leave."""
        if unit in self.counted:
            days = self.counted[unit]
            return (later for later in days[bisect_right(days, day) :] if later not in away)
        every = (day + DAY * number for number in count_from(1))
        return (later for later in every if later not in away)

    def _after(self, day: date, count: int, unit: str) -> Deadline:
        if unit == "CALENDAR" or count == 0:
            due = day + timedelta(days=count)
            return Deadline(due=due, notice_from=due - timedelta(days=defaults().notice_days))
        days = self.counted.get(unit)
        if days is None:
            return Deadline(reason=NO_NORM)
        if self.first is None or self.last is None or not self.first <= day <= self.last:
            return Deadline(reason=NO_CALENDAR)
        return self._counted(days, day, count)

    def _counted(self, days: Sequence[date], day: date, count: int) -> Deadline:
        place = bisect_right(days, day) + count - 1 if count > 0 else bisect_left(days, day) + count
        if place >= len(days):
            return Deadline(reason=NO_CALENDAR, later_than=self.last)
        if place < 0:
            return Deadline(reason=NO_CALENDAR)
        # the occasion's own day is never said to be near its deadline
        notice = max(place - defaults().notice_school_days, bisect_right(days, day), 0)
        return Deadline(due=days[place], notice_from=days[min(notice, place)])


def parameter_on(parameters: Iterable[Parameter], key: str, day: date) -> Parameter | None:
    """The parameter in force on a day; one with a source goes before a default, a newer one before an older."""
    held = [item for item in parameters if item.key == key and item.holds_on(day)]
    return max(held, key=lambda item: (bool(item.source), item.valid_from or date.min, item.value), default=None)


def deadline(
    calendar: SchoolCalendar,
    parameters: Iterable[Parameter],
    key: str,
    day: date,
    *,
    since: date | None = None,
    away: Collection[date] = (),
) -> Deadline:
    """Due date of an occasion by the parameter in force that day.

    Args:
        calendar: of the school or of a class.
        parameters: every dated parameter.
        key: of the one that sets the term.
        day: the occasion's; its norm judges.
        since: day from which the term runs, when that is not the occasion's own.
        away: days of the bearer's leave; they do not run.
    """
    parameter = parameter_on(parameters, key, day)
    if parameter is None or parameter.number is None:
        return Deadline(reason=NO_NORM)
    found = calendar.after(since or day, parameter.number, parameter.unit, away)
    return Deadline(
        due=found.due,
        notice_from=found.notice_from,
        parameter=parameter,
        reason=found.reason,
        later_than=found.later_than,
    )
