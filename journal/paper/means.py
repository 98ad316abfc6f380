"""The average of a pupil's marks on the page before a term mark: shown beside it, never put in its place."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from journal.pages import Decision, EntryKind
from journal.paper.dates import TermTarget
from school.marks import read_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journal.pages import Item
    from journal.paper.dates import Target

CENT = Decimal("0.01")


def average_before(
    row: str, column: str, columns: Sequence[str], targets: Mapping[str, Target], cells: Mapping[tuple[str, str], str]
) -> str:
    """« (средняя на странице 4,67, отметок 3)»; empty where there is nothing to count.

    Args:
        row: place of the pupil's row.
        column: place of the column of term marks.
        columns: places of all columns, left to right.
        targets: what they mean.
        cells: values by (row, column).
    """
    grades: list[int] = []
    for place in columns[: columns.index(column)]:
        # the marks of a term begin after the column of the term before
        grades = [] if isinstance(targets.get(place), TermTarget) else grades + _grades(cells.get((row, place), ""))
    if not grades:
        return ""
    mean = (Decimal(sum(grades)) / len(grades)).quantize(CENT, ROUND_HALF_UP)
    return f" (средняя на странице {str(mean).replace('.', ',')}, отметок {len(grades)})"


def values_of(items: Iterable[Item]) -> dict[tuple[str, str], str]:
    """Values of the cells of marks by (row, column), as read or decided."""
    found = {}
    for reading, ruling in items:
        if reading.kind is EntryKind.MARK and reading.row_place and reading.column_place:
            rejected = ruling is not None and ruling.decision is Decision.REJECTED
            value = "" if rejected else ruling.value if ruling else reading.value
            found[reading.row_place, reading.column_place] = value
    return found


def _grades(value: str) -> list[int]:
    meaning = read_cell(value)
    return [int(mark) for mark in meaning.marks if mark.isdecimal()] if meaning else []
