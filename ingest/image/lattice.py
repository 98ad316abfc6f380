"""The lattice of a ruled page: which lines there are, where each runs, and which were only guessed.

Lines are peaks of one-dimensional profiles of the ruling's ridges; a spacing prior fills those that are broken or
faint (design: a regular lattice is fitted, not connected components). The paper's residual curl is a smooth
displacement of the whole lattice, a polynomial of low degree fitted to the traces of all lines together.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from ingest.image.rulings import ridges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Real = NDArray[np.float32]
    Vector = NDArray[np.float64]

BANDS = 14
SKIP, DRIFT, STEADY, MEAN_SHARE = 5, 3, 30, 0.25
WEAK, STRONG = 0.12, 0.3
CLOSEST = 12.0
DOUBLE = 0.33
MOST_FILLED = 6
EVEN = 0.16
SEARCH = 0.3
FEWEST_LINES = 3
FAINTEST = 2.5
"""Grey levels by which the median line stands out of the paper nearly all along."""


@dataclass(frozen=True, slots=True)
class Family:
    """Parallel lines: mean positions, and how the paper's curl displaces them.

    `places` are pixels across the lines; `seen` tells drawn lines from guessed ones; `curl` holds the coefficients of
    the displacement, a polynomial in the normalised coordinates (across, along).
    """

    places: Vector
    seen: tuple[bool, ...]
    curl: Vector
    extent: tuple[float, float]
    """Where along the page the lines begin and end."""
    size: tuple[float, float]
    """(across, along) in pixels, what the coordinates are normalised by."""

    def at(self, index: int, along: float) -> float:
        """Position of line `index` where it crosses `along`."""
        place = float(self.places[index])
        return place + float(_terms(np.array([place]), np.array([along]), self.size)[0] @ self.curl)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Both families; `plumb` lines stand at x, `level` ones at y."""

    plumb: Family
    level: Family

    def corner(self, row: int, column: int) -> tuple[float, float]:
        """(x, y) of the crossing of level line `row` and plumb line `column`."""
        x, y = float(self.plumb.places[column]), float(self.level.places[row])
        for _ in range(2):
            x, y = self.plumb.at(column, y), self.level.at(row, x)
        return x, y

    @property
    def confidence(self) -> float:
        """Share of lines that were seen."""
        seen = (*self.plumb.seen, *self.level.seen)
        return sum(seen) / len(seen)


def find_lattice(page: Grey) -> Lattice | None:
    """The lattice of a page whose ruling is nearly parallel to the axes; None where there is none."""
    across, down = ridges(page, 0), ridges(page, 1)
    level = _family(down.T, (0.0, 1.0))
    if level is None:
        return None
    plumb = _family(across, (level.places[0] / page.shape[0], level.places[-1] / page.shape[0]))
    if plumb is None:
        return None
    inside = (plumb.places[0] / page.shape[1], plumb.places[-1] / page.shape[1])
    level = _family(down.T, inside) or level
    return Lattice(plumb=plumb, level=level)


def _family(ridge: Real, window: tuple[float, float]) -> Family | None:
    """Lines running along the first axis of `ridge`, looked for between two shares of it."""
    along, across = ridge.shape
    begin, end = round(window[0] * along), max(round(window[1] * along), round(window[0] * along) + BANDS)
    steady, profile = _profile(ridge[begin:end])
    peaks = _peaks(profile)
    if len(peaks) < FEWEST_LINES:
        return None
    size = (float(across), float(along))
    places, seen = _complete(peaks, profile)
    if np.median(steady[places.round().astype(int)]) < FAINTEST:
        return None
    curl = _curl(ridge, places[np.array(seen)], (begin, end), size)
    return Family(places=places, seen=seen, curl=curl, extent=(float(begin), float(end)), size=size)


def _profile(body: Real) -> tuple[Vector, Vector]:
    """How much of a line runs down every place: a ruled line is there nearly all the way, letters are not.

    Returns:
        The low percentile, which speaks for continuity, and its sum with a share of the mean, which helps faint lines.
    """
    thin = cv2.dilate(body[::SKIP], np.ones((1, DRIFT), np.uint8))
    steady = np.percentile(thin, STEADY, axis=0)
    profile = steady + MEAN_SHARE * body.mean(axis=0)
    return _smooth(steady), _smooth(profile)


def _smooth(profile: Vector) -> Vector:
    return np.convolve(profile.astype(np.float64), np.ones(3) / 3, mode="same")


def _peaks(profile: Vector) -> list[tuple[float, float]]:
    """(place, strength) of peaks that stand out; two lines closer than `CLOSEST` are one double line."""
    floor = np.median(profile)
    inner = profile[1:-1]
    tops = np.flatnonzero((inner >= profile[:-2]) & (inner > profile[2:])) + 1
    if not len(tops):
        return []
    ranked = np.sort(profile[tops] - floor)[::-1]
    usual = ranked[min(4, len(ranked) - 1)]
    found = [(int(top), float(profile[top] - floor)) for top in tops if profile[top] - floor > WEAK * usual]
    kept: list[tuple[float, float]] = []
    for place, strength in found:
        if kept and place - kept[-1][0] < CLOSEST:
            if strength > kept[-1][1]:
                kept[-1] = (float(place), strength)
        else:
            kept.append((float(place), strength))
    return kept


