"""The store itself, on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from journal.model import Actor
from journal.store import relations
from journal.store.facts import metadata
from journal.store.session import Store, open_store
from school.errors import NotFound, StoreUnavailable

NOON = datetime(2023, 11, 10, 3, 0, tzinfo=UTC)


def test_migrations_make_exactly_the_tables_of_the_code(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def fact(value: str, at: datetime) -> dict:
    return {
        "lesson_id": "L1",
        "field": "topic",
        "value": value,
        "ktp_id": None,
        "fact_key": "L1|topic",
        "recorded_at": at,
        "recorded_on": at.date(),
        "recorded_at_known": True,
        "recorded_by": "p1",
        "source": None,
    }


def add(store: Store, actor: Actor, *facts: dict, name: str = "one") -> tuple[str, int]:
    with store.write(actor, NOON) as uow:
        batch = uow.batches.open("test", name, now=NOON, by=actor.id)
        return batch, uow.facts.add("lesson_texts.csv", facts, batch_id=batch, now=NOON)


def known(store: Store, at: datetime) -> list[str]:
    scope = relations.Scope(as_of=at.date(), known=at, start=date.min, end=date.max)
    with store.read() as uow:
        return [row.value for row in uow.reader.rows(relations.current_texts(scope))]


def test_nothing_is_overwritten_and_the_past_can_be_asked(store: Store, actor: Actor) -> None:
    add(store, actor, fact("первая", NOON), fact("вторая", NOON + timedelta(hours=2)))
    assert known(store, NOON - timedelta(minutes=1)) == []
    assert known(store, NOON + timedelta(hours=1)) == ["первая"]
    assert known(store, NOON + timedelta(hours=3)) == ["вторая"]


def test_a_version_that_arrives_late_takes_its_place_in_time(store: Store, actor: Actor) -> None:
    add(store, actor, fact("вторая", NOON + timedelta(hours=2)))
    add(store, actor, fact("первая", NOON), name="two")
    assert known(store, NOON + timedelta(hours=1)) == ["первая"]
    assert known(store, NOON + timedelta(hours=3)) == ["вторая"]


def test_the_same_fact_is_held_once(store: Store, actor: Actor) -> None:
    assert add(store, actor, fact("тема", NOON), fact("тема", NOON))[1] == 1
    assert add(store, actor, fact("тема", NOON), name="two")[1] == 0


def test_a_batch_taken_back_leaves_the_versions_before_it(store: Store, actor: Actor) -> None:
    add(store, actor, fact("первая", NOON))
    batch, _ = add(store, actor, fact("вторая", NOON + timedelta(hours=2)), name="two")
    with store.write(actor, NOON) as uow:
        uow.batches.revert(batch, now=NOON, by=actor.id)
    assert known(store, NOON + timedelta(hours=3)) == ["первая"]
    with store.write(actor, NOON) as uow, pytest.raises(NotFound):
        uow.batches.revert(batch, now=NOON, by=actor.id)


def test_instants_keep_their_moment_whatever_the_zone(store: Store, actor: Actor) -> None:
    chita = NOON.astimezone(tz=datetime.now().astimezone().tzinfo)
    add(store, actor, fact("тема", chita))
    scope = relations.Scope(as_of=date.max, known=NOON, start=date.min, end=date.max)
    with store.read() as uow:
        (row,) = uow.reader.rows(relations.current_texts(scope))
    assert row.recorded_at == NOON
    assert row.recorded_at.utcoffset() == timedelta(0)


def test_a_wrong_address_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        open_store("postgresql://nobody@127.0.0.1:1/none", tmp_path)
    with pytest.raises(StoreUnavailable):
        open_store("nonsense", tmp_path)


def test_blobs_are_written_once_and_checked_when_read(sqlite_store: Store) -> None:
    blobs = sqlite_store.blobs
    name = blobs.put(b"scan")
    assert blobs.put(b"scan") == name
    assert blobs.get(name) == b"scan"
    blobs.path(name).write_bytes(b"tampered")
    with pytest.raises(NotFound):
        blobs.get(name)
    with pytest.raises(NotFound):
        blobs.get("../../etc/passwd")
