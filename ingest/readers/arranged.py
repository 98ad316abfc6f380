"""Words of a page put in reading order: cells of ruled tables row by row, pieces side by side as one line.

An engine takes the signatures of an order, or its date and number, for columns of their own and tells them elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from ingest.image.tables import blank_rules, ruled_tables
from ingest.model import CELL_SEPARATOR, Line
from ingest.ocr.judge import asked
from ingest.ocr.lines import line_of
from ingest.readers.blanks import with_blanks
from ingest.readers.columns import beside, columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ingest.image.tables import RuledTable
    from ingest.model import Box, Word

RULE = "|"
SPECKS = frozenset(".,:;`'‘’_<>\\/~^")
"""Alone between spaces, and small, these are dirt."""
LOW, HIGH, BASELINE = 0.35, 1.3, 0.55
"""A speck is lower than LOW of a usual line, a rule is higher than HIGH; a comma stands under BASELINE of its line."""
BESIDE = 0.15


def arranged(page: NDArray[np.uint8], lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines as they are read, without specks.

    Args:
        page: grey page, upright, rules about level and plumb.
        lines: with boxes on this page; an empty line ends a paragraph.
    """
    usual = median([line.box.y1 - line.box.y0 for line in lines if line.box] or [1.0])
    kept: list[Line] = list(lines)
    tables = ruled_tables(page)
    for number, table in enumerate(tables, 1):
        kept = with_table(kept, table, number)
    kept = [line if line.table else _changed(line, [_unruled(word, usual) for word in line.words]) for line in kept]
    kept = [_changed(line, [word for word in line.words if not _is_speck(word, line, usual)]) for line in kept]
    kept = [line for line in kept if line.words or not line.box]
    rows = tuple(line for part in columns(kept, usual) for line in _in_rows(part))
    return with_blanks(rows, blank_rules(page, tables))


def _changed(line: Line, words: Sequence[Word]) -> Line:
    """The line with these words in place of its own."""
    if list(words) == list(line.words):
        return line
    return replace(line_of(words), box=line.box)


def _unruled(word: Word, usual: float) -> Word:
    """The word without a rule beside it; a rule that is as high as a letter is the Roman I."""
    if RULE not in word.text:
        return word
    if set(word.text) == {RULE} and word.box.y1 - word.box.y0 < HIGH * usual:
        return asked(word, word.text.replace(RULE, "I"), word.text)
    return _without_rules(word)


def _without_rules(word: Word) -> Word:
    return replace(word, text=" ".join(word.text.replace(RULE, " ").split()))


def _is_speck(word: Word, line: Line, usual: float) -> bool:
    """True for dirt: a small sign that begins a line, or stands higher than a comma does."""
    if not word.text:
        return True
    if word.text not in SPECKS or word.box.y1 - word.box.y0 >= LOW * usual:
        return False
    box = line.box
    high = box is not None and _middle(word) < box.y0 + BASELINE * (box.y1 - box.y0)
    return high or word is line.words[0]


def with_table(lines: Sequence[Line], table: RuledTable, number: int) -> list[Line]:
    """The lines with what stands in the table taken out and told row by row where the table begins.

    Args:
        lines: with boxes of their words.
        table: in the same coordinates.
        number: of the table on its page.
    """
    cells: list[list[Word]] = [[] for _ in table.cells]
    rest: list[Line] = []
    at = None
    for line in lines:
        outside = []
        for word in line.words:
            cell = _cell_of(word.box, table)
            if cell is None:
                outside.append(word)
            else:
                cells[cell].append(word)
        if len(outside) < len(line.words) and at is None:
            at = len(rest)
        if outside or not line.words:
            rest.append(_changed(line, outside))
    if at is None or _is_torn(table, rest, sum(map(len, cells))):
        return list(lines)
    return [*rest[:at], *_rows(table, cells, number), *rest[at:]]


def _is_torn(table: RuledTable, rest: Sequence[Line], inside: int) -> bool:
    """True when much stands beside the table: only a part of its rules was found."""
    beside = [word for line in rest for word in line.words if table.box.y0 < _middle(word) < table.box.y1]
    return len(beside) > BESIDE * inside


def _cell_of(box: Box, table: RuledTable) -> int | None:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    for number, cell in enumerate(table.cells):
        if cell.box.x0 <= x < cell.box.x1 and cell.box.y0 <= y < cell.box.y1:
            return number
    return None


def _rows(table: RuledTable, cells: Sequence[Sequence[Word]], number: int) -> Iterator[Line]:
    """A line for each row that says something, its cells one after another."""
    for row in sorted({cell.row for cell in table.cells}):
        here = [_as_digit(_down(words)) for cell, words in zip(table.cells, cells, strict=True) if cell.row == row]
        if any(here):
            line = line_of([word for words in here for word in words])
            text = CELL_SEPARATOR.join(" ".join(word.text for word in words) for words in here)
            yield replace(line, raw=text, text=text, table=number)


def _as_digit(words: list[Word]) -> list[Word]:
    """A cell that says «З» and no more is a 3, as far as a person does not say otherwise."""
    if [word.text for word in words] != ["З"]:
        return words
    return [asked(words[0], "3", "З")]


def _down(words: Sequence[Word]) -> list[Word]:
    """Words of a cell, line by line."""
    rows: list[list[Word]] = []
    for word in sorted(filter(lambda word: word.text, map(_without_rules, words)), key=_middle):
        row = next((row for row in rows if beside(row[0].box, word.box)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [word for row in rows for word in sorted(row, key=lambda word: word.box.x0)]


def _middle(word: Word) -> float:
    return (word.box.y0 + word.box.y1) / 2


def _in_rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines side by side made one."""
    free = {number for number, line in enumerate(lines) if line.box and line.words and line.table is None}
    taken: set[int] = set()
    for number, line in enumerate(lines):
        if number in taken:
            continue
        row = [number] if number not in free else [number, *_side_by_side(number, lines, free - taken)]
        taken.update(row)
        yield line if len(row) == 1 else _merged([lines[at] for at in row])


def _merged(lines: Sequence[Line]) -> Line:
    ordered = sorted(lines, key=lambda line: line.words[0].box.x0)
    return line_of([word for line in ordered for word in line.words])


def _side_by_side(number: int, lines: Sequence[Line], free: set[int]) -> list[int]:
    """Lines in the row of this one that do not lie over or under it."""
    row = [number]
    for at in sorted(free - {number}):
        boxes = [lines[member].box for member in row]
        box = lines[at].box
        if box and all(other and beside(other, box) and _apart(other, box) for other in boxes):
            row.append(at)
    return row[1:]


def _apart(one: Box, other: Box) -> bool:
    return one.x1 <= other.x0 or other.x1 <= one.x0
