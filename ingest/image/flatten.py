"""A page that does not lie flat: lines of print bend, and bend back.

Only the page shows how it is curled: every long line of print is a sample of one smooth displacement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Vector = NDArray[np.float64]

LOOK = 1240
"""Pixels across of the picture that is looked at."""
LONG = 0.18
"""A line that tells something is so long, as a share of the page."""
HIGHEST = 0.035
STEP = 12
LEAST_SAMPLES = 60
ALONG, DOWN = 4, 3
"""Powers of the displacement along lines and down the page."""
LEAST_BEND = 0.8
"""Lines nearer to level by less than so many pixels (of 1,240) were level before."""
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Bend:
    """A point (x, y) of the flat page stands at (x, y + `at(x, y)`) on the bent one; `size` is (width, height)."""

    size: tuple[int, int]
    powers: Vector
    known: tuple[float, float]
    """Between these y lines of print told how the page bends; beyond, it goes on as there."""

    def at(self, x: Vector, y: Vector) -> Vector:
        """Displacement in pixels."""
        inside = np.clip(y, *self.known)
        return _basis(x / self.size[0], inside / self.size[1]) @ self.powers * self.size[0]

    def undone(self, page: Grey) -> Grey:
        """The page made flat."""
        width, height = self.size
        coarse_x, coarse_y = np.meshgrid(np.linspace(0, width, 65), np.linspace(0, height, 65))
        shift = self.at(coarse_x.ravel(), coarse_y.ravel()).reshape(65, 65).astype(np.float32)
        down = cv2.resize(shift, (width, height), interpolation=cv2.INTER_LINEAR)
        down = down + np.arange(height, dtype=np.float32)[:, None]
        across = np.broadcast_to(np.arange(width, dtype=np.float32)[None, :], down.shape)
        return cast("Grey", cv2.remap(page, np.ascontiguousarray(across), down, cv2.INTER_CUBIC, borderValue=255.0))


def bend(page: Grey) -> Bend | None:
    """How an upright page bends; None for one that lies flat or has too few long lines to tell."""
    height, width = page.shape
    factor = LOOK / width
    small = cast("Grey", cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    lines = [line for line in _lines(small) if len(line) > 3]  # noqa: PLR2004 - three points bend nothing
    if sum(map(len, lines)) < LEAST_SAMPLES:
        return None
    points = np.concatenate(lines) / LOOK
    number = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    powers, gained = _fitted(points, number, small.shape[0] / LOOK)
    if gained * LOOK < LEAST_BEND:
        return None
    low, high = np.percentile(points[:, 1], (1, 99)) * width
    return Bend((width, height), powers, (float(low), float(high)))


def _lines(small: Grey) -> list[Vector]:
    """Middles of the ink of long lines, (x, y) pixels, every STEP pixels."""
    ink = (small < cv2.blur(small, (41, 41)).astype(np.int16) - 18).astype(np.uint8)
    runs = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 25), np.uint8))
    runs = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((4, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs)
    found = []
    for number in range(1, count):
        left, top, wide, high, _ = stats[number]
        if wide < LONG * small.shape[1] or high > HIGHEST * small.shape[0] + 0.08 * wide:
            continue
        here = np.s_[top : top + high, left : left + wide]
        middles = _middles((labels[here] == number) & (ink[here] > 0))
        middles += np.array([left, top])
        found.append(middles)
    return found


def _middles(piece: NDArray[np.bool_]) -> Vector:
    """Middle of the band of small letters along a line: where ink above equals ink below."""
    rows = np.arange(piece.shape[0], dtype=np.float64)[:, None]
    window = 4 * STEP
    points = []
    for start in range(0, piece.shape[1] - window + 1, STEP):
        part = piece[:, start : start + window]
        weight = part.sum()
        if weight > window:
            points.append((start + window / 2, float((part * rows).sum() / weight)))
    return np.array(points, dtype=np.float64).reshape(-1, 2)


def _basis(x: Vector, y: Vector) -> Vector:
    """Polynomials of both, shape (n, terms); x from 0 to 1 along a line, y in the same unit."""
    return np.stack([(2 * x - 1) ** i * (2 * y - 1) ** j for i in range(1, ALONG + 1) for j in range(DOWN)], axis=1)


def _fitted(points: Vector, number: NDArray[np.int64], high: float) -> tuple[Vector, float]:
    """Least squares with a height of its own for every line; samples that fit badly count less.

    Returns:
        The powers, and how much nearer to level lines they bring the nine tenths of samples that are worst.
    """
    basis = _basis(points[:, 0], points[:, 1] / high)
    trust: Vector = np.ones(len(points))
    powers = np.zeros(basis.shape[1])
    for _ in range(ROUNDS):
        weight = np.bincount(number, trust)
        means = np.stack([np.bincount(number, trust * column) / weight for column in basis.T], axis=1)[number]
        level = (np.bincount(number, trust * points[:, 1]) / weight)[number]
        centred, wanted = basis - means, points[:, 1] - level
        ridge = 1e-4 * np.eye(basis.shape[1]) * len(points)
        weighted = (centred * trust[:, None]).T
        powers = np.asarray(np.linalg.solve(weighted @ centred + ridge, weighted @ wanted), dtype=np.float64)
        error = (wanted - centred @ powers) * LOOK
        trust = np.asarray(1 / (1 + (error / 1.5) ** 2), dtype=np.float64)
    before, after = (float(np.percentile(np.abs(part), 90)) for part in (wanted, error / LOOK))
    return powers, before - after
