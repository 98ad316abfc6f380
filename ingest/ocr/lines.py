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


def box_of(words: Sequence[Word]) -> Box:
    """The box around words."""
    return extent(point for word in words for point in ((word.box.x0, word.box.y0), (word.box.x1, word.box.y1)))
