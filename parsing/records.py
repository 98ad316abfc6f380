"""Vocabulary of the second floor: what an order's paper says, each fact with the places it was read from.

Field meanings follow the order JSON contract (parsing/data/order.schema.json). Sources never take part in
equality, so that two readings of one paper can be compared by what they say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from ingest.model import SourceRef


class Periodicity(StrEnum):
    """How often a duty comes round, by explicit words of the order only."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    PER_LESSON = "per_lesson"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """A person as named; nominative singular, source spelling of ё."""

    surname: str
    initials_or_names: str
    """«В.А.» without a space, full names in the nominative, or «-»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasisRecord:
    """An act that the preamble leans on."""

    issuer: str | None
    kind: str
    date: dt.date | None
    number: str | None
    title: str | None
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRecord:
    """A clause (пункт) with what is nested in it."""

    number: str | None
    text: str
    children: tuple[ClauseRecord, ...] = ()
    number_inferred: bool = False
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRecord:
    """A person gets a role; also used for a person freed from one."""

    person: PersonRecord
    position: str | None
    role: str
    clause: str | None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    label: str | None = None
    """Where in a list or a table it stands: «школьный сад», «№ 12», «понедельник, 1 этаж»."""
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)

    @property
    def title(self) -> str:
        """The role with its label, as a person reads it: «ответственный за уборку (школьный сад)»."""
        return f"{self.role} ({self.label})" if self.label else self.role


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRecord:
    """An action with an addressee."""

    role: str | None
    assignees: tuple[PersonRecord, ...]
    action_text: str
    periodicity: Periodicity
    deadline: str | None
    clause: str | None
    ordinal: int
    """1-based place among the duties of its clause; with `clause` it names the duty."""
    interval: int = 1
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRecord:
    """An act that the order repeals or amends."""

    kind: str
    date: dt.date | None
    number: str | None
    title: str | None
    scope: str
    clause: str | None
    issuer: str | None = None
    operation: str | None = None
    old_text: str | None = None
    """Words that an amendment replaces."""
    new_text: str | None = None
    effective_from: dt.date | None = None
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRecord:
    """Who controls the order's execution."""

    self_control: bool
    person: PersonRecord | None
    position: str | None
    clause: str | None
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryRecord:
    """Who signed, or was to sign."""

    name: PersonRecord
    position: str | None
    signed: bool | None
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementRecord:
    """A person listed to be acquainted with the order."""

    person: PersonRecord
    signed: bool | None
    date: dt.date | None
    position: str | None = None
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendixRecord:
    """An appendix that the order names or carries."""

    number: str | None
    title: str | None
    attached: bool
    clause: str | None
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRecord:
    """A person named somewhere in the order, whatever is said of them."""

    person: PersonRecord
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the reader noticed; only compliance has findings."""

    code: str
    text: str
    """One Russian sentence."""
    sources: tuple[SourceRef, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRecord:
    """An order (приказ) as read from its paper."""

    organization: str | None
    number: str | None
    date: dt.date | None
    title: str | None
    place: str | None
    legal_basis: tuple[LegalBasisRecord, ...]
    clauses: tuple[ClauseRecord, ...]
    appointments: tuple[AppointmentRecord, ...]
    revocations: tuple[AppointmentRecord, ...]
    duties: tuple[DutyRecord, ...]
    repeals: tuple[TargetRecord, ...]
    amends: tuple[TargetRecord, ...]
    effective_from: dt.date | None
    control_by: ControlRecord | None
    signatory: SignatoryRecord | None
    acknowledged: tuple[AcknowledgementRecord, ...]
    appendices: tuple[AppendixRecord, ...]
    person_mentions: tuple[MentionRecord, ...] = field(default=(), compare=False)
    """Everybody whom the order names, in printed order: staff and pupils, in facts and outside of them."""
    remarks: tuple[Remark, ...] = field(default=(), compare=False)
    header_sources: Mapping[str, tuple[SourceRef, ...]] = field(default_factory=dict, compare=False)
    """Places of organization, number, date, title, place, effective_from."""
