"""Where a text is garbled: two states, good and garbled, run along all its tokens.

Each token says how much likelier it is in garbled text; states last, so a doubtful token goes with its neighbours, in
its line and in the lines around. Half a line can be good.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.repair.script import TOKEN, odds

if TYPE_CHECKING:
    from collections.abc import Sequence

TURN = 0.06
"""Chance that the state turns between two tokens of a line."""
TURN_AT_LINE = 0.2
BEGIN = 0.15


@dataclass(frozen=True, slots=True)
class Token:
    """A run of signs without spaces; `bad` is the chance that it stands in garbled text."""

    start: int
    text: str
    bad: float

    @property
    def end(self) -> int:
        """Offset behind the token."""
        return self.start + len(self.text)


def tokens(lines: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
    """Tokens of every line, judged together."""
    found = [(number, match) for number, line in enumerate(lines) for match in TOKEN.finditer(line)]
    weights = [odds(match.group()) for _, match in found]
    turns = [_turn(before[0], here[0]) for before, here in pairwise(found)]
    result: list[list[Token]] = [[] for _ in lines]
    for (number, match), bad in zip(found, _posteriors(weights, turns), strict=True):
        result[number].append(Token(match.start(), match.group(), bad))
    return tuple(tuple(row) for row in result)


def _turn(before: int, here: int) -> float:
    return TURN if before == here else TURN_AT_LINE


def _posteriors(weights: list[float], turns: list[float]) -> list[float]:
    """Forward and backward in odds: chance of the garbled state at every token."""
    if not weights:
        return []
    forward = [math.log(BEGIN / (1 - BEGIN)) + weights[0]]
    for weight, turn in zip(weights[1:], turns, strict=True):
        forward.append(_carried(forward[-1], turn) + weight)
    backward = [0.0]
    for weight, turn in zip(reversed(weights[1:]), reversed(turns), strict=True):
        backward.append(_carried(backward[-1] + weight, turn))
    return [_chance(ahead + behind) for ahead, behind in zip(forward, reversed(backward), strict=True)]


def _carried(score: float, turn: float) -> float:
    """Odds at the next token, from odds here."""
    bad = _chance(score)
    return math.log((bad * (1 - turn) + (1 - bad) * turn) / (bad * turn + (1 - bad) * (1 - turn)))


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))
