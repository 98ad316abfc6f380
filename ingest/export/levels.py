"""Words of a skewed sheet put straight, so that readers of the PDF find whole words and whole lines. Pure.

Readers that look for words along the axes (poppler among them) cut a word whose baseline leaves the axis by half a
point, and take a line apart whose baseline wanders by more than half its height. So a word of a nearly level row is
put level about its middle, and the row's wandering is lessened a little; no word leaves its place by more than
`MOST_MOVED` of its height.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, pi, radians, sin
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.places import Point, Quad

QUARTER, MOST_SKEW = pi / 2, radians(8)
WANDERING, MOST_MOVED = 0.45, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Where a word is written: its lower left corner, the way along it and the way up."""

    corner: Point
    along: Point
    up: Point


def strips_of(quads: Sequence[Quad]) -> tuple[Strip, ...]:
    """The words of one row; coordinates grow right and up."""
    strips = tuple(_strip(quad) for quad in quads)
    (x0, y0), (x1, y1) = quads[0][3], quads[-1][2]
    way = atan2(y1 - y0, x1 - x0)
    quarter = round(way / QUARTER) * QUARTER
    if abs(way - quarter) > MOST_SKEW:
        return strips
    return _levelled(strips, (cos(quarter), sin(quarter)))


def _strip(quad: Quad) -> Strip:
    top_left, _, bottom_right, bottom_left = quad
    return Strip(corner=bottom_left, along=_minus(bottom_right, bottom_left), up=_minus(top_left, bottom_left))


def _levelled(strips: Sequence[Strip], axis: Point) -> tuple[Strip, ...]:
    """Words straight along an axis, about their middles."""
    middles = [_middle(strip) for strip in strips]
    height = median(hypot(*strip.up) for strip in strips)
    rises = [y * axis[0] - x * axis[1] for x, y in middles]
    kept = _lessened(rises, height)
    return tuple(
        _straight(strip, (x - axis[1] * (new - old), y + axis[0] * (new - old)), axis)
        for strip, (x, y), old, new in zip(strips, middles, rises, kept, strict=True)
    )


def _lessened(rises: Sequence[float], height: float) -> list[float]:
    """How high the words stand when their row wanders less."""
    low, high = min(rises), max(rises)
    spare = min(high - low - WANDERING * height, 2 * MOST_MOVED * height)
    if spare <= 0:
        return list(rises)
    middle, share = (low + high) / 2, 1 - spare / (high - low)
    return [middle + (rise - middle) * share for rise in rises]


def _straight(strip: Strip, middle: Point, axis: Point) -> Strip:
    wide, high = hypot(*strip.along), hypot(*strip.up)
    along, up = (wide * axis[0], wide * axis[1]), (-high * axis[1], high * axis[0])
    corner = (middle[0] - (along[0] + up[0]) / 2, middle[1] - (along[1] + up[1]) / 2)
    return Strip(corner=corner, along=along, up=up)


def _middle(strip: Strip) -> Point:
    x, y = strip.corner
    return x + (strip.along[0] + strip.up[0]) / 2, y + (strip.along[1] + strip.up[1]) / 2


def _minus(one: Point, other: Point) -> Point:
    return one[0] - other[0], one[1] - other[1]
