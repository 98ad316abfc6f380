"""The one status function: every instance is in exactly one status, the first that matches wins.

`compliance.rules.status_case` says the same in SQL; a property test proves them equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.model import Status

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """All that a status depends on. Dates are local to the school."""

    as_of: date
    bound: bool = True
    applicable: bool = True
    exempt: bool = False
    has_data: bool = True
    has_norm: bool = True
    time_known: bool = True
    attest: bool = False
    due: date | None = None
    notice_from: date | None = None
    """From this date on an open duty is «срок истекает»."""
    evidence: date | None = None
    """Local date of the first act that fulfils the duty whole."""
    cured_by: date | None = None
    """Last date on which a late act is still within the period; None = no limit."""
    have: int = 0
    """How much of the needed was done when the whole was not."""


def status_of(c: Circumstances) -> Status:
    """The status, by precedence."""
    early = _before(c)
    if early is not None:
        return early
    if not c.has_data or not c.has_norm or not c.time_known:
        return Status.NOT_ASSESSABLE
    if c.attest:
        return Status.NEEDS_ATTESTATION
    if c.evidence is not None:
        return _in_time(c, c.evidence)
    return Status.PARTIAL if c.have > 0 else Status.VIOLATED


def _before(c: Circumstances) -> Status | None:
    """Statuses that come before any judgement."""
    if not c.bound:
        return Status.NOT_BOUND
    if not c.applicable:
        return Status.NOT_APPLICABLE
    if c.exempt:
        return Status.EXEMPT
    if c.evidence is None and c.due is not None and c.as_of <= c.due:
        soon = c.notice_from is not None and c.as_of >= c.notice_from
        return Status.DUE_SOON if soon else Status.NOT_YET_DUE
    return None


def _in_time(c: Circumstances, evidence: date) -> Status:
    if c.due is None or evidence <= c.due:
        return Status.FULFILLED
    return Status.LATE if c.cured_by is None or evidence <= c.cured_by else Status.CURED_AFTER_TERM
