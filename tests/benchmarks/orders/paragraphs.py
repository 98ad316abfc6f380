"""An order's printed lines as paragraphs, rows of pieces and tables.

A text has the lines of its sheet. A line goes on with the paragraph before it unless that ended early, or the line
begins like an item, or the truth says that a clause begins there.
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
    from collections.abc import Iterator

DATE = r"\d{1,2}\.\d{1,2}\.\d{2,4}"
ITEM = re.compile(rf"(?!{DATE})(?:\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+\s|[а-яё]\)|§|[•·●○▪■➢➤►✓✔*–—-]\s)")
DASH = re.compile(r"[–—-]\s+")
"""May stand at the start of a line within a sentence too."""
VERB = re.compile(r"п\s*р\s*и\s*к\s*а\s*з\s*ы\s*в\s*а\s*ю", re.IGNORECASE)
ENDED = (".", ":", ";")
LATE, VERY_LATE = 0.75, 0.9
"""A paragraph goes on after a line of so much of the usual width; of so much if a sentence ended with the line."""
START = 24
"""Signs by which the start of a clause is known."""
USUAL = 0.9
RARE = str.maketrans(dict.fromkeys("➢➤►▪■○✓✔", "•"))
"""Signs that the fonts of printed pages lack."""


def paragraphs(text: str, truth: dict[str, Any], *, plain: bool = False) -> list[Block]:
    """The text's blocks; `plain` for fonts with few signs."""
    lines = (text.translate(RARE) if plain else text).splitlines()
    folder = _Folder(width=_width(lines), starts=_starts(truth), words=folded(str(truth)))
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
            found += blocks("\n".join(_row(line) if kind is Kind.TABLE else line for _, line in part))
    return found


def _kind(line: str) -> Kind:
    if not line.strip():
        return Kind.GAP
    if " | " in line or line.strip().startswith("|"):
        return Kind.TABLE
    return Kind.ROWS if APART.search(line.strip()) else Kind.TEXT


def _row(line: str) -> str:
    return f"| {line.strip().strip('|').strip()} |"


def _width(lines: list[str]) -> int:
    """How long full lines are."""
    lengths = sorted(len(line.strip()) for line in lines if _kind(line) is Kind.TEXT)
    return lengths[int(len(lengths) * USUAL)] if lengths else 0


def _starts(truth: dict[str, Any]) -> set[str]:
    return {folded(clause["text"])[:START] for clause in listed(truth, "clauses")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """Folds lines into paragraphs."""

    width: int
    starts: set[str]
    words: str

    def folded(self, part: list[tuple[int, str]]) -> Iterator[tuple[int, str, bool]]:
        """(line, paragraph, whether it is long) of every paragraph."""
        whole, began, last = "", 0, ""
        for at, line in part:
            text = line.strip()
            if whole and self._goes_on(last, text):
                whole = self._joined(whole, text)
            else:
                if whole:
                    yield began, whole, len(whole) > self.width
                whole, began = text, at
            last = text
        yield began, whole, len(whole) > self.width

    def _goes_on(self, last: str, line: str) -> bool:
        rest = folded(DASH.sub("", line))
        if any(rest.startswith(start) for start in self.starts if len(start) == START):
            return False
        if ITEM.match(line) and (last.endswith(ENDED) or not DASH.match(line)):
            return False
        if line[0].islower() and not last.endswith(ENDED):
            return True
        return len(last) >= self.width * (VERY_LATE if last.endswith(ENDED) else LATE)

    def _joined(self, whole: str, line: str) -> str:
        """A word broken at the end of a line is made whole, if the truth does not have the hyphen."""
        if not whole.endswith("-") or not line[0].islower():
            return f"{whole} {line}"
        start, rest = whole[:-1].rsplit(maxsplit=1)[-1], line.split(maxsplit=1)[0]
        return whole + line if folded(f"{start}-{rest}") in self.words else whole[:-1] + line
