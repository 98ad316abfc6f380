"""What a paper, or a person's own words, bring in as a local act. Pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journal.acts import HeldProposal, LocalAct, Requisite
from journal.contents import flatten

if TYPE_CHECKING:
    import datetime as dt

    from journal.acts import NewParameter, ReadAct
    from parsing.local_act.model import ParameterProposal, RequisiteRecord

TYPED = "typed"
"""Kind of an act that nobody has loaded: its parameter was typed in."""
SHORT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where an act hangs, who enters it, and with which batch."""

    order_id: str | None
    clause: str | None
    at: dt.datetime
    by: str
    batch_id: str


def act_of(read: ReadAct, entry: Entry) -> LocalAct:
    """An act as its paper reads, its proposals undecided."""
    record, act_id = read.record, _new_id()
    return LocalAct(
        act_id=act_id,
        kind=record.kind,
        title=record.title,
        order_id=entry.order_id,
        clause=entry.clause,
        document=read.document,
        reading=read.reading,
        approved=_requisite(record.approved),
        council=_requisite(record.council),
        effective_from=record.effective_from,
        clauses=tuple(flatten(record.clauses)),
        proposals=tuple(_proposal(act_id, ordinal, item) for ordinal, item in enumerate(record.proposals, 1)),
        entered_at=entry.at,
        entered_by=entry.by,
        batch_id=entry.batch_id,
    )


def typed_act(new: NewParameter, entry: Entry) -> LocalAct:
    """An act without a paper, with the one parameter that a person typed in."""
    act_id = _new_id()
    proposal = HeldProposal(
        proposal_id=f"{act_id}-1",
        act_id=act_id,
        key=new.key,
        value=new.value,
        unit=new.unit,
        clause=None,
        text="",
        confidence=1.0,
        alternatives=(),
        valid_from=new.valid_from,
        source=None,
        decision=None,
    )
    return LocalAct(
        act_id=act_id,
        kind=TYPED,
        title=new.source,
        order_id=entry.order_id,
        clause=entry.clause,
        document=None,
        reading=None,
        approved=None,
        council=None,
        effective_from=None,
        clauses=(),
        proposals=(proposal,),
        entered_at=entry.at,
        entered_by=entry.by,
        batch_id=entry.batch_id,
    )


def _new_id() -> str:
    return uuid.uuid4().hex[:SHORT]


def _proposal(act_id: str, ordinal: int, item: ParameterProposal) -> HeldProposal:
    return HeldProposal(
        proposal_id=f"{act_id}-{ordinal}",
        act_id=act_id,
        key=item.key,
        value=item.value,
        unit=item.unit,
        clause=item.clause,
        text=item.text,
        confidence=item.confidence,
        alternatives=item.alternatives,
        valid_from=item.valid_from,
        source=item.source,
        decision=None,
    )


def _requisite(item: RequisiteRecord | None) -> Requisite | None:
    return Requisite(date=item.date, number=item.number) if item else None
