"""A right page: date, topic and homework of every lesson."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from parsing.page_records import JournalPageRecord, LessonRowRecord, SheetKind
from parsing.paper.calendar import Heading, solve
from parsing.paper.words import month_of, section
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.model import Cell
    from parsing.page_records import PageContext
    from parsing.paper.calendar import Dated
    from parsing.paper.sheet import Sheet

HEADINGS = ("дата", "что пройдено на уроке", "тема урока", "содержание урока", "домашнее задание", "задание на дом")
LIKE_HEADING = 70
HEADER_ROWS = 2
WRITTEN_DATE = re.compile(r"(\d{1,2})\s*[./,]\s*(\d{1,2})")
DAY_AND_WORD = re.compile(r"(\d{1,2})\s*([а-яё]{3,})", re.IGNORECASE)
TEXT_TRUST = 0.5
SURE_TEXT = 0.8
SAME_TOPIC = 72


def read_right(sheet: Sheet, context: PageContext, first_year: int) -> JournalPageRecord:
    """Reads a page of dates and topics."""
    date, topic, homework = _roles(sheet)
    rows = [row for row in range(sheet.row_count) if _is_lesson(sheet, row, (date, topic, homework))]
    dated = solve([_heading(sheet, row, date) for row in rows], first_year=first_year, school_days=context.school_days)
    lessons = tuple(
        _lesson(sheet, number, row, found, (date, topic, homework), context)
        for number, (row, found) in enumerate(zip(rows, dated, strict=True), 1)
    )
    return JournalPageRecord(kind=SheetKind.RIGHT, lessons=lessons)


def _roles(sheet: Sheet) -> tuple[int, int, int]:
    """Columns of date, topic and homework: by their headings, else by their widths."""
    by_word = {"date": r"дата|число", "topic": r"пройдено|тема|содержание", "homework": r"домашн|задани"}
    found: dict[str, int] = {}
    for name, pattern in by_word.items():
        for column in range(len(sheet.widths)):
            if any(re.search(pattern, sheet.cell_text(row, column).lower()) for row in range(2)):
                found.setdefault(name, column)
    wide = sorted(sorted(range(len(sheet.widths)), key=lambda column: -sheet.widths[column])[:2])
    topic = found.get("topic", wide[0])
    homework = found.get("homework", next((column for column in wide if column > topic), wide[-1]))
    return found.get("date", max(0, topic - 1)), topic, homework


def _is_lesson(sheet: Sheet, row: int, columns: tuple[int, ...]) -> bool:
    texts = [sheet.cell_text(row, column) for column in columns]
    if row < HEADER_ROWS and (not any(texts) or any(_is_heading(text) for text in texts)):
        return False
    return any(texts) or any(sheet.is_written(row, column) for column in columns)


def _is_heading(text: str) -> bool:
    """Like one of the printed headings, however badly read."""
    return bool(text) and max(fuzz.ratio(fold(text), heading) for heading in HEADINGS) >= LIKE_HEADING


def _heading(sheet: Sheet, row: int, column: int) -> Heading:
    cell = sheet.cells.get((row, column))
    if cell is None:
        return Heading()
    dates: dict[tuple[int, int], float] = {}
    for symbol in cell.symbols:
        if symbol.value:
            day, month = symbol.value.split(".")
            dates[int(month), int(day)] = symbol.probability
    return _with_text(cell, dates)


def _with_text(cell: Cell, dates: dict[tuple[int, int], float]) -> Heading:
    """Adds what the text engine made of the date, with less trust."""
    match = WRITTEN_DATE.search(cell.text)
    if match:
        key = (int(match[2]), int(match[1]))
        dates[key] = max(dates.get(key, 0.0), TEXT_TRUST * cell.confidence)
        return Heading(dates=dates)
    words = DAY_AND_WORD.search(cell.text)
    month = month_of(words[2]) if words else None
    if words and month is not None:
        return Heading(days={int(words[1]): TEXT_TRUST}, months={month[0]: month[1]})
    return Heading(dates=dates)


def _lesson(
    sheet: Sheet, number: int, row: int, found: Dated, columns: tuple[int, int, int], context: PageContext
) -> LessonRowRecord:
    date, topic, homework = columns
    cell = sheet.cells.get((row, topic)) or sheet.cells.get((row, date))
    text, likely = _topic(sheet.cell_text(row, topic), context.topics)
    readings = [sheet.cells[row, column].confidence for column in (topic, homework) if sheet.cell_text(row, column)]
    confidence = min([found.confidence, *readings])
    return LessonRowRecord(
        row=number,
        date=found.date,
        topic=text,
        homework=sheet.cell_text(row, homework),
        confidence=round(confidence, 4),
        needs_review=found.confidence < section("dates")["sure"] or confidence < SURE_TEXT,
        alternatives=likely,
        source=sheet.source(cell, confidence) if cell is not None else None,
    )


def _topic(read: str, plan: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The topic as read; the plan's topic in its words where the two are nearly the same."""
    if not plan or not read:
        return read, ()
    best = process.extract(read, plan, scorer=fuzz.ratio, processor=fold, limit=3)
    near = [name for name, score, _ in best if score >= SAME_TOPIC]
    return (near[0], tuple(name for name in (*near[1:], read) if name != near[0])) if near else (read, ())
