"""`svod act …`: local acts and the deadlines that they set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.bootstrap import reading, services
from api.cli.batch import load_source
from api.cli.kinds import DATE
from api.cli.long import worked_off
from api.cli.texts import need_files
from api.usecases.jobs import JobRequest
from api.usecases.local_acts import (
    ActView,
    Correction,
    add_local_act,
    confirm_parameter,
    list_local_acts,
    refuse_parameter,
    set_parameter,
    show_local_act,
)
from api.words import PROPOSAL_STATES
from compliance.vocabulary import parameter_name, parameter_words
from journal.acts import NewParameter, ProposalState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from api.application import Application
    from journal.acts import HeldParameter, HeldProposal

ORDER = click.option("--order", "order_id", help="Код приказа, которым утверждён акт.")
CLAUSE = click.option("--clause", help="Пункт приказа.")
START = click.option("--from", "start", type=DATE, help="С какого дня действует (ГГГГ-ММ-ДД).")
PROPOSAL = click.argument("proposal_id", metavar="ПРЕДЛОЖЕНИЕ")


@click.group("act")
def act_group() -> None:
    """Положения и другие локальные акты: внести, подтвердить сроки."""


@act_group.command("add")
@click.argument("files", nargs=-1, metavar="ФАЙЛ…", type=click.Path(path_type=Path))
@ORDER
@CLAUSE
@click.pass_obj
def add_command(app: Application, files: tuple[Path, ...], order_id: str | None, clause: str | None) -> int:
    """Прочитать локальный акт и предложить сроки; несколько файлов — его листы."""
    need_files(files)
    sources = [load_source(path, reading(app.settings).limits) for path in files]
    place = {name: told for name, told in (("order", order_id), ("clause", clause)) if told}
    with services(app.settings) as ready:
        # a long one can be stopped and goes on where it was
        job = worked_off(ready, app, JobRequest(kind="add_local_act", sources=sources, options=place))
        if job is None or job.result is None:
            view = add_local_act(ready, app.actor, sources, order_id=order_id, clause=clause)
        else:
            view = show_local_act(ready, app.actor, job.result["act"])
    if view.load is not None and view.load.repeated:
        click.echo("Этот документ уже внесён, ничего не добавлено.", err=True)
    click.echo(describe(view))
    return 0


@act_group.command("list")
@click.pass_obj
def list_command(app: Application) -> int:
    """Внесённые акты и установленные сроки."""
    with services(app.settings) as ready:
        held = list_local_acts(ready, app.actor)
    for view in held.acts:
        click.echo(f"{view.act.act_id}  {view.act.title}{_origin(view)}  ждут решения: {view.act.open}")
    for item in held.parameters:
        click.echo(f"  {_standing(item)}")
    if not held.acts and not held.parameters:
        click.echo("Актов нет. Внесите Положение: svod act add ФАЙЛ --order КОД", err=True)
    return 0


@act_group.command("show")
@click.argument("act_id", metavar="АКТ")
@click.pass_obj
def show_command(app: Application, act_id: str) -> int:
    """Показать акт: реквизиты, пункты, предложенные сроки."""
    with services(app.settings) as ready:
        click.echo(describe(show_local_act(ready, app.actor, act_id), whole=True))
    return 0


@act_group.command("confirm")
@PROPOSAL
@click.option("--value", help="Правильное число, если прочитано неверно.")
@click.option("--unit", help="Правильная единица, например SCHOOL_DAY.")
@START
@click.pass_obj
def confirm_command(app: Application, proposal_id: str, value: str | None, unit: str | None, start: date | None) -> int:
    """Подтвердить срок, как прочитан или исправив."""
    with services(app.settings) as ready:
        said = Correction(value=value, unit=unit, valid_from=start)
        view = confirm_parameter(ready, app.actor, proposal_id, said)
    click.echo(_decided(view, proposal_id))
    return 0


@act_group.command("refuse")
@PROPOSAL
@click.pass_obj
def refuse_command(app: Application, proposal_id: str) -> int:
    """Отклонить предложенный срок."""
    with services(app.settings) as ready:
        view = refuse_parameter(ready, app.actor, proposal_id)
    click.echo(_decided(view, proposal_id))
    return 0


@act_group.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("key", metavar="КЛЮЧ")
@click.argument("value", metavar="ЗНАЧЕНИЕ")
@click.argument("unit", metavar="ЕДИНИЦА")
@click.option("--from", "start", type=DATE, required=True, help="С какого дня действует (ГГГГ-ММ-ДД).")
@click.option("--source", required=True, help="Где установлен: «Положение о журнале, п. 3.2».")
@ORDER
@CLAUSE
@click.pass_obj
def set_command(
    app: Application,
    key: str,
    value: str,
    unit: str,
    start: date,
    source: str,
    order_id: str | None,
    clause: str | None,
) -> int:
    """Установить срок вручную."""
    new = NewParameter(key=key, value=value, unit=unit.upper(), valid_from=start, source=source)
    with services(app.settings) as ready:
        view = set_parameter(ready, app.actor, new, order_id=order_id, clause=clause)
    click.echo(_decided(view, view.act.proposals[0].proposal_id))
    return 0


def describe(view: ActView, *, whole: bool = False) -> str:
    """The act in words; `whole` adds its clauses."""
    return "\n".join(_lines(view, whole=whole))


def _lines(view: ActView, *, whole: bool) -> Iterator[str]:
    act = view.act
    yield act.title
    yield f"  код {act.act_id}{_origin(view)} · предложений {len(act.proposals)}, ждут решения {act.open}"
    if act.council is not None:
        yield f"  рассмотрено: протокол {_number_and_date(act.council.number, act.council.date)}"
    if whole:
        yield from (f"  {'  ' * clause.level}{clause.path} {clause.text}".rstrip() for clause in act.clauses)
    yield "  Сроки:"
    for item in act.proposals:
        yield from _proposal(item, view.starts[item.proposal_id])


def _proposal(item: HeldProposal, start: date | None) -> Iterator[str]:
    place = f"п. {item.clause}" if item.clause else "—"
    begins = item.decision.valid_from if item.decision else start
    since = f" · с {begins:%d.%m.%Y}" if begins else ""
    state = PROPOSAL_STATES[item.state.value]
    told = f"{parameter_name(item.key)} ({item.key}): {parameter_words(item.key, item.value, item.unit)}"
    yield f"    [{item.proposal_id}] {place}  {told}{since} · {state}"
    if item.state is ProposalState.OPEN and item.alternatives:
        others = (parameter_words(item.key, one.value, one.unit) for one in item.alternatives)
        yield f"      возможно также: {'; '.join(others)}"


def _decided(view: ActView, proposal_id: str) -> str:
    item = next(one for one in view.act.proposals if one.proposal_id == proposal_id)
    state = PROPOSAL_STATES[item.state.value]
    if item.decision is None or item.decision.valid_from is None:
        return f"{parameter_name(item.key)}: {state}"
    words = parameter_words(item.key, item.decision.value, item.decision.unit)
    return f"{parameter_name(item.key)}: {words}, с {item.decision.valid_from:%d.%m.%Y} · {state}"


def _origin(view: ActView) -> str:
    if view.order is not None:
        clause = f", п. {view.act.clause}" if view.act.clause else ""
        return f" · приказ {_number_and_date(view.order.number, view.order.date)}{clause}"
    if view.act.approved is not None:
        return f" · утверждено приказом {_number_and_date(view.act.approved.number, view.act.approved.date)}"
    return ""


def _number_and_date(number: str | None, day: date | None) -> str:
    parts = [f"№ {number}" if number else "", f"от {day:%d.%m.%Y}" if day else ""]
    return " ".join(filter(None, parts)) or "без номера"


def _standing(item: HeldParameter) -> str:
    start = f"с {item.valid_from:%d.%m.%Y}" if item.valid_from else "всегда"
    end = f" по {item.valid_to:%d.%m.%Y}" if item.valid_to else ""
    words = parameter_words(item.key, item.value, item.unit)
    return f"{item.key}  {parameter_name(item.key)}: {words}, {start}{end}  {item.source or 'по умолчанию'}"
