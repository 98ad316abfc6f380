"""Ruled tables of a printed page: where their cells lie.

Rules are runs of ink longer than letters are high. Rules that touch make a table; its grid is all their places, and
cells with no rule between them are one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from ingest.model import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Mask = NDArray[np.uint8]

WIDE = 827
"""Width of the picture that rules are looked for on, pixels: 100 dpi of A4."""
DARK = 190
LEVEL, PLUMB = 40, 22
"""Shortest rules, pixels of that picture: 10 mm and 5.5 mm."""
BROKEN = 5
"""Gaps in a rule that do not end it, pixels."""
LEAST_WIDE, LEAST_HIGH = 120, 18
LEAST_CELLS = 3
"""A table that goes on overleaf may have one row on its page."""
SEEN, RUNS, BETWEEN = 0.12, 0.35, 0.5
"""A level rule counts for the grid when it runs along SEEN of the table, an upright one along RUNS of it: stems of
letters under one another are no column. A rule parts two cells along BETWEEN of their side."""
THIN, WRITTEN_ON = 7, 50
"""Height of a rule, a little askew, and least length of one that a person writes on, pixels of that picture."""
CLOSE = 6
"""Rules nearer than this are one, pixels."""
FREE = 0.3
"""A level rule shorter than FREE of the table begins and ends at upright ones: serifs of a word seem a rule, but do
not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell; `row` and `column` are its first ones, `box` is pixels of the page."""

    row: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledTable:
    """A table and its cells, row by row."""

    box: Box
    cells: tuple[TableCell, ...]

    def scaled(self, factor: float) -> RuledTable:
        """The same table on a page so many times as large."""
        cells = tuple(replace(cell, box=_scaled(cell.box, factor)) for cell in self.cells)
        return RuledTable(box=_scaled(self.box, factor), cells=cells)


def _scaled(box: Box, factor: float) -> Box:
    return Box(x0=box.x0 * factor, y0=box.y0 * factor, x1=box.x1 * factor, y1=box.y1 * factor)


def ruled_tables(page: Grey) -> tuple[RuledTable, ...]:
    """Tables from top to bottom.

    Args:
        page: grey page, upright, rules about level and plumb.
    """
    ink, factor = _ink(page)
    level, plumb = _rules(ink, LEVEL), _rules(ink.T, PLUMB).T
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(level | plumb, np.ones((3, 3), np.uint8)))
    found = []
    for label, (left, top, wide, high, _) in enumerate(stats):
        if label == 0 or wide < LEAST_WIDE or high < LEAST_HIGH:
            continue
        place = np.s_[top : top + high, left : left + wide]
        own = (labels[place] == label).astype(np.uint8)
        cells = _cells(level[place] & own, plumb[place] & own)
        if len(cells) >= LEAST_CELLS:
            found.append(_table(cells, (int(left), int(top)), factor))
    return tuple(sorted(found, key=lambda table: table.box.y0))


def blank_rules(page: Grey, tables: Sequence[RuledTable]) -> tuple[Box, ...]:
    """Level rules outside of tables, top to bottom, pixels of the page: what a person writes on, or an underline.

    Args:
        page: grey page, upright, rules about level.
        tables: of this page.
    """
    ink, factor = _ink(page)
    _, stats = _runs(_rules(ink, LEVEL))
    boxes = [
        Box(x0=left / factor, y0=top / factor, x1=(left + wide) / factor, y1=(top + high) / factor)
        for left, top, wide, high, _ in stats[1:]
        if high <= THIN and wide >= WRITTEN_ON
    ]
    return tuple(box for box in boxes if not any(_touches(box, table.box, CLOSE / factor) for table in tables))


def _ink(page: Grey) -> tuple[Mask, float]:
    """Ink of the small picture that rules are looked for in, and how much smaller than the page it is."""
    factor = WIDE / min(page.shape)
    small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return (small < DARK).astype(np.uint8), factor


def _runs(level: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Level rules one by one, those a little askew too: their labels, and (left, top, width, height, area) of each."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(level, np.ones((3, 1), np.uint8)))
    return cast("NDArray[np.int32]", labels), cast("NDArray[np.int32]", stats)


def _touches(rule: Box, box: Box, near: float) -> bool:
    across = rule.x0 < box.x1 + near and rule.x1 > box.x0 - near
    return across and rule.y0 < box.y1 + near and rule.y1 > box.y0 - near


def _rules(ink: Mask, shortest: int) -> Mask:
    """Level runs of ink, small gaps closed; a run as thick as letters are high is none."""
    closed = cv2.morphologyEx(np.ascontiguousarray(ink), cv2.MORPH_CLOSE, np.ones((1, BROKEN), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((CLOSE, 1), np.uint8))
    return cast("Mask", cv2.subtract(runs, thick))


def _cells(level: Mask, plumb: Mask) -> list[tuple[int, int, Box]]:
    """(row, column, box) of the cells of one table; none where there is no grid."""
    columns = _places(plumb.T, RUNS)
    rows = _places(_between(level, columns), SEEN)
    grid = [(row, column) for row in range(len(rows) - 1) for column in range(len(columns) - 1)]
    taken: set[tuple[int, int]] = set()
    found = []
    for row, column in grid:
        if (row, column) in taken:
            continue
        last = column
        while last + 2 < len(columns) and not _parted(plumb.T, columns[last + 1], rows[row], rows[row + 1]):
            last += 1
        low = row
        while low + 2 < len(rows) and not _parted(level, rows[low + 1], columns[column], columns[last + 1]):
            low += 1
        taken |= {(at, across) for at in range(row, low + 1) for across in range(column, last + 1)}
        box = Box(x0=columns[column], y0=rows[row], x1=columns[last + 1], y1=rows[low + 1])
        found.append((row, column, box))
    return found


def _between(level: Mask, columns: Sequence[int]) -> Mask:
    """Level rules that are long, or run from an upright one, or the table's side, to another."""
    wide = level.shape[1]
    ends = np.array([0, *columns, wide])
    labels, stats = _runs(level)
    keep = np.zeros(len(stats), bool)
    for label, (left, _top, length, *_rest) in enumerate(stats[1:], 1):
        joined = all(np.abs(ends - end).min() <= CLOSE for end in (left, left + length))
        keep[label] = joined or length >= FREE * wide
    return level * keep[labels]


def _places(rules: Mask, enough: float) -> list[int]:
    """Where level rules lie that run along enough of the table."""
    share = cv2.dilate(rules, np.ones((3, 1), np.uint8)).mean(axis=1)
    strong = np.flatnonzero(share > enough)
    groups = np.split(strong, np.flatnonzero(np.diff(strong) > CLOSE) + 1) if strong.size else []
    return [int(np.average(group, weights=share[group])) for group in groups]


def _parted(rules: Mask, place: int, start: int, end: int) -> bool:
    """True when a rule runs at this place between start and end."""
    band = rules[max(0, place - CLOSE) : place + CLOSE + 1, start:end]
    return bool(band.size and band.any(axis=0).mean() > BETWEEN)


def _table(cells: Sequence[tuple[int, int, Box]], corner: tuple[int, int], factor: float) -> RuledTable:
    left, top = corner
    placed = tuple(
        TableCell(
            row=row,
            column=column,
            box=Box(
                x0=(left + box.x0) / factor,
                y0=(top + box.y0) / factor,
                x1=(left + box.x1) / factor,
                y1=(top + box.y1) / factor,
            ),
        )
        for row, column, box in cells
    )
    whole = placed[0].box
    for before, cell in pairwise(placed):
        whole = whole.union(before.box).union(cell.box)
    return RuledTable(box=whole, cells=placed)
