"""Words put together into lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.model import Box, Line
from ingest.places import extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.model import Word


def line_of(words: Sequence[Word]) -> Line:
    """The line that words make, left to right; as sure as they are by their letters. No words, no text and no place."""
    text = " ".join(word.text for word in words)
    letters = sum(len(word.text) for word in words)
    confidence = sum(word.confidence * len(word.text) for word in words) / max(1, letters)
    return Line(raw=text, text=text, confidence=confidence, box=box_of(words) if words else None, words=tuple(words))


TALL = 1.5
"""A line of several letters so many times higher than wide runs down the page."""
INSIDE = 0.8


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


def shifted(line: Line, x: float, y: float) -> Line:
    """The line so much farther right and down, pixels."""

    def shift(box: Box) -> Box:
        return Box(x0=box.x0 + x, y0=box.y0 + y, x1=box.x1 + x, y1=box.y1 + y)

    words = tuple(replace(word, box=shift(word.box)) for word in line.words)
    return replace(line, words=words, box=shift(line.box) if line.box else None)


def without_doubles(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without words that stand inside a word of another line: where blocks overlap, the engine tells twice.

    Of two words on one place the first stays.
    """
    places = [(number, at) for number, line in enumerate(lines) for at in range(len(line.words))]
    if not places:
        return tuple(lines)
    boxes = np.array([(b.x0, b.y0, b.x1, b.y1) for number, at in places for b in [lines[number].words[at].box]])
    owners = np.array([number for number, _ in places])
    low, high = np.maximum(boxes[:, None, :2], boxes[None, :, :2]), np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    common = np.maximum(high - low, 0).prod(axis=2)
    area = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    inside = (common > INSIDE * area[:, None]) & (owners[:, None] != owners[None, :])
    # of two equal ones only the second is inside
    inside &= (area[:, None] < area[None, :]) | ((area[:, None] == area[None, :]) & (owners[:, None] > owners[None, :]))
    doubles = {places[place] for place in np.flatnonzero(inside.any(axis=1))}
    if not doubles:
        return tuple(lines)
    kept = [
        [word for at, word in enumerate(line.words) if (number, at) not in doubles] for number, line in enumerate(lines)
    ]
    return tuple(
        line if len(words) == len(line.words) else line_of(words)
        for line, words in zip(lines, kept, strict=True)
        if words or not line.words
    )
