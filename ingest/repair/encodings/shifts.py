"""Constant shifts of code points that make common letters of common signs."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.repair.encodings.tables import HIGH
from ingest.repair.language import ALPHABET, letter_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

SHIFTS, LEAST_LETTERS = 12, 8
"""So many shifts are looked at; none in fewer signs."""
CAPITAL, NO_LETTER, UNIFORM = math.log(0.3), -1.5, math.log(100)


def likely_shifts(words: Sequence[str]) -> list[int]:
    """Shifts that make common letters of common signs, the likeliest first."""
    # a run of one sign is a line or a gap, and no letter
    seen = Counter(ord(sign) for word in words for sign, _ in groupby(word))
    odd = {sign: count for sign, count in seen.items() if sign >= HIGH[0]}
    if sum(odd.values()) < LEAST_LETTERS:
        odd = dict(seen)
    if sum(odd.values()) < LEAST_LETTERS:
        return []
    scores: dict[int, float] = defaultdict(float)
    for sign, count in odd.items():
        for letter, score in _letter_scores():
            scores[sign - letter] += count * score
    scores.pop(0, None)
    return sorted(scores, key=lambda by: -scores[by])[:SHIFTS]


@cache
def _letter_scores() -> tuple[tuple[int, float], ...]:
    """Code points of letters with how much likelier they are than any sign."""
    counts = {run: count for run, count in letter_runs().items() if run in ALPHABET and len(run) == 1}
    total = sum(counts.values())
    small = {letter: math.log(count / total) + UNIFORM for letter, count in counts.items()}
    capital = {letter.upper(): score + CAPITAL for letter, score in small.items()}
    return tuple((ord(letter), score - NO_LETTER) for letter, score in {**small, **capital}.items())
