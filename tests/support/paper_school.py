"""An invented class with its journal, pages of its paper journal as read, and the whole database as plain rows."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ingest.model import Box, SourceRef
from journal.exchange.archive import archive
from journal.exchange.bundle import load_bundle
from journal.model import Actor, ActorRole
from journal.pages import PageRequest, ReadPage
from journal.paper.confirming import confirm
from journal.paper.staging import stage
from journal.store.facts import metadata
from journal.store.tables import batches
from parsing.page_records import ColumnRecord, JournalPageRecord, LessonRowRecord, MarkRecord, PupilRowRecord, SheetKind
from parsing.paper.page_json import to_json
from support.small_school import ZONE, calendar, write_bundle

if TYPE_CHECKING:
    from pathlib import Path

    from journal.pages import Confirmation, PageView, Staging
    from journal.store.session import Store

NOW = datetime(2024, 9, 1, tzinfo=UTC)
ADMIN = Actor(id="local:test", roles=frozenset({ActorRole.ADMINISTRATOR}))
CLASS_7A = PageRequest(class_name="7А", school_year="2023/2024", subject="Алгебра")
PUPILS = (
    ("u1", "Абрамова", "Вера", "Олеговна"),
    ("u2", "Белов", "Артём", "Ильич"),
    ("u3", "Веселова", "Анна", "Петровна"),
    ("u4", "Иванов", "Андрей", "Львович"),
    ("u5", "Иванова", "Алёна", "Львовна"),
    ("u6", "Соколов", "Пётр", "Ильич"),
)
DAYS = ("2023-09-04", "2023-09-06", "2023-09-11", "2023-09-13")
"""Mondays and Wednesdays: algebra by the timetable."""


def school_files() -> dict[str, list[dict[str, str]]]:
    """7А with six pupils and algebra twice a week; nothing is written in its lessons yet."""
    people = [
        {"person_id": key, "kind": "pupil", "surname": surname, "given_name": given, "patronymic": patronymic}
        for key, surname, given, patronymic in PUPILS
    ]
    teacher = {"person_id": "t1", "kind": "staff", "surname": "Лапшин", "given_name": "Егор", "patronymic": "Ильич"}
    quarter = {"term_id": "q1", "school_year": "2023/2024", "kind": "quarter", "number": "1"}
    return {
        "people.csv": [*people, teacher],
        "classes.csv": [
            {"class_id": "7a", "name": "7А", "school_year": "2023/2024", "grade": "7"},
            {"class_id": "1a", "name": "1А", "school_year": "2023/2024", "grade": "1"},
        ],
        "enrolments.csv": [{"pupil_id": key, "class_id": "7a", "from": "2023-09-01"} for key, *_ in PUPILS],
        "timetable.csv": [
            {"slot_id": f"s{weekday}", "weekday": str(weekday), "number": "2", "class_id": "7a", "subject": subject,
             "teacher_id": "t1", "from": "2023-09-01"}
            for weekday, subject in ((1, "Алгебра"), (2, "Физика"), (3, "Алгебра"), (4, "Физика"), (5, "Физика"))
        ],
        "calendar.csv": calendar(date(2023, 9, 1), date(2024, 5, 31)),
        "terms.csv": [{**quarter, "from": "2023-09-01", "to": "2023-10-27"}],
        "ktp.csv": [{"ktp_id": "k1", "class_id": "7a", "subject": "Алгебра", "number": "1", "topic": "Степень числа"}],
        "lessons.csv": [],
        "lesson_texts.csv": [],
        "attendance.csv": [],
        "marks.csv": [],
        "term_marks.csv": [],
    }  # fmt: skip


def held_lesson(day: str = DAYS[0], lesson_id: str = "L1", **changes: str) -> dict[str, str]:
    """A lesson that the electronic journal holds."""
    return {
        "lesson_id": lesson_id, "date": day, "number": "2", "class_id": "7a", "subject": "Алгебра", "status": "held",
        "planned_teacher_id": "t1", "actual_teacher_id": "t1", "recorded_at": f"{day}T15:00:00+09:00",
        "recorded_by": "t1", "recorded_at_known": "true", **changes,
    }  # fmt: skip


def held_mark(value: str, pupil_id: str = "u1", lesson_id: str = "L1") -> dict[str, str]:
    """A mark that the electronic journal holds."""
    return {
        "mark_id": f"m-{lesson_id}-{pupil_id}", "lesson_id": lesson_id, "pupil_id": pupil_id, "value": value,
        "kind": "current", "recorded_at": f"{DAYS[0]}T15:00:00+09:00", "recorded_by": "t1", "recorded_at_known": "true",
    }  # fmt: skip


def load_school(store: Store, folder: Path, files: dict[str, list[dict[str, str]]]) -> None:
    """Loads the class by the real loader."""
    with store.write(ADMIN, NOW) as uow:
        load_bundle(uow, write_bundle(folder, files))


def left(marks: dict[str, dict[str, str]], days: tuple[str, ...] = DAYS, **changes: Any) -> JournalPageRecord:
    """A left page: name → {column: value}; `?` after a value means that the reader doubts it."""
    columns = tuple(
        ColumnRecord(column_id=day, confidence=0.99, needs_review=False, source=_place(1, 2 + number))
        for number, day in enumerate(days)
    )
    rows = tuple(_row(number, name, cells, days) for number, (name, cells) in enumerate(marks.items(), 1))
    page = {"class_name": "7А", "subject": "Алгебра", "school_year": "2023/2024", **changes}
    return JournalPageRecord(kind=SheetKind.LEFT, columns=columns, pupils=rows, **page)


def _row(number: int, name: str, cells: dict[str, str], days: tuple[str, ...]) -> PupilRowRecord:
    doubtful, read = name.endswith("?"), name.rstrip("?")
    marks = tuple(
        MarkRecord(
            value=value.rstrip("?"),
            confidence=0.6 if value.endswith("?") else 0.99,
            needs_review=value.endswith("?"),
            column_id=day,
            source=_place(1 + number, 2 + days.index(day)),
        )
        for day, value in cells.items()
    )
    return PupilRowRecord(
        row=number, name=read, name_read=read, roster_match=None, confidence=0.9, needs_review=doubtful, marks=marks,
        source=_place(1 + number, 1),
    )  # fmt: skip


def right(*rows: tuple[str | None, str, str], **changes: Any) -> JournalPageRecord:
    """A right page: (date, topic, homework); a topic with `?` at its end is doubted."""
    lessons = tuple(
        LessonRowRecord(
            row=number,
            date=date.fromisoformat(day) if day else None,
            topic=topic.rstrip("?"),
            homework=homework,
            confidence=0.9,
            needs_review=topic.endswith("?"),
            source=_place(number, 1),
        )
        for number, (day, topic, homework) in enumerate(rows, 1)
    )
    page = {"class_name": "7А", "subject": "Алгебра", "school_year": "2023/2024", **changes}
    return JournalPageRecord(kind=SheetKind.RIGHT, lessons=lessons, **page)


def _place(row: int, column: int) -> SourceRef:
    box = Box(x0=100.0 * column, y0=50.0 * row, x1=100.0 * column + 90, y1=50.0 * row + 40)
    return SourceRef(document="", page=1, cell=(row, column), box=box)


def read_page(record: JournalPageRecord, scan: str = "scan", page: int = 1) -> ReadPage:
    """The record as read off a scan."""
    return ReadPage(document=sha(scan), page=page, record=record, content=to_json(record))


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def staged(store: Store, *pages: ReadPage, request: PageRequest = CLASS_7A, at: datetime = NOW) -> Staging:
    """Keeps the paper and stages its pages, in one transaction."""
    with store.write(ADMIN, at) as uow:
        blob = uow.blobs.put(b"{}")
        uow.documents.add(
            sha256=pages[0].document, name="scan.png", media_type="image/png", parts=[], reading=blob,
            now=at, by=ADMIN.id,
        )  # fmt: skip
        return stage(uow, request, pages)


def confirmed(store: Store, page_id: str, at: datetime = NOW + timedelta(hours=1)) -> Confirmation:
    with store.write(ADMIN, at) as uow:
        return confirm(uow, page_id, ZONE)


def asked(view: PageView) -> dict[str, list[str]]:
    """Reading of every open entry → codes of its questions."""
    return {entry.reading.value: [question.code for question in entry.asked] for entry in view.open}


def rows_of(store: Store, name: str) -> list[dict[str, Any]]:
    """Live rows of a table: those of batches taken back, surrogate ids and instants of the work itself left out."""
    table = metadata.tables[name]
    with store.engine.connect() as connection:
        dead = set(connection.scalars(select(batches.c.batch_id).where(batches.c.reverted_at.is_not(None))))
        found = [dict(row) for row in connection.execute(select(table)).mappings()]
    batch_columns = [column for column in ("batch_id", "confirmed_batch") if column in table.c]
    skipped = {"row_id", "received_at", "created_at", "asked_at", "decided_at", "school_id", *batch_columns}
    live = [row for row in found if not dead & {row[column] for column in batch_columns}]
    return sorted(({k: v for k, v in row.items() if k not in skipped} for row in live), key=_stable)


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    """The whole database as live rows, by table."""
    return {table.name: rows_of(store, table.name) for table in metadata.sorted_tables}


def archived(store: Store) -> dict[str, bytes]:
    """The archive's files by path."""
    with store.read() as uow:
        return {file.path: file.data for file in archive(uow, NOW)}


def _stable(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)
