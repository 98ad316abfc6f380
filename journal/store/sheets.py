"""Tables of sheets that may be one: a few shingles of every sheet, and questions about pairs. Rows never leave."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from journal.store.facts import metadata
from journal.store.types import Instant

sheet_shingles = Table(
    "sheet_shingles",
    metadata,
    Column("document", ForeignKey("documents.sha256"), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("shingle", BigInteger, primary_key=True, autoincrement=False),
    Index("ix_sheet_shingles_shingle", "shingle"),
)

same_sheets = Table(
    "same_sheets",
    metadata,
    Column("pair_id", String, primary_key=True),
    Column("document", ForeignKey("documents.sha256"), nullable=False),
    Column("page", Integer, nullable=False),
    Column("earlier_document", ForeignKey("documents.sha256"), nullable=False),
    Column("earlier_page", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("same", Boolean),
    Column("decided_at", Instant),
    Column("decided_by", String),
    UniqueConstraint("document", "page", "earlier_document", "earlier_page"),
)
