"""Texts of school papers as blocks: heads, paragraphs, rows of pieces set apart, tables.

A text is plain: an empty line is a gap, pieces of a line stand apart by three spaces or more, `| a | b |` is a row of a
table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FOLDERS = (BENCHMARKS / "reading" / "texts", BENCHMARKS / "repair" / "heldout")
APART = re.compile(r"\s{3,}")
BULLET = re.compile(r"^\s*[•—–-]\s+(?=\S)")
BODY = re.compile(r"\d+[.)]|[А-ЯЁ ]+:$")
LONG = 90
NEAR = 4


class Kind(StrEnum):
    HEAD = "head"
    TEXT = "text"
    BULLET = "bullet"
    ROWS = "rows"
    TABLE = "table"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a line that stands by itself, `at` characters from the left."""

    at: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is set together; `text` of heads, paragraphs and bullets, `rows` of rows and tables."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[Piece, ...], ...] = ()
    across: int = 0
    """How many characters wide the rows are."""


@cache
def papers() -> tuple[tuple[Block, ...], ...]:
    """Every text that is not learned from, as blocks; those rich in numbers and others in turn."""
    ours, others = (sorted(folder.glob("[0-9]*.txt")) for folder in FOLDERS)
    mixed = [path for at, path in enumerate(others) for path in (*ours[at : at + 1], path)]
    return tuple(blocks(path.read_text(encoding="utf-8")) for path in mixed)


def blocks(text: str) -> tuple[Block, ...]:
    """The text's blocks; short lines before the body are heads."""
    found: list[Block] = []
    body = False
    for kind, lines in groupby(text.splitlines(), _sort):
        if kind in {Kind.ROWS, Kind.TABLE}:
            found.append(_rows(kind, list(lines)))
            continue
        for line in lines:
            body = body or len(line) > LONG or bool(BODY.match(line))
            found.append(_single(kind, line, body=body))
    return tuple(found)


def _sort(line: str) -> Kind:
    if not line.strip():
        return Kind.GAP
    if line.startswith("|"):
        return Kind.TABLE
    if BULLET.match(line):
        return Kind.BULLET
    return Kind.ROWS if APART.search(line.lstrip() if len(line) > LONG else line) else Kind.TEXT


def _single(kind: Kind, line: str, *, body: bool) -> Block:
    if kind is Kind.BULLET:
        return Block(kind=kind, text=BULLET.sub("", line))
    return Block(kind=Kind.HEAD if kind is Kind.TEXT and not body else kind, text=line.strip())


def _rows(kind: Kind, lines: list[str]) -> Block:
    if kind is Kind.TABLE:
        cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
        return Block(
            kind=kind, rows=tuple(tuple(Piece(at=at, text=cell) for at, cell in enumerate(row)) for row in cells)
        )
    rows = tuple(tuple(_pieces(line)) for line in lines)
    return Block(kind=kind, rows=rows, across=max(len(line) for line in lines))


def _pieces(line: str) -> list[Piece]:
    starts = [0, *(match.end() for match in APART.finditer(line))]
    ends = [*(match.start() for match in APART.finditer(line)), len(line)]
    return [Piece(at=start, text=line[start:end]) for start, end in zip(starts, ends, strict=True) if line[start:end]]


def in_columns(rows: tuple[tuple[Piece, ...], ...]) -> dict[int, int]:
    """Pieces' places to the place of their column: those nearly below one another stand below one another."""
    found: dict[int, int] = {}
    column = None
    for at in sorted({piece.at for row in rows for piece in row}):
        column = at if column is None or at - column > NEAR else column
        found[at] = column
    return found
