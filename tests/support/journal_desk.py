"""A drawn page of a paper journal, staged in a real database: every box on it holds what the record says.

The reading is planted, not made: most cells are sure, some are doubted.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from ingest.model import Box, SourceRef
from journal.pages import PageRequest, PaperSheet, ReadPage
from journal.paper.staging import stage
from journal.store.session import open_store
from parsing.paper.page_json import from_json, to_json
from support.paper import content
from support.paper.left import left_page
from support.paper.stories import Story
from support.paper_school import ADMIN, sha
from support.small_school import calendar, write_bundle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from journal.store.session import Store
    from parsing.page_records import JournalPageRecord, MarkRecord
    from support.paper.sheet import CellTruth, Sheet

SEED = 7
YEAR = "2023/2024"
NOW = datetime(2024, 1, 15, 3, 0, tzinfo=UTC)
LIKE = {"5": ("3", "6"), "4": ("9", "н"), "3": ("5", "8"), "2": ("7", "3"), "н": ("4", "и")}
DOUBTED_EVERY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """A page as drawn and as read."""

    told: Story
    picture: bytes
    record: JournalPageRecord
    size: tuple[float, float]


def drawn_page(lessons: int = 16, pupils: int = 18, subject: str = "Алгебра") -> DrawnPage:
    """A subject of 7А in the second quarter; the pupils are the same in every subject."""
    rng = np.random.default_rng(SEED)
    names = tuple(content.roster(rng, pupils))
    every = [item for item in content.lessons(rng, subject, YEAR) if item.quarter == 2]
    told = Story(
        class_name="7А", subject=subject, teacher="Лапшин Е.И.", school_year=YEAR,
        pupils=names, lessons=tuple(every[-lessons:]), terms=True,
    )  # fmt: skip
    sheet, truth = left_page(told, "plain", rng)
    pixels = (np.clip(sheet.paper, 0, 1) * 255).astype(np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    high, wide = pixels.shape[:2]
    return DrawnPage(told=told, picture=stream.getvalue(), record=record_of(truth, sheet), size=(wide, high))


def record_of(truth: dict[str, Any], sheet: Sheet) -> JournalPageRecord:
    """The truth of the page with the place of everything, and with planted doubts."""
    plain = from_json(truth)
    named = {cell.row: cell for cell in sheet.cells if cell.role == "name"}
    days = sorted((cell for cell in sheet.cells if cell.role == "day"), key=lambda cell: cell.column)
    written = {(cell.row, cell.column): cell for cell in sheet.cells if cell.role == "mark"}
    lattice = {column.column_id: cell.column for column, cell in zip(plain.columns, _heads(days, plain), strict=True)}
    columns = tuple(
        replace(column, confidence=0.97, source=_ref(cell))
        for column, cell in zip(plain.columns, _heads(days, plain), strict=True)
    )
    rows = []
    for (row, name), pupil in zip(sorted(named.items()), plain.pupils, strict=True):
        marks = tuple(
            replace(mark, confidence=0.99, source=_ref(written[row, lattice[mark.column_id or ""]]))
            for mark in pupil.marks
        )
        rows.append(replace(pupil, confidence=0.93, marks=marks, source=_ref(name)))
    return replace(plain, columns=columns, pupils=tuple(_doubted(rows)))


def _heads(days: list[CellTruth], plain: JournalPageRecord) -> list[CellTruth]:
    """The heading cell of every column; a term's heading stands between those of lessons."""
    found = list(days)
    for place, column in enumerate(plain.columns):
        if column.column_id.startswith("Q"):
            before = found[place - 1]
            left, top, right, bottom = before.box
            box = (right, top, right + (right - left), bottom)
            found.insert(place, replace(before, column=before.column + 1, box=box))
    return found


