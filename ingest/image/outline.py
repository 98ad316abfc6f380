"""Where a sheet of paper lies in a photograph, and the view from straight above it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Matrix = NDArray[np.float64]
    Corners = NDArray[np.float32]

LOOK = 512
"""Longer side of the picture that is looked at, pixels."""
SMALLEST, WHOLE = 0.2, 0.985
"""A sheet covers no less than this share of the picture; more than the second is the picture itself."""
FOUR_SIDED = 0.93
"""So much of the quadrangle is paper."""
DARKER, BESIDE = 16, 9
"""Beside an edge, so many pixels away, it is darker than on the sheet by as many levels of grey."""
EVEN, FILLS = 0.985, 0.8
"""Of a scan: how alike opposite sides are, how much of the picture the sheet covers."""
EDGES = (15, 45)
INK, LEAST_OUTSIDE = 20, 0.04
MOSTLY, FEWEST_EDGES = 0.6, 2
"""An edge tells something where most of it lies in the picture; a sheet shows so many edges."""
A4 = 297 / 210
LIKE_A4 = 0.12
WOBBLES = (0.02, 0.03, 0.045, 0.06, 0.08)


def corners(page: Grey) -> Corners | None:
    """Corners of the sheet, clockwise from the top left, in pixels of the page; None where it fills the picture."""
    factor = LOOK / max(page.shape)
    small = cast("Grey", cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    # print and shadows of fingers go, paper and desk stay
    calm = cast("Grey", cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 9))
    found = [*_by_brightness(calm), *_by_edges(small)]
    whole = [shape for shape in found if _print_outside(small, shape) < LEAST_OUTSIDE]
    # a shadow makes a part of the sheet a shape of its own
    best = max(whole, key=cv2.contourArea, default=None)
    return None if best is None else _in_order((best / factor).astype(np.float32))


def _by_brightness(calm: Grey) -> Iterator[Corners]:
    """A sheet that is brighter than what it lies on."""
    levels = np.unique(np.percentile(calm, np.arange(8, 80, 6)))
    found = [shape for level in levels if (shape := _quadrangle((calm > level).astype(np.uint8))) is not None]
    if found:
        best = max(found, key=lambda shape: _contrast(calm, shape))
        if _contrast(calm, best) > DARKER:
            yield best


def _by_edges(small: Grey) -> Iterator[Corners]:
    """Sheets whose edges are seen all around."""
    lines = cv2.dilate(cv2.Canny(cv2.medianBlur(small, 5), *EDGES), np.ones((3, 3), np.uint8))
    outlines, _ = cv2.findContours(lines, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for outline in sorted(outlines, key=cv2.contourArea)[-6:]:
        shape = _quadrangle(cast("Grey", cv2.fillPoly(np.zeros_like(small), [outline], 1)))
        if shape is not None:
            yield shape


def _print_outside(small: Grey, shape: Corners) -> float:
    """Share of the ink that lies outside of a shape; its edges are no ink."""
    ink = small < cv2.blur(small, (15, 15)).astype(np.int16) - INK
    sheet = cv2.fillConvexPoly(np.zeros_like(small), shape.astype(np.int32), 1)
    outside = ink & (cv2.dilate(sheet, np.ones((9, 9), np.uint8)) == 0)
    return float(outside.sum()) / max(1.0, float(ink.sum()))


def _contrast(calm: Grey, shape: Corners) -> float:
    """How much brighter the sheet is along its edges than what lies beside it; edges of the picture tell nothing."""
    middle = shape.mean(axis=0)
    share = np.linspace(0.06, 0.94, 23)[:, None]
    gaps = []
    for one, other in itertools.pairwise([*shape, shape[0]]):
        edge = one + share * (other - one)
        away = BESIDE * (edge - middle) / np.linalg.norm(edge - middle, axis=1, keepdims=True)
        seen = np.all((edge + away >= 0) & (edge + away < calm.shape[::-1]), axis=1)
        if seen.mean() > MOSTLY:
            gaps.append(float(np.percentile(_at(calm, edge - away)[seen] - _at(calm, edge + away)[seen], 25)))
    return float(np.median(gaps)) if len(gaps) >= FEWEST_EDGES else 0.0


def _at(calm: Grey, points: NDArray[np.float32]) -> NDArray[np.float64]:
    x, y = np.clip(points.round().astype(int), 0, np.array(calm.shape[::-1]) - 1).T
    return cast("NDArray[np.float64]", calm[y, x].astype(np.float64))


def is_flat(sheet: Corners, shape: tuple[int, ...]) -> bool:
    """True for the sheet of a scan: it fills the glass, and its opposite sides are as long as each other."""
    top, right, bottom, left = _sides(sheet)
    even = min(top, bottom) > EVEN * max(top, bottom) and min(left, right) > EVEN * max(left, right)
    return even and cv2.contourArea(sheet) > FILLS * shape[0] * shape[1]


def _sides(sheet: Corners) -> tuple[float, ...]:
    """Lengths of top, right, bottom, left."""
    return tuple(float(np.hypot(*(one - other))) for one, other in itertools.pairwise([*sheet, sheet[0]]))


def _quadrangle(light: Grey) -> Corners | None:
    """The four-sided shape of the largest piece of a mask."""
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    area = cv2.contourArea(hull)
    if not SMALLEST * light.size < area < WHOLE * light.size:
        return None
    around = cv2.arcLength(hull, closed=True)
    for wobble in WOBBLES:
        shape = cv2.approxPolyDP(hull, wobble * around, closed=True)
        if len(shape) == 4:  # noqa: PLR2004 - a sheet has four corners
            break
    else:
        return None
    if min(area, cv2.contourArea(shape)) < FOUR_SIDED * max(area, cv2.contourArea(shape)):
        return None
    return shape.reshape(4, 2).astype(np.float32)


def _in_order(shape: Corners) -> Corners:
    """Clockwise from the corner nearest to the top left."""
    middle = shape.mean(axis=0)
    turned = shape[np.argsort(np.arctan2(shape[:, 1] - middle[1], shape[:, 0] - middle[0]))]
    return np.roll(turned, -int(turned.sum(axis=1).argmin()), axis=0)


def from_above(sheet: Corners, across: int) -> tuple[Matrix, tuple[int, int]]:
    """The matrix that lays the sheet flat, and the size it then has; its shorter side is `across` pixels."""
    top, right, bottom, left = _sides(sheet)
    wide, high = max(top, bottom), max(left, right)
    shape = high / wide
    for usual in (A4, 1 / A4):
        if abs(shape / usual - 1) < LIKE_A4:
            shape = usual
    size = (across, round(across * shape)) if shape >= 1 else (round(across / shape), across)
    target = np.array([(0, 0), (size[0], 0), size, (0, size[1])], dtype=np.float32)
    return cast("Matrix", cv2.getPerspectiveTransform(sheet, target).astype(np.float64)), size
