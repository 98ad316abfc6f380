"""`svod order …` about the register: search, an order as of a date, acquaintance, the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.bootstrap import services
from api.cli.batch import write_whole
from api.cli.kinds import DATE
from api.usecases.acquaintance import (
    note_signature,
    print_sheet,
    reminders,
    show_sheet_of_order,
    take_signature_back,
)
from api.usecases.orders import show_order
from api.usecases.register import (
    RegisterQuery,
    archive_order,
    search_orders,
    show_consequences,
    show_edition,
)
from api.usecases.schools import show_school
from api.words import OPERATIONS, ORDER_STATES
from journal.difference import Turn
from journal.model import OrderState
from school.order_kinds import order_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from api.application import Application
    from api.usecases.orders import OrderView
    from api.usecases.register import Edition
    from journal.acquaintance import AcquaintanceSheet
    from journal.consequences import Consequences, Done
    from journal.difference import ClauseTurn

MARKS = {Turn.SAME: "{}", Turn.OUT: "[-{}-]", Turn.IN: "{{+{}+}}"}
"""How words that went and came are printed, as programs that compare texts do."""
FIRST_QUESTIONS = 5


@click.command("list")
@click.argument("words", nargs=-1, metavar="[СЛОВО…]")
@click.option("--year", type=click.IntRange(1900, 2200), metavar="ГОД", help="Приказы этого года.")
@click.option("--state", type=click.Choice([state.value for state in OrderState]), help="В этом состоянии.")
@click.option("--kind", type=click.Choice([kind.key for kind in order_kinds()]), help="Этого вида.")
@click.pass_obj
def list_command(
    app: Application, words: tuple[str, ...], year: int | None, state: str | None, kind: str | None
) -> int:
    """Журнал регистрации приказов; слова ищутся в любой форме: номер, заголовок, текст, фамилии."""
    query = RegisterQuery(words=" ".join(words), year=year, state=OrderState(state) if state else None, kind=kind)
    with services(app.settings) as ready:
        view = search_orders(ready, app.actor, query)
    for line in view.lines:
        order = line.order
        said = f"№ {order.number} от {order.date:%d.%m.%Y}  {ORDER_STATES[order.state.value]}  {order.title}"
        click.echo(f"{order.order_id}  {said}")
    if not view.whole:
        click.echo("Журнал пуст. Внесите приказ: svod order register ФАЙЛ", err=True)
    elif not view.lines:
        click.echo("Таких приказов нет.", err=True)
    for remark in view.remarks:
        click.echo(f"! {remark.text}", err=True)
    return 0


@click.command("show")
@click.argument("order_id", metavar="ПРИКАЗ")
@click.option("--as-of", "as_of", type=DATE, help="На дату (ГГГГ-ММ-ДД); без неё — сегодня.")
@click.option("--against", type=DATE, help="Показать, что изменилось с этой даты.")
@click.pass_obj
def show_command(app: Application, order_id: str, as_of: date | None, against: date | None) -> int:
    """Показать приказ на дату: пункты, обязанности, изменения, вопросы к директору."""
    with services(app.settings) as ready:
        view = show_order(ready, app.actor, order_id)
        edition = show_edition(ready, app.actor, order_id, on=as_of, against=against)
        follows = show_consequences(ready, app.actor, order_id)
    lines = [*_heading(view), *_edition(edition, marked=against is not None), *_follows(follows)]
    lines += [f"  ? [{item.item_id}] {item.question}" for item in view.questions]
    click.echo("\n".join(lines))
    return 0


@click.command("archive")
@click.argument("order_id", metavar="ПРИКАЗ")
@click.option("--on", type=DATE, help="Последний день приказа; без него — сегодня.")
@click.pass_obj
def archive_command(app: Application, order_id: str, on: date | None) -> int:
    """Убрать приказ в архив: он исполнен или больше не нужен."""
    with services(app.settings) as ready:
        click.echo(describe(archive_order(ready, app.actor, order_id, on=on)))
    return 0


@click.command("sheet")
@click.argument("order_id", metavar="ПРИКАЗ")
@click.option("-o", "output", metavar="ФАЙЛ", type=click.Path(path_type=Path), help="Записать лист для печати (DOCX).")
@click.pass_obj
def sheet_command(app: Application, order_id: str, output: Path | None) -> int:
    """Лист ознакомления: кто должен ознакомиться с приказом и кто ознакомлен."""
    with services(app.settings) as ready:
        sheet = show_sheet_of_order(ready, app.actor, order_id)
        if output is not None:
            write_whole(output, print_sheet(ready, app.actor, order_id).data)
    click.echo("\n".join(_sheet(sheet)))
    return 0


@click.command("sign")
@click.argument("order_id", metavar="ПРИКАЗ")
@click.argument("person_id", metavar="РАБОТНИК")
@click.option("--on", type=DATE, help="День подписи; без него — сегодня.")
@click.option("--undo", is_flag=True, help="Снять отметку.")
@click.pass_obj
def sign_command(app: Application, order_id: str, person_id: str, on: date | None, *, undo: bool) -> int:
    """Отметить, что работник ознакомлен с приказом под подпись."""
    with services(app.settings) as ready:
        if undo:
            sheet = take_signature_back(ready, app.actor, order_id, person_id)
        else:
            sheet = note_signature(ready, app.actor, order_id, person_id, on)
    click.echo("\n".join(_sheet(sheet)))
    return 0


@click.command("reminders")
@click.pass_obj
def reminders_command(app: Application) -> int:
    """Кому напомнить: действующие приказы, с которыми ознакомлены не все."""
    with services(app.settings) as ready:
        sheets, day = reminders(ready, app.actor), show_school(ready, app.actor).today
    for sheet in sheets:
        late = ", срок прошёл" if sheet.overdue(day) else ""
        names = "; ".join(reader.name for reader in sheet.missing)
        click.echo(f"№ {sheet.order.number} от {sheet.order.date:%d.%m.%Y}, до {sheet.due:%d.%m.%Y}{late}: {names}")
    if not sheets:
        click.echo("Со всеми действующими приказами ознакомлены все, кого они называют.", err=True)
    return 0


def describe(view: OrderView) -> str:
    """The order in a few words, with its first questions."""
    lines = _heading(view)
    lines += [f"  ? [{item.item_id}] {item.question}" for item in view.questions[:FIRST_QUESTIONS]]
    return "\n".join(lines)


def _heading(view: OrderView) -> list[str]:
    order = view.order.last
    sizes = f"пунктов {len(order.clauses)} · обязанностей {len(order.duties)} · вопросов {len(view.questions)}"
    lines = [
        f"Приказ № {order.number} от {order.date:%d.%m.%Y} «{order.title}»",
        f"  код {order.order_id} · {ORDER_STATES[order.state.value]} · {sizes}",
    ]
    if view.load is not None and view.load.repeated:
        lines.append("  этот документ уже внесён, ничего не добавлено")
    return lines


def _edition(shown: Edition, *, marked: bool) -> Iterator[str]:
    """Clauses and duties of the day; with marks what went and came."""
    yield f"  на {shown.on:%d.%m.%Y}: {'действует' if shown.binds else 'не действует'}"
    for item in shown.clauses:
        if marked or item.after is not None:
            yield f"  {'  ' * item.level}{item.path} {_words(item, marked=marked)}".rstrip()
    if shown.duties:
        yield "  Обязанности:"
    for duty, bearers in shown.duties:
        names = f" ({', '.join(bearers)})" if bearers else ""
        yield f"    {duty.clause or '—'} {duty.role or '—'}{names}: {duty.action_text}"


def _words(item: ClauseTurn, *, marked: bool) -> str:
    if not marked:
        return item.after.text if item.after else ""
    return " ".join(MARKS[piece.turn].format(piece.text) for piece in item.pieces)


def _follows(follows: Consequences) -> Iterator[str]:
    for item in follows.does:
        yield f"  п. {item.clause or '—'}: {_deed(item)}"
    for left in follows.leaves:
        instead = f", вместо — {left.successor}" if left.successor else ""
        yield f"  {left.name} — {left.title}: последний день {left.last_day:%d.%m.%Y}{instead}"
    for done in follows.suffers:
        what = ("отменён" if done.repeals else "изменён") + ("" if done.scope == "весь" else f" {done.scope}")
        yield f"  {what} приказом № {done.by.number} от {done.by.date:%d.%m.%Y} с {done.on:%d.%m.%Y}"
    for basis in follows.repealed_bases:
        yield f"  ! основание, приказ № {basis.number} от {basis.date:%d.%m.%Y}, на дату приказа не действует"


def _deed(item: Done) -> str:
    does = "отменяет" if item.repeals else OPERATIONS.get(item.operation or "", "изменяет")
    scope = "" if item.whole else f" {item.scope}"
    if item.order is None:
        return f"{does}{scope} — приказ {item.named}: в журнале его нет"
    unsure = "" if item.carried_out or item.order.state is OrderState.DRAFT else "; текст не изменён, проверьте"
    return f"{does}{scope} — приказ № {item.order.number} от {item.order.date:%d.%m.%Y}, с {item.on:%d.%m.%Y}{unsure}"


def _sheet(sheet: AcquaintanceSheet) -> Iterator[str]:
    order = sheet.order
    signed = len(sheet.readers) - len(sheet.missing)
    yield f"Приказ № {order.number} от {order.date:%d.%m.%Y}: ознакомлены {signed} из {len(sheet.readers)}"
    for reader in sheet.readers:
        mark = f"{reader.signed_on:%d.%m.%Y}" if reader.signed_on else "—"
        yield f"  {reader.person_id or '—':<8} {reader.name:<28} {mark:<10} {', '.join(reader.why)}"
