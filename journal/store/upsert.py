"""A row that may be there already, said the same way on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


def insert_new(connection: Connection, table: Table, **values: Any) -> bool:
    """Inserts a row; False, and nothing changes, when a unique key of the table holds it already."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement: Any = insert(table).values(**values)
    # what a driver counts as changed rows of an insert differs; what it returns does not
    return connection.execute(statement.on_conflict_do_nothing().returning(*table.primary_key)).first() is not None
