"""Columns of print: a gutter near the middle of the text that no word crosses, lines of text on both sides of it.

Signatures and dates stand beside posts and titles too, but these rows are few and short or their gutter lies elsewhere;
they are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.model import Line
from ingest.ocr.lines import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.model import Box

STRAYS = 20
"""One line of so many may stick out of the text."""
PLACES = tuple(0.4 + 0.01 * step for step in range(21))
"""Where a gutter is looked for, shares of the text's width."""
LONG, WIDE, DENSE = 0.3, 0.2, 0.6
"""A line of text is as long as LONG of the text's width, DENSE of it words; what stands beside it is at least WIDE."""
MOST, FEWEST = 4, 2
"""So many lines of text stand on one side, so many wide ones on the other."""
GAP, BAND = 0.9, 1.3
"""A gutter is wider than GAP heights of a usual line in every line, and than BAND of them through all."""
SAME_ROW = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """How wide the text of a page is, and how high a usual line of it; pixels."""

    wide: float
    usual: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Pieces of lines on both sides of a gutter, from `top` to `bottom`; pixels."""

    gutter: float
    top: float
    bottom: float
    lines: int


def columns(lines: Sequence[Line], usual: float) -> list[list[Line]]:
    """The lines in parts that are read one after another: what is above the columns, each of them, what is below.

    Args:
        lines: with boxes, upright; an empty line ends a paragraph.
        usual: height of a usual line, pixels.

    Returns:
        One part with all lines where there are no columns; in each the lines follow one another from above.
    """
    found = _found(lines, usual)
    if found is None:
        return [_down(lines)]
    above, left, right, below = (list[Line]() for _ in range(4))
    last = above
    for line in lines:
        inside = line.box is not None and found.top <= _middle(line.box) <= found.bottom
        for piece in _split(line, found.gutter, usual) if inside else [line]:
            if inside:
                last = left if _side(piece, found.gutter) < 0 else right
            elif piece.box is not None:
                last = above if _middle(piece.box) < found.top else below
            last.append(piece)
    return [_down(part) for part in (above, left, right, below) if part]


def beside(one: Box, other: Box) -> bool:
    """True in one row: the lower of both lies at least half beside the other."""
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    return common > SAME_ROW * min(one.y1 - one.y0, other.y1 - other.y0)


def _found(lines: Sequence[Line], usual: float) -> _Columns | None:
    """The columns with the most lines of text."""
    boxes = [line.box for line in lines if line.box]
    if len(boxes) < MOST + FEWEST:
        return None
    # a speck at the edge of the picture makes the text no wider
    few = len(boxes) // STRAYS
    left, right = sorted(box.x0 for box in boxes)[few], sorted(box.x1 for box in boxes)[-1 - few]
    text = _Text(wide=right - left, usual=usual)
    every = [item for place in PLACES for item in _at(lines, left + place * text.wide, text)]
    return max(every, key=lambda item: item.lines, default=None)


def _at(lines: Sequence[Line], gutter: float, text: _Text) -> Iterator[_Columns]:
    """Columns with this gutter."""
    pieces = [piece for line in lines if line.box for piece in _split(line, gutter, text.usual)]
    pieces.sort(key=lambda piece: _middle(_box(piece)))
    across = [number for number, piece in enumerate(pieces) if _side(piece, gutter) == 0]
    for before, after in pairwise((-1, *across, len(pieces))):
        run = _without_rows(pieces[before + 1 : after], gutter, text)
        sides = [[piece for piece in run if _side(piece, gutter) == side] for side in (-1, 1)]
        printed = [sum(_is_text(piece, text) for piece in side) for side in sides]
        wide = [sum(_wide(piece) > WIDE * text.wide for piece in side) for side in sides]
        if max(printed) >= MOST and min(wide) >= FEWEST and _band(sides) > BAND * text.usual:
            top, bottom = min(_box(piece).y0 for piece in run), max(_box(piece).y1 for piece in run)
            yield _Columns(gutter=gutter, top=top, bottom=bottom, lines=sum(printed))


def _band(sides: Sequence[Sequence[Line]]) -> float:
    """How wide the stripe is that stays white in every line; wide spaces that happen to meet leave hardly any."""
    left, right = sides
    return min(_box(piece).x0 for piece in right) - max(_box(piece).x1 for piece in left)


def _without_rows(run: list[Line], gutter: float, text: _Text) -> list[Line]:
    """The run without rows of short pieces above and below it: a date and a number, signatures."""
    for end in (0, -1):
        while run:
            row = [piece for piece in run if beside(_box(piece), _box(run[end]))]
            short = all(_wide(piece) < LONG * text.wide for piece in row)
            if not short or len({_side(piece, gutter) for piece in row}) < 2:  # noqa: PLR2004 - both sides
                break
            run = [piece for piece in run if piece not in row]
    return run


def _split(line: Line, gutter: float, usual: float) -> list[Line]:
    """The line; its two pieces where a wide gap in it lies over the gutter."""
    for number, (one, other) in enumerate(pairwise(line.words), 1):
        if one.box.x1 < gutter < other.box.x0 and other.box.x0 - one.box.x1 > GAP * usual and line.table is None:
            return [line_of(line.words[:number]), line_of(line.words[number:])]
    return [line]


def _side(piece: Line, gutter: float) -> int:
    """-1 to the left of the gutter, 1 to the right, 0 across it."""
    box = _box(piece)
    return -1 if box.x1 < gutter else 1 if box.x0 > gutter else 0


def _is_text(piece: Line, text: _Text) -> bool:
    letters = sum(word.box.x1 - word.box.x0 for word in piece.words if any(map(str.isalnum, word.text)))
    return _wide(piece) > LONG * text.wide and letters > DENSE * _wide(piece)


def _down(lines: Sequence[Line]) -> list[Line]:
    """Lines from above; an empty line stays below the one before it."""
    found: list[list[Line]] = []
    for line in lines:
        if line.box is None and found:
            found[-1].append(line)
        else:
            found.append([line])
    found.sort(key=lambda item: _middle(item[0].box) if item[0].box else 0.0)
    return [line for item in found for line in item]


def _box(line: Line) -> Box:
    if line.box is None:
        raise AssertionError("a piece of a printed line has a place")
    return line.box


def _wide(piece: Line) -> float:
    return _box(piece).x1 - _box(piece).x0


def _middle(box: Box) -> float:
    return (box.y0 + box.y1) / 2
