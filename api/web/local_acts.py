"""Local acts: the list, taking one in, one act beside what it proposes, a deadline typed in by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from api.incoming import actor_of, services_of, sources_of
from api.usecases.jobs import JobRequest, is_long, submit
from api.usecases.local_acts import (
    Correction,
    add_local_act,
    confirm_parameter,
    list_local_acts,
    refuse_parameter,
    set_parameter,
    show_local_act,
)
from api.usecases.orders import list_orders
from api.usecases.schools import show_school
from api.web.rendering import page
from api.words import PROPOSAL_STATES
from compliance.vocabulary import parameter_names, unit_names
from journal.acts import NewParameter
from school.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journal.model import HeldClause

router = APIRouter(prefix="/acts")
MEGA = 1_000_000
KIND = "add_local_act"
DECISIONS = frozenset({"confirm", "correct", "refuse"})


@router.get("")
def get_acts(request: Request, done: str = "") -> HTMLResponse:
    """Every local act, the forms to add one or a deadline, and the deadlines that hold."""
    ready, actor = services_of(request), actor_of(request)
    held = list_local_acts(ready, actor)
    today = show_school(ready, actor).today
    return page(
        request,
        "acts.html",
        acts=[view for view in held.acts if view.act.document is not None],
        current=[item for item in held.parameters if item.holds_on(today)],
        others=[item for item in held.parameters if not item.holds_on(today)],
        orders=list_orders(ready, actor),
        names=parameter_names(),
        units=unit_names(),
        limit=ready.reading.limits.file_bytes // MEGA,
        done=done,
    )


@router.post("")
def post_act(
    request: Request,
    files: Annotated[list[UploadFile], File()],
    order: Annotated[str, Form()] = "",
    clause: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Reads a local act; several files are its sheets in order."""
    chosen = [file for file in files if file.filename]
    if not chosen:
        raise UsageError(reason="Файл не выбран. Выберите файл Положения и повторите.")
    ready, actor = services_of(request), actor_of(request)
    sources = sources_of(chosen, ready)
    place = {name: told for name, told in (("order", order), ("clause", clause.strip().rstrip("."))) if told}
    long = JobRequest(kind=KIND, sources=sources, options=place)
    if is_long(ready, long):
        asked = submit(ready, actor, long)
        return RedirectResponse(f"/jobs/{asked.job.job_id}{'?again=1' if asked.repeated else ''}", status_code=303)
    view = add_local_act(ready, actor, sources, order_id=place.get("order"), clause=place.get("clause"))
    loaded = "repeated" if view.load is not None and view.load.repeated else "new"
    return RedirectResponse(f"/acts/{view.act.act_id}?loaded={loaded}", status_code=303)


@router.post("/parameters")
def post_parameter(
    request: Request,
    key: Annotated[str, Form()],
    value: Annotated[str, Form()],
    unit: Annotated[str, Form()],
    source: Annotated[str, Form()],
    start: Annotated[str, Form()],
    work: Annotated[str, Form()] = "",
    order: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Puts a deadline in force that a person typed in."""
    whole = f"{key}.{work.strip()}" if key == "N_wr" and work.strip() else key
    begins = _day(start)
    if begins is None:
        raise UsageError(reason="Укажите день, с которого действует срок.")
    new = NewParameter(key=whole, value=_number(value), unit=unit, valid_from=begins, source=source.strip())
    set_parameter(services_of(request), actor_of(request), new, order_id=order or None)
    return RedirectResponse("/acts?done=set", status_code=303)


@router.get("/{act_id}")
def get_act(request: Request, act_id: str, loaded: str = "") -> HTMLResponse:
    """One act: its clauses on one side, what they propose on the other."""
    view = show_local_act(services_of(request), actor_of(request), act_id)
    return page(
        request,
        "act.html",
        view=view,
        act=view.act,
        clauses=anchored(view.act.clauses),
        states=PROPOSAL_STATES,
        units=unit_names(),
        loaded=loaded,
    )


def anchored(clauses: Sequence[HeldClause]) -> list[tuple[HeldClause, str]]:
    """Each clause with its place's name; a number that is printed twice names the first one only."""
    seen: set[str] = {""}
    found = []
    for clause in clauses:
        found.append((clause, "" if clause.path in seen else f"c-{clause.path}"))
        seen.add(clause.path)
    return found


@router.post("/proposals/{proposal_id}/decision")
def post_decision(
    request: Request,
    proposal_id: str,
    choice: Annotated[str, Form()],
    value: Annotated[str, Form()] = "",
    unit: Annotated[str, Form()] = "",
    start: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Confirms a proposal, puts it right, or refuses it."""
    if choice not in DECISIONS:
        raise UsageError(reason="Нажмите одну из кнопок: «Подтвердить», «Исправить» или «Отклонить».")
    ready, actor = services_of(request), actor_of(request)
    if choice == "refuse":
        view = refuse_parameter(ready, actor, proposal_id)
    elif choice == "confirm":
        view = confirm_parameter(ready, actor, proposal_id, Correction(valid_from=_day(start)))
    else:
        said = Correction(value=_number(value) or None, unit=unit or None, valid_from=_day(start))
        view = confirm_parameter(ready, actor, proposal_id, said)
    return RedirectResponse(f"/acts/{view.act.act_id}#{quote(proposal_id)}", status_code=303)


def _number(text: str) -> str:
    """People type a minus as a dash."""
    return text.strip().replace("−", "-").replace("–", "-")


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(reason=f"«{text}» — не дата. Укажите день так: 2023-10-28.") from error
