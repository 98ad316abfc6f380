"""Table of corrected lines. Rows never leave the store."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from journal.store.facts import CURRENT, metadata
from journal.store.types import Instant

line_corrections = Table(
    "line_corrections",
    metadata,
    Column("correction_id", String, primary_key=True),
    Column("document", ForeignKey("documents.sha256"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("part_page", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("place", JSON),
    Column("read", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", String, nullable=False),
    Column("superseded_at", Instant),
    Column("superseded_by", String),
    Index("ix_line_corrections_current", "document", sqlite_where=CURRENT, postgresql_where=CURRENT),
)
