"""`svod demo`: the whole way on the samples, told step by step."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.application import Application, load_settings
from api.bootstrap import services
from api.cli.batch import load_source, write_whole
from api.cli.demo_journal import tell_mark, tell_pages, tell_school
from api.cli.register import describe
from api.cli.service import DEFAULT_PORT, serve
from api.cli.texts import dump
from api.usecases.checks import CheckRequest, check_duties
from api.usecases.orders import Registration, confirm_order, register_order
from compliance.render import render_text
from compliance.render_json import render_json
from school.errors import UsageError

if TYPE_CHECKING:
    from api.usecases.services import Services

SAMPLES = Path("samples")
OUT = Path("demo-out")
CHECK_MOMENT = "2024-01-12T20:00:00+09:00"
SHOWN_EDITS = 5
STEPS = {
    "background division": "выравнивание света",
    "upscale": "увеличение",
    "deskew": "выравнивание строк",
    "orientation": "поворот",
}
ORDER_FILES = (
    ("текст со второй, испорченной половиной", ("order-29.txt",)),
    ("два листа скана", ("order-29-1.png", "order-29-2.png")),
)


@dataclass(frozen=True, slots=True)
class _Demo:
    app: Application
    samples: Path
    out: Path


@click.command("demo")
@click.option("--serve", "keep_serving", is_flag=True, help="Оставить сервер работать.")
@click.option("--samples", type=click.Path(path_type=Path), default=SAMPLES, help="Где лежат примеры.")
@click.option("--out", type=click.Path(path_type=Path), default=OUT, help="Куда писать журнал и отчёты.")
@click.pass_obj
def demo_command(app: Application, samples: Path, out: Path, *, keep_serving: bool) -> int:
    """Показать главное на примерах: прочитать приказ, разобрать, загрузить, проверить."""
    if not (samples / "order-29").is_dir():
        raise UsageError(reason=f"Не найдены примеры: {samples / 'order-29'}. Запустите из папки проекта: ./run demo")
    began = time.monotonic()
    demo = _Demo(app, samples, out)
    _order_29(demo)
    school = _school_29i(demo)
    click.echo(f"\nГотово за {time.monotonic() - began:.1f} с. Журналы и отчёты: {out.resolve()}")
    if keep_serving:
        serve(school, "127.0.0.1", DEFAULT_PORT, worker=True)
    return 0


def _at(demo: _Demo, name: str) -> Application:
    """An application whose journal lies in its own folder of the demo."""
    return Application(
        settings=load_settings(data=demo.out / name, database_url="", timezone="Asia/Chita"),
        actor=demo.app.actor,
    )


def _order_29(demo: _Demo) -> None:
    click.echo("— Приказ № 29: настоящий документ, вторая половина которого распознана латиницей —")
    app = _at(demo, "order-29")
    with services(app.settings) as ready:
        for title, names in ORDER_FILES:
            sources = [load_source(demo.samples / "order-29" / name, ready.reading.limits) for name in names]
            registered = register_order(ready, app.actor, sources)
            _tell_reading(title, registered)
        view = registered.view
        click.echo(describe(confirm_order(ready, app.actor, view.order.order_id)))
        _report(ready, app, demo.out / "order-29", None)


def _tell_reading(title: str, registered: Registration) -> None:
    pages = registered.document.pages
    lines = [line for page in pages for line in page.lines if line.text.strip()]
    edited = [line for line in lines if line.edits]
    click.echo(f"\n{title}: прочитано строк {len(lines)}, исправлено {len(edited)}")
    steps = dict.fromkeys(STEPS.get(step.name, step.name) for page in pages for step in page.steps)
    if steps:
        click.echo(f"  подготовка листов: {', '.join(steps)}")
    for line in edited[:SHOWN_EDITS]:
        click.echo(
            f"    было:  {line.raw.strip()}\n    стало: {line.text.strip()}  (уверенность {line.confidence:.2f})"
        )
    _tell_order(registered)


def _tell_order(registered: Registration) -> None:
    record = registered.records[0]
    twice = sum(len(duty.sources) > 1 for duty in record.duties)
    click.echo(
        f"  разобрано: пунктов {len(record.clauses)}, назначений {len(record.appointments)},"
        f" обязанностей {len(record.duties)}, из них прочитано в двух местах {twice}"
    )
    for remark in record.remarks:
        click.echo(f"  замечание: {remark.text}")
    load = registered.view.load
    click.echo("  в журнал: " + ("уже было, ничего не добавлено" if load and load.repeated else "внесён"))


def _school_29i(demo: _Demo) -> Application:
    click.echo("\n— Приказ № 29-И, выдуманная школа и страницы её бумажного журнала —")
    app = _at(demo, "school-29i")
    out = demo.out / "school-29i"
    with services(app.settings) as ready:
        tell_school(ready, app, demo.samples / "school-29i" / "school")
        views = tell_pages(ready, app, demo.samples)
        _report(ready, app, out, CHECK_MOMENT)
        tell_mark(ready, app, views, out)
    return app


def _report(ready: Services, app: Application, folder: Path, moment: str | None) -> None:
    """Writes the report as text and JSON and prints its totals."""
    request = CheckRequest() if moment is None else _moment(moment)
    report = check_duties(ready, app.actor, request)
    text = render_text(report)
    write_whole(folder / "report.txt", text)
    write_whole(folder / "report.json", dump(render_json(report)))
    click.echo("  " + text[text.index("ИТОГ") :].strip().replace("\n", "\n  "))
    click.echo(f"  отчёт: {folder / 'report.txt'} и report.json")


def _moment(text: str) -> CheckRequest:
    known = datetime.fromisoformat(text)
    return CheckRequest(as_of=known.date(), known_at=known)
