"""Rows of the page ↔ pupils of the class list: one monotone assignment, since both are alphabetical."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz

from parsing.paper.words import section
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterMatch:
    """What a row was found to be; `name` is None for a pupil who is not in the list."""

    name: str | None
    margin: float
    """By how much the whole assignment would be worse with another pupil, or nobody, in this row (0–1)."""

    @property
    def sure(self) -> bool:
        """True when nothing else fits nearly as well."""
        return self.margin >= float(section("names")["margin"])


def match_roster(read: Sequence[str], roster: Sequence[str]) -> tuple[RosterMatch, ...]:
    """Assigns rows to the class list.

    Args:
        read: names as read, top to bottom.
        roster: full names of the class list in its order.
    """
    if not roster or not read:
        return tuple(RosterMatch(name=None, margin=0.0) for _ in read)
    likeness = np.array([[likeness_of(name, known) for known in roster] for name in read])
    gain = likeness - section("names")["same"]
    before, after = _prefix(gain), _prefix(gain[::-1, ::-1])[::-1, ::-1]
    return tuple(_row(index, gain, before, after, roster) for index in range(len(read)))


def likeness_of(read: str, known: str) -> float:
    """How like two names are, 0–1; the surname counts most, initials stand for names."""
    one, other = fold(read).replace(",", " ").replace(".", " ").split(), fold(known).split()
    if not one or not other:
        return 0.0
    whole = fuzz.ratio(" ".join(one), " ".join(other)) / 100
    surname = fuzz.ratio(one[0], other[0]) / 100
    initials = all(first[:1] == second[:1] for first, second in zip(one[1:], other[1:], strict=False))
    short = len(one) > 1 and all(len(part) == 1 for part in one[1:])
    if short:
        return surname if initials else 0.7 * surname
    return max(whole, 0.6 * surname + 0.4 * whole)


def _prefix(gain: Real) -> Real:
    """Best total of rows before i using pupils before j, shape (rows + 1, pupils + 1)."""
    rows, pupils = gain.shape
    best = np.zeros((rows + 1, pupils + 1))
    for i in range(1, rows + 1):
        for j in range(1, pupils + 1):
            best[i, j] = max(best[i - 1, j], best[i, j - 1], best[i - 1, j - 1] + gain[i - 1, j - 1])
    return best


def _row(index: int, gain: Real, before: Real, after: Real, roster: Sequence[str]) -> RosterMatch:
    """Totals of every choice for one row, the rest of the page at its best."""
    pupils = len(roster)
    chosen = [before[index, j] + gain[index, j] + after[index + 1, j + 1] for j in range(pupils)]
    nobody = max(before[index, j] + after[index + 1, j] for j in range(pupils + 1))
    totals = np.array([*chosen, nobody])
    order = np.argsort(totals)[::-1]
    best, margin = int(order[0]), float(totals[order[0]] - totals[order[1]])
    if best == pupils:
        return RosterMatch(name=None, margin=margin)
    return RosterMatch(name=roster[best], margin=margin)
