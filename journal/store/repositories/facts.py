"""Versioned facts: added, never changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from journal.store.facts import DAWN, bundle_tables
from journal.store.portions import portions
from journal.store.tables import batches, bundle_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Table

VERSIONS = frozenset(
    {
        "row_id",
        "fact_key",
        "recorded_on",
        "superseded_at",
        "batch_id",
        "source",
        "recorded_at_known",
        "loaded_at",
    }
)
DERIVED = "confirmation"


@dataclass(frozen=True, slots=True)
class FactRepository:
    """Facts of one transaction, by the file of the school bundle they belong to."""

    connection: Connection

    def files(self) -> frozenset[str]:
        """Files of the bundle that have a table."""
        return frozenset(bundle_tables())

    def columns(self, file: str) -> Mapping[str, str]:
        """Column name → kind (`date`, `instant`, `boolean`, `integer`, `text`) of the table behind a file."""
        return _kinds(file)

    def required(self, file: str) -> frozenset[str]:
        """Columns that a fact of the file cannot do without."""
        return _required(file)

    def key(self, file: str) -> tuple[str, ...]:
        """Columns that name one fact of the file."""
        return tuple(bundle_tables()[file].info["key"])

    def add(self, file: str, rows: Sequence[Mapping[str, Any]], *, batch_id: str, now: datetime) -> int:
        """Adds the versions that are not held yet; returns how many.

        The newest version by `recorded_at` becomes the current one; older ones are closed at the instant when the
        next was recorded. A row equal to a held one in content and time is the same fact.
        """
        table = bundle_tables()[file]
        incoming: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in rows:
            incoming[row["fact_key"]].append(row)
        held = self._held(table, incoming)
        fresh = []
        closing: list[tuple[int, datetime]] = []
        for key, group in incoming.items():
            new, closed = _versions(held.get(key, []), group, now)
            fresh += [{**row, "batch_id": batch_id} for row in new]
            closing += closed
        for row_id, instant in closing:
            self._close(table, row_id, instant)
        if fresh:
            self.connection.execute(insert(table), fresh)
        return len(fresh)

    def _held(self, table: Table, keys: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Live versions by fact; those of batches taken back do not count."""
        held: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for ids in portions(sorted(keys)):
            select_rows = (
                select(table, batches.c.created_at.label("loaded_at"))
                .join(batches, batches.c.batch_id == table.c.batch_id)
                .where(table.c.fact_key.in_(ids), batches.c.reverted_at.is_(None))
            )
            for found in self.connection.execute(select_rows).mappings():
                held[found["fact_key"]].append(dict(found))
        return held

    def forget(self, table: Table, batch_id: str) -> None:
        """Makes the batch's versions invisible at any time and opens again those that they had closed."""
        mine = self.connection.execute(
            select(table.c.row_id, table.c.fact_key, table.c.recorded_at).where(table.c.batch_id == batch_id)
        ).all()
        for row in mine:
            self._close(table, row.row_id, row.recorded_at or DAWN)
        ids = {row.row_id for row in mine}
        for group in self._held(table, {row.fact_key for row in mine}).values():
            left = sorted([version for version in group if version["row_id"] not in ids], key=_order)
            for version, following in zip_longest(left, left[1:]):
                instant = None if following is None else following["recorded_at"] or following["loaded_at"]
                self._close(table, version["row_id"], instant)

    def _close(self, table: Table, row_id: int, instant: datetime | None) -> None:
        self.connection.execute(update(table).where(table.c.row_id == row_id).values(superseded_at=instant))

    def export(self, file: str) -> Sequence[Mapping[str, Any]]:
        """Every live version of the file's facts; what an order's confirmation derives is left out."""
        table = bundle_tables()[file]
        wanted = (
            select(table)
            .join(batches, batches.c.batch_id == table.c.batch_id)
            .where(batches.c.reverted_at.is_(None))
            .order_by(table.c.row_id)
        )
        rows = self.connection.execute(wanted if table.info["decided"] else wanted.where(batches.c.kind != DERIVED))
        return [dict(row) for row in rows.mappings()]

    def aside(self, file: str) -> Sequence[Mapping[str, str]]:
        """Rows kept aside, as they came."""
        rows = self.connection.execute(
            select(bundle_rows.c.content)
            .join(batches, batches.c.batch_id == bundle_rows.c.batch_id)
            .where(batches.c.reverted_at.is_(None), bundle_rows.c.file == file)
            .order_by(bundle_rows.c.row_id)
        )
        return [row.content for row in rows]

    def keep_aside(self, file: str, rows: Sequence[Mapping[str, str]], *, batch_id: str) -> int:
        """Keeps rows of a file that has no table yet, to be given back unchanged."""
        if rows:
            self.connection.execute(
                insert(bundle_rows),
                [
                    {"batch_id": batch_id, "file": file, "ordinal": number, "content": dict(row)}
                    for number, row in enumerate(rows, 1)
                ],
            )
        return len(rows)


def _versions(
    held: list[dict[str, Any]], group: list[Mapping[str, Any]], now: datetime
) -> tuple[list[dict[str, Any]], list[tuple[int, datetime]]]:
    """(rows to insert, held rows to close) for one fact."""
    seen = {_content(row) for row in held}
    new = []
    for row in sorted(group, key=_order):
        if _content(row) not in seen:
            seen.add(_content(row))
            new.append({**row, "superseded_at": None})
    if not new:
        return [], []
    timeline = sorted([row for row in held if row["superseded_at"] is None] + new, key=_order)
    closing = []
    for row, following in pairwise(timeline):
        instant = following["recorded_at"] or now
        if "row_id" in row:
            closing.append((row["row_id"], instant))
        else:
            row["superseded_at"] = instant
    return new, closing


def _content(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    own = {key: value for key, value in row.items() if key not in VERSIONS and value is not None}
    return tuple(sorted((key, str(value)) for key, value in own.items()))


def _order(row: Mapping[str, Any]) -> tuple[bool, str]:
    at = row.get("recorded_at")
    return (at is not None, at.isoformat() if at is not None else "")


@cache
def _kinds(file: str) -> Mapping[str, str]:
    return {column.name: _kind(column.type) for column in bundle_tables()[file].columns}


@cache
def _required(file: str) -> frozenset[str]:
    own = (column for column in bundle_tables()[file].columns if column.name not in VERSIONS)
    return frozenset(column.name for column in own if not column.nullable)


def _kind(column_type: Any) -> str:
    name = type(column_type).__name__.lower()
    return {"date": "date", "instant": "instant", "boolean": "boolean", "integer": "integer"}.get(name, "text")
