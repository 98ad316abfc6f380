"""Monthly archives on separate external media (A6): each must cover its whole month and be made by `N_arch`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.deadlines import NO_NORM
from compliance.instances import Occasion
from compliance.model import Evidence, Period
from compliance.periods import spans
from compliance.rules.backups import EXTERNAL, serial_of
from compliance.rules.holders import named_bearers, tenures
from journal.store import relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Row

    from compliance.model import Requirement
    from compliance.periods import Span
    from compliance.rules.facts import Facts

ARCHIVE = "archive"
PARAMETER = "N_arch"


def archives(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """A6: every month on as many media as the order says; an archive made in the first days after it is timely."""
    months = spans(requirement.periodicity, requirement.binds_from, facts.scope.as_of, requirement.binds_to)
    if months is None or requirement.interval != 1:
        bearers = named_bearers(facts, requirement) or (None,)
        yield from (Occasion(bearer=bearer, unknown=NO_NORM) for bearer in bearers)
        return
    rows = _external(facts)
    for month in months:
        if month.end >= facts.scope.start and month.start <= facts.scope.end:
            yield _occasion(facts, requirement, month, rows)


def _external(facts: Facts) -> list[Row[Any]]:
    rows = facts.reader.rows(relations.backups(facts.scope))
    return sorted(
        (row for row in rows if row.kind == ARCHIVE and row.medium_kind == EXTERNAL and serial_of(row)),
        key=lambda row: (row.started_at, row.backup_id),
    )


def _occasion(facts: Facts, requirement: Requirement, month: Span, rows: Sequence[Row[Any]]) -> Occasion:
    """The month with the first whole archive on each medium; who held the post at its end answers for it."""
    last = tenures(facts, requirement, month)[-1]
    covering = [row for row in rows if _covers(row, month)]
    first: dict[str, Row[Any]] = {}
    for row in covering:
        if row.verified:
            first.setdefault(serial_of(row), row)
    chosen = list(first.values())[: requirement.quantity]
    done = chosen[-1] if len(chosen) == requirement.quantity else None
    return Occasion(
        bearer=last.bearer,
        period=Period(start=month.start, end=month.end, label=f"{month.start:%m.%Y}"),
        deadline=facts.deadline(PARAMETER, month.end),
        unbound=None if last.bearer is not None else "NO_HOLDER",
        note="UNVERIFIED" if any(not row.verified for row in covering) else None,
        evidence_time=done.started_at if done else None,
        done_on=_day(facts, done) if done else None,
        filled=done is not None,
        part=bool(covering),
        have=len(chosen),
        need=requirement.quantity,
        evidence=tuple(Evidence(kind="backups", ref=row.backup_id, at=row.started_at) for row in chosen),
        advisory=month.is_stub(len(month.days)),
    )


def _covers(row: Row[Any], month: Span) -> bool:
    """True when the archive holds the whole month; one that does not say what it covers holds nothing for sure."""
    return bool(row.covers_from and row.covers_to and row.covers_from <= month.start and row.covers_to >= month.end)


def _day(facts: Facts, row: Row[Any]) -> date:
    day: date = row.started_at.astimezone(facts.zone).date()
    return day
