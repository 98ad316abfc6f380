"""Deadlines, first times and the status of a cell, as the duty model words them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.twin.school import Row, TwinSchool

DAY = timedelta(days=1)
SURVIVES = timedelta(hours=24)
Status = tuple[str, bool]


@dataclass
class Due:
    """A due date; `beyond` is the calendar's last day when the date lies after it; `why` is the reason for none."""

    day: date | None = None
    soon: date | None = None
    why: str = ""
    beyond: date | None = None
    advisory: bool = False


def due(school: TwinSchool, key: str, day: date, klass: str = "", since: date | None = None, of: str = "") -> Due:
    """N units after a day by the norm of that day; days of the bearer's leave do not run."""
    norm = school.norm(key, day)
    if norm is None or not norm["value"].strip().lstrip("+-").isdigit():
        return Due(why="NO_NORM")
    found = counted(school, since or day, int(norm["value"]), norm.get("unit") or "SCHOOL_DAY", klass, of)
    found.advisory = not norm.get("source", "").strip()
    return found


def counted(school: TwinSchool, day: date, count: int, unit: str, klass: str, of: str) -> Due:
    away = school.leave_days(of) if of else set()
    klass = school.class_calendar(klass)
    if unit == "CALENDAR" or count == 0:
        plain = day + DAY * count
        found = Due(plain, plain - 2 * DAY)
    elif unit not in ("SCHOOL_DAY", "WORKING"):
        return Due(why="NO_NORM")
    else:
        found = by_days(school, day, count, unit, klass)
    if found.day is None or not away:
        return found
    return put_off(school, found, day, count, unit, klass, away)


def by_days(school: TwinSchool, day: date, count: int, unit: str, klass: str) -> Due:
    every = school.known_days() + (school.counted("WORKING", klass) if klass else [])
    if not every or not min(every) <= day <= max(every):
        return Due(why="NO_CALENDAR")
    days = school.counted(unit, klass)
    later, earlier = [one for one in days if one > day], [one for one in days if one < day]
    if count > 0 and len(later) < count:
        return Due(why="NO_CALENDAR", beyond=max(every))
    if count < 0 and len(earlier) < -count:
        return Due(why="NO_CALENDAR")
    found = later[count - 1] if count > 0 else earlier[count]
    # two days of notice, never the occasion's own day
    place = days.index(found)
    soon = days[max(place - 2, 0)]
    first_later = later[0] if later else found
    return Due(found, min(max(soon, first_later), found))


def put_off(school: TwinSchool, found: Due, day: date, count: int, unit: str, klass: str, away: set[date]) -> Due:
    running = day if count > 0 else (found.day or day) - DAY
    left = max(count, 1)
    last = max([*school.known_days(), *(school.counted("WORKING", klass) if klass else [])], default=None)
    days = school.counted(unit, klass) if unit != "CALENDAR" else None
    while left:
        running += DAY
        if days is not None and (last is None or running > max(days, default=running - DAY)):
            return Due(why="NO_CALENDAR", beyond=last)
        if (days is None or running in days) and running not in away:
            left -= 1
    if running == found.day:
        return found
    return Due(running, running - 2 * DAY)


@dataclass
class First:
    """When what stands now first stood; `at` None means it is not known."""

    at: datetime | None


def first_time(school: TwinSchool, versions: list[tuple[Row, str]], blank: Callable[[str], bool]) -> First | None:
    """Of versions in turn: None when the last is blank.

    A stretch of entries that was wiped counts if it had stood for a day or ended with the very same value.
    """
    lived = []
    for place, (row, value) in enumerate(versions):
        ended = versions[place + 1][0] if place + 1 < len(versions) else None
        if ended is not None and school.moment(row) and school.moment(ended) == school.moment(row):
            continue
        lived.append((row, value))
    if not lived or blank(lived[-1][1]):
        return None
    stretches: list[list[int]] = [[]]
    for place, (_, value) in enumerate(lived):
        if blank(value):
            stretches.append([])
        else:
            stretches[-1].append(place)
    for stretch in [one for one in stretches if one]:
        start, end = stretch[0], stretch[-1]
        last = end == len(lived) - 1
        same = lived[end][1].strip() == lived[-1][1].strip()
        began, wiped = school.moment(lived[start][0]), None if last else school.moment(lived[end + 1][0])
        if last or same or began is None or wiped is None or wiped - began > SURVIVES:
            row = lived[start][0]
            timed = began is not None and row.get("recorded_at_known") != "false"
            return First(began if timed else None)
    return None


def earliest(found: list[First | None]) -> First | None:
    there = [one for one in found if one is not None]
    timed = [one for one in there if one.at is not None]
    if timed:
        return min(timed, key=lambda one: one.at.timestamp() if one.at else 0)
    return there[0] if there else None


@dataclass
class Case:
    """What is known of a cell."""

    due: Due
    first: First | None = None
    unbound: bool = False
    inapplicable: bool = False
    exempt: bool = False
    unknown: bool = False
    attest: bool = False
    part: bool = False
    until: date | None = None
    advisory: bool = False


def status(school: TwinSchool, case: Case) -> Status:
    """The first row of the table of statuses that fits."""
    return (_status(school, case), case.advisory or case.due.advisory)


def _status(school: TwinSchool, case: Case) -> str:
    done, limit = school.local(case.first.at) if case.first else None, limit_of(school, case)
    early = case.first is None and limit is not None and school.as_of <= limit
    soon = case.due.soon is not None and school.as_of >= case.due.soon
    nothing_known = limit is None or (case.first is not None and done is None)
    table = (
        (case.unbound, "NOT_BOUND"),
        (case.inapplicable, "NOT_APPLICABLE"),
        (case.exempt, "EXEMPT"),
        (early and soon, "DUE_SOON"),
        (early, "NOT_YET_DUE"),
        (case.unknown or (limit is None and case.due.why != ""), "NOT_ASSESSABLE"),
        (case.attest, "NEEDS_ATTESTATION"),
        (nothing_known, "NOT_ASSESSABLE"),
        (case.first is None and case.part, "PARTIAL"),
        (case.first is None, "VIOLATED"),
        (done is not None and limit is not None and done <= limit, "FULFILLED"),
        (case.until is None or (done is not None and done <= case.until), "LATE"),
        (True, "CURED_AFTER_TERM"),
    )
    return next(code for fits, code in table if fits)


def limit_of(school: TwinSchool, case: Case) -> date | None:
    """The due date; where it lies after the calendar, the calendar's last day as long as that decides."""
    last = case.due.beyond
    if last is None:
        return case.due.day
    done = school.local(case.first.at) if case.first else None
    clear = done <= last if done else case.first is None and school.as_of <= last
    return last if clear else None
