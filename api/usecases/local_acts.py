"""Local acts: taken in, looked at, decided on; parameters typed in by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from api.usecases.documents import read_with_corrections
from api.usecases.keeping import keep
from compliance.vocabulary import parameter_names, unit_names
from journal.acts import NewParameter, ReadAct
from journal.local_acts import add_act, confirm_proposal, find_act, refuse_proposal, set_by_hand, starts
from parsing.pipeline import parse_local_act
from school.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from api.usecases.services import Services
    from ingest.model import Source
    from journal.acts import HeldParameter, LocalAct
    from journal.model import Actor, HeldOrder, LoadResult
    from journal.store.unit_of_work import UnitOfWork
    from parsing.local_act.model import LocalActRecord

WHOLE = re.compile(r"-?\d{1,4}")
BEFORE = "N_term"
"""The only term that is counted back from an end."""
COUNTED = {"k": "MARK", "k_density": "MARK", "L": "LESSON"}
"""Amounts: their unit is no unit of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """A local act with the order that it hangs on, and from when each proposal would hold."""

    act: LocalAct
    order: HeldOrder | None
    starts: Mapping[str, date | None]
    held: Mapping[str, HeldParameter | None]
    """Proposal → what holds on that day now, whose place it would take."""
    load: LoadResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsView:
    """Every local act, and every parameter that stands."""

    acts: tuple[ActView, ...]
    parameters: tuple[HeldParameter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person puts in the place of what was read; None leaves it."""

    value: str | None = None
    unit: str | None = None
    valid_from: date | None = None


def add_local_act(
    services: Services,
    actor: Actor,
    sources: Sequence[Source],
    *,
    order_id: str | None = None,
    clause: str | None = None,
) -> ActView:
    """Reads a local act, keeps the paper and enters what it proposes; nothing of it counts yet."""
    require(actor, UseCase.ADD_LOCAL_ACT)
    read_now, document = read_with_corrections(services, sources)
    record = parse_local_act(document)
    with services.store.write(actor, services.now()) as uow:
        keep(uow, read_now, sources)
        act, load = enter_act(uow, document.sha256, record, order_id=order_id, clause=clause)
        return _view(uow, act, load)


def enter_act(
    uow: UnitOfWork, sha256: str, record: LocalActRecord, *, order_id: str | None, clause: str | None
) -> tuple[LocalAct, LoadResult]:
    """Enters what was read of a kept paper."""
    taken = ReadAct(record=record, document=sha256, reading=uow.documents.reading(sha256))
    return add_act(uow, taken, order_id=order_id, clause=clause)


def list_local_acts(services: Services, actor: Actor) -> ActsView:
    """Every local act, newest first, and the parameters that stand."""
    require(actor, UseCase.LIST_LOCAL_ACTS)
    with services.store.read() as uow:
        return ActsView(
            acts=tuple(_view(uow, act) for act in uow.local_acts.all()),
            parameters=tuple(uow.local_acts.parameters()),
        )


def acts_of_order(services: Services, actor: Actor, order_id: str) -> Sequence[LocalAct]:
    """Local acts that hang on an order, newest first."""
    require(actor, UseCase.LIST_LOCAL_ACTS)
    with services.store.read() as uow:
        return tuple(act for act in uow.local_acts.all() if act.order_id == order_id)


def show_local_act(services: Services, actor: Actor, act_id: str) -> ActView:
    """One local act with what it proposes and what was decided."""
    require(actor, UseCase.SHOW_LOCAL_ACT)
    with services.store.read() as uow:
        return _view(uow, find_act(uow, act_id))


def confirm_parameter(services: Services, actor: Actor, proposal_id: str, said: Correction) -> ActView:
    """Puts a proposed parameter in force, as read or put right."""
    require(actor, UseCase.DECIDE_LOCAL_ACT)
    with services.store.write(actor, services.now()) as uow:
        act = uow.local_acts.act_of(proposal_id)
        held = next((item for item in act.proposals if item.proposal_id == proposal_id), None) if act else None
        if held is not None:
            check_parameter(held.key, said.value or held.value, said.unit or held.unit)
        done = confirm_proposal(uow, proposal_id, value=said.value, unit=said.unit, valid_from=said.valid_from)
        return _view(uow, done)


def refuse_parameter(services: Services, actor: Actor, proposal_id: str) -> ActView:
    """Notes that a proposal sets nothing."""
    require(actor, UseCase.DECIDE_LOCAL_ACT)
    with services.store.write(actor, services.now()) as uow:
        return _view(uow, refuse_proposal(uow, proposal_id))


def set_parameter(
    services: Services, actor: Actor, new: NewParameter, *, order_id: str | None = None, clause: str | None = None
) -> ActView:
    """Puts a parameter in force that a person typed in."""
    require(actor, UseCase.DECIDE_LOCAL_ACT)
    check_parameter(new.key, new.value, new.unit)
    if not new.source.strip():
        raise BadParameter(reason="не назван документ, которым он установлен, и пункт: «Положение о журнале, п. 3.2».")
    with services.store.write(actor, services.now()) as uow:
        return _view(uow, set_by_hand(uow, new, order_id=order_id, clause=clause))


def check_parameter(key: str, value: str, unit: str) -> None:
    """Refuses what no check could use.

    Raises:
        BadParameter: unknown key or unit, or a value that is no whole number.
    """
    whole, _, part = key.partition(".")
    if whole not in parameter_names() or (part and whole != "N_wr"):
        known = ", ".join(sorted(parameter_names()))
        raise BadParameter(reason=f"ключ «{key}» неизвестен. Бывают: {known}; для вида работы — N_wr.сочинение.")
    if unit not in unit_names():
        raise BadParameter(reason=f"единица «{unit}» неизвестна. Бывают: {', '.join(unit_names())}.")
    if not WHOLE.fullmatch(value) or (value.startswith("-") and whole != BEFORE):
        raise BadParameter(reason=f"«{value}» — не число. Нужно целое число, для «{BEFORE}» — и со знаком минус.")
    counted = COUNTED.get(whole)
    if (unit != counted) if counted else unit in COUNTED.values():
        fitting = counted or "SCHOOL_DAY, WORKING, CALENDAR"
        raise BadParameter(reason=f"единица «{unit}» не подходит к «{key}». Подходит: {fitting}.")


def _view(uow: UnitOfWork, act: LocalAct, load: LoadResult | None = None) -> ActView:
    begins = {item.proposal_id: starts(uow, act, item) for item in act.proposals}
    standing = uow.local_acts.parameters()
    return ActView(
        act=act,
        order=uow.orders.get(act.order_id) if act.order_id else None,
        starts=begins,
        held={item.proposal_id: _held(standing, item.key, begins[item.proposal_id]) for item in act.proposals},
        load=load,
    )


def _held(standing: Sequence[HeldParameter], key: str, day: date | None) -> HeldParameter | None:
    holding = [item for item in standing if item.key == key and day is not None and item.holds_on(day)]
    return holding[-1] if holding else None
