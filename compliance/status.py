"""The one place that decides a status: a partition, first match wins.

The same decision as a SQL expression stands in `compliance.rules.status_case`; a test proves both equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.model import Status

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known of one instance; dates are local to the school."""

    as_of: date
    bound: bool = True
    """The norm was in force and the bearer in post."""
    applicable: bool = True
    """There was an occasion."""
    exempt: bool = False
    """An approved waiver or exception covers it."""
    assessable: bool = True
    """Data and a deadline exist, and the time of recording is known where it matters."""
    attest: bool = False
    """Only a person's signed word can show it, and there is none yet."""
    due: date | None = None
    notice_from: date | None = None
    """From this day on the deadline is said to be near."""
    evidence: bool = False
    """Something qualifying exists."""
    done_on: date | None = None
    """Local date of the first qualifying evidence; None while `evidence` means that it is not known."""
    cure_until: date | None = None
    """Last day on which a late act still serves; None means no limit."""
    part: bool = False
    """Some of what was asked for exists."""


def status_of(case: Case) -> Status:
    """The status of an instance."""
    gate = _gate(case)
    return gate if gate is not None else _by_time(case)


def _gate(case: Case) -> Status | None:
    """What stands before any comparison of evidence with its deadline."""
    if not case.bound:
        return Status.NOT_BOUND
    if not case.applicable:
        return Status.NOT_APPLICABLE
    if case.exempt:
        return Status.EXEMPT
    if not case.evidence and case.due is not None and case.as_of <= case.due:
        near = case.notice_from is not None and case.as_of >= case.notice_from
        return Status.DUE_SOON if near else Status.NOT_YET_DUE
    return _knowable(case)


def _knowable(case: Case) -> Status | None:
    """Nobody is judged on what is not known: no deadline, no data, no time of recording."""
    if not case.assessable:
        return Status.NOT_ASSESSABLE
    if case.attest:
        return Status.NEEDS_ATTESTATION
    if case.due is None or (case.evidence and case.done_on is None):
        return Status.NOT_ASSESSABLE
    return None


def _by_time(case: Case) -> Status:
    done, due = case.done_on, case.due
    if not case.evidence or done is None or due is None:
        return Status.PARTIAL if case.part else Status.VIOLATED
    if done <= due:
        return Status.FULFILLED
    return Status.LATE if case.cure_until is None or done <= case.cure_until else Status.CURED_AFTER_TERM
