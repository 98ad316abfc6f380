"""Tables of the school, its lessons and its backups. Rows never leave the store."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from journal.store.facts import fact_table, metadata
from journal.store.types import Instant

schools = Table(
    "schools",
    metadata,
    Column("school_id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("timezone", String, nullable=False),
)

batches = Table(
    "batches",
    metadata,
    Column("batch_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", String, nullable=False),
    Column("reverted_at", Instant),
    Column("reverted_by", String),
    Index("uq_batches_live", "kind", "content_hash", unique=True, sqlite_where=text("reverted_at IS NULL"),
          postgresql_where=text("reverted_at IS NULL")),
)  # fmt: skip

imported_files = Table(
    "imported_files",
    metadata,
    Column("batch_id", ForeignKey("batches.batch_id"), primary_key=True),
    Column("file", String, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("layout", JSON),
)

bundle_rows = Table(
    "bundle_rows",
    metadata,
    Column("row_id", Integer, primary_key=True),
    Column("batch_id", ForeignKey("batches.batch_id"), nullable=False),
    Column("file", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    UniqueConstraint("batch_id", "file", "ordinal"),
)

people = fact_table(
    "people",
    Column("person_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("surname", Text, nullable=False),
    Column("surname_fold", Text, nullable=False, index=True),
    Column("given_name", Text),
    Column("patronymic", Text),
    Column("sex", String),
    Column("birth_date", Date),
    Column("archival", Boolean),
    file="people.csv",
    key=("person_id",),
)

posts = fact_table(
    "posts",
    Column("person_id", String, nullable=False),
    Column("post", String, nullable=False),
    Column("title", Text),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("order_id", String),
    file="posts.csv",
    key=("person_id", "post", "title", "valid_from"),
)

leaves = fact_table(
    "leaves",
    Column("person_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("document", Text),
    file="leaves.csv",
    key=("person_id", "kind", "valid_from"),
)

classes = fact_table(
    "classes",
    Column("class_id", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("school_year", String),
    Column("grade", Integer),
    file="classes.csv",
    key=("class_id",),
)

class_teachers = fact_table(
    "class_teachers",
    Column("class_id", String, nullable=False),
    Column("person_id", String, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("order_id", String),
    file="class_teachers.csv",
    key=("class_id", "person_id", "valid_from"),
)

loads = fact_table(
    "loads",
    Column("teacher_id", String, nullable=False),
    Column("class_id", String),
    Column("group_id", String),
    Column("subject", Text, nullable=False),
    Column("hours_per_week", String),
    Column("valid_from", Date),
    Column("valid_to", Date),
    file="loads.csv",
    key=("teacher_id", "class_id", "group_id", "subject", "valid_from"),
)

terms = fact_table(
    "terms",
    Column("term_id", String, nullable=False),
    Column("school_year", String),
    Column("kind", String, nullable=False),
    Column("number", Integer),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("class_id", String),
    Column("lock_on", Date),
    file="terms.csv",
    key=("term_id",),
)

calendar = fact_table(
    "calendar",
    Column("date", Date, nullable=False),
    Column("kind", String, nullable=False),
    Column("class_id", String),
    file="calendar.csv",
    key=("date", "class_id"),
)

lessons = fact_table(
    "lessons",
    Column("lesson_id", String, nullable=False),
    Column("slot_id", String),
    Column("date", Date, nullable=False),
    Column("number", Integer),
    Column("class_id", String),
    Column("group_id", String),
    Column("subject", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("planned_teacher_id", String),
    Column("actual_teacher_id", String),
    file="lessons.csv",
    key=("lesson_id",),
)

lesson_texts = fact_table(
    "lesson_texts",
    Column("lesson_id", String, nullable=False),
    Column("field", String, nullable=False),
    Column("value", Text),
    Column("ktp_id", String),
    file="lesson_texts.csv",
    key=("lesson_id", "field"),
)

media = fact_table(
    "media",
    Column("medium_id", String, nullable=False),
    Column("serial", String),
    Column("kind", String, nullable=False),
    Column("location", Text),
    Column("valid_from", Date),
    Column("valid_to", Date),
    file="media.csv",
    key=("medium_id",),
)

backups = fact_table(
    "backups",
    Column("backup_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("medium_id", String),
    Column("sha256", String),
    Column("verified", Boolean),
    Column("restore_tested_at", Instant),
    Column("covers_from", Date),
    Column("covers_to", Date),
    file="backups.csv",
    key=("backup_id",),
)

parameters = fact_table(
    "parameters",
    Column("key", String, nullable=False),
    Column("value", String, nullable=False),
    Column("unit", String),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("source_clause", Text),
    file="parameters.csv",
    key=("key", "valid_from"),
)

acknowledgements = fact_table(
    "acknowledgements",
    Column("order_id", String, nullable=False),
    Column("person_id", String, nullable=False),
    Column("signed_on", Date),
    Column("document", Text),
    Column("confirmed_by", String),
    file="acknowledgements.csv",
    key=("order_id", "person_id"),
)

archived_orders = fact_table(
    "archived_orders",
    Column("order_id", String, nullable=False),
    Column("ended_on", Date, nullable=False),
    file="archived_orders.csv",
    key=("order_id",),
    decided=True,
)
