"""DOOR: corrections of lines find their lines again, however the page was read meanwhile.

A line is known by its place on the scan as it came, never by its number: another recipe may find other lines. A
correction whose line cannot be told for sure is given back, never put elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz

from ingest.corrections import KIND
from ingest.model import Box, Edit, PageKind, Step
from ingest.readers.pdf import POINTS_PER_INCH, READING_DPI

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ingest.corrections import LineCorrection, Quad
    from ingest.model import Document, Line, Page

    Matrix = NDArray[np.floating]

SAME_HEIGHT = 0.5
"""Least common height of two readings of one line, as a share of what both cover."""
SURE, ALIKE = 0.75, 0.5
"""So much common area makes a text of any kind the same line; with less the texts must be so much alike."""
PERCENT = 100
TOKEN = re.compile(r"\s+|\S+")
Place = tuple[int, int]
"""Page and line of the document, both from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Which line each correction belongs to."""

    at: Mapping[Place, LineCorrection]
    homeless: tuple[LineCorrection, ...]
    """Those whose line is not there any more, or cannot be told for sure."""


def place_of(page: Page, line: Line) -> Quad | None:
    """Corners of a line on the scan as it came; None where it has no place on paper."""
    if line.box is None:
        return None
    box = line.box
    corners = np.array([[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]])
    a, b, c, d, e, f, g, h = (round(float(value), 1) for value in _moved(_to_scan(page), corners).ravel())
    return (a, b, c, d, e, f, g, h)


def box_of(place: Quad, page: Page) -> Box:
    """Where a place of the scan lies on the page as it was read now."""
    corners = _moved(np.linalg.inv(_to_scan(page)), np.array(place, dtype=np.float64).reshape(4, 2))
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    return Box(x0=float(x0), y0=float(y0), x1=float(x1), y1=float(y1))


def placed(document: Document, corrections: Sequence[LineCorrection]) -> Placement:
    """Finds the line of every correction; of two for one line the later one stands.

    Args:
        document: as it was read, or corrected already: lines are known by what they were read as.
        corrections: in the order in which they were made.
    """
    pages = {(page.part, page.part_page): page for page in document.pages}
    at: dict[Place, LineCorrection] = {}
    homeless = []
    for item in corrections:
        page = pages.get((item.part, item.part_page))
        number = None if page is None else _line_of(item, page)
        if page is None or number is None:
            homeless.append(item)
            continue
        before = at.pop((page.number, number), None)
        homeless += [before] if before is not None else []
        at[page.number, number] = item
    return Placement(at=at, homeless=tuple(homeless))


def apply_corrections(document: Document, corrections: Sequence[LineCorrection]) -> Document:
    """The document as people say that it reads; `raw` stays what came from the file or the engine."""
    found = placed(document, corrections).at
    if not found:
        return document
    pages = tuple(
        replace(page, lines=tuple(_corrected(line, found.get((page.number, number))) for number, line in _lines(page)))
        for page in document.pages
    )
    step = Step(name="corrections", options={"lines": str(len(found))})
    return replace(document, pages=pages, steps=(*document.steps, step))


def _lines(page: Page) -> Iterator[tuple[int, Line]]:
    return enumerate(page.lines, 1)


def _corrected(line: Line, correction: LineCorrection | None) -> Line:
    if correction is None:
        return line
    return replace(
        line,
        text=correction.text,
        confidence=1.0,
        edits=tuple(_edits(line.raw, correction.text)),
        words=tuple(replace(word, confidence=1.0, review=False) for word in line.words),
    )


def _edits(raw: str, text: str) -> Iterator[Edit]:
    """What differs, word by word; the whole line where nothing does: that, too, is a person's word."""
    if raw == text:
        yield _edit(raw, (0, len(raw)), text, (0, len(text)))
        return
    before, after = TOKEN.findall(raw), TOKEN.findall(text)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield _edit(raw, _span(before, start, end), text, _span(after, new_start, new_end))


def _span(tokens: Sequence[str], start: int, end: int) -> tuple[int, int]:
    first = sum(map(len, tokens[:start]))
    return first, first + sum(map(len, tokens[start:end]))


def _edit(raw: str, old: tuple[int, int], text: str, new: tuple[int, int]) -> Edit:
    return Edit(
        raw_start=old[0],
        raw_end=old[1],
        start=new[0],
        end=new[1],
        raw=raw[slice(*old)],
        text=text[slice(*new)],
        confidence=1.0,
        kind=KIND,
    )


def _line_of(correction: LineCorrection, page: Page) -> int | None:
    """Number of the line on its page, from 1."""
    if correction.place is None or all(line.box is None for line in page.lines):
        return _by_text(correction, page)
    here = box_of(correction.place, page)
    boxes = [(number, line, line.box) for number, line in _lines(page) if line.box is not None]
    found = [
        (_common(here, box), number)
        for number, line, box in boxes
        if _same_ends(here, box) and (_common(here, box) >= SURE or _alike(line, correction) >= ALIKE)
    ]
    return max(found)[1] if found else None


def _by_text(correction: LineCorrection, page: Page) -> int | None:
    """A line without a place is known by its text; by its number, too, where the text stands more than once."""
    for wanted in (correction.read, correction.text):
        same = [number for number, line in _lines(page) if line.raw == wanted]
        if len(same) == 1 or correction.number in same:
            return correction.number if correction.number in same else same[0]
    return None


def _alike(line: Line, correction: LineCorrection) -> float:
    """How much a reading looks like the earlier one, or like what it should be, 0.0–1.0."""
    return max(fuzz.ratio(line.raw, text) for text in (correction.read, correction.text)) / PERCENT


def _same_ends(one: Box, two: Box) -> bool:
    """Two boxes of one line begin and end together: what one of them has besides must not be lost."""
    high = max(one.y1 - one.y0, two.y1 - two.y0)
    common = min(one.y1, two.y1) - max(one.y0, two.y0)
    both = max(one.y1, two.y1) - min(one.y0, two.y0)
    together = max(abs(one.x0 - two.x0), abs(one.x1 - two.x1)) <= high
    return together and common >= SAME_HEIGHT * both


def _common(one: Box, two: Box) -> float:
    """Common area as a share of the area that both cover."""
    wide, high = min(one.x1, two.x1) - max(one.x0, two.x0), min(one.y1, two.y1) - max(one.y0, two.y0)
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / (_area(one) + _area(two) - wide * high)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _to_scan(page: Page) -> Matrix:
    """From the page to the scan; a page taken from its text counts in points, its picture would be drawn finer."""
    matrix = np.array(page.to_original, dtype=np.float64).reshape(3, 3)
    if page.kind is not PageKind.BORN_DIGITAL:
        return matrix
    return np.diag([READING_DPI / POINTS_PER_INCH, READING_DPI / POINTS_PER_INCH, 1.0]) @ matrix


def _moved(matrix: Matrix, points: Matrix) -> Matrix:
    there = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    moved: Matrix = there[:, :2] / there[:, 2:]
    return moved
