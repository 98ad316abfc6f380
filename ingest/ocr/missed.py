"""Print that the engine passed over: under stamps and signatures it takes whole lines for a picture.

What has the look of a line of print and lies outside of every word is read by the line recogniser, and kept where that
is sure of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from ingest.model import Box
from ingest.ocr.judge import alone, asked
from ingest.ocr.lines import box_of, line_of
from ingest.ocr.meetings import tokens_of
from ingest.ocr.numbers import LIKE_DIGITS
from ingest.ocr.strips import strip
from ingest.ocr.votes import usual_height
from ingest.runs import runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ingest.model import Line, Word
    from ingest.ocr.line_reader import LineReader

    Grey = NDArray[np.uint8]
    Mask = NDArray[np.uint8]

LOOK = 16
"""Height of a usual line in the picture that is looked at, pixels."""
DARK = 150
LOW, HIGH, SHORTEST = 0.45, 1.8, 1.6
"""Height and least length of a line, in heights of a usual line."""
TALL, THIN, LONG = 14.0, 0.22, 3.0
"""Ink as high as a frame, or as flat and long as a rule, is no print."""
BAND = 0.4
"""A row of print has so much of the ink of the richest one."""
GAP = 1.3
SAME_ROW = 0.55
SURE, OVER = 0.5, 0.5
SENSE = re.compile(r"[^\W_]{2}")
NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?")
SMALL, FLAT, NEAR = 0.15, 0.5, 1.5
"""A number that a line begins with is at least SMALL of a line wide, FLAT of it high, and NEAR to the rest."""
FEW = 3
UNREAD = 3
"""With fewer words on the page nothing is known of its print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A run of print outside of every word; `row` is the line beside it, if any."""

    box: Box
    row: int | None


def with_missed(page: Grey, lines: Sequence[Line], reader: LineReader) -> tuple[Line, ...]:
    """The lines, and what the engine passed over, in its place.

    Args:
        page: grey page, even light, upright.
        lines: as read, with boxes on this page.
        reader: the line recogniser.
    """
    if sum(len(line.words) for line in lines) < UNREAD:
        return tuple(lines)
    usual = usual_height(lines)
    uncovered = _uncovered(page, lines, usual)
    lines = _numbered(page, lines, [box for box in uncovered if box.x1 - box.x0 < SHORTEST * usual], reader)
    found = [_beside(box, lines) for box in uncovered if box.x1 - box.x0 >= SHORTEST * usual]
    cuts = [strip(page, item.box, usual) for item in found]
    readings = iter(reader.read([cut.picture for cut in cuts if cut is not None]))
    result: list[Line] = list(lines)
    fresh: list[tuple[Box, Line]] = []
    for item, cut in zip(found, cuts, strict=True):
        words = [alone(token, item.box) for token in tokens_of(next(readings), cut)] if cut is not None else []
        if not words or sum(word.confidence for word in words) < SURE * len(words):
            continue
        if not SENSE.search(" ".join(word.text for word in words)):
            continue
        if item.row is None:
            fresh.append((item.box, line_of(words)))
        else:
            result[item.row] = _filled(result[item.row], words)
    for box, line in fresh:
        result.insert(_place(box, result), line)
    return tuple(result)


def _filled(line: Line, words: Sequence[Word]) -> Line:
    """The line with the words that stand between its own: a frame around words that are known is no print.

    A scrap of a word that the engine was not sure of gives way to the whole word.
    """
    kept = list(line.words)
    for word in words:
        under = [known for known in kept if _over(word.box, known.box)]
        scraps = all(known.review for known in under)
        if scraps and len(word.text) > sum(len(known.text) for known in under):
            kept = [known for known in kept if known not in under] + [word]
    return line_of(sorted(kept, key=lambda word: word.box.x0))


def _over(one: Box, other: Box) -> bool:
    """True for boxes of one row that share much of the narrower one."""
    return min(one.x1, other.x1) - max(one.x0, other.x0) > OVER * min(one.x1 - one.x0, other.x1 - other.x0)


def _numbered(page: Grey, lines: Sequence[Line], boxes: Sequence[Box], reader: LineReader) -> list[Line]:
    """The lines with the numbers that they begin with: the engine takes these for a column of their own."""
    usual, result = usual_height(lines), list(lines)
    starts = [(box, row) for box in boxes if (row := _begins(box, lines, usual)) is not None]
    places = [box.union(box_of(lines[row].words[:FEW])) for box, row in starts]
    cuts = [strip(page, place, usual) for place in places]
    readings = iter(reader.read([cut.picture for cut in cuts if cut is not None]))
    for (box, row), cut in zip(starts, cuts, strict=True):
        tokens = tokens_of(next(readings), cut) if cut is not None else ()
        number = next((alone(token, replace(box, x0=token.x0)) for token in tokens if token.x0 < box.x1), None)
        text = number.text.translate(LIKE_DIGITS) if number else ""
        if number and NUMBER.fullmatch(text) and number.confidence > SURE:
            first, *rest = result[row].words
            # its dot may have been left over
            kept = [replace(first, text=cut_off)] if (cut_off := first.text.lstrip(".)")) else []
            mark = first.text[:1] if cut_off != first.text and text[-1].isdigit() else ""
            number = (
                replace(number, text=text + mark) if text == number.text else asked(number, text + mark, number.text)
            )
            result[row] = line_of([number, *kept, *rest])
    return result


def _begins(box: Box, lines: Sequence[Line], usual: float) -> int | None:
    """The line that this box stands right before."""
    if box.y1 - box.y0 < FLAT * usual:
        return None
    row = _beside(box, lines).row
    first = lines[row].words[0].box if row is not None else box
    return row if row is not None and 0 <= first.x0 - box.x1 + SMALL * usual < NEAR * usual else None


def _uncovered(page: Grey, lines: Sequence[Line], usual: float) -> list[Box]:
    """Boxes of what looks like print outside of all words, pixels of the page."""
    factor = min(1.0, LOOK / usual)
    small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    high = usual * factor
    ink = _print((small < DARK).astype(np.uint8), high)
    for box in (word.box for line in lines for word in line.words):
        pad = 0.12 * high
        x0, y0, x1, y1 = (round(value * factor) for value in (box.x0, box.y0, box.x1, box.y1))
        ink[max(0, round(y0 - pad)) : round(y1 + pad), max(0, round(x0 - pad)) : round(x1 + pad)] = 0
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(3, round(GAP * high))), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = []
    for left, top, wide, tall, _ in stats[1:]:
        piece = ink[top : top + tall, left : left + wide]
        bands = _bands(piece, high) if tall > HIGH * high else [(0, int(tall))]
        for start, end in bands:
            edges = np.flatnonzero(piece[start:end].any(axis=0))
            if LOW * high <= end - start <= HIGH * high and edges.size and np.ptp(edges) >= SMALL * high:
                boxes.append(
                    Box(
                        x0=float(left + edges[0]) / factor,
                        y0=float(top + start) / factor,
                        x1=float(left + edges[-1] + 1) / factor,
                        y1=float(top + end) / factor,
                    )
                )
    return boxes


def _bands(piece: Mask, high: float) -> list[tuple[int, int]]:
    """Rows of print in a piece that a stamp holds together: where there is much ink."""
    profile = cv2.blur(piece.sum(axis=1, dtype=np.float32)[:, None], (1, max(1, round(0.15 * high))))[:, 0]
    return runs(profile > BAND * profile.max())


def _print(ink: Mask, high: float) -> Mask:
    """Ink without rules, frames and specks."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    wide, tall, area = stats[:, 2], stats[:, 3], stats[:, 4]
    keep = (tall <= TALL * high) & ~((tall <= THIN * high) & (wide >= LONG * high)) & (area >= 0.02 * high * high)
    keep[0] = False
    return cast("Mask", keep[labels].astype(np.uint8)) if count > 1 else ink


def _beside(box: Box, lines: Sequence[Line]) -> _Found:
    """The box with the line whose row it lies in; then it is as high as that line."""
    for number, line in enumerate(lines):
        other = line.box
        if other is None:
            continue
        common = min(box.y1, other.y1) - max(box.y0, other.y0)
        if common > SAME_ROW * min(box.y1 - box.y0, other.y1 - other.y0):
            return _Found(box=replace(box, y0=other.y0, y1=other.y1), row=number)
    return _Found(box=box, row=None)


def _place(box: Box, lines: Sequence[Line]) -> int:
    """Where a line belongs: before the first one that begins below it and lies under or over it."""
    middle = (box.y0 + box.y1) / 2
    for number, line in enumerate(lines):
        other = line.box
        if other and other.y0 > middle and min(other.x1, box.x1) > max(other.x0, box.x0):
            return number
    return len(lines)
