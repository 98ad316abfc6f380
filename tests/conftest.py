"""Fixtures for every level of tests."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import settings

from journal.model import Actor, ActorRole
from journal.store.session import Store, open_store
from support.databases import postgres_binaries, postgres_cluster
from support.paths import ORDER_29I
from support.services import services_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from api.usecases.services import Services

# as the entry points do: one thread to a page
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
# the same examples on every machine and every day; tests/benchmarks/drafting.py draws new ones
settings.register_profile("suite", derandomize=True, database=None)
settings.load_profile("suite")
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with postgres_cluster(binaries) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database: copying it is many times quicker than migrating."""
    folder = tmp_path_factory.mktemp("template")
    _migrated(f"sqlite:///{folder / 'svod.db'}", folder)
    return folder / "svod.db"


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a migrated database, to copy."""
    _create(postgres_url, "svod_template")
    _migrated(_database(postgres_url, "svod_template"), tmp_path_factory.mktemp("template"))
    return "svod_template"


def _migrated(url: str, folder: Path) -> None:
    opened = open_store(url, folder / "data")
    opened.migrate()
    opened.close()


def _create(url: str, name: str, template: str = "template1") -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())


def _database(url: str, name: str) -> str:
    return url.rsplit("/", 1)[0] + f"/{name}"


def _sqlite(request: pytest.FixtureRequest, folder: Path) -> str:
    shutil.copy(request.getfixturevalue("sqlite_template"), folder / "svod.db")
    return f"sqlite:///{folder / 'svod.db'}"


def _postgres(request: pytest.FixtureRequest) -> str:
    url, name = request.getfixturevalue("postgres_url"), f"svod_{next(_numbers)}"
    _create(url, name, request.getfixturevalue("postgres_template"))
    return _database(url, name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The same store on both databases."""
    url = _sqlite(request, tmp_path) if request.param == "sqlite" else _postgres(request)
    opened = open_store(url, tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(_sqlite(request, tmp_path), tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def postgres_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(_postgres(request), tmp_path / "postgres-data")
    yield opened
    opened.close()


@pytest.fixture
def actor() -> Actor:
    return Actor(id="test:director", roles=frozenset(ActorRole))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the sample school that a test may change: its manifest promises no hashes."""
    folder = tmp_path / "school"
    shutil.copytree(ORDER_29I / "school", folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "files": {}}), encoding="utf-8")
    return folder


@pytest.fixture
def services(store: Store) -> Services:
    return services_over(store)


@pytest.fixture
def sqlite_services(sqlite_store: Store) -> Services:
    return services_over(sqlite_store)
