"""Calendar and thematic plans (S8): one for every load by `N_ktp`, with the hours of the curriculum."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from compliance.entries import entry, is_blank
from compliance.instances import Occasion
from compliance.model import Evidence
from compliance.rules.lessons import journal_object, role_title
from compliance.rules.loads import Journal, journal_of
from compliance.rules.roster import Roster
from compliance.rules.versions import stands, version_of
from journal.store import teaching_relations as teaching

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Row

    from compliance.entries import Entry
    from compliance.model import Requirement
    from compliance.rules.facts import Facts

PARAMETER = "N_ktp"
AUGUST = 8


@dataclass(frozen=True, slots=True)
class Load:
    """A teacher's load in one journal, from its first day to its last."""

    teacher: str
    row: Row[Any]
    start: date
    midyear: bool
    """It began after the school's other loads: its plan holds only what is left of the year."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A row of a plan: what is planned under one number."""

    hours: Decimal | None
    version: tuple[int, str]
    entry: Entry
    ktp_id: str

    @property
    def order(self) -> tuple[tuple[int, str], float, str]:
        """A newer version stands after an older one; of one version what was recorded later."""
        return (self.version, self.entry.at.timestamp() if self.entry.at else 0.0, self.ktp_id)


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands of a plan, its rows by number."""

    lessons: Mapping[Any, Sequence[Lesson]] = field(default_factory=dict)

    @property
    def hours(self) -> Decimal | None:
        """Sum by the newest version of each row; None when a row does not say."""
        newest = [max(rows, key=lambda row: row.order) for rows in self.lessons.values()]
        told = [row.hours for row in newest if row.hours is not None]
        return sum(told, Decimal()) if len(told) == len(newest) else None

    def since(self, *, whole: bool) -> datetime | None:
        """When it was there: its first row, or, `whole`, the last of them; None when that is not known."""
        firsts = [_first(rows) for rows in self.lessons.values()]
        known = [at for at in firsts if at is not None]
        if whole:
            return max(known) if len(known) == len(firsts) and known else None
        return min(known, default=None)


def plans(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """S8: one plan for every teacher, class or group, and subject."""
    held, hours = _plans(facts), _curriculum(facts)
    for load in _loads(facts):
        day = max(load.start, facts.begins)
        ended = load.row.valid_to is not None and load.row.valid_to < facts.begins
        if not ended and facts.scope.start <= day <= facts.scope.end:
            plan = held.get((load.teacher, journal_of(load.row)), Plan())
            need = _hours_needed(facts, load, hours)
            yield _occasion(facts, requirement, load, day, plan, need)


def _hours_needed(facts: Facts, load: Load, hours: Mapping[tuple[str | None, str], Decimal]) -> Decimal | None:
    """Hours of the curriculum that the plan must have; None where they are not to be compared."""
    row, roster = load.row, facts.once(Roster.read)
    if load.midyear or roster.beside_the_curriculum(row.group_id):
        return None
    return hours.get((roster.class_behind(row.class_id, row.group_id), row.subject))


def _occasion(
    facts: Facts, requirement: Requirement, load: Load, day: date, plan: Plan, need: Decimal | None
) -> Occasion:
    row = load.row
    class_id = facts.once(Roster.read).class_behind(row.class_id, row.group_id)
    have = plan.hours
    compared = need is not None and have is not None
    differ = compared and bool(plan.lessons) and have != need
    filled = bool(plan.lessons) and not differ
    at = plan.since(whole=compared)
    return Occasion(
        bearer=facts.bearer(load.teacher, role_title(requirement)),
        object=journal_object(facts, class_id, row.group_id, row.subject),
        deadline=facts.deadline(PARAMETER, day, class_id=class_id, of=load.teacher),
        unbound=None if facts.in_post(load.teacher, day) else "NOT_IN_POST",
        unknown="RECORDED_AT_UNKNOWN" if filled and at is None else None,
        note="HOURS_DIFFER" if differ else None,
        evidence_time=at,
        done_on=facts.local(at),
        filled=filled,
        part=differ,
        have=_plain(have) if compared else None,
        need=_plain(need) if compared else None,
        evidence=(Evidence(kind="ktp", ref=f"{load.teacher}/{row.group_id or class_id}/{row.subject}", at=at),)
        if plan.lessons
        else (),
    )


def _loads(facts: Facts) -> list[Load]:
    """One for each teacher and journal, however many rows it has."""
    grouped: dict[tuple[str, Journal], list[Row[Any]]] = defaultdict(list)
    for row in facts.reader.rows(teaching.loads(facts.scope)):
        grouped[row.teacher_id, journal_of(row)].append(row)
    starts = {key: min(row.valid_from or facts.begins for row in rows) for key, rows in grouped.items()}
    first: dict[int, date] = {}
    for start in sorted(starts.values()):
        first.setdefault(_school_year(start), start)
    return [
        Load(
            teacher=key[0],
            row=max(rows, key=lambda row: (row.valid_to is None, str(row.valid_to))),
            start=starts[key],
            midyear=starts[key] > first[_school_year(starts[key])],
        )
        for key, rows in sorted(grouped.items())
    ]


def _school_year(day: date) -> int:
    return day.year if day.month >= AUGUST else day.year - 1


def _plans(facts: Facts) -> dict[tuple[str, Journal], Plan]:
    versions: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in facts.reader.rows(teaching.ktp(facts.scope)):
        versions[row.ktp_id].append(row)
    grouped: dict[tuple[str, Journal], dict[Any, list[Lesson]]] = defaultdict(lambda: defaultdict(list))
    for ktp_id in sorted(versions):
        rows = versions[ktp_id]
        found = entry(
            [version_of(row, row.topic) for row in rows], known=facts.scope.known, blank=is_blank, field="ktp"
        )
        standing = [row for row in rows if stands(row, facts.scope.known)]
        if found is not None and standing:
            row = standing[-1]
            number = ktp_id if row.number is None else row.number
            lesson = Lesson(_hours(row.hours), _place(row.version), found, ktp_id)
            grouped[row.teacher_id or "", journal_of(row)][number].append(lesson)
    return {key: Plan(lessons) for key, lessons in grouped.items()}


def _curriculum(facts: Facts) -> dict[tuple[str | None, str], Decimal]:
    """(class, subject) → hours of the class's school year."""
    found: dict[tuple[str | None, str], Decimal] = {}
    for row in sorted(facts.reader.rows(teaching.curriculum(facts.scope)), key=lambda row: row.school_year or ""):
        held, hours = facts.classes.get(row.class_id), _hours(row.hours)
        other_year = held is not None and row.school_year and held.school_year not in (None, row.school_year)
        if hours is not None and not other_year:
            found[row.class_id, row.subject] = hours
    return found


def _first(rows: Sequence[Lesson]) -> datetime | None:
    """When the number was first planned, whatever version amended it later."""
    times = [row.entry.at for row in rows if row.entry.at is not None]
    return min(times, default=None)


def _hours(text: str | None) -> Decimal | None:
    try:
        found = Decimal((text or "").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _place(version: str | None) -> tuple[int, str]:
    """«2» stands after «1», and «10» after both."""
    text = (version or "").strip()
    return (int(text) if text.isdecimal() else 0, text)


def _plain(hours: Decimal | None) -> float | None:
    if hours is None:
        return None
    return int(hours) if hours == hours.to_integral_value() else float(hours)
