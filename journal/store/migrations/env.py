"""Alembic's environment: the caller hands in an open connection."""

from alembic import context

import journal.store.jobs  # fills the metadata
import journal.store.papers
import journal.store.registers
import journal.store.tables
import journal.store.teaching  # noqa: F401
from journal.store.facts import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=context.config.attributes.get("render_item"),
)
with context.begin_transaction():
    context.run_migrations()
