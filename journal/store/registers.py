"""Tables of papers, orders and questions. Rows never leave the store."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from journal.store.facts import metadata
from journal.store.types import Instant

documents = Table(
    "documents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("reading", String(64), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("received_by", String, nullable=False),
)

orders = Table(
    "orders",
    metadata,
    Column("order_id", String, primary_key=True),
    Column("identity", String, nullable=False, unique=True),
    Column("number", String, nullable=False),
    Column("date", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_fold", Text, nullable=False),
    Column("organization", Text, nullable=False),
)

order_versions = Table(
    "order_versions",
    metadata,
    Column("row_id", Integer, primary_key=True),
    Column("order_id", ForeignKey("orders.order_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("in_force_from", Date, nullable=False),
    Column("in_force_to", Date),
    Column("ended_by", String),
    Column("record", JSON, nullable=False),
    Column("searched", Text, nullable=False, server_default=""),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", String, nullable=False),
    Column("superseded_at", Instant),
    Column("batch_id", ForeignKey("batches.batch_id"), nullable=False),
    UniqueConstraint("order_id", "version"),
    Index("uq_order_versions_current", "order_id", unique=True, sqlite_where=text("superseded_at IS NULL"),
          postgresql_where=text("superseded_at IS NULL")),
)  # fmt: skip

order_documents = Table(
    "order_documents",
    metadata,
    Column("order_id", ForeignKey("orders.order_id"), primary_key=True),
    Column("sha256", ForeignKey("documents.sha256"), primary_key=True),
    Column("batch_id", ForeignKey("batches.batch_id"), nullable=False),
    # what the order was parsed from; a paper that is read anew later leaves the order's places where they were
    Column("reading", String(64)),
    Column("text_sha256", String(64)),
)

order_clauses = Table(
    "order_clauses",
    metadata,
    Column("row_id", Integer, primary_key=True),
    Column("order_id", ForeignKey("orders.order_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("path", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_fold", Text, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    UniqueConstraint("order_id", "version", "ordinal"),
)

order_duties = Table(
    "order_duties",
    metadata,
    Column("row_id", Integer, primary_key=True),
    Column("duty_id", String, nullable=False),
    Column("order_id", ForeignKey("orders.order_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("clause", String),
    Column("ordinal", Integer, nullable=False),
    Column("role", Text),
    Column("role_key", String),
    Column("assignees", JSON, nullable=False),
    Column("person_ids", JSON, nullable=False),
    Column("action_text", Text, nullable=False),
    Column("periodicity", String, nullable=False),
    Column("interval", Integer, nullable=False),
    Column("deadline", Text),
    Column("sources", JSON, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    UniqueConstraint("order_id", "version", "duty_id"),
)

review_items = Table(
    "review_items",
    metadata,
    Column("item_id", String, primary_key=True),
    Column("subject", String, nullable=False, index=True),
    Column("pointer", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("alternatives", JSON, nullable=False),
    Column("source", JSON),
    Column("state", String, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", String),
    Column("value", Text),
    Column("batch_id", ForeignKey("batches.batch_id"), nullable=False),
)
