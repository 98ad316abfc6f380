"""Tables of teaching: groups and pupils in them, timetable, marks, attendance, plans, absences of staff."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, String, Text

from journal.store.facts import fact_table

enrolments = fact_table(
    "enrolments",
    Column("pupil_id", String, nullable=False),
    Column("class_id", String, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("order_id", String),
    Column("order_registered_on", Date),
    Column("notified_on", Date),
    file="enrolments.csv",
    key=("pupil_id", "class_id", "valid_from"),
)

groups = fact_table(
    "groups",
    Column("group_id", String, nullable=False),
    Column("class_id", String),
    Column("subject", Text),
    Column("kind", String),
    Column("name", Text),
    file="groups.csv",
    key=("group_id",),
)

group_members = fact_table(
    "group_members",
    Column("group_id", String, nullable=False),
    Column("pupil_id", String, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    file="group_members.csv",
    key=("group_id", "pupil_id", "valid_from"),
)

timetable = fact_table(
    "timetable",
    Column("slot_id", String, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("number", Integer),
    Column("class_id", String),
    Column("group_id", String),
    Column("subject", Text),
    Column("teacher_id", String),
    Column("valid_from", Date),
    Column("valid_to", Date),
    file="timetable.csv",
    key=("slot_id", "valid_from"),
)

attendance = fact_table(
    "attendance",
    Column("lesson_id", String, nullable=False),
    Column("pupil_id", String, nullable=False),
    Column("code", String, nullable=False),
    file="attendance.csv",
    key=("lesson_id", "pupil_id"),
)

works = fact_table(
    "works",
    Column("work_id", String, nullable=False),
    Column("lesson_id", String, nullable=False),
    Column("type", Text),
    Column("planned_on", Date),
    file="works.csv",
    key=("work_id",),
)

marks = fact_table(
    "marks",
    Column("mark_id", String, nullable=False),
    Column("lesson_id", String, nullable=False),
    Column("pupil_id", String, nullable=False),
    Column("work_id", String),
    Column("value", String),
    Column("weight", String),
    Column("kind", String),
    Column("agreed_on", Date),
    Column("replaces", String),
    Column("reason", Text),
    Column("origin", Text),
    file="marks.csv",
    key=("mark_id",),
)

term_marks = fact_table(
    "term_marks",
    Column("pupil_id", String, nullable=False),
    Column("class_id", String),
    Column("subject", Text, nullable=False),
    Column("term_id", String, nullable=False),
    Column("kind", String),
    Column("value", String),
    Column("reason", Text),
    file="term_marks.csv",
    key=("pupil_id", "subject", "term_id", "kind"),
)

ktp = fact_table(
    "ktp",
    Column("ktp_id", String, nullable=False),
    Column("teacher_id", String),
    Column("class_id", String),
    Column("group_id", String),
    Column("subject", Text),
    Column("number", Integer),
    Column("planned_on", Date),
    Column("topic", Text),
    Column("hours", String),
    Column("version", String),
    file="ktp.csv",
    key=("ktp_id",),
)

curriculum = fact_table(
    "curriculum",
    Column("class_id", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("hours", String),
    Column("school_year", String),
    file="curriculum.csv",
    key=("class_id", "subject", "school_year"),
)

staff_absences = fact_table(
    "staff_absences",
    Column("person_id", String, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("reason", Text),
    Column("document", Text),
    file="staff_absences.csv",
    key=("person_id", "valid_from", "reason"),
)

substitutions = fact_table(
    "substitutions",
    Column("lesson_id", String),
    Column("slot_id", String),
    Column("date", Date, nullable=False),
    Column("from_teacher_id", String),
    Column("to_teacher_id", String),
    Column("order_id", String),
    file="substitutions.csv",
    key=("date", "lesson_id", "slot_id", "from_teacher_id"),
)
