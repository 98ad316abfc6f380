"""Which Cyrillic letters a printed piece may stand for, and how likely; learned from pages read by a Latin engine."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from ingest.repair.language import ALPHABET, rows

LONGEST = 4
SMALL_COUNT = 0.6
"""Taken off every count: a unit seen twice is mostly chance."""
KEEP = 14
CAPITAL_INSIDE = 0.1
SELF = math.log(0.5)
LOST = math.log(2e-5)

Meanings = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Meanings of printed pieces at the start of a word, inside it, and in a word all in capitals."""

    first: dict[str, Meanings]
    inner: dict[str, Meanings]
    capital: dict[str, Meanings]

    def table(self, place: int, *, capitals: bool) -> dict[str, Meanings]:
        """The table for a piece that stands at `place` of its word."""
        if capitals:
            return self.capital
        return self.inner if place else self.first


@cache
def channel() -> Channel:
    """The shipped channel."""
    counts = [(r, t, float(small), float(capital)) for r, t, small, capital in rows("channel.tsv.xz", 4)]
    return Channel(
        first=_table([(r, t, small + capital) for r, t, small, capital in counts]),
        inner=_table([(r, t, small + CAPITAL_INSIDE * capital) for r, t, small, capital in counts]),
        capital=_table([(r, t, capital + CAPITAL_INSIDE * small) for r, t, small, capital in counts]),
    )


@cache
def as_printed(printed: str, *, capital: bool) -> dict[str, float]:
    """Scores of the small letters that a piece may stand for when they were printed small, or as capitals."""
    return dict((channel().capital if capital else channel().inner).get(printed, ()))


def _table(counts: list[tuple[str, str, float]]) -> dict[str, Meanings]:
    totals: dict[str, float] = defaultdict(float)
    for _, meant, count in counts:
        totals[meant] += count
    totals[""] = sum(totals.values())
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for printed, meant, count in counts:
        if count > SMALL_COUNT and all(sign in ALPHABET for sign in meant):
            found[printed].append((meant, math.log((count - SMALL_COUNT) / totals[meant])))
    for sign in ALPHABET:
        found[sign].append((sign, SELF))
    return {printed: tuple(sorted(meanings, key=lambda item: -item[1])[:KEEP]) for printed, meanings in found.items()}
