"""Columns of a left page: the dates of lessons, and the term marks among them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.page_records import ColumnRecord
from parsing.paper.calendar import Heading, solve
from parsing.paper.words import month_of, section, term_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.page_records import PageContext
    from parsing.paper.calendar import Dated
    from parsing.paper.sheet import Sheet

MONTH_TRUST = 0.8
TEXT_TRUST = 0.6
DAY = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column of the lattice with what it stands for."""

    index: int
    record: ColumnRecord


def read_columns(sheet: Sheet, context: PageContext, first_year: int) -> tuple[PageColumn, ...]:
    """The columns of marks, left to right; columns with nothing above them and nothing in them are left out."""
    indices = [index for index in range(sheet.name_column + 1, len(sheet.widths)) if _is_used(sheet, index)]
    terms = {index: name for index in indices if (name := _term(sheet, index)) is not None}
    lessons = [index for index in indices if index not in terms]
    dated = solve([_heading(sheet, index) for index in lessons], first_year=first_year, school_days=context.school_days)
    records = dict(zip(lessons, _lesson_columns(sheet, lessons, dated), strict=True))
    records |= {index: _term_column(sheet, index, name) for index, name in terms.items()}
    return tuple(PageColumn(index=index, record=records[index]) for index in indices)


def _is_used(sheet: Sheet, column: int) -> bool:
    """A column is used when its heading or a row of it is written in."""
    return any(sheet.is_written(row, column) for row in range(sheet.row_count))


def _day_row(sheet: Sheet) -> int:
    return max(0, sheet.first_row - 1)


def _heading(sheet: Sheet, column: int) -> Heading:
    cell = sheet.cells.get((_day_row(sheet), column))
    symbols = cell.symbols if cell is not None else ()
    days = {int(symbol.value): symbol.probability for symbol in symbols if symbol.value.isdigit()}
    for day, share in _printed_days(sheet, column):
        # two readers that know nothing of each other
        days[day] = 1 - (1 - days.get(day, 0.0)) * (1 - share)
    return Heading(days={day: share for day, share in days.items() if 1 <= day <= 31}, months=_month(sheet, column))  # noqa: PLR2004


def _printed_days(sheet: Sheet, column: int) -> list[tuple[int, float]]:
    """What the text engine read in the row of days above a column."""
    row = _day_row(sheet)
    low, high = sheet.grid.rows[row], sheet.grid.rows[row + 1]
    return [
        (int(text), TEXT_TRUST * confidence)
        for text, x, y, confidence in sheet.header_words
        if low <= y <= high and DAY.fullmatch(text) and sheet.column_at(x) == column
    ]


def _month(sheet: Sheet, column: int) -> dict[int, float]:
    """The month word that stands over a column."""
    for text, x, _, _ in sheet.header_words:
        found = month_of(text)
        if found is not None and sheet.column_at(x) == column:
            return {found[0]: MONTH_TRUST * found[1]}
    return {}


def _term(sheet: Sheet, column: int) -> str | None:
    """A term column by its heading, printed straight or sideways."""
    cell = sheet.cells.get((_day_row(sheet), column))
    if cell is not None and cell.symbols and cell.symbols[0].value in section("terms"):
        return cell.symbols[0].value
    texts = [sheet.cell_text(row, column) for row in range(sheet.first_row)]
    words = [text for text, x, _, _ in sheet.header_words if sheet.column_at(x) == column]
    return term_of(" ".join((*texts, *words)))


def _lesson_columns(sheet: Sheet, columns: Sequence[int], dated: Sequence[Dated]) -> list[ColumnRecord]:
    """Ids by the contract; the second lesson of a day is `DATE#2`."""
    seen: Counter[str] = Counter()
    sure = section("dates")["sure"]
    records = []
    for column, found in zip(columns, dated, strict=True):
        day = found.date.isoformat()
        seen[day] += 1
        cell = sheet.cells.get((_day_row(sheet), column))
        records.append(
            ColumnRecord(
                column_id=day if seen[day] == 1 else f"{day}#{seen[day]}",
                confidence=round(found.confidence, 4),
                needs_review=found.confidence < sure,
                source=sheet.source(cell, found.confidence) if cell is not None else None,
            )
        )
    return records


def _term_column(sheet: Sheet, column: int, name: str) -> ColumnRecord:
    """Term marks go into certificates: a person always looks."""
    cell = sheet.cells.get((_day_row(sheet), column))
    return ColumnRecord(
        column_id=name,
        confidence=1.0,
        needs_review=True,
        source=sheet.source(cell, 1.0) if cell is not None else None,
    )
