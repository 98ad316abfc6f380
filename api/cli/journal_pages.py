"""`svod journal pages|show|decide|confirm`: pages of the paper journal on their way into the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from api.bootstrap import Application, services
from api.cli.texts import dump
from api.rest.journal_views import page_body
from api.usecases.import_journal import (
    EntryDecision,
    accept_cells,
    confirm_page,
    decide_entry,
    list_pages,
    show_page,
)
from api.words import PAGE_KINDS, PAGE_STATES, ROW_KINDS
from journal.paper.places import place_of

if TYPE_CHECKING:
    from journal.pages import Entry, PageView, StagedPage


@click.command("pages")
@click.pass_obj
def pages_command(app: Application) -> int:
    """Показать страницы бумажного журнала: что ждёт подтверждения, что уже в журнале."""
    with services(app.settings) as ready:
        held = list_pages(ready, app.actor)
    for page in held:
        click.echo(describe(page))
    if not held:
        click.echo("Страниц нет. Загрузите сканы: svod journal import ФАЙЛ… --class 7А --year 2023/2024", err=True)
    return 0


@click.command("show")
@click.argument("page_id", metavar="СТРАНИЦА")
@click.option("--all", "everything", is_flag=True, help="Все записи страницы, а не только вопросы.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Вид результата.")
@click.pass_obj
def show_command(app: Application, page_id: str, *, everything: bool, form: str) -> int:
    """Показать страницу: вопросы с их номерами, что прочитано и что стоит в журнале."""
    with services(app.settings) as ready:
        view = show_page(ready, app.actor, page_id)
    click.echo(dump(page_body(view)) if form == "json" else told(view, everything=everything), nl=form == "text")
    return 0


@click.command("decide")
@click.argument("what", metavar="ЗАПИСЬ|СТРАНИЦА")
@click.option("--value", help="Как верно: отметка, дата, ученик, текст. Без этого — согласиться с прочитанным.")
@click.option("--reject", is_flag=True, help="Не вносить: клетку, столбец или строку целиком.")
@click.option("--undo", is_flag=True, help="Взять решение назад.")
@click.option(
    "--accept-value", metavar="ОТМЕТКА", help="Согласиться со всеми клетками СТРАНИЦЫ, прочитанными как эта отметка."
)
@click.pass_obj
def decide_command(
    app: Application, what: str, value: str | None, *, reject: bool, undo: bool, accept_value: str | None
) -> int:
    """Ответить на вопрос о записи страницы; без параметров — согласиться."""
    if sum([value is not None, reject, undo, accept_value is not None]) > 1:
        raise click.UsageError("Выберите одно: --value, --reject, --undo или --accept-value.")
    with services(app.settings) as ready:
        if accept_value is not None:
            view = accept_cells(ready, app.actor, what, accept_value)
        else:
            decision = EntryDecision(value=value, reject=reject, undo=undo)
            view = decide_entry(ready, app.actor, what, decision)
    click.echo(f"Решение записано. Вопросов на странице: {len(view.open)}.")
    return 0


@click.command("confirm")
@click.argument("page_ids", nargs=-1, required=True, metavar="СТРАНИЦА…")
@click.pass_obj
def confirm_command(app: Application, page_ids: tuple[str, ...]) -> int:
    """Внести страницу в журнал: вопросов на ней не осталось. Каждая страница вносится целиком или никак."""
    with services(app.settings) as ready:
        for page_id in page_ids:
            done = confirm_page(ready, app.actor, page_id)
            added = ", ".join(f"{ROW_KINDS[name]} — {count}" for name, count in done.added.items())
            news = "уже в журнале" if done.repeated else f"внесена: {added or 'в журнале всё это уже есть'}"
            click.echo(f"{page_id}  {news}. Отменить: svod journal revert {done.batch_id}")
    return 0


def describe(page: StagedPage) -> str:
    """One line about a page."""
    parts = [
        page.page_id,
        f"{page.class_name} {page.school_year}",
        page.subject or "",
        f"{PAGE_KINDS[page.kind]}, лист {page.page}",
        PAGE_STATES[page.state.value],
        f"вопросов {page.open_entries}" if page.open_entries else "",
    ]
    return "  ".join(part for part in parts if part)


def told(view: PageView, *, everything: bool) -> str:
    """A page in words: its questions, or all that is on it."""
    shown = view.entries if everything else view.open
    return "\n".join([describe(view.page), *(line for entry in shown for line in _lines(entry))])


def _lines(entry: Entry) -> list[str]:
    mark = "?" if entry.open else "·"
    value = entry.shown if entry.value is not None else "не вносить"
    others = ", ".join(entry.reading.alternatives)
    sure = f"уверенность {entry.reading.confidence:.2f}" + (f", ещё: {others}" if others else "")
    said = value or entry.reading.value or "—"
    line = f"  {mark} [{entry.reading.entry_id}] {place_of(entry.reading)}: {said} ({sure})"
    return [line, *(f"      {question.text}" for question in entry.asked)]
