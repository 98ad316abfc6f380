"""A text that never stood on paper, set on sheets of A4: plainly, line by line, broken where a row is full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.export.sheets import Paper, Sheet, Word, clean
from ingest.export.words import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.export.fonts import Font
    from ingest.export.sheets import Row
    from ingest.model import Line, Page

DPI = 300.0
A4 = Paper(width=2480.0, height=3508.0, dpi=(DPI, DPI))
LEFT, RIGHT, TOP, BOTTOM = 354.0, 177.0, 236.0, 236.0
"""Margins: 30, 15, 20 and 20 mm, as of Russian office papers."""
SIZE = 12 * DPI / 72
WIDE = A4.width - LEFT - RIGHT


def typeset(page: Page, name: str, font: Font) -> Iterator[Sheet]:
    """A page of text as one sheet or more; at least one, so that an empty text is still a paper."""
    step = SIZE * font.height
    rows = [row for line in page.lines for row in _broken(line, font)]
    on_a_sheet = int((A4.height - TOP - BOTTOM) // step)
    for start in range(0, max(1, len(rows)), on_a_sheet):
        placed = [_row(row, TOP + step * place, font) for place, row in enumerate(rows[start : start + on_a_sheet])]
        yield Sheet(name=name, paper=A4, paragraphs=tuple(_paragraphs(placed)))


def _broken(line: Line, font: Font) -> Iterator[Sequence[tuple[str, float]]]:
    """A line as rows of (word, confidence) that fit; an empty line is an empty row."""
    row: list[tuple[str, float]] = []
    used = 0.0
    for text in _pieces(line.text, font):
        width = SIZE * font.width(text)
        if row and used + width > WIDE:
            yield row
            row, used = [], 0.0
        row.append((text, line.confidence))
        used += width + SIZE * font.width(" ")
    yield row


def _pieces(text: str, font: Font) -> Iterator[str]:
    """Words; one that is wider than a row in pieces that are not."""
    for word in filter(None, map(clean, TOKEN.findall(text))):
        start = 0
        for end in range(1, len(word) + 1):
            if end - start > 1 and SIZE * font.width(word[start:end]) > WIDE:
                yield word[start : end - 1]
                start = end - 1
        yield word[start:]


def _row(words: Sequence[tuple[str, float]], top: float, font: Font) -> Row:
    bottom, left = top + SIZE * font.height, LEFT
    row = []
    for text, sure in words:
        right = left + SIZE * font.width(text)
        row.append(Word(text=text, quad=((left, top), (right, top), (right, bottom), (left, bottom)), confidence=sure))
        left = right + SIZE * font.width(" ")
    return tuple(row)


def _paragraphs(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """Rows between empty ones."""
    held: list[Row] = []
    for row in rows:
        if row:
            held.append(row)
        elif held:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)
