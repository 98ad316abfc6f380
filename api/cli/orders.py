"""`svod order …`: parse a paper, keep the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.bootstrap import reading, services
from api.cli.batch import Result, load_source, run_batch
from api.cli.drafting import draft_command
from api.cli.long import worked_off
from api.cli.register import (
    archive_command,
    describe,
    list_command,
    reminders_command,
    sheet_command,
    show_command,
    sign_command,
)
from api.cli.texts import FILES, OUT_DIR, TOGETHER, dump, need_files
from api.usecases.jobs import JobRequest
from api.usecases.orders import (
    OrderView,
    answer_question,
    confirm_order,
    parse_file,
    register_order,
    show_order,
)
from journal.model import LoadResult
from parsing.order.order_json import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.application import Application
    from api.usecases.services import Services
    from ingest.model import Source


@click.group("order")
def order_group() -> None:
    """Приказы: разобрать, зарегистрировать, показать, составить."""


order_group.add_command(draft_command)


@order_group.command("parse")
@FILES
@OUT_DIR
@TOGETHER
@click.pass_obj
def parse_command(app: Application, files: tuple[Path, ...], out_dir: Path | None, *, together: bool) -> int:
    """Разобрать приказ: реквизиты, пункты, назначения и обязанности — в JSON."""
    need_files(files)
    parts = reading(app.settings)
    groups = {files[0]: files} if together else {path: (path,) for path in files}

    def work(path: Path) -> list[Result]:
        sources = [load_source(part, parts.limits) for part in groups[path]]
        records = parse_file(parts, app.actor, sources)
        labels = [f"-{number}" for number in range(1, len(records) + 1)] if len(records) > 1 else [""]
        return [
            Result(text=dump(to_json(record)), suffix=".json", label=label)
            for record, label in zip(records, labels, strict=True)
        ]

    return run_batch(tuple(groups), out_dir, work)


@order_group.command("register")
@click.argument("files", nargs=-1, metavar="ФАЙЛ…", type=click.Path(path_type=Path))
@TOGETHER
@click.option("--confirm", is_flag=True, help="Сразу ввести в действие, если сомнений нет.")
@click.pass_obj
def register_command(app: Application, files: tuple[Path, ...], *, together: bool, confirm: bool) -> int:
    """Внести приказ в журнал регистрации приказов."""
    need_files(files)
    parts = reading(app.settings)
    groups = [files] if together else [(path,) for path in files]
    with services(app.settings) as ready:
        for group in groups:
            sources = [load_source(path, parts.limits) for path in group]
            for view in _registered(ready, app, sources):
                told = _confirmed(ready, app, view) if confirm else view
                click.echo(describe(told))
    return 0


def _confirmed(ready: Services, app: Application, view: OrderView) -> OrderView:
    confirmed = confirm_order(ready, app.actor, view.order.order_id)
    return OrderView(order=confirmed.order, questions=confirmed.questions, load=view.load)


def _registered(ready: Services, app: Application, sources: list[Source]) -> Iterator[OrderView]:
    """Every order of a paper; a long one can be stopped and goes on where it was."""
    job = worked_off(ready, app, JobRequest(kind="register_order", sources=sources))
    if job is None or job.result is None:
        yield from register_order(ready, app.actor, sources).views
        return
    for entered in job.result["orders"]:
        view = show_order(ready, app.actor, entered["order"])
        load = LoadResult(batch_id=entered["batch"], repeated=entered["repeated"], added=entered["added"])
        yield OrderView(order=view.order, questions=view.questions, load=load)


@order_group.command("confirm")
@click.argument("order_id", metavar="ПРИКАЗ")
@click.pass_obj
def confirm_command(app: Application, order_id: str) -> int:
    """Ввести приказ в действие: сомнений не осталось."""
    with services(app.settings) as ready:
        click.echo(describe(confirm_order(ready, app.actor, order_id)))
    return 0


@order_group.command("answer")
@click.argument("item_id", metavar="ВОПРОС")
@click.option("--value", help="Как правильно; без этого — согласиться с прочитанным.")
@click.pass_obj
def answer_command(app: Application, item_id: str, value: str | None) -> int:
    """Ответить на вопрос о приказе."""
    with services(app.settings) as ready:
        click.echo(describe(answer_question(ready, app.actor, item_id, value)))
    return 0


order_group.add_command(list_command)
order_group.add_command(show_command)
order_group.add_command(archive_command)
order_group.add_command(sheet_command)
order_group.add_command(sign_command)
order_group.add_command(reminders_command)
