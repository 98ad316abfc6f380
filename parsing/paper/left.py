"""A left page: the class list, the columns of lessons, the marks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsing.page_records import JournalPageRecord, PupilRowRecord, SheetKind
from parsing.paper.columns import read_columns
from parsing.paper.marks import read_mark
from parsing.paper.roster import match_roster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.page_records import MarkRecord, PageContext
    from parsing.paper.columns import PageColumn
    from parsing.paper.roster import RosterMatch
    from parsing.paper.sheet import Sheet


def read_left(sheet: Sheet, context: PageContext, first_year: int) -> JournalPageRecord:
    """Reads a page of marks."""
    columns = read_columns(sheet, context, first_year)
    rows = [row for row in range(sheet.first_row, sheet.row_count) if _is_pupil(sheet, row)]
    names = [sheet.cell_text(row, sheet.name_column) for row in rows]
    matches = match_roster(names, context.roster)
    pupils = tuple(
        _pupil(sheet, row, match, columns, known=bool(context.roster)) for row, match in zip(rows, matches, strict=True)
    )
    return JournalPageRecord(kind=SheetKind.LEFT, columns=tuple(column.record for column in columns), pupils=pupils)


def _is_pupil(sheet: Sheet, row: int) -> bool:
    """Blank printed rows stay out; a row whose name was not read but is written stays in."""
    return bool(sheet.cell_text(row, sheet.name_column)) or sheet.is_written(row, sheet.name_column)


def _pupil(sheet: Sheet, row: int, match: RosterMatch, columns: Sequence[PageColumn], *, known: bool) -> PupilRowRecord:
    cell = sheet.cells[row, sheet.name_column]
    read = cell.text.strip()
    confidence = min(1.0, max(0.0, match.margin * 2)) if known else cell.confidence
    return PupilRowRecord(
        row=row - sheet.first_row + 1,
        name=match.name or read,
        name_read=read,
        roster_match=match.name,
        confidence=round(confidence, 4),
        needs_review=not known or match.name is None or not match.sure or not sheet.is_numbered,
        marks=tuple(_marks(sheet, row, columns)),
        source=sheet.source(cell, confidence),
    )


def _marks(sheet: Sheet, row: int, columns: Sequence[PageColumn]) -> list[MarkRecord]:
    found = []
    for column in columns:
        cell = sheet.cells.get((row, column.index))
        mark = read_mark(sheet, cell, column.record.column_id) if cell is not None else None
        if mark is not None:
            # whatever stands in a doubtful column is doubtful
            found.append(replace(mark, needs_review=mark.needs_review or column.record.needs_review))
    return found
