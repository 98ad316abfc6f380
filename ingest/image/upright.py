"""Which way up a page lies, as far as its rows and columns of ink tell, and where two pages lie side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ingest.image.prepare import divide_background
from ingest.runs import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

LOOK = 900
CLEARLY = 1.8
WIDE = 1.2
"""A picture of two pages is so much wider than high."""
MIDDLE = 0.1
"""The gutter lies no farther from the middle, as a share of the width."""
GUTTER = 0.012
LEAST_INK, EMPTY = 0.004, 0.002
TALL = 0.35
"""A run of ink higher than this share of the page is a fold or an edge, not print."""


def lies_on_its_side(page: Grey) -> bool:
    """True where columns of ink are told apart by white gaps far better than rows: lines of print stand upright."""
    ink = _ink(page)
    across, down = ink.mean(axis=1), ink.mean(axis=0)
    return bool(_busy(down) > CLEARLY * _busy(across))


def _busy(profile: NDArray[np.float64]) -> float:
    """How much a profile of ink swings from pixel to pixel, for its size."""
    return float(np.mean(np.diff(profile) ** 2))


def gutter(scan: Grey) -> int | None:
    """The x between two pages that lie side by side; None for one page."""
    height, width = scan.shape
    if width < WIDE * height:
        return None
    ink = _ink(divide_background(scan))
    columns = ink.mean(axis=0)
    size = len(columns)
    low, high = round((0.5 - MIDDLE) * size), round((0.5 + MIDDLE) * size)
    bare = columns < EMPTY
    best = max(runs(bare[low:high]), key=lambda run: run[1] - run[0], default=(0, 0))
    if best[1] - best[0] < GUTTER * size:
        return None
    middle = low + (best[0] + best[1]) // 2
    both = min(columns[: low + best[0]].mean(), columns[low + best[1] :].mean())
    return round(middle * width / size) if both > LEAST_INK else None


def _ink(page: Grey) -> NDArray[np.float64]:
    """Ink of print, 0 or 1, on a picture LOOK pixels long; tall runs, as the fold of a book, are left out."""
    factor = LOOK / max(page.shape)
    small = cv2.resize(page, None, fx=min(1.0, factor), fy=min(1.0, factor), interpolation=cv2.INTER_AREA)
    ink = (small < cv2.blur(small, (31, 31)).astype(np.int16) - 20).astype(np.uint8)
    tall = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(3, round(TALL * ink.shape[0])), 1), np.uint8))
    return np.where(cv2.dilate(tall, np.ones((3, 5), np.uint8)) > 0, 0, ink).astype(np.float64)
