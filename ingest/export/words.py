"""Where the words of a repaired line stand: boxes belong to words as they were read, repair moves the letters. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.model import Edit, Line, Word

TOKEN = re.compile(r"\S+")
OVERLAP = 0.3
"""Words share a row when so much of the lower one's height lies beside the other."""
SLIM = 0.3
"""Width of a sign that was put where nothing was read, as a share of the row's height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of the repaired text in its place on the upright page."""

    text: str
    box: Box
    confidence: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """A word as it was read: its place in `Line.raw` and the row it stands in."""

    start: int
    end: int
    word: Word
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What a token has of one word: from `x0` to `x1`, `share` signs."""

    span: _Span
    x0: float
    x1: float
    share: float


def rows_of(line: Line, place: Box) -> tuple[tuple[Token, ...], ...]:
    """The words of `line.text` row by row; usually one row, several where a paragraph is one line.

    Words share a row's height, so that a row is one even strip; `place` is for lines of which no word has a box.
    """
    spans = _spans(line)
    if not spans:
        tokens = tuple(_by_share(line, line.box or place))
        return (tokens,) if tokens else ()
    heights = _heights(spans)
    placed = [_token(line, match, spans, heights) for match in TOKEN.finditer(line.text)]
    return tuple(tuple(token for _, token in row) for _, row in groupby(placed, key=lambda item: item[0]))


def _by_share(line: Line, box: Box) -> Iterator[Token]:
    """Words of a line whose words have no boxes, by their share of its signs."""
    sign = (box.x1 - box.x0) / max(1, len(line.text))
    for match in TOKEN.finditer(line.text):
        x0, x1 = box.x0 + sign * match.start(), box.x0 + sign * match.end()
        yield Token(
            text=match[0],
            box=Box(x0=x0, y0=box.y0, x1=x1, y1=box.y1),
            confidence=_confidence(line.confidence, _touching(line.edits, match)),
        )


def _spans(line: Line) -> tuple[_Span, ...]:
    """Words found in `raw` one after the other; none where an engine says other words than its line."""
    spans: list[_Span] = []
    place = 0
    for word in line.words:
        start = line.raw.find(word.text, place)
        if start < 0 or not word.text:
            return ()
        place = start + len(word.text)
        row = spans[-1].row + _below(spans[-1].word.box, word.box) if spans else 0
        spans.append(_Span(start=start, end=place, word=word, row=row))
    return tuple(spans)


def _below(box: Box, after: Box) -> bool:
    """True when the next word begins another row."""
    beside = min(box.y1, after.y1) - max(box.y0, after.y0)
    return after.x0 < box.x0 and beside < OVERLAP * (after.y1 - after.y0)


def _heights(spans: Sequence[_Span]) -> tuple[tuple[float, float], ...]:
    """Top and bottom of every row; a quarter of the words may be oddly high or low."""
    heights = []
    for _, row in groupby(spans, key=lambda span: span.row):
        boxes = [span.word.box for span in row]
        tops, bottoms = sorted(box.y0 for box in boxes), sorted(box.y1 for box in boxes)
        heights.append((tops[len(boxes) // 4], bottoms[-1 - len(boxes) // 4]))
    return tuple(heights)


def _token(
    line: Line, match: re.Match[str], spans: Sequence[_Span], heights: Sequence[tuple[float, float]]
) -> tuple[int, Token]:
    """A word of the text with the number of its row; one that was hyphenated stands where most of it does."""
    parts = _parts(spans, raw_place(line.edits, match.start()), raw_place(line.edits, match.end(), end=True), heights)
    row = max((part.span.row for part in parts), key=lambda row: sum(p.share for p in parts if p.span.row == row))
    own = [part for part in parts if part.span.row == row]
    edits = _touching(line.edits, match)
    weight = sum(part.share for part in parts) or 1.0
    read = sum(part.span.word.confidence * part.share for part in parts) / weight
    top, bottom = _height(own, heights[row])
    return row, Token(
        text=match[0],
        box=Box(x0=min(part.x0 for part in own), y0=top, x1=max(part.x1 for part in own), y1=bottom),
        confidence=round(_confidence(read, edits), 4),
        alternatives=_alternatives(match[0], own, edits),
    )


def _height(parts: Sequence[_Part], row: tuple[float, float]) -> tuple[float, float]:
    """The row's height, or the words' own where they stand outside of it."""
    top, bottom = min(part.span.word.box.y0 for part in parts), max(part.span.word.box.y1 for part in parts)
    spare = OVERLAP * (row[1] - row[0])
    return row if row[0] - spare <= (top + bottom) / 2 <= row[1] + spare else (top, bottom)


def raw_place(edits: Sequence[Edit], position: int, *, end: bool = False) -> float:
    """Where in `raw` a place between two signs of `text` lies; inside an edit by share of its signs.

    Where signs were taken out, an `end` lies before them and a beginning behind.
    """
    shift = 0
    for edit in edits:
        if position < edit.start or (position == edit.start and (end or edit.start < edit.end)):
            return position + shift
        if position < edit.end:
            signs = (edit.raw_end - edit.raw_start) / (edit.end - edit.start)
            return edit.raw_start + signs * (position - edit.start)
        shift = edit.raw_end - edit.end
    return position + shift


def _parts(
    spans: Sequence[_Span], start: float, end: float, heights: Sequence[tuple[float, float]]
) -> tuple[_Part, ...]:
    """What lies between two places of `raw`, word by word; a sliver behind the nearest word where nothing does."""
    found = tuple(_cut(span, start, end) for span in spans if span.start < end and start < span.end)
    if found:
        return found
    near = next((span for span in reversed(spans) if span.end <= start), spans[0])
    top, bottom = heights[near.row]
    edge = near.word.box.x1 if near.end <= start else near.word.box.x0
    return (_Part(span=near, x0=edge, x1=edge + SLIM * (bottom - top), share=0.0),)


def _cut(span: _Span, start: float, end: float) -> _Part:
    box, signs = span.word.box, span.end - span.start
    low, high = max(start, span.start) - span.start, min(end, span.end) - span.start
    sign = (box.x1 - box.x0) / signs
    return _Part(span=span, x0=box.x0 + sign * low, x1=box.x0 + sign * high, share=high - low)


def _touching(edits: Sequence[Edit], match: re.Match[str]) -> tuple[Edit, ...]:
    return tuple(edit for edit in edits if edit.start < match.end() and match.start() < edit.end)


def _confidence(read: float, edits: Sequence[Edit]) -> float:
    """Of a word as read; where it was repaired, of the least sure repair."""
    return min((edit.confidence for edit in edits), default=read)


def _alternatives(text: str, parts: Sequence[_Part], edits: Sequence[Edit]) -> tuple[str, ...]:
    """What else a whole word may be, by the engine and by repair."""
    read = parts[0].span.word.alternatives if len(parts) == 1 else ()
    repaired = edits[0].alternatives if len(edits) == 1 and edits[0].text == text else ()
    return tuple(dict.fromkeys(item for item in (*repaired, *read) if item != text))
