"""How ruled lines bend: drift of all of them together, and what is left of it line by line. Pure."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float32]
    Vector = NDArray[np.float64]

BANDS = 14
SEARCH = 0.3
NARROWEST_GAP = 24.0
STEEP, CLEARLY = 0.012, 1.03
"""How far lines may wander from band to band, as a share of the page; how much better a shift must be than none."""


def drift_of(body: Real, begin: int, size: tuple[float, float]) -> Vector:
    """How the lines as a whole wander sideways along their way: a cubic whose value in the middle is 0.

    Neighbouring bands are laid over each other where they agree best; a page that lies flat drifts nowhere.
    """
    edges = np.linspace(0, len(body), BANDS + 1).astype(int)
    bands = [
        cv2.GaussianBlur(body[low:high].mean(axis=0)[None, :], (9, 1), 0)[0] for low, high in itertools.pairwise(edges)
    ]
    reach = max(3, round(STEEP * size[0]))
    steps = [_best_shift(one, other, reach) for one, other in itertools.pairwise(bands)]
    shifts = np.concatenate([[0.0], np.cumsum(steps)])
    middles = begin + (edges[:-1] + edges[1:]) / 2
    y = 2 * middles / size[1] - 1
    powers = np.stack([y**power for power in range(4)], axis=1)
    found = np.linalg.lstsq(powers, shifts, rcond=None)[0]
    centre = np.array([float(y[len(y) // 2]) ** power for power in range(4)])
    found[0] -= float(centre @ found)
    return cast("Vector", found)


def _best_shift(one: Vector, other: Vector, reach: int) -> float:
    scores = [
        float(np.dot(one[reach:-reach], other[reach + shift : len(other) - reach + shift]))
        for shift in range(-reach, reach + 1)
    ]
    best = int(np.argmax(scores))
    # a shift must be clearly better than none
    return float(best - reach) if scores[best] > CLEARLY * scores[reach] else 0.0


def aligned(body: Real, begin: int, drift: Vector, size: tuple[float, float]) -> Real:
    """The ridges with the drift taken out."""
    if np.all(np.abs(drift) < 0.5):  # noqa: PLR2004 - less than half a pixel
        return body
    y = 2 * (begin + np.arange(len(body))) / size[1] - 1
    shift = sum(value * y**power for power, value in enumerate(drift))
    xs = np.arange(body.shape[1], dtype=np.float32)[None, :] + np.asarray(shift, dtype=np.float32)[:, None]
    ys = np.broadcast_to(np.arange(len(body), dtype=np.float32)[:, None], xs.shape)
    return cast("Real", cv2.remap(body, xs, np.ascontiguousarray(ys), cv2.INTER_LINEAR))


def curl_of(body: Real, places: Vector, begin: int, size: tuple[float, float]) -> Vector:
    """Displacement polynomial fitted to the traces of the seen lines, robustly."""
    spacing = float(np.median(np.diff(places))) if len(places) > 1 else NARROWEST_GAP
    reach = int(max(4, min(SEARCH * spacing, 0.02 * size[0])))
    edges = np.linspace(0, len(body), BANDS + 1).astype(int)
    rows = []
    for low, high in itertools.pairwise(edges):
        band = cv2.GaussianBlur(body[low:high].mean(axis=0)[None, :], (5, 1), 0)[0]
        rows += [(place, begin + (low + high) / 2, *_shift(band, place, reach)) for place in places]
    table = np.array([row for row in rows if row[3] > 0])
    if len(table) < 3 * terms(np.zeros(1), np.zeros(1), size).shape[1]:
        return np.zeros(terms(np.zeros(1), np.zeros(1), size).shape[1])
    return _robust_fit(terms(table[:, 0], table[:, 1], size), table[:, 2], table[:, 3])


def _shift(band: Vector, place: float, reach: int) -> tuple[float, float]:
    """How far from its mean place a line lies in a band, and how surely."""
    low, high = max(0, int(place) - reach), min(len(band), int(place) + reach + 1)
    piece = band[low:high].astype(np.float64)
    if len(piece) < 3:  # noqa: PLR2004 - nothing to look at
        return 0.0, 0.0
    top = int(np.argmax(piece))
    weight = float(piece[top] - np.median(piece))
    near = slice(max(0, top - 2), top + 3)
    mass = np.clip(piece[near] - np.median(piece), 0, None)
    if mass.sum() <= 0:
        return 0.0, 0.0
    centre = float((np.arange(len(piece))[near] * mass).sum() / mass.sum())
    return low + centre - place, weight


def terms(across: Vector, along: Vector, size: tuple[float, float]) -> Vector:
    """Polynomial terms up to the square across and the cube along, shape (n, 12)."""
    x, y = 2 * across / size[0] - 1, 2 * along / size[1] - 1
    return cast("Vector", np.stack([x**i * y**j for i in range(3) for j in range(4)], axis=1))


def _robust_fit(basis: Vector, shifts: Vector, weights: Vector) -> Vector:
    ridge = 1e-3 * np.eye(basis.shape[1])
    trust = weights.copy()
    found = np.zeros(basis.shape[1])
    for _ in range(8):
        weighted = basis * trust[:, None]
        found = np.linalg.solve(weighted.T @ basis + ridge * trust.sum(), weighted.T @ shifts)
        error = np.abs(shifts - basis @ found)
        trust = weights / (1 + (error / 2.0) ** 2)
    return cast("Vector", found)
