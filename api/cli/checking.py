"""`svod check`: the school's work against the orders in force."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.bootstrap import services
from api.cli.batch import write_whole
from api.cli.kinds import DATE, INSTANT
from api.cli.texts import dump
from api.usecases.checks import CheckRequest, check_duties
from compliance.render import render_text
from compliance.render_docx import render_docx
from compliance.render_json import render_json

if TYPE_CHECKING:
    from datetime import date, datetime

    from api.application import Application
    from compliance.model import Report

VIOLATED = frozenset({"VIOLATED", "PARTIAL"})


@click.command("check")
@click.option("--order", "order_id", metavar="ПРИКАЗ", help="Код приказа; без него — все действующие.")
@click.option("--as-of", type=DATE, help="На дату; без неё — сегодня.")
@click.option("--known-at", type=INSTANT, help="По сведениям на это время; без него — на сейчас.")
@click.option("--from", "start", type=DATE, help="Начало периода.")
@click.option("--to", "end", type=DATE, help="Конец периода.")
@click.option("--all", "everything", is_flag=True, help="Показать и исполненное.")
@click.option("--format", "form", type=click.Choice(["text", "json", "docx"]), default="text", help="Вид отчёта.")
@click.option("-o", "output", metavar="ФАЙЛ", type=click.Path(path_type=Path), help="Куда записать отчёт.")
@click.pass_obj
def check_command(
    app: Application,
    order_id: str | None,
    as_of: date | None,
    known_at: datetime | None,
    start: date | None,
    end: date | None,
    form: str,
    output: Path | None,
    *,
    everything: bool,
) -> int:
    """Проверить исполнение приказов. Код выхода: 0 — нарушений нет, 1 — есть, 2 — проверить не удалось."""
    if form == "docx" and output is None and sys.stdout.isatty():
        raise click.UsageError("Отчёт в DOCX не выводится на экран. Укажите файл: -o отчёт.docx")
    request = CheckRequest(order_id=order_id, as_of=as_of, known_at=known_at, start=start, end=end)
    with services(app.settings) as ready:
        report = check_duties(ready, app.actor, request)
    content = rendered(report, form, everything=everything)
    if output is not None:
        write_whole(output, content)
    elif isinstance(content, str):
        click.echo(content, nl=False)
    else:
        sys.stdout.buffer.write(content)
    return int(any(finding.status.value in VIOLATED and not finding.advisory for finding in report.findings))


def rendered(report: Report, form: str, *, everything: bool) -> str | bytes:
    """The report in the form asked for."""
    if form == "docx":
        return render_docx(report, everything=everything)
    if form == "json":
        return dump(render_json(report, everything=everything))
    return render_text(report, everything=everything)
