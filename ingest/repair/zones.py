"""Where a text is garbled: two states, good and garbled, run along all its tokens.

Each token says how much likelier it is in garbled text; states last, so a doubtful token goes with its neighbours, in
its line and in the lines around. Half a line can be good.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ingest.repair.script import RUSSIAN_WORD, TOKEN, odds

if TYPE_CHECKING:
    from collections.abc import Sequence

TURN = 0.06
"""Chance that the state turns between two tokens of a line."""
TURN_AT_LINE = 0.2
BEGIN = 0.15
PLAIN = re.compile(r"(?=[^\n]*[А-Яа-яЁё])[А-Яа-яЁё0-9\s.,;:!?()«»\"№–—_/%-]*")
SURELY_GOOD = -9.0
"""What a line of Cyrillic only says; no token says as much."""


class Token(NamedTuple):
    """A run of signs without spaces; `bad` is the chance that it stands in garbled text."""

    start: int
    text: str
    bad: float

    @property
    def end(self) -> int:
        """Offset behind the token."""
        return self.start + len(self.text)


def tokens(lines: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
    """Tokens of every line, judged together; a line of Cyrillic only is good, and counts as one sure token."""
    result: list[tuple[Token, ...]] = []
    found: list[tuple[int, re.Match[str]]] = []
    weights: list[float] = []
    turns: list[float] = []
    for number, line in enumerate(lines):
        plain = _plain(line)
        if plain is not None:
            result.append(plain)
            if weights and weights[-1] != SURELY_GOOD:
                weights.append(SURELY_GOOD)
                turns.append(TURN_AT_LINE)
            continue
        result.append(())
        for place, match in enumerate(TOKEN.finditer(line)):
            if weights:
                turns.append(TURN if place else TURN_AT_LINE)
            found.append((number, match))
            weights.append(odds(match.group()))
    return _judged(result, found, weights, turns)


@lru_cache(maxsize=4096)
def _plain(line: str) -> tuple[Token, ...] | None:
    """Tokens of a line of Cyrillic only; kept, because a text is looked through before it is repaired."""
    if not PLAIN.fullmatch(line):
        return None
    return tuple(Token(match.start(), match.group(), 0.0) for match in TOKEN.finditer(line))


def _judged(
    result: list[tuple[Token, ...]], found: list[tuple[int, re.Match[str]]], weights: list[float], turns: list[float]
) -> tuple[tuple[Token, ...], ...]:
    """The tokens with their chances; weights of whole good lines stand among those of the tokens."""
    rows: dict[int, list[Token]] = {}
    places = iter(found)
    for bad, weight in zip(_posteriors(weights, turns), weights, strict=True):
        if weight != SURELY_GOOD:
            number, match = next(places)
            token = Token(match.start(), match.group(), 0.0 if weight == RUSSIAN_WORD else bad)
            rows.setdefault(number, []).append(token)
    return tuple(tuple(rows[number]) if number in rows else row for number, row in enumerate(result))


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
