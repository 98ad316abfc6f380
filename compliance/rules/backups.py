"""Backup copies on separate external media (A5): one verified run a medium, each run for one period only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from compliance.allocation import Act, Slot, allocate
from compliance.deadlines import NO_NORM, Deadline
from compliance.defaults import defaults
from compliance.instances import Occasion
from compliance.model import Evidence, Period
from compliance.periods import spans
from compliance.rules.holders import named_bearers, tenures
from journal.store import relations
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Row

    from compliance.model import Requirement
    from compliance.rules.facts import Facts
    from compliance.rules.holders import Tenure

EXTERNAL, BACKUP = "external", "backup"


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs on external media: those that count, and the days of those that were never verified."""

    acts: tuple[Act, ...]
    unverified: tuple[date, ...]


def backups(facts: Facts, requirement: Requirement) -> Iterator[Occasion]:
    """A5: in every period as many media as the order says, told apart by serial number."""
    periods = spans(requirement.periodicity, requirement.binds_from, facts.scope.as_of, requirement.binds_to)
    if periods is None or requirement.interval != 1:
        bearers = named_bearers(facts, requirement) or (None,)
        yield from (Occasion(bearer=bearer, unknown=NO_NORM) for bearer in bearers)
        return
    parts = [part for span in periods for part in tenures(facts, requirement, span)]
    bound = [part for part in parts if _unbound(part) is None]
    runs = _runs(facts)
    slots = [Slot(start=part.span.start, end=part.span.end, need=requirement.quantity) for part in bound]
    given = {slot.start: slot for slot in allocate(slots, runs.acts)}
    for part in parts:
        if part.span.end >= facts.scope.start and part.span.start <= facts.scope.end:
            yield _occasion(part, given.get(part.span.start), runs, requirement.quantity)


def _runs(facts: Facts) -> Runs:
    """A run counts when its medium is external and has a serial number, and the copy was verified."""
    external = [
        row
        for row in facts.reader.rows(relations.backups(facts.scope))
        if row.kind == BACKUP and row.medium_kind == EXTERNAL
    ]
    acts: dict[tuple[Any, str], Act] = {}
    for row in sorted(external, key=lambda row: row.backup_id):
        if row.verified and serial_of(row):
            act = Act(
                at=row.started_at,
                on=row.started_at.astimezone(facts.zone).date(),
                thing=serial_of(row),
                ref=row.backup_id,
            )
            acts.setdefault((act.at, act.thing), act)
    unverified = tuple(row.started_at.astimezone(facts.zone).date() for row in external if not row.verified)
    return Runs(acts=tuple(acts.values()), unverified=unverified)


def serial_of(row: Row[Any]) -> str:
    """The medium's serial number, folded: two partitions of one disk share it."""
    return fold(row.serial or "").replace(" ", "")


def _unbound(part: Tenure) -> str | None:
    if part.bearer is None:
        return "NO_HOLDER"
    return None if part.working else "ON_LEAVE"


def _occasion(part: Tenure, slot: Slot | None, runs: Runs, need: int) -> Occasion:
    acts: Sequence[Act] = sorted(slot.acts) if slot else ()
    last = acts[-1] if slot and slot.full else None
    untested = any(part.span.start <= day <= part.span.end for day in runs.unverified)
    due = part.span.end
    return Occasion(
        bearer=part.bearer,
        period=Period(start=part.span.start, end=due, label=_label(part)),
        deadline=Deadline(due=due, notice_from=due - timedelta(days=defaults().notice_days)),
        unbound=_unbound(part),
        note="UNVERIFIED" if untested else None,
        evidence_time=last.at if last else None,
        done_on=last.on if last else None,
        filled=last is not None,
        part=bool(acts) or untested,
        have=len(acts),
        need=need,
        evidence=tuple(Evidence(kind="backups", ref=act.ref, at=act.at) for act in acts),
        advisory=slot is not None and part.span.is_stub(part.working),
    )


def _label(part: Tenure) -> str:
    """«неделя 44 2023 года» or «11.2023»."""
    start = part.span.start
    if part.span.whole > WEEK:
        return f"{start:%m.%Y}"
    year, week, _ = start.isocalendar()
    return f"{week}-я неделя {year} года"


WEEK = 7
