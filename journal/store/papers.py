"""Tables of staged pages of the paper journal. Rows never leave the store."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Double, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from journal.store.facts import metadata
from journal.store.types import Instant

paper_pages = Table(
    "paper_pages",
    metadata,
    Column("page_id", String, primary_key=True),
    Column("document", ForeignKey("documents.sha256"), nullable=False),
    Column("page", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("class_id", String, nullable=False),
    Column("class_name", Text, nullable=False),
    Column("school_year", String, nullable=False),
    Column("subject", Text),
    Column("state", String, nullable=False),
    Column("sheet", JSON, nullable=False),
    Column("record", JSON, nullable=False),
    Column("batch_id", ForeignKey("batches.batch_id"), nullable=False),
    Column("confirmed_batch", ForeignKey("batches.batch_id")),
    UniqueConstraint("document", "page"),
    Index("ix_paper_pages_batch", "batch_id"),
    Index("ix_paper_pages_confirmed", "confirmed_batch"),
)

paper_entries = Table(
    "paper_entries",
    metadata,
    Column("entry_id", String, primary_key=True),
    Column("page_id", ForeignKey("paper_pages.page_id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("place", String, nullable=False),
    Column("row_place", String),
    Column("column_place", String),
    Column("row", Integer),
    Column("column", String),
    Column("reading", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("alternatives", JSON, nullable=False),
    Column("doubtful", Boolean, nullable=False),
    Column("struck_value", Text),
    Column("source", JSON),
    Column("open", Boolean, nullable=False),
    Column("decision", String),
    Column("value", Text),
    Column("settled", JSON),
    Column("decided_by", String),
    Column("decided_at", Instant),
    Index("ix_paper_entries_page", "page_id"),
)
