"""A5: a backup every week on two external media."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from compliance.model import Bearer, Evidence, Finding, Period
from compliance.rules.setting import NOTICE_DAYS
from compliance.status import Circumstances, status_of
from journal.store import relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row

    from compliance.model import Requirement
    from compliance.rules.setting import Setting

NEEDED_MEDIA = 2
WEEK = timedelta(days=7)
SUNDAY = timedelta(days=6)
EXTERNAL = "external"
POST = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One verified backup to an external medium."""

    backup_id: str
    serial: str
    on: date
    at: datetime


@dataclass(slots=True, kw_only=True)
class Week:
    """A period of the duty, clipped to when it binds, with the runs that discharge it."""

    start: date
    end: date
    runs: list[Run] = field(default_factory=list)
    unverified: int = 0

    @property
    def serials(self) -> set[str]:
        """Distinct media of the runs."""
        return {run.serial for run in self.runs}

    @property
    def done(self) -> bool:
        """True when enough distinct media hold the backup."""
        return len(self.serials) >= NEEDED_MEDIA

    @property
    def stub(self) -> bool:
        """Shorter than half of a week: the order began or ended inside it."""
        return (self.end - self.start).days + 1 < WEEK.days / 2


def findings(requirement: Requirement, setting: Setting) -> Iterator[Finding]:
    """One finding per week from the order's start to the day of the check."""
    rows = setting.reader.rows(relations.backups(setting.scope))
    weeks = allocate(weeks_of(requirement, setting), rows, setting)
    for week in weeks:
        for person_id in _bearers(requirement, setting, week) or (None,):
            yield _finding(week, person_id, requirement, setting)


def weeks_of(requirement: Requirement, setting: Setting) -> list[Week]:
    """ISO weeks, Monday to Sunday, clipped to the time in force and to the period asked for."""
    start = max(requirement.binds_from, setting.scope.start)
    last = min(setting.scope.as_of, setting.scope.end, requirement.binds_to or date.max)
    weeks = []
    monday = start - timedelta(days=start.weekday())
    while monday <= last:
        until = min(monday + SUNDAY, requirement.binds_to or date.max)
        weeks.append(Week(start=max(monday, requirement.binds_from), end=until))
        monday += WEEK
    return weeks


def allocate(weeks: list[Week], rows: Sequence[Row[Any]], setting: Setting) -> list[Week]:
    """Gives every run to one week: its own first, a surplus run to the earliest missed week before it.

    Evidence never reaches forward, and no run discharges two weeks.
    """
    surplus: list[Run] = []
    for row in rows:
        on = row.started_at.astimezone(setting.zone).date()
        week = next((week for week in weeks if week.start <= on <= week.end), None)
        if row.kind != "backup" or row.medium_kind != EXTERNAL or not row.serial:
            continue
        if not row.verified:
            if week is not None:
                week.unverified += 1
            continue
        run = Run(backup_id=row.backup_id, serial=row.serial, on=on, at=row.started_at)
        if week is None:
            continue
        if week.done or run.serial in week.serials:
            surplus.append(run)
        else:
            week.runs.append(run)
    _cure(weeks, surplus)
    return weeks


def _cure(weeks: list[Week], surplus: list[Run]) -> None:
    for week in weeks:
        if week.done:
            continue
        taken: list[Run] = []
        for run in surplus:
            useful = run.serial not in week.serials | {other.serial for other in taken}
            if run.on > week.end and useful and len(week.serials) + len(taken) < NEEDED_MEDIA:
                taken.append(run)
        # a late run that still leaves the week incomplete is kept for a week that it can complete
        if len(week.serials) + len(taken) >= NEEDED_MEDIA:
            week.runs += taken
            for run in taken:
                surplus.remove(run)


def _bearers(requirement: Requirement, setting: Setting, week: Week) -> tuple[str, ...]:
    """Administrators at the end of the week; else the people whom the order names."""
    return setting.holders(POST, week.end) or requirement.person_ids


def _finding(week: Week, person_id: str | None, requirement: Requirement, setting: Setting) -> Finding:
    last = max((run.on for run in week.runs), default=None)
    at = max((run.at for run in week.runs), default=None)
    have = min(NEEDED_MEDIA, len(week.serials))
    status = status_of(
        Circumstances(
            as_of=setting.scope.as_of,
            bound=person_id is None or not setting.away(person_id, week.start, week.end),
            due=week.end,
            notice_from=week.end - timedelta(days=NOTICE_DAYS),
            evidence=last if week.done else None,
            have=have or min(1, week.unverified),
        )
    )
    name = setting.names.get(person_id or "", ", ".join(requirement.assignees))
    return Finding(
        requirement=requirement,
        bearer=Bearer(person_id=person_id, name=name, role=requirement.role or ""),
        object=None,
        period=Period(start=week.start, end=week.end, label=f"неделя {week.start:%d.%m.%Y}–{week.end:%d.%m.%Y}"),
        status=status,
        reason="STUB_PERIOD" if week.stub else ("UNVERIFIED" if week.unverified and not week.done else None),
        advisory=week.stub,
        due=week.end,
        evidence_time=at if week.done else None,
        have=have,
        need=NEEDED_MEDIA,
        evidence=tuple(Evidence(kind="backups", ref=run.backup_id, at=run.at) for run in week.runs),
    )
