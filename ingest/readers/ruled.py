"""Ruled pages: the lattice, then its cells by kind — marks and dates by the cell recogniser, words by the engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.handwriting import lexicon
from ingest.handwriting.pictures import cell_picture, width_for
from ingest.image.prepare import affine
from ingest.image.sheets import ink_share, read_column, without_ruling
from ingest.image.straight import straighten
from ingest.model import Box, Cell, Grid, Page, PageKind, PageProblem
from ingest.ocr.engine import EngineTimeout, Layout
from ingest.ocr.lines import shifted
from ingest.readers.headings import TALL, around_ink, is_day, read_months, with_term
from ingest.readers.slivers import sliver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ingest.handwriting.lexicon import Spelling
    from ingest.handwriting.pictures import Corners
    from ingest.handwriting.recogniser import CellRecogniser
    from ingest.image.straight import RuledPage
    from ingest.model import Line, Symbol
    from ingest.ocr.engine import OcrEngine

    Grey = NDArray[np.uint8]

MIDDLE = 3.4
MOST_HEADER_ROWS = 4
LEAST_HEADING = 0.01
"""Share of ink in a heading that says anything."""
NO_LATTICE = PageProblem(code="no-lattice", message="На странице не найдена разлиновка журнала.")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Columns of the lattice by what they hold."""

    text: tuple[int, ...]
    signs: tuple[int, ...]
    left: bool
    """A page of marks; otherwise one of dates and topics."""
    height: float
    """The usual height of a row in pixels."""
    numbers: tuple[int, ...] = ()
    """Columns of printed row numbers; also among `signs`."""


def read_ruled_page(scan: Grey, number: int, engine: OcrEngine, cells: CellRecogniser) -> Page:
    """Reads one ruled page; without a lattice it becomes a page with a problem.

    Args:
        scan: grey page as it came, shape (height, width).
        number: of the page, from 1.
        engine: reads printed and clear handwritten text.
        cells: reads marks and dates.
    """
    small = sliver(scan, number)
    if small is not None:
        return small
    ruled = straighten(scan)
    if ruled is None:
        height, width = scan.shape
        return Page(
            number=number, kind=PageKind.SCAN, lines=(), width=float(width), height=float(height),
            to_original=affine(np.eye(3)), problems=(NO_LATTICE,),
        )  # fmt: skip
    problems: tuple[PageProblem, ...] = ()
    lines: tuple[Line, ...] = ()
    try:
        grid, lines = _read(ruled, engine, cells)
    except EngineTimeout:
        problems = (PageProblem(code="page-timeout", message="Распознавание страницы заняло слишком много времени."),)
        grid = _ruling(ruled)
    return Page(
        number=number,
        kind=ruled.kind,
        lines=lines,
        width=float(ruled.image.shape[1]),
        height=float(ruled.image.shape[0]),
        to_original=ruled.to_original,
        steps=(*ruled.steps, cells.describe()),
        problems=problems,
        grid=grid,
    )


def corners_of(ruled: RuledPage, row: int, column: int) -> Corners:
    """Corners of a cell on the upright page."""
    at = ruled.lattice.corner
    return (at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column))


def _read(ruled: RuledPage, engine: OcrEngine, cells: CellRecogniser) -> tuple[Grid, tuple[Line, ...]]:
    grid = _ruling(ruled)
    layout = _layout(grid)
    bare = without_ruling(ruled.image, ruled.lattice)
    found: dict[tuple[int, int], Cell] = {}
    for cell in _text_cells(ruled, bare, layout, engine):
        found[cell.row, cell.column] = cell
    for cell in _sign_cells(ruled, bare, layout, cells):
        known = found.get((cell.row, cell.column))
        found[cell.row, cell.column] = replace(cell, text=known.text, confidence=known.confidence) if known else cell
    if layout.left:
        found |= _terms(ruled, layout, found, cells)
    read = replace(
        grid, cells=tuple(found[key] for key in sorted(found)), confidence=round(ruled.lattice.confidence, 4)
    )
    return read, (*_outside(ruled, bare, engine), *_months(ruled, bare, layout, cells))


def _ruling(ruled: RuledPage) -> Grid:
    """The lattice without its cells; nothing is known of them yet."""
    return Grid(
        rows=tuple(float(place) for place in ruled.lattice.level.places),
        columns=tuple(float(place) for place in ruled.lattice.plumb.places),
        cells=(),
        confidence=0.0,
    )


def _layout(grid: Grid) -> _Layout:
    columns = range(len(grid.widths))
    if grid.is_of_marks:
        narrow = grid.narrow
        wide = [index for index in columns if index not in narrow]
        # printed numbers stand before the names
        numbers = [index for index in narrow if wide and index < min(wide)]
        text = tuple(sorted(wide + numbers))
        return _Layout(text=text, signs=narrow, left=True, height=grid.row_height, numbers=tuple(numbers))
    dates = tuple(index for index in columns if grid.widths[index] < MIDDLE * grid.row_height)
    return _Layout(text=tuple(columns), signs=dates, left=False, height=grid.row_height)


