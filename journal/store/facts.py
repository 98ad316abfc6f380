"""How a table of facts is made: its own columns, then the columns of its versions.

Nothing is overwritten: a new version is a new row, and the only column ever updated is `superseded_at`.
`recorded_at` NULL means known at any time (posts, parameters, media: the paper does not say when it was learnt).
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, text

from journal.store.types import Instant

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
CURRENT = text("superseded_at IS NULL")
DAWN = datetime(1900, 1, 1, tzinfo=UTC)
"""Before anything was known: a version closed then is never visible."""


def fact_table(name: str, *columns: Column[Any], file: str, key: tuple[str, ...], decided: bool = False) -> Table:
    """A table of versioned facts.

    Args:
        name: of the table.
        columns: the facts' own columns, named as in the school bundle, except `from`/`to` → `valid_from`/`valid_to`.
        file: file of the school bundle that holds these facts.
        key: columns that name one fact; its versions share them.
        decided: a person's decision about an order, which the orders alone do not bring back.
    """
    return Table(
        name,
        metadata,
        Column("row_id", Integer, primary_key=True),
        *columns,
        Column("fact_key", String, nullable=False),
        Column("recorded_at", Instant),
        Column("recorded_on", Date),
        Column("recorded_at_known", Boolean, nullable=False, default=True),
        Column("recorded_by", String),
        Column("superseded_at", Instant),
        Column("batch_id", ForeignKey("batches.batch_id"), nullable=False),
        Column("source", JSON),
        Index(f"ix_{name}_current", "fact_key", sqlite_where=CURRENT, postgresql_where=CURRENT),
        Index(f"ix_{name}_batch", "batch_id"),
        info={"file": file, "key": key, "decided": decided},
    )


def version_row(fact_key: str, *, at: datetime | None = None, by: str | None = None, **own: Any) -> dict[str, Any]:
    """A version that the program itself writes: the fact's own columns, then when it became known and by whom.

    Args:
        fact_key: names the fact among its versions.
        at: when it became known; None where it holds as if it had always been known.
        by: who made it known.
        own: the fact's own columns.
    """
    known = {"recorded_at": at, "recorded_on": None, "recorded_at_known": True, "recorded_by": by, "source": None}
    return {**own, "fact_key": fact_key, **known}


@cache
def bundle_tables() -> dict[str, Table]:
    """Tables by the file of the school bundle that fills them."""
    return {table.info["file"]: table for table in metadata.sorted_tables if "file" in table.info}
