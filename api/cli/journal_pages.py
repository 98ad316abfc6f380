"""`svod journal import|pages|show|decide|confirm`: pages of the paper journal on their way into the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from api.bootstrap import services
from api.cli.batch import load_source
from api.cli.batch import pages as read_so_far
from api.cli.long import worked_off
from api.cli.texts import FILES, TOGETHER, dump, need_files
from api.problems import line
from api.rest.journal_views import page_body
from api.usecases.import_journal import (
    EntryDecision,
    accept_cells,
    accept_entries,
    confirm_page,
    decide_entry,
    import_pages,
    list_pages,
    show_page,
    write_cell,
)
from api.usecases.jobs import JobRequest
from api.words import PAGE_KINDS, PAGE_STATES, ROW_KINDS
from journal.pages import CellName, EntryKind, PageRequest
from journal.paper.places import place_of
from school.errors import SvodError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from api.application import Application
    from api.usecases.services import Services
    from ingest.model import Source
    from journal.pages import Entry, PageView, StagedPage

FAILED = 2
TOGETHER_ACCEPTED = {
    "dates": frozenset({EntryKind.COLUMN, EntryKind.LESSON}),
    "pupils": frozenset({EntryKind.PUPIL}),
    "texts": frozenset({EntryKind.TOPIC, EntryKind.HOMEWORK}),
}


@click.command("import")
@FILES
@click.option("--class", "class_name", required=True, metavar="КЛАСС", help="Класс: 7А.")
@click.option("--year", "school_year", required=True, metavar="ГОД", help="Учебный год: 2023/2024.")
@click.option("--subject", metavar="ПРЕДМЕТ", help="Предмет; без этого — как написано на странице.")
@TOGETHER
@click.pass_obj
def import_command(
    app: Application,
    files: tuple[Path, ...],
    class_name: str,
    school_year: str,
    subject: str | None,
    *,
    together: bool,
) -> int:
    """Прочитать страницы бумажного журнала и отложить их для проверки; в журнал ничего не вносится."""
    need_files(files)
    request = PageRequest(class_name=class_name, school_year=school_year, subject=subject)
    groups = [files] if together else [(path,) for path in files]
    with services(app.settings) as ready:
        worked = [_imported(ready, app, group, request) for group in groups]
    return 0 if all(worked) else FAILED


def _imported(ready: Services, app: Application, paths: tuple[Path, ...], request: PageRequest) -> bool:
    """Stages one document; a failure is told and does not stop the others."""
    try:
        sources = [load_source(path, ready.reading.limits) for path in paths]
        batch_id, repeated, pages = _staged(ready, app, sources, request)
    except SvodError as error:
        click.echo(line(error), err=True)
        return False
    news = "уже отложено, ничего не изменено" if repeated else "отложено для проверки"
    click.echo(f"{paths[0].name}: {news}. Отменить: svod journal revert {batch_id}")
    for page in pages:
        click.echo(f"  {describe(page)}")
    return True


def _staged(
    ready: Services, app: Application, sources: list[Source], request: PageRequest
) -> tuple[str, bool, Sequence[StagedPage]]:
    """(batch, whether nothing was new, pages); a long import can be stopped and goes on where it was."""
    options = {"class": request.class_name, "year": request.school_year, "subject": request.subject}
    job = worked_off(ready, app, JobRequest(kind="import_journal", sources=sources, options=options))
    if job is None or job.result is None:
        staging = import_pages(ready, app.actor, sources, request, progress=read_so_far)
        return staging.batch_id, staging.repeated, staging.pages
    pages = [show_page(ready, app.actor, page_id).page for page_id in job.result["pages"]]
    return job.result["batch"], job.result["repeated"], pages


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
@click.option(
    "--accept-all", type=click.Choice(list(TOGETHER_ACCEPTED)), help="Согласиться с такими записями СТРАНИЦЫ."
)
@click.pass_obj
def decide_command(
    app: Application, /, what: str, accept_value: str | None, accept_all: str | None, **word: Any
) -> int:
    """Ответить на вопрос о записи страницы; без параметров — согласиться."""
    if sum(bool(item) or item == "" for item in (accept_value, accept_all, *word.values())) > 1:
        raise click.UsageError("Выберите что-нибудь одно: решение только одно.")
    with services(app.settings) as ready:
        if accept_value is not None:
            view = accept_cells(ready, app.actor, what, accept_value)
        elif accept_all is not None:
            view = accept_entries(ready, app.actor, what, TOGETHER_ACCEPTED[accept_all])
        else:
            view = decide_entry(ready, app.actor, what, EntryDecision(**word))
    click.echo(f"Решение записано. Вопросов на странице: {len(view.open)}.")
    return 0


@click.command("write")
@click.argument("page_id", metavar="СТРАНИЦА")
@click.option("--row", type=int, required=True, help="Номер строки, как он напечатан.")
@click.option("--column", required=True, metavar="ДАТА", help="Дата столбца (2023-09-14) или период (Q1).")
@click.option("--value", required=True, metavar="ОТМЕТКА", help="Что стоит в клетке.")
@click.pass_obj
def write_command(app: Application, page_id: str, row: int, column: str, value: str) -> int:
    """Внести отметку, которая есть на бумаге, а прочитана не была."""
    with services(app.settings) as ready:
        view = write_cell(ready, app.actor, page_id, CellName(row=row, column=column), value)
    click.echo(f"Отметка записана. Вопросов на странице: {len(view.open)}.")
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
