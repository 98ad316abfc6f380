"""What stands above the columns of marks: days, names of months across several columns, term headings set sideways."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ingest.handwriting import lexicon
from ingest.handwriting.pictures import cell_picture, width_for
from ingest.image.sheets import DARK
from ingest.model import Box, Line, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ingest.handwriting.pictures import Corners
    from ingest.handwriting.recogniser import CellRecogniser
    from ingest.model import Cell, Symbol

    Grey = NDArray[np.uint8]

SURE_DAY = 0.6
SURE_WORD = 0.5
TALL = 1.3
ROOM = 1.5
LEAST_WIDTH, LEAST_HEIGHT = 0.6, 0.22
"""Of a word against the usual row height."""


def around_ink(bare: Grey, corners: Corners, usual: float) -> Corners:
    """The part of a tall cell where something is written, about as tall as an ordinary row."""
    top, bottom = corners[0][1], corners[3][1]
    left, right = max(corners[0][0], corners[3][0]), min(corners[1][0], corners[2][0])
    if bottom - top < TALL * usual:
        return corners
    inset = 0.08 * (right - left)
    piece = bare[int(top + 3) : int(bottom - 3), int(left + inset) : int(right - inset)] < DARK
    written = np.flatnonzero(piece.sum(axis=1) > 0) if piece.size else np.empty(0)
    if not len(written):
        return corners
    middle = top + 3 + (written[0] + written[-1]) / 2
    half = min(max(usual, ROOM * (written[-1] - written[0])), bottom - top) / 2
    low, high = max(top, middle - half), min(bottom, middle + half)
    return (_along(corners[0], corners[3], low), _along(corners[1], corners[2], low),
            _along(corners[1], corners[2], high), _along(corners[0], corners[3], high))  # fmt: skip


def _along(upper: tuple[float, float], lower: tuple[float, float], y: float) -> tuple[float, float]:
    share = (y - upper[1]) / max(1.0, lower[1] - upper[1])
    return upper[0] + share * (lower[0] - upper[0]), y


def read_months(page: Grey, bare: Grey, strip: Box, usual: float, cells: CellRecogniser) -> list[Line]:
    """Names of months in the strip above the columns, each as a line of one word."""
    found = []
    for box in _words(bare, strip, usual):
        corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1))
        picture = cell_picture(page, corners, width_for([corners]))
        symbols = cells.read(picture[None], lexicon.months())[0]
        if symbols and symbols[0].probability >= SURE_WORD:
            name = lexicon.month_name(symbols[0].value)
            word = Word(text=name, confidence=symbols[0].probability, box=box)
            found.append(Line(raw=name, text=name, confidence=word.confidence, box=box, words=(word,)))
    return found


def _words(bare: Grey, strip: Box, usual: float) -> Iterable[Box]:
    """Boxes of what is written in the strip, near pieces together."""
    x, y = int(strip.x0), int(strip.y0)
    ink = (bare[y : int(strip.y1), x : int(strip.x1)] < DARK).astype(np.uint8)
    if not ink.size:
        return
    joined = cv2.dilate(ink, np.ones((3, max(3, int(0.4 * usual))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    grow = 0.18 * usual
    for left, top, width, height, _area in stats[1:count]:
        if width > LEAST_WIDTH * usual and height > LEAST_HEIGHT * usual:
            yield Box(
                x0=float(x + left),
                y0=float(y + top - grow),
                x1=float(x + left + width),
                y1=float(y + top + height + grow),
            )


def with_term(page: Grey, cell: Cell, places: Iterable[Corners], cells: CellRecogniser) -> Cell:
    """The heading read as that of a term column, straight or sideways, where it is no day of a month."""
    best: Symbol | None = None
    for corners in places:
        for turned in _turns(corners):
            picture = cell_picture(page, turned, width_for([turned]))
            symbols = cells.read(picture[None], lexicon.terms())[0]
            if symbols and (best is None or symbols[0].probability > best.probability):
                best = symbols[0]
    return replace(cell, symbols=(best, *cell.symbols)) if best is not None and best.probability >= SURE_WORD else cell


def is_day(cell: Cell) -> bool:
    """True when the heading was surely read as a day, or is surely blank."""
    return bool(cell.symbols) and cell.symbols[0].probability >= SURE_DAY


def _turns(corners: Corners) -> tuple[Corners, ...]:
    """The cell as it stands, and turned so that writing up or down the page reads straight."""
    a, b, c, d = corners
    return (corners, (d, a, b, c), (b, c, d, a))
