"""Addresses of local acts, their proposals and the parameters that stand."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - FastAPI reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Form, Request, Response
from pydantic import BaseModel, Field

from api.incoming import Files, actor_of, services_of, sources_of
from api.usecases.local_acts import (
    Correction,
    add_local_act,
    confirm_parameter,
    list_local_acts,
    refuse_parameter,
    set_parameter,
    show_local_act,
)
from journal.acts import NewParameter

if TYPE_CHECKING:
    from api.usecases.local_acts import ActView
    from journal.acts import HeldParameter, HeldProposal, Requisite

router = APIRouter(prefix="/api/v1")


class Confirmation(BaseModel):
    """What takes the place of what was read; what is left out stays."""

    value: str | None = None
    unit: str | None = None
    start: date | None = Field(default=None, alias="from")


class Parameter(BaseModel):
    """A parameter typed in."""

    key: str
    value: str
    unit: str
    start: date = Field(alias="from")
    source: str
    order: str | None = None
    clause: str | None = None


@router.post("/acts", status_code=201)
def post_act(
    request: Request,
    response: Response,
    files: Files,
    order: Annotated[str | None, Form()] = None,
    clause: Annotated[str | None, Form()] = None,
) -> dict[str, Any]:
    """Reads a local act and enters what it proposes; 200 when the same paper was entered before."""
    ready = services_of(request)
    view = add_local_act(ready, actor_of(request), sources_of(files, ready), order_id=order, clause=clause)
    if view.load is not None and view.load.repeated:
        response.status_code = 200
    return whole(view)


@router.get("/acts")
def get_acts(request: Request) -> list[dict[str, Any]]:
    """Every local act, newest first."""
    return [line(view) for view in list_local_acts(services_of(request), actor_of(request)).acts]


@router.get("/acts/{act_id}")
def get_act(request: Request, act_id: str) -> dict[str, Any]:
    """One local act with its clauses and what they propose."""
    return whole(show_local_act(services_of(request), actor_of(request), act_id))


@router.post("/proposals/{proposal_id}/confirmation")
def post_confirmation(
    request: Request, proposal_id: str, said: Annotated[Confirmation | None, Body()] = None
) -> dict[str, Any]:
    """Puts a proposed parameter in force, as read or put right."""
    correction = Correction(value=said.value, unit=said.unit, valid_from=said.start) if said else Correction()
    return whole(confirm_parameter(services_of(request), actor_of(request), proposal_id, correction))


@router.post("/proposals/{proposal_id}/refusal")
def post_refusal(request: Request, proposal_id: str) -> dict[str, Any]:
    """Notes that a proposal sets nothing."""
    return whole(refuse_parameter(services_of(request), actor_of(request), proposal_id))


@router.get("/parameters")
def get_parameters(request: Request) -> list[dict[str, Any]]:
    """Every parameter that stands, by key and first day."""
    return [parameter(item) for item in list_local_acts(services_of(request), actor_of(request)).parameters]


@router.post("/parameters", status_code=201)
def post_parameter(request: Request, said: Annotated[Parameter, Body()]) -> dict[str, Any]:
    """Puts a parameter in force that a person typed in."""
    new = NewParameter(key=said.key, value=said.value, unit=said.unit, valid_from=said.start, source=said.source)
    return whole(set_parameter(services_of(request), actor_of(request), new, order_id=said.order, clause=said.clause))


def line(view: ActView) -> dict[str, Any]:
    """One line of the list."""
    act = view.act
    return {
        "id": act.act_id,
        "kind": act.kind,
        "title": act.title,
        "order": act.order_id,
        "clause": act.clause,
        "document": act.document,
        "approved": requisite(act.approved),
        "council": requisite(act.council),
        "effective_from": _day(act.effective_from),
        "entered_at": act.entered_at.isoformat(),
        "entered_by": act.entered_by,
        "batch": act.batch_id,
        "open": act.open,
    }


def whole(view: ActView) -> dict[str, Any]:
    """An act with its clauses and proposals, and what this loading changed."""
    body = line(view)
    body["clauses"] = [{"path": item.path, "level": item.level, "text": item.text} for item in view.act.clauses]
    body["proposals"] = [proposal(item, view.starts[item.proposal_id]) for item in view.act.proposals]
    if view.load is not None:
        body["repeated"] = view.load.repeated
        body["added"] = dict(view.load.added)
    return body


def proposal(item: HeldProposal, start: date | None) -> dict[str, Any]:
    """A proposal; `from` is the day from which it would hold, or holds."""
    decided = item.decision
    return {
        "id": item.proposal_id,
        "key": item.key,
        "value": item.value,
        "unit": item.unit,
        "clause": item.clause,
        "text": item.text,
        "confidence": item.confidence,
        "alternatives": [{"value": other.value, "unit": other.unit} for other in item.alternatives],
        "from": _day(decided.valid_from if decided else start),
        "state": item.state.value,
        "decision": None
        if decided is None
        else {
            "value": decided.value,
            "unit": decided.unit,
            "at": decided.decided_at.isoformat(),
            "by": decided.decided_by,
            "batch": decided.batch_id,
        },
    }


def parameter(item: HeldParameter) -> dict[str, Any]:
    """A parameter as it stands."""
    return {
        "key": item.key,
        "value": item.value,
        "unit": item.unit,
        "from": _day(item.valid_from),
        "to": _day(item.valid_to),
        "source": item.source,
    }


def requisite(item: Requisite | None) -> dict[str, str | None] | None:
    """The order that approved an act, or a council's protocol."""
    return {"date": _day(item.date), "number": item.number} if item else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
