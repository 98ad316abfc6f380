"""Tables of long work: jobs, and what every page of theirs was read as."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text, text

from journal.store.facts import metadata
from journal.store.types import Instant

LIVE = text("state IN ('queued', 'running')")

jobs = Table(
    "jobs",
    metadata,
    Column("job_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("document", String(64), nullable=False, index=True),
    Column("recipe", String(64), nullable=False),
    Column("key", String(64), nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", String, nullable=False),
    Column("created_roles", JSON, nullable=False),
    Column("created_person", String),
    Column("claim", String),
    Column("claimed_by", String),
    Column("heartbeat_at", Instant),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    Column("attempts", Integer, nullable=False, default=0),
    Column("pages_total", Integer),
    Column("pages_done", Integer, nullable=False, default=0),
    Column("pages_failed", Integer, nullable=False, default=0),
    Column("pages_reused", Integer, nullable=False, default=0),
    Column("code", String),
    Column("message", Text),
    Column("result", JSON),
    Index("uq_jobs_live", "key", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
    Index("ix_jobs_waiting", "created_at", "job_id", sqlite_where=LIVE, postgresql_where=LIVE),
)

page_readings = Table(
    "page_readings",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("recipe", String(64), primary_key=True),
    Column("blob", String(64), nullable=False),
    Column("problem", String),
    Column("read_at", Instant, nullable=False),
)
