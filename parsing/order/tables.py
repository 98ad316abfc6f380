"""Tables of an order: cut out of its rows, with their titles and headers.

A table is found in the body under its clause, or in an appendix that a clause approves. Its header says what the
columns hold: labels of rows (a class, a day, a subject), persons, posts, terms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsing.order.roles_given import membership
from parsing.passages import folded, is_table_row
from school.mentions import Mention, find_mentions
from school.names import candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.passages import Row

SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
RULE = re.compile(r"^[\s|+_=–—-]*$")
TITLE_ROWS = 4
SEAT = "Роль"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell and the row that it stands in."""

    text: str
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header, rows of cells, and the words above them."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(rows: Sequence[Row]) -> tuple[Table, ...]:
    """The tables among these rows, each with the lines above it."""
    found: list[Table] = []
    run: list[Row] = []
    above: list[str] = []
    for row in (*rows, None):
        table_row = row is not None and is_table_row(row)
        if row is not None and ((table_row and _in_run(row, run)) or (run and _is_between_pages(row))):
            run += [row] if table_row else []
            continue
        if run:
            found += _table(run, " ".join(above[-TITLE_ROWS:]))
            run, above = [], []
        if row is not None and table_row:
            run = [row]
        elif row is not None and not row.blank:
            above.append(row.text.strip())
    return tuple(found)


def _in_run(row: Row, run: Sequence[Row]) -> bool:
    """A row of the table above: the next one, or the first on the next page that is as wide and names somebody."""
    if not run or row.page == run[-1].page:
        return not run or row.line.table == run[-1].line.table
    return len(_cells(row)) == len(_cells(run[0])) and bool(find_mentions(row.text))


def _is_between_pages(row: Row) -> bool:
    return row.blank or row.text.strip().isdigit()


def _table(rows: Sequence[Row], title: str) -> list[Table]:
    strokes = [row.text.lstrip().startswith("|") for row in rows]
    lines = [_cells(row, edged=sum(strokes) * 2 > len(strokes)) for row in rows if not RULE.match(row.text)]
    if len(lines) < 2:  # noqa: PLR2004 - a header and a row
        return []
    header = tuple(cell.text for cell in lines[0])
    if len(lines) > 2 and _goes_on_with_header(lines[1]):  # noqa: PLR2004 - a header of two rows, and a row
        header = _joined_header(header, lines[1])
        lines = [lines[0], *lines[2:]]
    if any(find_mentions(text) for text in header):
        return _without_header(lines, title)
    merged: list[list[Cell]] = []
    for line in lines[1:]:
        if merged and len(line) == len(merged[-1]) and _continues(line, merged[-1]):
            merged[-1] = [
                replace(one, text=f"{one.text} {more.text}".strip()) for one, more in zip(merged[-1], line, strict=True)
            ]
        else:
            merged.append(list(line))
    return [Table(title=title, header=header, rows=tuple(map(tuple, merged)))]


def _goes_on_with_header(line: Sequence[Cell]) -> bool:
    """« | администратор | 1 этаж | 2 этаж» under «День недели | Дежурный | Дежурный учитель | »."""
    return not line[0].text and not any(find_mentions(cell.text) or surname_alone(cell.text) for cell in line)


def _joined_header(header: tuple[str, ...], line: Sequence[Cell]) -> tuple[str, ...]:
    """Each column's words of both rows; a column without a word of its own has those of the column before it."""
    joined: list[str] = []
    above = ""
    for at, cell in enumerate(line):
        above = header[at] if at < len(header) and header[at] else above
        joined.append(f"{above} {cell.text}".strip())
    return (*joined, *header[len(line) :])


def _without_header(lines: Sequence[Sequence[Cell]], title: str) -> list[Table]:
    """«Члены комиссии | Орлова А.А. | завхоз», and the first cell left empty where it is the same."""
    width = max(map(len, lines))
    columns = [[line[at].text for line in lines if at < len(line)] for at in range(width)]
    header = tuple(_heading_of(column) for column in columns)
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        above = rows[-1] if rows else tuple(line)
        rows.append(
            tuple(
                replace(cell, text=above[at].text) if not cell.text and header[at] == SEAT and at < len(above) else cell
                for at, cell in enumerate(line)
            )
        )
    return [Table(title=title, header=header, rows=tuple(rows))]


def _heading_of(column: Sequence[str]) -> str:
    """What a column holds by its cells."""
    if any(find_mentions(text) for text in column):
        return "Ф.И.О."
    if any(membership(text, "") for text in column):
        return SEAT
    return "№" if all(text.strip(".").isdigit() for text in column if text) else "Должность"


def _continues(line: Sequence[Cell], before: Sequence[Cell]) -> bool:
    """A typed row that only goes on with the cells above: no name, no number, and a cell left empty."""
    empty = any(not cell.text for cell in line)
    named = any(find_mentions(cell.text) or surname_alone(cell.text) for cell in line)
    goes_on = any(find_mentions(cell.text) for cell in before) and not re.match(r"\d", line[0].text)
    return empty and not named and goes_on


def _cells(row: Row, *, edged: bool = True) -> list[Cell]:
    """Cells of a row; where rows are not `edged` by strokes, one at its head follows an empty cell."""
    cells = [Cell(text=folded(piece), row=row) for piece in row.text.split("|")]
    if row.line.table is not None or not edged:
        return cells
    # strokes typed at the edges are no cells
    if cells and not cells[0].text and row.text.lstrip().startswith("|"):
        cells = cells[1:]
    if cells and not cells[-1].text and row.text.rstrip().endswith("|"):
        cells = cells[:-1]
    return cells


def surname_alone(text: str) -> tuple[Mention, ...]:
    """A cell that holds a surname and no more, with an ending that only surnames have."""
    if not SURNAME.fullmatch(text) or not any(item.case == "nomn" and item.weight >= 1 for item in candidates(text)):
        return ()
    return (Mention(start=0, end=len(text), surname=text, given="", patronymic=""),)
