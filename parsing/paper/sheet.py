"""A ruled page as the readers of its parts see it: which columns and rows hold what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.model import SourceRef

if TYPE_CHECKING:
    from ingest.model import Cell, Grid, Line, Page

NUMBER = re.compile(r"\d{1,2}")
MOST_HEADER_ROWS = 4
ENOUGH_NUMBERS, CLEAR_LEAD = 4.0, 2.0
WRITTEN = 0.012
"""Least share of ink in a cell that has something written in it."""


def _numbers(cell: Cell) -> list[tuple[int, float]]:
    """What a printed number may be, by both readers."""
    match = NUMBER.fullmatch(cell.text.strip(" .)"))
    told = [(int(match[0]), cell.confidence)] if match else []
    return told + [(int(item.value), item.probability) for item in cell.symbols if item.value.isdigit()]


@dataclass(frozen=True)
class Sheet:
    """One page of a document with a lattice."""

    document: str
    page: Page
    grid: Grid

    @cached_property
    def cells(self) -> dict[tuple[int, int], Cell]:
        """Cells by (row, column)."""
        return {(cell.row, cell.column): cell for cell in self.grid.cells}

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """Column widths in pixels."""
        return self.grid.widths

    @property
    def row_count(self) -> int:
        """Rows of the lattice, header and all."""
        return len(self.grid.rows) - 1

    @cached_property
    def name_column(self) -> int:
        """The widest of the first columns."""
        return max(range(min(4, len(self.widths))), key=lambda column: self.widths[column])

    @cached_property
    def first_row(self) -> int:
        """The row printed «1», or the first below the header by the numbers printed on the others."""
        votes = self._votes
        best = max(votes, key=lambda row: votes[row])
        return best if votes[best] > 1 else self._first_named_row()

    @cached_property
    def is_numbered(self) -> bool:
        """True when enough printed numbers agree where the first row is; else every row may be another one."""
        ranked = sorted(self._votes.values(), reverse=True)
        return ranked[0] >= ENOUGH_NUMBERS and ranked[0] > CLEAR_LEAD * ranked[1]

    @cached_property
    def _votes(self) -> dict[int, float]:
        """First row by what the printed numbers were read as: how much speaks for each."""
        votes = dict.fromkeys(range(MOST_HEADER_ROWS + 1), 0.0)
        for column in range(self.name_column):
            for row in range(self.row_count):
                cell = self.cells.get((row, column))
                for number, share in _numbers(cell) if cell is not None else ():
                    if row - number + 1 in votes:
                        votes[row - number + 1] += share
        return votes

    def _first_named_row(self) -> int:
        """Without printed numbers: the row after the heading of the names."""
        for row in range(min(MOST_HEADER_ROWS, self.row_count)):
            cell = self.cells.get((row, self.name_column))
            if cell is not None and re.search(r"фамил|имя|учащ|обуча", cell.text.lower()):
                return row + 1
        return min(2, self.row_count - 1)

    def cell_text(self, row: int, column: int) -> str:
        """What the text engine read in a cell, empty where nothing."""
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell is not None else ""

    def is_written(self, row: int, column: int) -> bool:
        """True when there is ink in a cell."""
        cell = self.cells.get((row, column))
        return cell is not None and cell.ink >= WRITTEN

    def source(self, cell: Cell, confidence: float) -> SourceRef:
        """The place of a cell on paper."""
        return SourceRef(
            document=self.document,
            page=self.page.number,
            cell=(cell.row, cell.column),
            box=cell.box,
            confidence=round(confidence, 4),
        )

    def lines_above(self) -> list[Line]:
        """Text above the lattice."""
        return [line for line in self.page.lines if line.box and line.box.y1 <= self.grid.rows[0] + 4]

    @cached_property
    def header_words(self) -> list[tuple[str, float, float, float]]:
        """(word, x of its middle, y of its middle, confidence) inside the header rows."""
        low, high = self.grid.rows[0] - 4, self.grid.rows[min(MOST_HEADER_ROWS, self.row_count)]
        return [
            (word.text, (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2, word.confidence)
            for line in self.page.lines
            for word in line.words
            if low <= (word.box.y0 + word.box.y1) / 2 <= high
        ]

    def column_at(self, x: float) -> int | None:
        """The column over which a point lies."""
        lines = self.grid.columns
        return next((index for index in range(len(lines) - 1) if lines[index] <= x < lines[index + 1]), None)
