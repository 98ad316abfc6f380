"""Vocabulary of the fourth floor: requirement, evidence, verdict, report.

Statuses and their precedence follow the duty model (docs/reference/statuses.md): every instance is in
exactly one status, the first that matches wins, and lack of data is never a violation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


class Status(StrEnum):
    """What is known of one duty, one bearer, one object, one period."""

    NOT_BOUND = "NOT_BOUND"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    EXEMPT = "EXEMPT"
    NOT_YET_DUE = "NOT_YET_DUE"
    DUE_SOON = "DUE_SOON"
    NOT_ASSESSABLE = "NOT_ASSESSABLE"
    NEEDS_ATTESTATION = "NEEDS_ATTESTATION"
    FULFILLED = "FULFILLED"
    LATE = "LATE"
    CURED_AFTER_TERM = "CURED_AFTER_TERM"
    PARTIAL = "PARTIAL"
    VIOLATED = "VIOLATED"


class Assessability(StrEnum):
    """How a duty can be judged at all."""

    AUTO = "auto"
    PROXY = "proxy"
    ATTEST = "attest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A duty or clause made checkable: the check that judges it."""

    check: str
    """Id of the check, or `ATTEST` for a duty without one."""
    order_id: str
    clause: str | None
    duty_id: str | None
    duty: str | None
    """Action text of the duty, or the clause's text."""
    role: str | None
    role_key: str | None
    person_ids: tuple[str, ...]
    assignees: tuple[str, ...]
    assessability: Assessability
    severity: int
    binds_from: date
    binds_to: date | None
    label: str = ""
    """What the check asks for, in Russian."""
    periodicity: str = "none"
    """How often the duty comes round by the words of the order."""
    interval: int = 1
    """Every how many weeks, months and so on."""
    counted: str = ""
    """What is counted where there is a quantity, in Russian: «носителей»."""
    quantity: int = 1
    """How many things the order asks for each time: «на двух носителях» is 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who bears the duty; `person_id` is None when the school's people are not known."""

    person_id: str | None
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The period judged; both ends inclusive."""

    start: date
    end: date
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the verdict leans on: a table, a row id, when it was recorded."""

    kind: str
    ref: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One instance: requirement × bearer × object × period, with its verdict."""

    requirement: Requirement
    bearer: Bearer | None
    object: Mapping[str, str] | None
    period: Period | None
    status: Status
    reason: str | None = None
    """Stable reason code, e.g. NO_DATA, NO_NORM, SELF_CONTROL."""
    advisory: bool = False
    due: date | None = None
    evidence_time: datetime | None = None
    have: float | None = None
    need: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterUse:
    """A dated parameter that the report used, and where it comes from."""

    key: str
    value: str
    source: str
    """Clause that sets it; empty for a school default."""
    advisory: bool
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Result of one evaluation; the same input gives the same findings in the same order."""

    as_of: date
    known_at: datetime
    start: date | None
    end: date | None
    orders: tuple[tuple[str, str, date, int], ...]
    """(order_id, number, date, version) of every order checked."""
    parameters: tuple[ParameterUse, ...]
    findings: tuple[Finding, ...]
    timezone: str = "UTC"
    """The school's IANA zone: people read times in it."""
    clauses: tuple[tuple[str, str, str], ...] = ()
    """(order_id, number, text) of every numbered clause, in printed order."""
