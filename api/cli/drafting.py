"""`svod order draft`: an order's record becomes a DOCX to print and sign."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.bootstrap import reading, services
from api.cli.batch import load_source, write_whole
from api.cli.files import standard_output
from api.usecases.drafting import DraftFile, draft_given, draft_registered
from api.words import ORDER_FIELDS

if TYPE_CHECKING:
    from api.application import Application

JSON = ".json"


@click.command("draft")
@click.argument("order", metavar="ФАЙЛ.json|ПРИКАЗ")
@click.option("-o", "output", metavar="ФАЙЛ", type=click.Path(path_type=Path), help="Куда записать проект (DOCX).")
@click.pass_obj
def draft_command(app: Application, order: str, output: Path | None) -> int:
    """Составить приказ в DOCX по его записи: из файла JSON или из журнала регистрации."""
    if output is None and sys.stdout.isatty():
        raise click.UsageError("Приказ в DOCX не выводится на экран. Укажите файл: -o приказ.docx")
    drafted = _drafted(app, order)
    if output is not None:
        write_whole(output, drafted.data)
    else:
        with standard_output() as out:
            out.write(drafted.data)
    if drafted.unsaid:
        names = ", ".join(ORDER_FIELDS[name] for name in drafted.unsaid)
        click.echo(f"Проверьте в проекте: {names}. Если прочитать его снова, получится не то, что в записи.", err=True)
    return 0


def _drafted(app: Application, order: str) -> DraftFile:
    """An order's id has no suffix; whatever looks like a file is one."""
    path = Path(order)
    if path.suffix.lower() == JSON or path.exists():
        return draft_given(app.actor, load_source(path, reading(app.settings).limits))
    with services(app.settings) as ready:
        return draft_registered(ready, app.actor, order)
