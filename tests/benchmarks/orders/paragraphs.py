"""An order's printed lines as paragraphs, rows of pieces and tables.

A text has the lines of its sheet. A line goes on with the paragraph before it if its first word had no room there,
unless it begins like an item. Where the truth tells that a clause begins with the line, or goes on, that is believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from benchmarks.orders.matching import folded
from benchmarks.orders.score import listed

from support.reading_pages.papers import APART, Block, Kind, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DATE = r"\d{1,2}\.\d{1,2}\.\d{2,4}"
ITEM = re.compile(rf"(?!{DATE})(?:\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+\s|[а-яё]\)|§|[•·●○▪■➢➤►✓✔*–—-](?=[\sа-яё]))\s*")
DASH = re.compile(r"[–—-]\s*")
"""May stand at the start of a line within a sentence too."""
VERB = re.compile(r"п\s*р\s*и\s*к\s*а\s*з\s*ы\s*в\s*а\s*ю", re.IGNORECASE)
ENDED = (".", ":", ";")
LATE = 0.75
"""Lines within a paragraph have at least so much of the usual width."""
RIGHT = 40
"""Lines that begin with so many spaces stand at the right margin."""
START = 24
"""Signs by which the start of a clause is known."""
RULED = re.compile(r"[\s|+–—-]+$")
RARE = str.maketrans(dict.fromkeys("➢➤►▪■○✓✔", "•"))
"""Signs that the fonts of printed pages lack."""


def paragraphs(text: str, orders: Sequence[dict[str, Any]], *, plain: bool = False) -> list[Block]:
    """The blocks of a text with these orders; `plain` for fonts with few signs."""
    lines = (text.translate(RARE) if plain else text).splitlines()
    clauses = [folded(clause["text"]) for truth in orders for clause in listed(truth, "clauses")]
    folder = _Folder(width=_width(lines), clauses=clauses, words=folded(str(orders)))
    body = next((at for at, line in enumerate(lines) if VERB.match(line.strip())), len(lines))
    found: list[Block] = []
    for kind, group in groupby(enumerate(lines), lambda numbered: _kind(numbered[1])):
        part = list(group)
        if kind is Kind.GAP:
            found.append(Block(kind=kind))
        elif kind is Kind.TEXT:
            found += [
                Block(kind=Kind.HEAD if at < body and not long else Kind.TEXT, text=whole)
                for at, whole, long in folder.folded(part)
            ]
        else:
            printed = [line for _, line in part]
            found += blocks("\n".join(_rows(printed) if kind is Kind.TABLE else printed))
    return found


def _kind(line: str) -> Kind:
    if not line.strip():
        return Kind.GAP
    if " | " in line or line.strip().startswith("|"):
        return Kind.TABLE
    on_the_right = len(line) - len(line.lstrip()) >= RIGHT
    return Kind.ROWS if on_the_right or APART.search(line.strip()) else Kind.TEXT


def _rows(lines: list[str]) -> list[str]:
    """Rows of a table; in one drawn with dashes, a row with an empty cell goes on with the one above."""
    cells = [_cells(line) for line in lines if not RULED.match(line)]
    drawn = len(cells) < len(lines)
    rows: list[list[str]] = []
    for row in cells:
        if drawn and rows and not all(row):
            rows[-1] = [f"{above} {cell}".strip() for above, cell in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return [f"| {' | '.join(row)} |" for row in rows]


def _cells(line: str) -> list[str]:
    """Cells between signs; outer signs are the frame, if there is one."""
    inner = line.strip().removeprefix("|").removesuffix("|") if line.strip().startswith("|") else line
    return [cell.strip() for cell in inner.split("|")]


def _width(lines: list[str]) -> int:
    """How long full lines are; one longer than all others does not count."""
    lengths = sorted(len(line.strip()) for line in lines if _kind(line) is Kind.TEXT)
    return lengths[-2] if len(lengths) > 1 else sum(lengths)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """Folds lines into paragraphs."""

    width: int
    clauses: list[str]
    words: str

    def folded(self, part: list[tuple[int, str]]) -> Iterator[tuple[int, str, bool]]:
        """(line, paragraph, whether it is long) of every paragraph."""
        whole, began, last = "", 0, ""
        for at, line in part:
            text = line.strip()
            if whole and self._goes_on(whole, last, text):
                whole = self._joined(whole, text)
            else:
                if whole:
                    yield began, whole, len(whole) > self.width
                whole, began = text, at
            last = text
        yield began, whole, len(whole) > self.width

    def _goes_on(self, whole: str, last: str, line: str) -> bool:
        item = ITEM.match(line)
        if self._begins(folded(line[item.end() :] if item else line)):
            return False
        if len(last) >= LATE * self.width and self._inside(whole, line):
            return True
        if item and (last.endswith(ENDED) or not DASH.match(line)):
            return False
        return len(last) + 1 + len(line.split(maxsplit=1)[0]) > self.width

    def _begins(self, line: str) -> bool:
        return any(line == clause or line[:START] == clause[:START] for clause in self.clauses)

    def _inside(self, whole: str, line: str) -> bool:
        joined = _letters(ITEM.sub("", whole, count=1) + line)
        return any(joined in _letters(clause) for clause in self.clauses)

    def _joined(self, whole: str, line: str) -> str:
        """A word broken at the end of a line is made whole, if the truth does not have the hyphen."""
        if not whole.endswith("-") or not line[0].islower():
            return f"{whole} {line}"
        start, rest = whole[:-1].rsplit(maxsplit=1)[-1], line.split(maxsplit=1)[0]
        return whole + line if folded(f"{start}-{rest}") in self.words else whole[:-1] + line
