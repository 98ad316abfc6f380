"""Tables of local acts. Rows never leave the store."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Float, ForeignKey, Integer, String, Table, Text

from journal.store.facts import metadata
from journal.store.types import Instant

local_acts = Table(
    "local_acts",
    metadata,
    Column("act_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("order_id", ForeignKey("orders.order_id"), index=True),
    Column("clause", String),
    Column("document", ForeignKey("documents.sha256")),
    Column("reading", String(64)),
    Column("requisites", JSON, nullable=False),
    Column("effective_from", Date),
    Column("clauses", JSON, nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("batch_id", ForeignKey("batches.batch_id"), nullable=False),
)

act_proposals = Table(
    "act_proposals",
    metadata,
    Column("proposal_id", String, primary_key=True),
    Column("act_id", ForeignKey("local_acts.act_id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("value", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("clause", String),
    Column("text", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("alternatives", JSON, nullable=False),
    Column("valid_from", Date),
    Column("source", JSON),
)

# a decision that is taken back stays with its batch; a new one is a new row
act_decisions = Table(
    "act_decisions",
    metadata,
    Column("row_id", Integer, primary_key=True),
    Column("proposal_id", ForeignKey("act_proposals.proposal_id"), nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("value", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("valid_from", Date),
    Column("fact_key", String),
    Column("decided_at", Instant, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("batch_id", ForeignKey("batches.batch_id"), nullable=False),
)
