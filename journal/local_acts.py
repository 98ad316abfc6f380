"""DOOR: local acts are entered, their proposals decided on, and parameters put in force.

A parameter that a person has confirmed is a fact like any other: a new one ends the one before it the day before,
as a new version of that fact; nothing is overwritten. Every step is a batch of its own and can be taken back.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from journal.act_contents import Entry, act_of, typed_act
from journal.acts import Decision, NewParameter, ProposalState
from journal.model import LoadResult, OrderState
from journal.orders import find_order
from journal.parameters import put_parameter
from school.errors import BadParameter, NotFound, ProposalSettled

if TYPE_CHECKING:
    from datetime import date

    from journal.acts import HeldProposal, LocalAct, ReadAct
    from journal.store.unit_of_work import UnitOfWork

KIND = "local-act"


def find_act(uow: UnitOfWork, act_id: str) -> LocalAct:
    """An act by its id.

    Raises:
        NotFound: no such act.
    """
    act = uow.local_acts.get(act_id)
    if act is None:
        raise NotFound(what=f"локальный акт {act_id}")
    return act


def add_act(uow: UnitOfWork, read: ReadAct, *, order_id: str | None, clause: str | None) -> tuple[LocalAct, LoadResult]:
    """Enters a local act; the same paper under the same order again adds nothing.

    Where no order is named, the act hangs on the one that it says it was approved by, if the register has it.

    Raises:
        NotFound: no such order, or no such clause in it.
    """
    check_place(uow, order_id, clause)
    order_id = order_id or _approving(uow, read)
    content = f"{read.document}:{order_id or ''}"
    held = uow.batches.find(KIND, content)
    act = uow.local_acts.of_batch(held) if held else None
    if held is not None and act is not None:
        return act, LoadResult(batch_id=held, repeated=True, added={})
    batch_id = uow.batches.open(KIND, content, now=uow.time, by=uow.actor_id)
    act = act_of(read, _entry(uow, batch_id, order_id, clause))
    uow.local_acts.add(act)
    added = {"local_acts": 1, "act_proposals": len(act.proposals)}
    return act, LoadResult(batch_id=batch_id, repeated=False, added=added)


def set_by_hand(uow: UnitOfWork, new: NewParameter, *, order_id: str | None, clause: str | None) -> LocalAct:
    """Puts a parameter in force that a person has typed in; what it comes from is kept as an act without a paper.

    Raises:
        NotFound: no such order, or no such clause in it.
        BadParameter: the order does not bind on that day.
    """
    check_place(uow, order_id, clause)
    batch_id = uow.batches.open(KIND, f"typed:{uuid.uuid4().hex}", now=uow.time, by=uow.actor_id)
    act = typed_act(new, _entry(uow, batch_id, order_id, clause))
    uow.local_acts.add(act)
    _decide(uow, act, act.proposals[0], new, ProposalState.CONFIRMED, batch_id)
    return find_act(uow, act.act_id)


def confirm_proposal(
    uow: UnitOfWork,
    proposal_id: str,
    *,
    value: str | None = None,
    unit: str | None = None,
    valid_from: date | None = None,
) -> LocalAct:
    """Puts a proposed parameter in force, as read or put right.

    Raises:
        NotFound: no such proposal.
        ProposalSettled: it was decided on before.
        BadParameter: no day is known from which it holds, or the order does not bind on it.
    """
    act, proposal = _open_proposal(uow, proposal_id)
    start = valid_from or starts(uow, act, proposal)
    if start is None:
        raise BadParameter(reason="не известно, с какого дня он действует. Укажите этот день.")
    new = _parameter(act, proposal, start, value or proposal.value, unit or proposal.unit)
    same = (new.value, new.unit) == (proposal.value, proposal.unit)
    batch_id = _batch(uow, f"{proposal_id}:{uuid.uuid4().hex}")
    _decide(uow, act, proposal, new, ProposalState.CONFIRMED if same else ProposalState.CORRECTED, batch_id)
    return find_act(uow, act.act_id)


def refuse_proposal(uow: UnitOfWork, proposal_id: str) -> LocalAct:
    """Notes that a proposal sets nothing.

    Raises:
        NotFound: no such proposal.
        ProposalSettled: it was decided on before.
    """
    act, _ = _open_proposal(uow, proposal_id)
    batch_id = _batch(uow, f"{proposal_id}:{uuid.uuid4().hex}")
    _note(uow, proposal_id, ProposalState.REFUSED, batch_id)
    return find_act(uow, act.act_id)


def starts(uow: UnitOfWork, act: LocalAct, proposal: HeldProposal) -> date | None:
    """From which day a proposal holds unless the director says otherwise.

    The day that its wording names, else that of the act's own text, of the order it hangs on, of its approval.
    """
    own = proposal.valid_from or act.effective_from
    if own is not None:
        return own
    order = uow.orders.get(act.order_id) if act.order_id else None
    if order is not None:
        return order.in_force_from
    return act.approved.date if act.approved else None


def check_place(uow: UnitOfWork, order_id: str | None, clause: str | None) -> None:
    """Refuses a place that the register does not have.

    Raises:
        NotFound: no such order, or no such clause in it.
        BadParameter: a clause of no order.
    """
    if order_id is None:
        if clause is not None:
            raise BadParameter(reason="назван пункт, но не назван приказ. Укажите и приказ.")
        return
    order = find_order(uow, order_id)
    if clause is not None and all(item.path != clause for item in order.clauses):
        raise NotFound(what=f"пункт {clause} приказа № {order.number}")


def _approving(uow: UnitOfWork, read: ReadAct) -> str | None:
    """The one order of the register with the printed number and date."""
    told = read.record.approved
    if told is None or told.number is None or told.date is None:
        return None
    found = [order.order_id for order in uow.orders.all() if order.is_named(told.number, told.date)]
    return found[0] if len(found) == 1 else None


def _entry(uow: UnitOfWork, batch_id: str, order_id: str | None, clause: str | None) -> Entry:
    return Entry(order_id=order_id, clause=clause, at=uow.time, by=uow.actor_id, batch_id=batch_id)


def _open_proposal(uow: UnitOfWork, proposal_id: str) -> tuple[LocalAct, HeldProposal]:
    act = uow.local_acts.act_of(proposal_id)
    if act is None:
        raise NotFound(what=f"предложение {proposal_id}")
    proposal = next(item for item in act.proposals if item.proposal_id == proposal_id)
    if proposal.decision is not None:
        raise ProposalSettled(proposal=proposal_id, batch=proposal.decision.batch_id)
    return act, proposal


def _batch(uow: UnitOfWork, content: str) -> str:
    return uow.batches.open(KIND, content, now=uow.time, by=uow.actor_id)


def _parameter(act: LocalAct, proposal: HeldProposal, start: date, value: str, unit: str) -> NewParameter:
    place = f"{act.title}, п. {proposal.clause}" if proposal.clause else act.title
    return NewParameter(key=proposal.key, value=value, unit=unit, valid_from=start, source=place)


def _decide(
    uow: UnitOfWork, act: LocalAct, proposal: HeldProposal, new: NewParameter, state: ProposalState, batch_id: str
) -> None:
    last = _allowed(uow, act, new)
    fact_key = put_parameter(uow, new, last, batch_id)
    _note(uow, proposal.proposal_id, state, batch_id, new=new, fact_key=fact_key)


def _note(
    uow: UnitOfWork,
    proposal_id: str,
    state: ProposalState,
    batch_id: str,
    *,
    new: NewParameter | None = None,
    fact_key: str | None = None,
) -> None:
    decision = Decision(
        state=state,
        value=new.value if new else "",
        unit=new.unit if new else "",
        valid_from=new.valid_from if new else None,
        decided_at=uow.time,
        decided_by=uow.actor_id,
        batch_id=batch_id,
        fact_key=fact_key,
    )
    uow.local_acts.decide(proposal_id, decision)


def _allowed(uow: UnitOfWork, act: LocalAct, new: NewParameter) -> date | None:
    """The last day on which the act's order lets the parameter hold.

    Raises:
        BadParameter: the order binds nobody yet, or no more on that day.
    """
    if act.order_id is None:
        return None
    order = find_order(uow, act.order_id)
    if order.state is OrderState.DRAFT:
        raise BadParameter(reason=f"приказ № {order.number} — ещё проект. Сначала введите его в действие.")
    if order.in_force_to is not None and order.in_force_to < new.valid_from:
        raise BadParameter(
            reason=f"приказ № {order.number} перестал действовать {order.in_force_to:%d.%m.%Y}. Проверьте день начала."
        )
    return order.in_force_to
