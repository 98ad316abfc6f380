"""Words put together into lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import Line
from ingest.places import extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.model import Box, Word


def line_of(words: Sequence[Word]) -> Line:
    """The line that words make, left to right; as sure as they are by their letters. No words, no text and no place."""
    text = " ".join(word.text for word in words)
    letters = sum(len(word.text) for word in words)
    confidence = sum(word.confidence * len(word.text) for word in words) / max(1, letters)
    return Line(raw=text, text=text, confidence=confidence, box=box_of(words) if words else None, words=tuple(words))


TALL = 1.5
"""A line of several letters so many times higher than wide runs down the page."""


def runs_down(line: Line) -> bool:
    """True for a line that runs down: its page lies on its side, or the numbers of a list were taken for one."""
    box = line.box
    several = sum(map(str.isalnum, line.text)) > 1
    return box is not None and several and box.y1 - box.y0 > TALL * (box.x1 - box.x0)


def lies(lines: Sequence[Line]) -> bool:
    """True when most lines run down the page."""
    printed = [line for line in lines if line.box]
    return 2 * sum(map(runs_down, printed)) > len(printed)


def box_of(words: Sequence[Word]) -> Box:
    """The box around words."""
    return extent(point for word in words for point in ((word.box.x0, word.box.y0), (word.box.x1, word.box.y1)))
