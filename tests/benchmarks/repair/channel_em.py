"""Learns which printed pieces stand for which Cyrillic letters: EM over all segmentations of word pairs.

A unit is (1–4 printed signs, 0–3 Cyrillic letters), one of the two sides short. The joint probabilities of units are
found by forward and backward sums over every way to cut a pair into units; counts of the likeliest cut are what the
data file keeps.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PRINTED, MEANT = 4, 3
Unit = tuple[str, str]
RARE = 1e-12
# (printed, meant) sizes that a unit may have, with what its weight is multiplied by: without it, EM would take the
# longest units, since fewer factors are more likely than many
SIZES = {
    (1, 1): 1.0, (2, 1): 1.0, (3, 1): 0.7, (4, 1): 0.3, (1, 2): 0.1, (2, 2): 0.003, (3, 2): 0.01, (4, 2): 0.003,
    (1, 3): 0.01, (2, 3): 0.01, (1, 0): 0.02, (2, 0): 0.0005,
}  # fmt: skip


def learn(pairs: Counter[Unit], rounds: int = 6) -> dict[Unit, float]:
    """Joint probability of every unit, from distinct pairs with their counts."""
    table: dict[Unit, float] = {}
    for _ in range(rounds):
        seen: defaultdict[Unit, float] = defaultdict(float)
        for (printed, meant), count in pairs.items():
            for unit, share in _shares(printed, meant, table):
                seen[unit] += share * math.sqrt(count)
        total = sum(seen.values())
        table = {
            unit: share / total * SIZES[len(unit[0]), len(unit[1])] for unit, share in seen.items() if share > 0.02
        }
    return table


def cut(printed: str, meant: str, table: dict[Unit, float]) -> list[tuple[int, int, int, int]]:
    """The likeliest cut as (printed start, end, meant start, end); empty when the pair cannot be cut."""
    wide, high = len(printed), len(meant)
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    for i in range(wide + 1):
        for j in range(high + 1):
            if (i, j) not in best:
                continue
            for a, b, weight in _steps(printed, meant, i, j, table):
                score = best[i, j][0] + math.log(weight)
                if (a, b) not in best or score > best[a, b][0]:
                    best[a, b] = (score, (i, j))
    if (wide, high) not in best:
        return []
    path, place = [], (wide, high)
    while (back := best[place][1]) is not None:
        path.append((back[0], place[0], back[1], place[1]))
        place = back
    return path[::-1]


def _steps(printed: str, meant: str, i: int, j: int, table: dict[Unit, float]) -> Iterable[tuple[int, int, float]]:
    for a in range(i + 1, min(i + PRINTED, len(printed)) + 1):
        for b in range(j, min(j + MEANT, len(meant)) + 1):
            if (a - i, b - j) not in SIZES:
                continue
            weight = table.get((printed[i:a], meant[j:b]), RARE) if table else _first(printed[i:a], meant[j:b])
            if weight > RARE or not table:
                yield a, b, weight
            elif a == i + 1 and b == j + 1:
                yield a, b, RARE


def _first(printed: str, meant: str) -> float:
    """Before anything is known: one for one, two for one are likely; the same sign is itself."""
    if printed == meant:
        return 1.0
    return 0.1 * SIZES[len(printed), len(meant)] * math.exp(-abs(len(printed) - len(meant)))


def _shares(printed: str, meant: str, table: dict[Unit, float]) -> list[tuple[Unit, float]]:
    wide, high = len(printed), len(meant)
    forward = [[0.0] * (high + 1) for _ in range(wide + 1)]
    backward = [[0.0] * (high + 1) for _ in range(wide + 1)]
    forward[0][0] = backward[wide][high] = 1.0
    arcs = []
    for i in range(wide):
        for j in range(high + 1):
            if forward[i][j]:
                for a, b, weight in _steps(printed, meant, i, j, table):
                    forward[a][b] += forward[i][j] * weight
                    arcs.append((i, j, a, b, weight))
    if not forward[wide][high]:
        return []
    for i, j, a, b, weight in reversed(arcs):
        backward[i][j] += weight * backward[a][b]
    total = forward[wide][high]
    return [
        ((printed[i:a], meant[j:b]), forward[i][j] * weight * backward[a][b] / total)
        for i, j, a, b, weight in arcs
        if backward[a][b]
    ]
