"""A cell of the page as the recogniser sees it: straightened, of one height, with a margin of its surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Picture = NDArray[np.float32]

HEIGHT = 40
MARGIN = 6
INNER = HEIGHT - 2 * MARGIN
STEP = 8
NARROWEST, WIDEST = 32, 256
Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


def width_for(corners: Sequence[Corners]) -> int:
    """Picture width in pixels for cells of one column: their shape kept, a multiple of `STEP`."""
    ratios = [_length(c[0], c[1]) / max(1.0, _length(c[0], c[3])) for c in corners]
    wanted = float(np.median(ratios)) * INNER + 2 * MARGIN
    return int(np.clip(round(wanted / STEP) * STEP, NARROWEST, WIDEST))


def cell_picture(page: Grey, corners: Corners, width: int) -> Picture:
    """The cell as ink on nothing, shape (HEIGHT, width), 0.0 paper to 1.0 black.

    Args:
        page: grey page with even light.
        corners: of the cell: top left, top right, bottom right, bottom left, (x, y) in pixels.
        width: of the picture.
    """
    target = np.array(
        [
            (MARGIN, MARGIN),
            (width - MARGIN, MARGIN),
            (width - MARGIN, HEIGHT - MARGIN),
            (MARGIN, HEIGHT - MARGIN),
        ],
        dtype=np.float32,
    )
    shrink = _length(corners[0], corners[3]) / INNER
    source = np.array(corners, dtype=np.float32)
    # a much larger cell is averaged down first, else warping would drop thin strokes
    factor = max(1, int(shrink / 1.5))
    if factor > 1:
        page, source = _piece(page, source, factor)
    matrix = cv2.getPerspectiveTransform(source, target)
    found = cv2.warpPerspective(page, matrix, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderValue=255.0)
    return cast("Picture", (255.0 - found.astype(np.float32)) / 255.0)


def _piece(page: Grey, source: NDArray[np.float32], factor: int) -> tuple[Grey, NDArray[np.float32]]:
    low = np.maximum(0, np.floor(source.min(axis=0) - 4 * factor * MARGIN)).astype(int)
    high = np.ceil(source.max(axis=0) + 4 * factor * MARGIN).astype(int)
    piece = page[low[1] : high[1], low[0] : high[0]]
    if piece.size == 0:
        return page, source
    small = cv2.resize(piece, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    scale = np.array([small.shape[1] / piece.shape[1], small.shape[0] / piece.shape[0]], dtype=np.float32)
    return cast("Grey", small), (source - low.astype(np.float32)) * scale


def _length(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(np.hypot(one[0] - other[0], one[1] - other[1]))
