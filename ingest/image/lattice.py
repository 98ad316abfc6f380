"""The lattice of a ruled page: which lines there are, where each runs, and which were only guessed.

Lines are peaks of one-dimensional profiles of the ruling's ridges; a spacing prior fills those that are broken or
faint (design: a regular lattice is fitted, not connected components). The paper's residual curl is a smooth
displacement of the whole lattice, a polynomial of low degree fitted to the traces of all lines together.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

from ingest.image.curl import BANDS, aligned, curl_of, drift_of, terms
from ingest.image.rulings import ridges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Real = NDArray[np.float32]
    Vector = NDArray[np.float64]

SKIP, DRIFT, STEADY, MEAN_SHARE = 5, 3, 30, 0.25
WEAK, STRONG = 0.12, 0.3
CLOSEST = 12.0
GAP = 1.8
DOUBLE = 0.33
MOST_FILLED = 6
EVEN = 0.16
FEWEST_LINES = 3
WHOLE, COVERED = 0.88, 0.25
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
    size: tuple[float, float]
    """(across, along) in pixels, what the coordinates are normalised by."""

    def at(self, index: int, along: float) -> float:
        """Position of line `index` where it crosses `along`."""
        place = float(self.places[index])
        return place + float(terms(np.array([place]), np.array([along]), self.size)[0] @ self.curl)


@dataclass(frozen=True)
class Lattice:
    """Both families; `plumb` lines stand at x, `level` ones at y."""

    plumb: Family
    level: Family

    def corner(self, row: int, column: int) -> tuple[float, float]:
        """(x, y) of the crossing of level line `row` and plumb line `column`."""
        return self._corners[row][column]

    @cached_property
    def _corners(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """Every crossing once: each is a corner of up to four cells, and every cell is looked at more than once."""
        rows, columns = range(len(self.level.places)), range(len(self.plumb.places))
        return tuple(tuple(self._crossing(row, column) for column in columns) for row in rows)

    def _crossing(self, row: int, column: int) -> tuple[float, float]:
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
    level = _family(down.T, (0.0, 1.0), rows=True)
    if level is None:
        return None
    plumb = _family(across, (level.places[0] / page.shape[0], level.places[-1] / page.shape[0]))
    if plumb is None:
        return None
    inside = (plumb.places[0] / page.shape[1], plumb.places[-1] / page.shape[1])
    level = _family(down.T, inside, rows=True) or level
    return Lattice(plumb=plumb, level=level)


def _family(ridge: Real, window: tuple[float, float], *, rows: bool = False) -> Family | None:
    """Lines running along the first axis of `ridge`, looked for between two shares of it."""
    along, across = ridge.shape
    begin, end = round(window[0] * along), max(round(window[1] * along), round(window[0] * along) + BANDS)
    size = (float(across), float(along))
    drift = drift_of(ridge[begin:end], begin, size)
    body = aligned(ridge[begin:end], begin, drift, size)
    steady, profile = _profile(body)
    peaks = _within(body, _peaks(profile))
    if len(peaks) < FEWEST_LINES:
        return None
    places, seen = _complete(peaks, profile, rows=rows)
    if np.median(steady[places.round().astype(int)]) < FAINTEST:
        return None
    curl = curl_of(body, places[np.array(seen)], begin, size)
    curl[: len(drift)] += drift
    return Family(places=places, seen=seen, curl=curl, size=size)


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
    usual = _usual([(float(top), float(profile[top] - floor)) for top in tops])
    found = [(int(top), float(profile[top] - floor)) for top in tops if profile[top] - floor > WEAK * usual]
    kept: list[tuple[float, float]] = []
    for place, strength in found:
        if kept and place - kept[-1][0] < CLOSEST:
            if strength > kept[-1][1]:
                kept[-1] = (float(place), strength)
        else:
            kept.append((float(place), strength))
    return kept


def _within(body: Real, peaks: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without outer lines that run only part of the way: the rule under a heading, the edge of the sheet."""
    if not peaks:
        return []
    strong = [index for index, (_, strength) in enumerate(peaks) if strength > STRONG * _usual(peaks)]
    covered = {index: _coverage(body, peaks[index]) for index in strong}
    least = WHOLE * float(np.median(list(covered.values())))
    whole = [index for index in strong if covered[index] > least]
    return peaks[whole[0] : whole[-1] + 1] if whole else []


def _coverage(body: Real, peak: tuple[float, float]) -> float:
    """Share of the way along which a line is drawn."""
    place, strength = int(peak[0]), peak[1]
    near = body[:, max(0, place - DRIFT) : place + DRIFT + 1].max(axis=1)
    return float(np.mean(near > COVERED * strength))


def _usual(peaks: list[tuple[float, float]]) -> float:
    """Strength of an ordinary line: the median of those that are no mere specks."""
    strengths = np.array([strength for _, strength in peaks])
    return float(np.median(strengths[strengths >= WEAK * strengths.max()]))


def _complete(peaks: list[tuple[float, float]], profile: Vector, *, rows: bool) -> tuple[Vector, tuple[bool, ...]]:
    """Strong peaks, weak ones that stand where the spacing asks for a line, and guessed lines between them."""
    usual = _usual(peaks)
    strong = [place for place, strength in peaks if strength > STRONG * usual]
    weak = [place for place, strength in peaks if strength <= STRONG * usual]
    spacing = _spacing(strong)
    lines = _without_doubles(strong, spacing, profile)
    lines = _foot(lines, spacing) if rows else lines
    filled = [(lines[0], True)]
    for index, (before, after) in enumerate(itertools.pairwise(lines)):
        around = [lines[place + 1] - lines[place] for place in (index - 1, index + 1) if 0 <= place < len(lines) - 1]
        inside = len(around) == 2 and all(abs(gap - spacing) < EVEN * spacing for gap in around)  # noqa: PLR2004
        filled += [*_between(before, after, spacing, weak, inside=inside), (after, True)]
    return np.array([place for place, _ in filled]), tuple(seen for _, seen in filled)


def _foot(lines: list[float], spacing: float) -> list[float]:
    """Without lines far below the last row: the edge of the sheet or of the table under it."""
    while len(lines) > FEWEST_LINES and lines[-1] - lines[-2] > GAP * spacing:
        lines = lines[:-1]
    return lines


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


def _between(
    before: float, after: float, spacing: float, weak: list[float], *, inside: bool
) -> list[tuple[float, bool]]:
    """Lines that belong into a gap of several spacings; `inside` means that the gaps around it are usual ones."""
    count = round((after - before) / spacing) if np.isfinite(spacing) else 1
    if not 1 < count <= MOST_FILLED or abs((after - before) / count - spacing) > EVEN * spacing:
        return []
    found = []
    for number in range(1, count):
        guess = before + (after - before) * number / count
        near = [place for place in weak if abs(place - guess) < EVEN * spacing]
        found.append((min(near, key=lambda place: abs(place - guess)), True) if near else (guess, False))
    # a wide column has no line inside it: guesses alone prove nothing
    return found if inside or all(seen for _, seen in found) else []
