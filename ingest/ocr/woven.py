"""Rows of print that the engine tells as two lines, letters of one between letters of the other: they are read again.

Where a signature has a rule or a wide gap in it, the engine sorts letters with tails and letters without into lines of
their own.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING, cast

import cv2

from ingest.ocr.engine import Layout
from ingest.ocr.lines import box_of, shifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ingest.model import Box, Line, Word
    from ingest.ocr.engine import OcrEngine

    Grey = NDArray[np.uint8]

SAME_ROW, WITHIN = 0.6, 0.3
"""Two lines are woven when they share SAME_ROW of the lower one's height and WITHIN of the shorter one's length."""
MARGIN = 0.25
"""What is cut out around a row, parts of its height."""
WHITE = 255


def unwoven(page: Grey, lines: Sequence[Line], engine: OcrEngine) -> tuple[Line, ...]:
    """The lines, rows told as two of them read again by themselves.

    Args:
        page: grey page, upright.
        lines: as the engine read them, with boxes on this page.
        engine: the one that read them.
    """
    result: dict[int, Line] = dict(enumerate(lines))
    rows = {number: _row_of(line.words) for number, line in enumerate(lines) if line.words}
    for one, other in combinations(rows, 2):
        if one not in result or other not in result or not _are_woven(rows[one], rows[other]):
            continue
        again = [line for line in _again(page, rows[one].union(rows[other]), engine) if line.words]
        if len(again) == 1 and _letters(again[0]) >= max(_letters(result[one]), _letters(result[other])):
            result[one] = again[0]
            del result[other]
    return tuple(result.values())


def _row_of(words: Sequence[Word]) -> Box:
    """The box of a line; a word that caught a stamp does not make it higher."""
    whole = box_of(words)
    return replace(whole, y0=median(word.box.y0 for word in words), y1=median(word.box.y1 for word in words))


def _are_woven(a: Box, b: Box) -> bool:
    high, long = min(a.y1, b.y1) - max(a.y0, b.y0), min(a.x1, b.x1) - max(a.x0, b.x0)
    return high > SAME_ROW * min(a.y1 - a.y0, b.y1 - b.y0) and long > WITHIN * min(a.x1 - a.x0, b.x1 - b.x0)


def _again(page: Grey, row: Box, engine: OcrEngine) -> list[Line]:
    """The row read as a block, in pixels of the page."""
    pad = round(MARGIN * (row.y1 - row.y0))
    top, left = max(0, round(row.y0) - pad), max(0, round(row.x0) - 2 * pad)
    cut = page[top : round(row.y1) + pad, left : round(row.x1) + 2 * pad]
    framed = cast("Grey", cv2.copyMakeBorder(cut, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=WHITE))
    return [shifted(line, left - pad, top - pad) for line in engine.read(framed, Layout.BLOCK)]


def _letters(line: Line) -> int:
    return sum(len(word.text) for word in line.words)
