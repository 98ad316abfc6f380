"""Writes a migration from the difference between the tables and a fresh database: for developers.

Run: ./run python -m journal.store.new_migration "what changes"
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command

from journal.store.session import alembic_config, open_store
from journal.store.types import Instant

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def render_item(kind: str, item: object, _context: AutogenContext) -> str | bool:
    """Our own column type is printed by its own name."""
    return "Instant()" if kind == "type" and isinstance(item, Instant) else False


def main(message: str) -> None:
    """Compares and writes one file into the migrations folder."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/empty.db", Path(folder))
        store.migrate()
        with store.engine.connect() as connection:
            config = alembic_config()
            config.attributes["connection"] = connection
            config.attributes["render_item"] = render_item
            command.revision(config, message=message, autogenerate=True)
        store.close()


if __name__ == "__main__":
    main(sys.argv[1])
