"""`svod journal …`: what was loaded can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from api.bootstrap import services
from api.cli.journal_pages import (
    confirm_command,
    decide_command,
    import_command,
    pages_command,
    show_command,
    write_command,
)
from api.cli.journal_reading import read_command
from api.usecases.batches import list_batches, revert_batch
from api.words import BATCH_KINDS

if TYPE_CHECKING:
    from api.application import Application


@click.group("journal")
def journal_group() -> None:
    """Журнал: страницы бумажного журнала, загрузки и их отмена."""


for command in (
    read_command,
    import_command,
    pages_command,
    show_command,
    decide_command,
    write_command,
    confirm_command,
):
    journal_group.add_command(command)


@journal_group.command("batches")
@click.pass_obj
def batches_command(app: Application) -> int:
    """Показать загрузки, новые сверху."""
    with services(app.settings) as ready:
        for batch in list_batches(ready, app.actor):
            state = "отменена" if batch.reverted_at else "в журнале"
            kind = BATCH_KINDS.get(batch.kind, batch.kind)
            click.echo(f"{batch.batch_id}  {batch.created_at:%d.%m.%Y %H:%M} UTC  {kind}  {state}  {batch.created_by}")
    return 0


@journal_group.command("revert")
@click.argument("batch_id", metavar="ЗАГРУЗКА")
@click.pass_obj
def revert_command(app: Application, batch_id: str) -> int:
    """Отменить загрузку: журнал станет таким, будто её не было; история останется."""
    with services(app.settings) as ready:
        revert_batch(ready, app.actor, batch_id)
    click.echo("Загрузка отменена. Её можно повторить.")
    return 0