def _complete(peaks: list[tuple[float, float]], profile: Vector) -> tuple[Vector, tuple[bool, ...]]:
    """Strong peaks, weak ones that stand where the spacing asks for a line, and guessed lines between them."""
    usual = float(np.median(sorted((strength for _, strength in peaks), reverse=True)[: max(4, len(peaks) // 2)]))
    strong = [place for place, strength in peaks if strength > STRONG * usual]
    weak = [place for place, strength in peaks if strength <= STRONG * usual]
    spacing = _spacing(strong)
    lines = _without_doubles(strong, spacing, profile)
    filled = [(lines[0], True)]
    for before, after in itertools.pairwise(lines):
        filled += [*_between(before, after, spacing, weak), (after, True)]
    return np.array([place for place, _ in filled]), tuple(seen for _, seen in filled)


def _spacing(places: list[float]) -> float:
    """The commonest gap between neighbours, in pixels."""
    gaps = np.diff(places)
    gaps = gaps[gaps > CLOSEST]
    if not len(gaps):
        return float("inf")
    support = [(np.sum(np.abs(gaps - gap) < EVEN / 2 * gap), -gap) for gap in gaps]
    best = max(range(len(gaps)), key=lambda index: support[index])
    near = gaps[np.abs(gaps - gaps[best]) < EVEN / 2 * gaps[best]]
    return float(np.median(near))


def _without_doubles(places: list[float], spacing: float, profile: Vector) -> list[float]:
    """Drops the weaker of two lines that stand closer than a third of the usual gap (a double rule, a stroke)."""
    kept: list[float] = []
    for place in places:
        if kept and place - kept[-1] < DOUBLE * spacing:
            if profile[int(place)] > profile[int(kept[-1])]:
                kept[-1] = place
        else:
            kept.append(place)
    return kept


def _between(before: float, after: float, spacing: float, weak: list[float]) -> list[tuple[float, bool]]:
    """Lines that belong into a gap of several spacings."""
    count = round((after - before) / spacing) if np.isfinite(spacing) else 1
    if not 1 < count <= MOST_FILLED or abs((after - before) / count - spacing) > EVEN * spacing:
        return []
    found = []
    for number in range(1, count):
        guess = before + (after - before) * number / count
        near = [place for place in weak if abs(place - guess) < EVEN * spacing]
        found.append((min(near, key=lambda place: abs(place - guess)), True) if near else (guess, False))
    # a wide column has no line inside it: guesses alone prove nothing
    return found if count == 2 or any(seen for _, seen in found) else []  # noqa: PLR2004


def _curl(ridge: Real, places: Vector, span: tuple[int, int], size: tuple[float, float]) -> Vector:
    """Displacement polynomial fitted to the traces of the seen lines, robustly."""
    spacing = float(np.median(np.diff(places))) if len(places) > 1 else 2 * CLOSEST
    reach = int(max(4, min(SEARCH * spacing, 0.02 * size[0])))
    edges = np.linspace(span[0], span[1], BANDS + 1).astype(int)
    rows = []
    for low, high in itertools.pairwise(edges):
        band = cv2.GaussianBlur(ridge[low:high].mean(axis=0)[None, :], (5, 1), 0)[0]
        rows += [(place, (low + high) / 2, *_shift(band, place, reach)) for place in places]
    table = np.array([row for row in rows if row[3] > 0])
    if len(table) < 3 * _terms(np.zeros(1), np.zeros(1), size).shape[1]:
        return np.zeros(_terms(np.zeros(1), np.zeros(1), size).shape[1])
    return _robust_fit(_terms(table[:, 0], table[:, 1], size), table[:, 2], table[:, 3])


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


def _terms(across: Vector, along: Vector, size: tuple[float, float]) -> Vector:
    """Polynomial terms up to the square across and the cube along, shape (n, 12)."""
    x, y = 2 * across / size[0] - 1, 2 * along / size[1] - 1
    return cast("Vector", np.stack([x**i * y**j for i in range(3) for j in range(4)], axis=1))


def _robust_fit(terms: Vector, shifts: Vector, weights: Vector) -> Vector:
    ridge = 1e-3 * np.eye(terms.shape[1])
    trust = weights.copy()
    found = np.zeros(terms.shape[1])
    for _ in range(8):
        weighted = terms * trust[:, None]
        found = np.linalg.solve(weighted.T @ terms + ridge * trust.sum(), weighted.T @ shifts)
        error = np.abs(shifts - terms @ found)
        trust = weights / (1 + (error / 2.0) ** 2)
    return cast("Vector", found)
