"""Vocabulary of the first floor: what a read document is made of.

Boxes are pixels of the upright page, origin top left; confidences are 0.0–1.0. `raw` is the text as it came
(from the file or the engine), `text` is the text after repair.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Affine = tuple[float, float, float, float, float, float, float, float, float]
NARROW, MANY_NARROW = 1.9, 6
"""A column is narrow below so many row heights; a page with so many of them is one of marks."""
CELL_SEPARATOR = " | "
"""Between the cells of a table's row in the text of its line."""
IDENTITY: Affine = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in pixels of the upright page; x grows right, y grows down."""

    x0: float
    y0: float
    x1: float
    y1: float

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            x0=min(self.x0, other.x0),
            y0=min(self.y0, other.y0),
            x1=max(self.x1, other.x1),
            y1=max(self.y1, other.y1),
        )


class PageKind(StrEnum):
    """Where a page's text came from."""

    TEXT = "text"
    BORN_DIGITAL = "born_digital"
    CLEAN = "clean"
    SCAN = "scan"
    PHOTO = "photo"


DRAWN = frozenset({PageKind.CLEAN, PageKind.SCAN, PageKind.PHOTO})
"""Kinds of pages that were read from a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One repair inside a line: `raw[raw_start:raw_end]` became `text[start:end]`."""

    raw_start: int
    raw_end: int
    start: int
    end: int
    raw: str
    text: str
    confidence: float
    kind: str
    alternatives: tuple[str, ...] = ()
    cause: str = ""
    """What had damaged the stretch, in words for a reader; empty where nothing is known but the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of an engine's reading, before repair."""

    text: str
    confidence: float
    box: Box
    alternatives: tuple[str, ...] = ()
    """What else was read there, likeliest first."""
    review: bool = False
    """Doubtful: a person is to look at it beside the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line, or one paragraph of a file that has no lines."""

    raw: str
    text: str
    confidence: float = 1.0
    box: Box | None = None
    words: tuple[Word, ...] = ()
    edits: tuple[Edit, ...] = ()
    table: int | None = None
    """Ordinal of the table on this page whose row this line is; cells are joined by ` | `."""

    def raw_offset(self, position: int) -> int:
        """Offset in `raw` of the character that stands at `position` in `text`."""
        shift = 0
        for edit in self.edits:
            if position < edit.start:
                break
            if position < edit.end:
                return min(edit.raw_start + position - edit.start, edit.raw_end)
            shift = edit.raw_end - edit.end
        return max(0, min(len(self.raw), position + shift))


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One thing that a handwritten cell may say, with its calibrated probability, 0.0–1.0."""

    value: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a ruled page. Rows and columns count from 0, over the whole lattice with its header."""

    row: int
    column: int
    box: Box
    ink: float = 0.0
    """Share of the cell's inner area that ink covers, ruling left out."""
    text: str = ""
    """What the text engine read; empty where the cell is for marks or blank."""
    confidence: float = 0.0
    """Of `text`."""
    symbols: tuple[Symbol, ...] = ()
    """What the cell recogniser thinks, likeliest first; empty where the cell is for text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The lattice of a ruled page: `rows` are the y of its horizontal lines, `columns` the x of its vertical ones.

    A lattice of n + 1 lines has n rows; cell (r, c) lies between lines r and r + 1, c and c + 1.
    """

    rows: tuple[float, ...]
    columns: tuple[float, ...]
    cells: tuple[Cell, ...]
    confidence: float = 1.0
    """How well the ruling fits the lattice; low where lines were guessed."""

    @property
    def widths(self) -> tuple[float, ...]:
        """Column widths in pixels."""
        return tuple(after - before for before, after in pairwise(self.columns))

    @property
    def row_height(self) -> float:
        """The usual height of a row in pixels."""
        return median(after - before for before, after in pairwise(self.rows))

    @property
    def narrow(self) -> tuple[int, ...]:
        """Columns too narrow for words."""
        height = self.row_height
        return tuple(index for index, width in enumerate(self.widths) if width < NARROW * height)

    @property
    def is_of_marks(self) -> bool:
        """True for a page of marks: many narrow columns; otherwise it is one of dates and topics."""
        return len(self.narrow) >= MANY_NARROW


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing done to a page or a document: engine or filter, version, options."""

    name: str
    version: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageProblem:
    """Something that went wrong on one page while the document went on."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, upright.

    `to_original` is a row-major 3×3 matrix that takes a point of this page to the scan as it came.
    """

    number: int
    kind: PageKind
    lines: tuple[Line, ...]
    part: int = 0
    """Which of the files read together the page came from, from 0."""
    part_page: int = 0
    """Page of that file, from 0."""
    width: float = 0.0
    height: float = 0.0
    to_original: Affine = IDENTITY
    steps: tuple[Step, ...] = ()
    problems: tuple[PageProblem, ...] = ()
    grid: Grid | None = None
    """The lattice of a ruled page; None on a page of running text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a document was read from."""

    sha256: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file, or several page images read together, as read."""

    sha256: str
    """Of the bytes; of the joined page hashes when several files were read together."""
    name: str
    media_type: str
    pages: tuple[Page, ...]
    steps: tuple[Step, ...] = ()

    @property
    def text(self) -> str:
        """Repaired text in reading order, lines joined by line feeds, pages too."""
        return "\n".join(line.text for page in self.pages for line in page.lines)

    @property
    def raw_text(self) -> str:
        """Text as it came, in the same order."""
        return "\n".join(line.raw for page in self.pages for line in page.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """The place on paper that a fact came from: lines of text, or a cell of a ruled page.

    `start` and `end` are offsets into `Document.raw_text`; `page` and `line` count from 1, `line` is 0 for a
    cell; `cell` is (row, column) in the page's lattice; `confidence` is that of the least certain word inside.
    """

    document: str
    page: int
    line: int = 0
    last_line: int = 0
    start: int = 0
    end: int = 0
    cell: tuple[int, int] | None = None
    box: Box | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingContext:
    """What only higher floors know and reading may lean on; never a source of facts."""

    people: tuple[str, ...] = ()
    """Names of the school's people, «Фамилия Имя Отчество»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes that somebody handed in, under the name they had."""

    name: str
    data: bytes = b""
    path: Path | None = None
    """Where the bytes lie when `data` does not hold them; `ingest.sources` looks there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is refused before it is decoded."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 100_000_000
    pixels: int = 60_000_000
    pages: int = 1000
