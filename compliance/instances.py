"""From what a rule found to a judged instance: the only place where a finding gets its status."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from compliance.deadlines import Deadline
from compliance.model import Finding, Status
from compliance.status import Case, status_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from compliance.model import Bearer, Evidence, Period, Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One row of a rule. A reason that is not None closes its gate: see `compliance.status`."""

    bearer: Bearer | None = None
    object: Mapping[str, str] | None = None
    period: Period | None = None
    deadline: Deadline = field(default_factory=Deadline)
    unbound: str | None = None
    inapplicable: str | None = None
    exempt: str | None = None
    unknown: str | None = None
    attest: str | None = None
    note: str | None = None
    """Reason shown beside a status that the times give: what was done in part, what came after the end."""
    evidence_time: datetime | None = None
    done_on: date | None = None
    filled: bool = False
    """Something qualifying exists, even if it is not known since when."""
    cure_until: date | None = None
    part: bool = False
    have: float | None = None
    need: float | None = None
    evidence: tuple[Evidence, ...] = ()
    advisory: bool = False


def judge(requirement: Requirement, occasion: Occasion, as_of: date) -> Finding:
    """The finding of one occasion as of a date."""
    limit = _limit(occasion, as_of)
    unknown = occasion.unknown or (occasion.deadline.reason if limit is None else None)
    case = Case(
        as_of=as_of,
        bound=occasion.unbound is None,
        applicable=occasion.inapplicable is None,
        exempt=occasion.exempt is not None,
        assessable=unknown is None,
        attest=occasion.attest is not None,
        due=limit,
        notice_from=occasion.deadline.notice_from,
        evidence=occasion.filled,
        done_on=occasion.done_on,
        cure_until=occasion.cure_until,
        part=occasion.part,
    )
    status = status_of(case)
    return Finding(
        requirement=requirement,
        bearer=occasion.bearer,
        object=occasion.object,
        period=occasion.period,
        status=status,
        reason=_reason(occasion, status, unknown),
        advisory=occasion.advisory or occasion.deadline.advisory,
        due=occasion.deadline.due,
        evidence_time=occasion.evidence_time,
        have=occasion.have,
        need=occasion.need,
        evidence=occasion.evidence,
    )


def _limit(occasion: Occasion, as_of: date) -> date | None:
    """The due date; where the calendar ends before it, its last day as long as that decides the case."""
    last = occasion.deadline.later_than
    if last is None:
        return occasion.deadline.due
    decided = occasion.done_on <= last if occasion.done_on else not occasion.filled and as_of <= last
    return last if decided else None


def _reason(occasion: Occasion, status: Status, unknown: str | None) -> str | None:
    gates = {
        Status.NOT_BOUND: occasion.unbound,
        Status.NOT_APPLICABLE: occasion.inapplicable,
        Status.EXEMPT: occasion.exempt,
        Status.NOT_ASSESSABLE: unknown,
        Status.NEEDS_ATTESTATION: occasion.attest,
        Status.PARTIAL: occasion.note,
        Status.CURED_AFTER_TERM: occasion.note,
        Status.VIOLATED: occasion.note,
    }
    return gates.get(status)
