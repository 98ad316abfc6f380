"""The program as its users meet it: over HTTP, and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from api.usecases.services import Services
    from journal.model import Actor


@pytest.fixture
def client(sqlite_services: Services, actor: Actor) -> Iterator[TestClient]:
    """REST and pages over an empty journal."""
    with TestClient(create_app(sqlite_services, actor), base_url="http://127.0.0.1:8420") as ready:
        yield ready


@pytest.fixture
def svod(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """The command line over a journal of its own: exit code, standard output, standard error."""
    monkeypatch.setenv("SVOD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SVOD_TIMEZONE", "Asia/Chita")
    monkeypatch.delenv("SVOD_DATABASE_URL", raising=False)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        told = capfd.readouterr()
        return code, told.out, told.err

    return call
