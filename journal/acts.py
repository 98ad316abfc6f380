"""Vocabulary of local acts as the school holds them: the act, what it proposes, what a person decided."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - a dataclass is read by its annotations
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from parsing.local_act.model import SURE

if TYPE_CHECKING:
    from ingest.model import SourceRef
    from journal.model import HeldClause
    from parsing.local_act.model import Amount, LocalActRecord


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisite:
    """The order that approved an act, or a council's protocol."""

    date: dt.date | None
    number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on a proposal; value, unit and day are those of the parameter, empty where it was refused."""

    state: ProposalState
    value: str
    unit: str
    valid_from: dt.date | None
    decided_at: dt.datetime
    decided_by: str
    batch_id: str
    fact_key: str | None
    """Of the parameter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldProposal:
    """A parameter that an act proposes."""

    proposal_id: str
    act_id: str
    key: str
    value: str
    unit: str
    clause: str | None
    text: str
    confidence: float
    alternatives: tuple[Amount, ...]
    valid_from: dt.date | None
    """The day that the wording names."""
    source: SourceRef | None
    decision: Decision | None

    @property
    def sure(self) -> bool:
        """True when the wording leaves nothing open."""
        return self.confidence >= SURE

    @property
    def state(self) -> ProposalState:
        """Open until a person has decided."""
        return self.decision.state if self.decision else ProposalState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAct:
    """A local act of the school, read from a paper or typed in."""

    act_id: str
    kind: str
    title: str
    order_id: str | None
    clause: str | None
    """Of the order: where the act hangs."""
    document: str | None
    """sha256 of its paper; None where it was typed in."""
    reading: str | None
    """Blob hash of the reading that its places are counted in."""
    approved: Requisite | None
    council: Requisite | None
    effective_from: dt.date | None
    """The day that its own text names."""
    clauses: tuple[HeldClause, ...]
    proposals: tuple[HeldProposal, ...]
    entered_at: dt.datetime
    entered_by: str
    batch_id: str

    @property
    def open(self) -> int:
        """How many proposals wait for the director."""
        return sum(item.state is ProposalState.OPEN for item in self.proposals)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAct:
    """A local act with the kept paper that it was read from."""

    record: LocalActRecord
    document: str
    reading: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParameter:
    """A parameter to be put in force."""

    key: str
    value: str
    unit: str
    valid_from: dt.date
    source: str
    """Where it comes from: «Положение о журнале, п. 3.2»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldParameter:
    """A parameter as it stands."""

    fact_key: str
    key: str
    value: str
    unit: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str

    def holds_on(self, day: dt.date) -> bool:
        """True when it is in force on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)