def _ref(cell: CellTruth) -> SourceRef:
    left, top, right, bottom = cell.box
    box = Box(x0=round(left, 1), y0=round(top, 1), x1=round(right, 1), y1=round(bottom, 1))
    return SourceRef(document="", page=1, cell=(cell.row, cell.column), box=box)


def _doubted(rows: list[Any]) -> list[Any]:
    """Every so many marks one that the reader is not sure of, and a name that it read half."""
    places = count(1)
    found = [replace(row, marks=tuple(_mark(mark, places) for mark in row.marks)) for row in rows]
    found[4] = replace(found[4], name_read=found[4].name[:4] + "…", needs_review=True, confidence=0.41)
    return found


def _mark(mark: MarkRecord, places: Iterator[int]) -> MarkRecord:
    if mark.value not in LIKE or next(places) % DOUBTED_EVERY:
        return mark
    return replace(mark, confidence=0.58, needs_review=True, alternatives=LIKE[mark.value])


def class_files(*stories: Story) -> dict[str, list[dict[str, str]]]:
    """The class of the pages, as the electronic journal holds it: nothing is written in it yet."""
    pupils = [
        {"person_id": f"u{number}", "kind": "pupil", "surname": name.split()[0], "given_name": name.split()[1],
         "patronymic": ""}
        for number, name in enumerate(stories[0].pupils, 1)
    ]  # fmt: skip
    teacher = {"person_id": "t1", "kind": "staff", "surname": "Лапшин", "given_name": "Егор", "patronymic": "Ильич"}
    slots = sorted({(told.subject, lesson.day.isoweekday()) for told in stories for lesson in told.lessons})
    return {
        "people.csv": [*pupils, teacher],
        "classes.csv": [{"class_id": "7a", "name": "7А", "school_year": YEAR, "grade": "7"}],
        "enrolments.csv": [
            {"pupil_id": item["person_id"], "class_id": "7a", "from": "2023-09-01"} for item in pupils
        ],
        "timetable.csv": [
            {"slot_id": f"s{number}", "weekday": str(weekday), "number": str(number), "class_id": "7a",
             "subject": subject, "teacher_id": "t1", "from": "2023-09-01"}
            for number, (subject, weekday) in enumerate(slots, 1)
        ],
        "calendar.csv": calendar(date(2023, 9, 1), date(2024, 5, 31)),
        "terms.csv": [
            {"term_id": "q2", "school_year": YEAR, "kind": "quarter", "number": "2", "from": "2023-11-07",
             "to": "2023-12-29"}
        ],
        "lessons.csv": [], "lesson_texts.csv": [], "attendance.csv": [], "marks.csv": [], "term_marks.csv": [],
    }  # fmt: skip


def stage_drawn(store: Store, drawn: DrawnPage) -> str:
    """Keeps the picture and stages its page; gives the page's id."""
    document, name = sha(drawn.told.subject), f"7А, {drawn.told.subject}.png"
    with store.write(ADMIN, NOW) as uow:
        blob = uow.blobs.put(drawn.picture)
        uow.documents.add(
            sha256=document, name=name, media_type="image/png", parts=[(name, blob)],
            reading=uow.blobs.put(json.dumps({}).encode()), now=NOW, by=ADMIN.id,
        )  # fmt: skip
        sheet = PaperSheet(width=drawn.size[0], height=drawn.size[1])
        page = ReadPage(document=document, page=1, record=drawn.record, content=to_json(drawn.record), sheet=sheet)
        request = PageRequest(class_name="7А", school_year=YEAR, subject=drawn.told.subject)
        return stage(uow, request, [page]).pages[0].page_id


def write_class(folder: Path, *pages: DrawnPage) -> Path:
    """The class as a bundle."""
    return write_bundle(folder, class_files(*(page.told for page in pages)))


def open_data(data: Path) -> Store:
    """The database of a data folder, as `svod` opens it."""
    store = open_store(f"sqlite:///{data / 'svod.db'}", data)
    store.migrate()
    return store
