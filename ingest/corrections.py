"""Vocabulary of corrections: what a person says that a line of a paper reads, and where the line stands."""

from __future__ import annotations

from dataclasses import dataclass

Quad = tuple[float, float, float, float, float, float, float, float]
"""x and y of the four corners of a line on the scan as it came: clockwise, from where its reading begins."""
KIND = "correction"
"""Kind of the edits that a correction makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCorrection:
    """One line as a person read it. The same text as was read means that the reading is right."""

    correction_id: str
    part: int
    """Which of the document's files the line stands in, from 0."""
    part_page: int
    """Page of that file, from 0."""
    number: int
    """Of the line on its page when it was corrected, from 1."""
    place: Quad | None
    """None for a line that has no place on paper."""
    read: str
    """As it came from the file or the engine."""
    text: str
    """As it should be; empty where nothing stands that is to be read."""
