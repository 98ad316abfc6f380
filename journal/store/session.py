"""Opening the database; one transaction per request or job, committed at the edge."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from journal.store.blobs import Blobs
from journal.store.unit_of_work import UnitOfWork
from school.errors import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from journal.model import Actor

BUSY_MILLISECONDS = 30_000
MIGRATION_LOCK = 0x53564F44


@dataclass(frozen=True, slots=True)
class Store:
    """The journal's database and blobs."""

    engine: Engine
    blobs: Blobs

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """A transaction that writes nothing."""
        with self.engine.connect() as connection:
            yield UnitOfWork(connection=connection, blobs=self.blobs, actor_id="", now=None)
            connection.rollback()

    @contextmanager
    def write(self, actor: Actor, now: datetime, *, discard: bool = False) -> Iterator[UnitOfWork]:
        """A transaction committed at the end of the block and taken back whole on any error.

        With `discard` it is taken back at the end too: what would happen can be counted and nothing changes.
        """
        try:
            with self.engine.connect().execution_options(svod_write=True) as connection, connection.begin() as work:
                yield UnitOfWork(connection=connection, blobs=self.blobs, actor_id=actor.id, now=now)
                if discard:
                    work.rollback()
        except OperationalError as error:
            raise StoreUnavailable from error

    def migrate(self) -> None:
        """Brings the schema to the newest version; does nothing when it is there already."""
        try:
            with self.engine.connect().execution_options(svod_write=True) as connection, connection.begin():
                if connection.dialect.name == "postgresql":
                    # server and worker may start at the same moment; SQLite lets one writer in anyway
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
                config = alembic_config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except DBAPIError as error:
            raise StoreUnavailable from error

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()


def alembic_config() -> Config:
    """Alembic's settings; the migrations lie inside the package."""
    config = Config()
    config.set_main_option("script_location", str(files("journal.store") / "migrations"))
    return config


def open_store(url: str, data: Path) -> Store:
    """Opens the database and the blob folder.

    Args:
        url: SQLAlchemy URL; `sqlite:///PATH` or `postgresql://…`.
        data: folder for blobs, made when absent.

    Raises:
        StoreUnavailable: the URL is wrong, the server does not answer, the folder cannot be written.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        address = make_url(url)
        if address.drivername in {"postgresql", "postgres"}:
            address = address.set(drivername="postgresql+psycopg")
        engine = create_engine(address)
        if engine.dialect.name == "sqlite":
            _tune_sqlite(engine)
        with engine.connect():
            pass
    except (ArgumentError, NoSuchModuleError, OperationalError, OSError, ValueError) as error:
        raise StoreUnavailable from error
    return Store(engine=engine, blobs=Blobs(data / "blobs"))


def _tune_sqlite(engine: Engine) -> None:
    """Write-ahead log, foreign keys, and BEGIN IMMEDIATE for writers: DEFERRED writers fail under load."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        writing = connection.get_execution_options().get("svod_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN DEFERRED")
