"""Fixtures for every level of tests."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import psycopg
import pytest

from api.usecases.services import Reading, Services
from ingest.model import Limits
from ingest.ocr.tesseract import TesseractEngine
from journal.model import Actor, ActorRole
from journal.store.session import Store, open_store
from support.databases import postgres_binaries, postgres_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2023, 12, 25, 3, 0, tzinfo=UTC)
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with postgres_cluster(binaries) as url:
        yield url


def _fresh_database(url: str) -> str:
    name = f"svod_{next(_numbers)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return url.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The same store on both databases."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'svod.db'}"
    else:
        url = _fresh_database(request.getfixturevalue("postgres_url"))
    opened = open_store(url, tmp_path / "data")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'svod.db'}", tmp_path / "data")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def actor() -> Actor:
    return Actor(id="test:director", roles=frozenset(ActorRole))


def services_over(store: Store) -> Services:
    return Services(
        reading=Reading(engine=TesseractEngine(timeout=60), limits=Limits()),
        store=store,
        default_zone=ZoneInfo("Asia/Chita"),
        now=lambda: NOW,
    )


@pytest.fixture
def services(store: Store) -> Services:
    return services_over(store)


@pytest.fixture
def sqlite_services(sqlite_store: Store) -> Services:
    return services_over(sqlite_store)
