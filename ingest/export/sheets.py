"""Pages of a document as sheets of paper: every word in its place on the picture as it came."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.export.words import rows_of
from ingest.model import Box, Line
from ingest.places import corners, extent, mapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.export.words import Token
    from ingest.model import Affine, Cell, Page
    from ingest.places import Quad

POINTS_PER_INCH = 72
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs"})
LEVEL = 1.0
"""Degrees; a row turned less is level."""
NO_SIGNS = frozenset("\ufffe\uffff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The sheet that a page came on: its size in pixels as it was read, and how many make an inch."""

    width: float
    height: float
    dpi: tuple[float, float]
    scale: float = 1.0
    """Pixels of the sheet to a unit of `Page.to_original`'s result."""

    @property
    def points(self) -> tuple[float, float]:
        """Its size in points."""
        return self.width / self.dpi[0] * POINTS_PER_INCH, self.height / self.dpi[1] * POINTS_PER_INCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of the repaired text on a sheet."""

    text: str
    quad: Quad
    confidence: float
    alternatives: tuple[str, ...] = ()


Row = tuple[Word, ...]
"""Words of one printed line, never none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page to be written."""

    name: str
    """Of the file it came from."""
    paper: Paper
    paragraphs: tuple[tuple[Row, ...], ...]
    turned: int = 0
    """Degrees, a multiple of 90, by which the sheet lies turned clockwise."""

    @property
    def rows(self) -> Iterator[Row]:
        """Its lines in reading order."""
        return (row for paragraph in self.paragraphs for row in paragraph)


def sheet_of(pages: Sequence[Page], name: str, paper: Paper) -> Sheet:
    """The words of one sheet: usually of one page, of several where a spread was read as its pages."""
    paragraphs = tuple(filter(None, (paragraph for page in pages for paragraph in _paragraphs(page, paper))))
    return Sheet(name=name, paper=paper, paragraphs=paragraphs, turned=_turned(pages[0]))


def clean(text: str) -> str:
    """Without signs that have no place in a file for others: controls, soft hyphens, halves of pairs."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in UNPRINTABLE and sign not in NO_SIGNS)


def around(quads: Iterable[Quad]) -> Box:
    """The upright rectangle around words."""
    return extent(point for quad in quads for point in quad)


def angle(row: Row) -> float:
    """Degrees by which a row is turned anticlockwise on its sheet, from 0 up to 360; 0 where it is nearly level."""
    (x0, y0), (x1, y1) = row[0].quad[3], row[-1].quad[2]
    turned = math.degrees(math.atan2(y0 - y1, x1 - x0)) % 360
    return turned if LEVEL < turned < 360 - LEVEL else 0.0


def _paragraphs(page: Page, paper: Paper) -> Iterator[tuple[Row, ...]]:
    """Rows between blank lines."""
    lines = (*page.lines, *_cells(page))
    strip = page.height / max(1, len(lines))
    for said, block in groupby(enumerate(lines), key=lambda item: bool(item[1].text.strip())):
        if said:
            yield tuple(row for index, line in block for row in _rows(line, _strip(page, index, strip), page, paper))


def _turned(page: Page) -> int:
    """The quarter by which the sheet was turned to be read."""
    (x0, y0), (x1, y1) = (mapped(page.to_original, (x, page.height / 2)) for x in (0.0, page.width))
    return round(math.degrees(math.atan2(y1 - y0, x1 - x0)) / 90) * 90 % 360


def _cells(page: Page) -> Iterator[Line]:
    """Cells of a ruled page as lines of their own, what a cell most likely says."""
    for cell in page.grid.cells if page.grid is not None else ():
        text, sure = _said(cell)
        yield Line(raw=text, text=text, confidence=sure, box=cell.box)


def _said(cell: Cell) -> tuple[str, float]:
    if cell.text or not cell.symbols:
        return cell.text, cell.confidence
    return cell.symbols[0].value, cell.symbols[0].probability


def _strip(page: Page, index: int, height: float) -> Box:
    """Where a line is put whose place nobody knows: across the page, by its turn."""
    return Box(x0=0.0, y0=index * height, x1=page.width, y1=(index + 1) * height)


def _rows(line: Line, strip: Box, page: Page, paper: Paper) -> Iterator[Row]:
    for tokens in rows_of(line, strip):
        row = tuple(_word(token, page.to_original, paper.scale) for token in tokens)
        seen = tuple(word for word in row if word.text)
        if seen:
            yield seen


def _word(token: Token, matrix: Affine, scale: float) -> Word:
    return Word(
        text=clean(token.text),
        quad=corners(matrix, token.box, scale),
        confidence=token.confidence,
        alternatives=tuple(map(clean, token.alternatives)),
    )
