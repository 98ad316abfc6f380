"""Points and boxes of an upright page, taken to the scan by the page's matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.model import Affine

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Top left, top right, bottom right, bottom left."""


def mapped(matrix: Affine, point: Point, scale: float = 1.0) -> Point:
    """Where a point comes to lie, in units `scale` times as small."""
    a, b, c, d, e, f, g, h, i = matrix
    x, y = point
    w = g * x + h * y + i
    return (a * x + b * y + c) / w * scale, (d * x + e * y + f) / w * scale


def corners(matrix: Affine, box: Box, scale: float = 1.0) -> Quad:
    """Where the corners of a box come to lie."""
    return (
        mapped(matrix, (box.x0, box.y0), scale),
        mapped(matrix, (box.x1, box.y0), scale),
        mapped(matrix, (box.x1, box.y1), scale),
        mapped(matrix, (box.x0, box.y1), scale),
    )


def extent(points: Iterable[Point]) -> Box:
    """The upright rectangle around points."""
    xs, ys = zip(*points, strict=True)
    return Box(x0=min(xs), y0=min(ys), x1=max(xs), y1=max(ys))