def _text_cells(ruled: RuledPage, bare: Grey, layout: _Layout, engine: OcrEngine) -> Iterable[Cell]:
    rows = len(ruled.lattice.level.places) - 1
    for column in layout.text:
        corners = [corners_of(ruled, row, column) for row in range(rows)]
        for row, (text, confidence) in enumerate(read_column(bare, corners, engine)):
            yield _cell(row, column, corners[row], bare, text=text, confidence=confidence)


def _sign_cells(ruled: RuledPage, bare: Grey, layout: _Layout, cells: CellRecogniser) -> Iterable[Cell]:
    rows = len(ruled.lattice.level.places) - 1
    usual = layout.height
    for column in layout.signs:
        corners = [corners_of(ruled, row, column) for row in range(rows)]
        width = width_for([corner for corner in corners if corner[3][1] - corner[0][1] < TALL * usual] or corners)
        seen = [around_ink(bare, corner, usual) for corner in corners]
        pictures = np.stack([cell_picture(ruled.image, corner, width) for corner in seen])
        read = (
            cells.read(pictures, lexicon.numbers()) if column in layout.numbers else _symbols(pictures, layout, cells)
        )
        for row, symbols in enumerate(read):
            yield _cell(row, column, corners[row], bare, symbols=symbols)


def _symbols(pictures: NDArray[np.float32], layout: _Layout, cells: CellRecogniser) -> list[tuple[Symbol, ...]]:
    """Pages of marks have days above them; the words of both are tried where the header may be."""
    if not layout.left:
        return cells.read(pictures, (*lexicon.dates(), *lexicon.worded_dates()))
    head = cells.read(pictures[:MOST_HEADER_ROWS], _headings())
    return head + cells.read(pictures[MOST_HEADER_ROWS:], lexicon.marks())


def _terms(
    ruled: RuledPage, layout: _Layout, found: dict[tuple[int, int], Cell], cells: CellRecogniser
) -> dict[tuple[int, int], Cell]:
    """Headings that are no days, read as headings of term columns."""
    changed = {}
    for column in (index for index in layout.signs if index not in layout.numbers):
        for row in range(1, MOST_HEADER_ROWS - 1):
            cell = found.get((row, column))
            if cell is None or is_day(cell) or cell.ink < LEAST_HEADING:
                continue
            upper, own = corners_of(ruled, row - 1, column), corners_of(ruled, row, column)
            whole = (upper[0], upper[1], own[2], own[3])
            changed[row, column] = with_term(ruled.image, cell, (own, whole), cells)
    return changed


def _months(ruled: RuledPage, bare: Grey, layout: _Layout, cells: CellRecogniser) -> list[Line]:
    """Names of months above the columns of marks."""
    if not layout.left or not layout.signs:
        return []
    across, down = ruled.lattice.plumb.places, ruled.lattice.level.places
    first = next(index for index in layout.signs if index not in layout.numbers)
    strip = Box(x0=float(across[first]), y0=float(down[0]), x1=float(across[-1]), y1=float(down[1]))
    return read_months(ruled.image, bare, strip, layout.height, cells)


def _headings() -> Sequence[Spelling]:
    days = lexicon.days()
    known = {spelling.signs for spelling in days}
    return (*days, *(spelling for spelling in lexicon.marks() if spelling.signs not in known))


def _cell(
    row: int,
    column: int,
    corners: Corners,
    bare: Grey,
    *,
    text: str = "",
    confidence: float = 0.0,
    symbols: tuple[Symbol, ...] = (),
) -> Cell:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Cell(
        row=row,
        column=column,
        box=Box(x0=round(min(xs), 1), y0=round(min(ys), 1), x1=round(max(xs), 1), y1=round(max(ys), 1)),
        ink=round(ink_share(bare, corners), 4),
        text=text,
        confidence=round(confidence, 4),
        symbols=symbols,
    )


def _outside(ruled: RuledPage, bare: Grey, engine: OcrEngine) -> tuple[Line, ...]:
    """Text above the lattice, and the words of its header, where they stand on the page."""
    top = int(ruled.lattice.level.places[0])
    below = int(ruled.lattice.level.places[min(MOST_HEADER_ROWS, len(ruled.lattice.level.places) - 1)])
    lines: list[Line] = []
    if top > 40:  # noqa: PLR2004 - room for a line of text
        lines += engine.read(np.ascontiguousarray(bare[:top]), Layout.BLOCK)
    names = int(ruled.lattice.plumb.places[0])
    head = np.ascontiguousarray(bare[top:below, names:])
    lines += [shifted(line, names, top) for line in engine.read(head, Layout.SPARSE)]
    return tuple(line for line in lines if line.text.strip())
