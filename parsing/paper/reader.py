"""One page of a paper journal: what it is headed by, then its left or right side by its own reader."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from parsing.page_records import JournalPageRecord, SheetKind
from parsing.paper.left import read_left
from parsing.paper.right import read_right
from parsing.paper.sheet import Sheet
from parsing.records import Remark

if TYPE_CHECKING:
    from ingest.model import Document, Page
    from parsing.page_records import PageContext

YEAR = re.compile(r"(20\d\d)\s*[/–—-]\s*(20\d\d|\d\d)(?!\d)")
CLASS = re.compile(r"(?<!\d)(\d{1,2})\s*[«\"]?\s*([А-Яа-я])\s*[»\"]?\s*класс", re.IGNORECASE)
SUBJECT = re.compile(r"(?:предмет|наименование предмета)\s*:?\s*(.+)", re.IGNORECASE)
TEACHER = re.compile(r"(?:учител[ья]|преподаватель)\s*:?\s*([А-ЯЁ].+)")
NO_YEAR = Remark(code="no-school-year", text="Учебный год не назван, даты прочитаны без него.")
NO_LATTICE = Remark(code="no-lattice", text="На странице не найдена разлиновка журнала.")


def read_page(document: Document, page: Page, context: PageContext) -> JournalPageRecord:
    """Reads one page; what is known of it beforehand goes before what is printed on it."""
    if page.grid is None:
        return JournalPageRecord(kind=context.kind or SheetKind.LEFT, needs_review=True, remarks=(NO_LATTICE,))
    sheet = Sheet(document.sha256, page, page.grid)
    title = "\n".join(line.text for line in sheet.lines_above())
    year = context.school_year or _year(title)
    first_year = int(year[:4]) if year else page_year(context)
    left = sheet.grid.is_of_marks if context.kind is None else context.kind is not SheetKind.RIGHT
    record = (read_left if left else read_right)(sheet, context, first_year)
    remarks = () if year else (NO_YEAR,)
    record = record if year else _undated(record)
    return replace(
        record,
        class_name=context.class_name or _match(CLASS, title, "{0}{1}"),
        subject=context.subject or _match(SUBJECT, title, "{0}"),
        teacher=context.teacher or _match(TEACHER, title, "{0}"),
        school_year=year,
        needs_review=not year or any(column.needs_review for column in record.columns),
        remarks=remarks,
    )


def _undated(record: JournalPageRecord) -> JournalPageRecord:
    """Days and months may be right, the year is not known: a person must look at every date."""
    return replace(
        record,
        columns=tuple(replace(column, needs_review=True) for column in record.columns),
        lessons=tuple(replace(lesson, needs_review=True) for lesson in record.lessons),
    )


def page_year(context: PageContext) -> int:
    """Without a printed year: that of the days on which the class had lessons, else one that is plainly wrong."""
    return min(context.school_days).year if context.school_days else 2000


def _year(title: str) -> str | None:
    match = YEAR.search(title)
    if match is None:
        return None
    second = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]  # noqa: PLR2004 - «2018/19»
    return f"{match[1]}/{second}" if int(second) == int(match[1]) + 1 else None


def _match(pattern: re.Pattern[str], text: str, form: str) -> str | None:
    match = pattern.search(text)
    return form.format(*(part.strip() for part in match.groups())) if match else None
