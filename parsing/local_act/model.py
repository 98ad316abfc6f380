"""What a local act says: its requisites, its clauses, and the parameters that its wording proposes.

Nothing here binds: a proposal becomes a dated parameter of the school when a person has confirmed it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from ingest.model import SourceRef
    from parsing.records import ClauseRecord

SURE = 0.75
"""A proposal below this may well be wrong: its wording leaves open what is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisiteRecord:
    """An order that approved the act, or a council's protocol: date and number as printed."""

    date: dt.date | None
    number: str | None
    source: SourceRef | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A value with its unit, both as the school bundle writes them."""

    value: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterProposal:
    """A parameter that a clause seems to set."""

    key: str
    value: str
    unit: str
    clause: str | None
    text: str
    """The sentence that says so."""
    confidence: float
    valid_from: dt.date | None = None
    """The day that the wording itself names: «с 01.12.2023 — …»."""
    alternatives: tuple[Amount, ...] = ()
    source: SourceRef | None = field(default=None, compare=False)

    @property
    def sure(self) -> bool:
        """True when the wording leaves nothing open."""
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalActRecord:
    """A local act as read from its paper."""

    kind: str
    """`положение`, `порядок`, `регламент`, `правила`, `инструкция`."""
    title: str
    approved: RequisiteRecord | None
    council: RequisiteRecord | None
    effective_from: dt.date | None
    clauses: tuple[ClauseRecord, ...]
    proposals: tuple[ParameterProposal, ...]
