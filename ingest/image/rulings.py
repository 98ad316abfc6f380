"""Ruling of a page: how strongly every pixel lies on a ruled line, and the view that makes the ruling straight.

A journal page is photographed or scanned slightly turned and in perspective. Its ruling has two families of parallel
lines; their vanishing points give the homography that makes both families parallel to the axes (Liebowitz and
Zisserman, 1998: rectification by the line at infinity).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Real = NDArray[np.float32]
    Matrix = NDArray[np.float64]

DETECTION_SIDE = 1500
STEEPEST = 14.0
SHORTEST = 0.02
ANNEALING = (0.1, 0.05, 0.02, 0.01, 0.005, 0.003, 0.002, 0.002, 0.002)
FAR = 0.02
MOST_GROWTH = 1.6
RIDGE_CAP = 60.0
LINE_WIDTHS_ACROSS = 700
RUN = 1 / 130


def straightening(page: Grey) -> Matrix | None:
    """The 3×3 matrix from the page to a view in which its ruling is parallel to the axes.

    Args:
        page: grey, shape (height, width), turned by less than 14° from upright.

    Returns:
        None where the page has too few straight lines to tell.
    """
    level, plumb = _families(page)
    if len(level) < 4 or len(plumb) < 4:  # noqa: PLR2004 - two lines fix a point, twice that to trust it
        return None
    normal = _normalisation(page.shape)
    matrix = _rectify(_vanishing_point(level, normal, 0), _vanishing_point(plumb, normal, 1)) @ normal
    return _onto_sheet(matrix, page.shape)


def _families(page: Grey) -> tuple[Matrix, Matrix]:
    """Line segments (x0, y0, x1, y1) near level and near plumb, in pixels of the page."""
    factor = min(1.0, DETECTION_SIDE / max(page.shape))
    small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    # OpenCV gives None, not an empty list, for a page without segments
    found: Any = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(small)[0]
    lines = np.empty((0, 4)) if found is None else found.reshape(-1, 4).astype(np.float64)
    across, down = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    long = np.hypot(across, down) > SHORTEST * max(small.shape)
    slope = np.degrees(np.arctan2(np.abs(down), np.abs(across)))
    return lines[long & (slope < STEEPEST)] / factor, lines[long & (slope > 90 - STEEPEST)] / factor


def _normalisation(shape: tuple[int, ...]) -> Matrix:
    height, width = shape
    half = max(height, width) / 2
    return np.array([[1 / half, 0, -width / 2 / half], [0, 1 / half, -height / 2 / half], [0, 0, 1.0]])


def _vanishing_point(segments: Matrix, normal: Matrix, axis: int) -> Matrix:
    """Where a family of segments meets, as a unit homogeneous point; iteratively reweighted least squares.

    A small weight pulls the point to infinity, so that a page with little evidence stays a plain scan.
    """
    ones = np.ones((len(segments), 1))
    first = np.hstack([segments[:, :2], ones]) @ normal.T
    last = np.hstack([segments[:, 2:], ones]) @ normal.T
    lines = np.cross(first, last)
    lengths = np.linalg.norm(lines[:, :2], axis=1, keepdims=True)
    lines /= lengths
    weights = lengths[:, 0]
    point = np.eye(3)[axis]
    for scale in ANNEALING:
        error = lines @ point
        trust = weights / (1.0 + (error / scale) ** 2)
        normal_matrix = (lines * trust[:, None]).T @ lines
        normal_matrix[2, 2] += FAR * trust.sum() * scale
        point = np.linalg.eigh(normal_matrix)[1][:, 0]
    return cast("Matrix", point)


def _rectify(level: Matrix, plumb: Matrix) -> Matrix:
    """Takes both vanishing points to infinity, along the x and the y axis."""
    horizon = np.cross(level, plumb)
    if abs(horizon[2]) < 1e-9:  # noqa: PLR2004 - both points coincide: no view
        return np.eye(3)
    perspective = np.eye(3)
    perspective[2] = horizon / horizon[2]
    across, down = perspective @ level, perspective @ plumb
    across = across[:2] / np.linalg.norm(across[:2]) * (1 if across[0] > 0 else -1)
    down = down[:2] / np.linalg.norm(down[:2]) * (1 if down[1] > 0 else -1)
    shear = np.eye(3)
    shear[:2, :2] = np.linalg.inv(np.column_stack([across, down]))
    return shear @ perspective


def _onto_sheet(matrix: Matrix, shape: tuple[int, ...]) -> Matrix | None:
    """Scales back to pixels and shifts so that the whole page lies in the positive quarter."""
    height, width = shape
    corners = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], dtype=np.float64) @ matrix.T
    if np.any(corners[:, 2] <= 0):
        return None
    corners = corners[:, :2] / corners[:, 2:] * max(shape) / 2
    low, high = corners.min(axis=0), corners.max(axis=0)
    if np.any(high - low > MOST_GROWTH * max(shape)):
        return None
    half = max(shape) / 2
    return np.array([[half, 0, -low[0]], [0, half, -low[1]], [0, 0, 1.0]]) @ matrix


def sheet_size(matrix: Matrix, shape: tuple[int, ...]) -> tuple[int, int]:
    """(width, height) of the sheet that holds the page after the matrix."""
    height, width = shape
    corners = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], dtype=np.float64) @ matrix.T
    high = (corners[:, :2] / corners[:, 2:]).max(axis=0)
    return int(np.ceil(high[0])), int(np.ceil(high[1]))


def ridges(page: Grey, axis: int) -> Real:
    """How much darker every pixel is than the paper on both sides of a line along `axis`, averaged along the line.

    Args:
        page: grey page with even light, shape (height, width).
        axis: 0 for plumb lines, 1 for level ones.

    Returns:
        Shape (height, width), grey levels from 0; handwriting gives little since it does not run straight for long.
    """
    reach = max(3, round(1.6 * max(page.shape) / LINE_WIDTHS_ACROSS))
    image = page.astype(np.float32)
    before, after = np.roll(image, reach, axis=1 - axis), np.roll(image, -reach, axis=1 - axis)
    ridge = np.clip(np.minimum(before, after) - image, 0, RIDGE_CAP)
    run = max(15, round(max(page.shape) * RUN))
    kernel = (1, run) if axis == 0 else (run, 1)
    return cast("Real", cv2.blur(ridge, kernel, borderType=cv2.BORDER_REFLECT))
