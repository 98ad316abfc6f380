"""`svod serve` and `svod doctor`."""

from __future__ import annotations

import ipaddress
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click
import uvicorn

from api.app import create_app
from api.bootstrap import services
from api.cli.watch import worker_beside
from api.health import Check, examine
from school.errors import UsageError

if TYPE_CHECKING:
    from api.application import Application

DEFAULT_PORT = 8420


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Адрес этой машины.")
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(1, 65535), help="Порт.")
@click.option("--worker/--no-worker", default=True, help="Запустить рядом обработчик заданий (так по умолчанию).")
@click.pass_obj
def serve_command(app: Application, host: str, port: int, *, worker: bool) -> int:
    """Открыть страницы и REST API на этой машине."""
    serve(app, host, port, worker=worker)
    return 0


def serve(app: Application, host: str, port: int, *, worker: bool) -> None:
    """Runs the server until it is stopped; only this machine may call it until accounts exist.

    The server starts no pools of its own: pages are read by a worker, which is another process.
    """
    if not loopback(host):
        raise UsageError(reason="Пока нет учётных записей, Svod открывается только на 127.0.0.1.")
    with services(app.settings) as ready, worker_beside(app.settings) if worker else nullcontext():
        click.echo(f"Свод открыт: http://{host}:{port}/ — остановить: Ctrl+C", err=True)
        uvicorn.run(create_app(ready, app.actor), host=host, port=port, log_level="warning", server_header=False)


def loopback(host: str) -> bool:
    """True when only this machine can reach the address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@click.command("doctor")
@click.pass_obj
def doctor_command(app: Application) -> int:
    """Сказать, что установлено, чего не хватает и как это получить."""
    checks = examine(app.settings)
    for check in checks:
        click.echo(told(check))
    return 0 if all(check.good for check in checks) else 2


def told(check: Check) -> str:
    """One line per part."""
    mark = "есть" if check.good else "НЕТ "
    advice = "" if check.good else f" → {check.advice}"
    return f"{mark}  {check.part}: {check.found}{advice}"
