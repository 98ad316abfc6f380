"""The second half of `svod demo`: pages of a paper journal travel into the journal of the invented school."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from api.cli.batch import load_source, write_whole
from api.usecases.import_journal import import_pages, show_entry, show_page
from api.usecases.schools import load_school
from api.words import PAGE_KINDS
from journal.pages import EntryKind, PageRequest

if TYPE_CHECKING:
    from pathlib import Path

    from api.application import Application
    from api.usecases.services import Services
    from journal.pages import Entry, PageView

REQUEST = PageRequest(class_name="7А", school_year="2023/2024", subject="Русский язык")
FILES = ("russian-left.jpg", "russian-right.jpg")


def tell_school(ready: Services, app: Application, folder: Path) -> None:
    """Loads the invented school and says how much came."""
    loaded = load_school(ready, app.actor, folder)
    total = sum(loaded.added.values())
    click.echo("  школа: " + ("уже загружена, ничего не добавлено" if loaded.repeated else f"загружено строк {total}"))


def tell_pages(ready: Services, app: Application, samples: Path) -> tuple[PageView, ...]:
    """Reads and stages the sample pages and tells what was read and what is asked."""
    sources = [load_source(samples / "journal-7a" / name, ready.reading.limits) for name in FILES]
    staging = import_pages(ready, app.actor, sources, REQUEST)
    views = tuple(show_page(ready, app.actor, page.page_id) for page in staging.pages)
    for view in views:
        kinds = {kind: sum(entry.reading.kind is kind for entry in view.entries) for kind in EntryKind}
        told = ", ".join(f"{title} {kinds[kind]}" for kind, title in COUNTED.items() if kinds[kind])
        click.echo(f"  страница журнала ({PAGE_KINDS.get(view.page.kind, view.page.kind)}): {told}")
        click.echo(f"    к человеку с картинкой клетки: {len(view.open)} из {len(view.entries)}")
    if staging.repeated:
        click.echo("  страницы уже прочитаны, ничего не добавлено")
    return views


COUNTED = {
    EntryKind.PUPIL: "учеников",
    EntryKind.COLUMN: "дат",
    EntryKind.MARK: "отметок",
    EntryKind.LESSON: "уроков",
    EntryKind.TOPIC: "тем",
    EntryKind.HOMEWORK: "заданий",
}


def tell_mark(ready: Services, app: Application, views: tuple[PageView, ...], out: Path) -> None:
    """Ends with one mark and the picture of its cell."""
    entry = next((found for view in views if (found := _sure_mark(view)) is not None), None)
    if entry is None:
        click.echo("  ни одной уверенно прочитанной отметки: решать будет человек")
        return
    picture = out / "mark.png"
    write_whole(picture, show_entry(ready, app.actor, entry.reading.entry_id))
    reading = entry.reading
    click.echo(
        f"  отметка «{reading.value}», строка {reading.row}, графа {reading.column}:"
        f" уверенность {reading.confidence:.2f}; её клетка на бумаге: {picture}"
    )


def _sure_mark(view: PageView) -> Entry | None:
    marks = [
        entry
        for entry in view.entries
        if entry.reading.kind is EntryKind.MARK and entry.reading.value in set("2345") and not entry.open
    ]
    return max(marks, key=lambda entry: entry.reading.confidence, default=None)
