"""Fixtures for every level of tests."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from typing import TYPE_CHECKING

import psycopg
import pytest

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


@pytest.fixture
def postgres_store(postgres_url: str, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(_fresh_database(postgres_url), tmp_path / "postgres-data")
    opened.migrate()
    yield opened
    opened.close()


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
