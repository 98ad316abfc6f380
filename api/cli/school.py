"""`svod school …`: a whole school in the open format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.bootstrap import services
from api.usecases.schools import archive_school, load_school

if TYPE_CHECKING:
    from api.application import Application


@click.group("school")
def school_group() -> None:
    """Школа целиком в открытом формате."""


@school_group.command("load")
@click.argument("folder", metavar="ПАПКА", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Только проверить, ничего не записывая.")
@click.pass_obj
def load_command(app: Application, folder: Path, *, dry_run: bool) -> int:
    """Загрузить школу: людей, классы, уроки, приказы, носители и копии."""
    with services(app.settings) as ready:
        loaded = load_school(ready, app.actor, folder, dry_run=dry_run)
    if loaded.repeated:
        click.echo("Эти данные уже загружены, ничего не добавлено.")
    verb = "Будет добавлено" if dry_run else "Добавлено"
    for name, count in sorted(loaded.added.items()):
        click.echo(f"{verb}: {name} — {count}")
    for name in loaded.unknown:
        click.echo(f"Отложено, формат этого не описывает: {name}", err=True)
    return 0


@click.command("archive")
@click.option("--out", metavar="ПАПКА", required=True, type=click.Path(path_type=Path), help="Новая папка для архива.")
@click.pass_obj
def archive_command(app: Application, out: Path) -> int:
    """Выгрузить весь журнал в открытом формате: его прочтёт и другая программа."""
    with services(app.settings) as ready:
        count = archive_school(ready, app.actor, out)
    click.echo(f"Архив записан: {out}, файлов {count}.")
    return 0
