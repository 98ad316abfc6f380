"""The best row of readings in a line: every reading's own score and the pairs of words that neighbours make."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.repair.language import NUMBER, OPENING, after
from ingest.repair.letter_case import INSIDE, ROMAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.repair.decoder import Reading

PAIRS = 0.5
"""Weight of word pairs."""
BREAKS = frozenset(".;:!?()/|•")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One or more printed tokens read together; a good token has itself as the only reading and is not `garbled`.

    `left` is the score of leaving a suspect as it is.
    """

    start: int
    printed: str
    readings: tuple[Reading, ...]
    garbled: bool
    opens: float = INSIDE
    left: float | None = None


def best_row(found: Sequence[Stretch]) -> tuple[list[int], list[float]]:
    """For every stretch the reading on the best row, and how far the next reading of that stretch is behind."""
    ahead: list[list[float]] = []
    for stretch in found:
        before = found[len(ahead) - 1] if ahead else None
        ahead.append([_arrival(reading, before, ahead[-1] if ahead else [], stretch) for reading in stretch.readings])
    behind: list[list[float]] = [[0.0] * len(found[-1].readings)] if found else []
    for at in range(len(found) - 2, -1, -1):
        following, scores = found[at + 1], behind[0]
        behind.insert(
            0,
            [
                max(
                    _link(reading, other, following) + other.score + scores[place]
                    for place, other in enumerate(following.readings)
                )
                for reading in found[at].readings
            ],
        )
    chosen, margins = [], []
    for first, second in zip(ahead, behind, strict=True):
        totals = [one + other for one, other in zip(first, second, strict=True)]
        best = max(range(len(totals)), key=lambda place: totals[place])
        chosen.append(best)
        margins.append(totals[best] - max((total for at, total in enumerate(totals) if at != best), default=-math.inf))
    return chosen, margins


def _arrival(reading: Reading, before: Stretch | None, scores: list[float], stretch: Stretch) -> float:
    own = reading.score + PAIRS * inner(reading.words)
    if before is None:
        return own + (PAIRS * _gain(OPENING, _first(reading.words)) if stretch.opens > INSIDE else 0.0)
    return own + max(
        score + _link(other, reading, stretch) for other, score in zip(before.readings, scores, strict=True)
    )


def _link(before: Reading, here: Reading, stretch: Stretch) -> float:
    left = OPENING if stretch.opens > INSIDE else _last(before.words)
    return PAIRS * _gain(left, _first(here.words))


def _gain(left: str, right: str) -> float:
    return after(left, right) if left and right else 0.0


def inner(words: Sequence[str]) -> float:
    """Gains of the word pairs inside a reading."""
    score, left = 0.0, ""
    for word in words:
        if word[0].isalnum():
            name = NUMBER if word.isdigit() or ROMAN.fullmatch(word) else word
            score += _gain(left, name) if left else 0.0
            left = name
        elif word[0] in BREAKS:
            left = OPENING
    return score


def _first(words: Sequence[str]) -> str:
    for word in words:
        if word[0].isalnum():
            return NUMBER if word.isdigit() or ROMAN.fullmatch(word) else word
    return ""


def _last(words: Sequence[str]) -> str:
    for word in reversed(words):
        if word[0].isalnum():
            return NUMBER if word.isdigit() or ROMAN.fullmatch(word) else word
        if word[0] in BREAKS:
            return OPENING
    return ""
