"""Which letters each printed sign stands for: Viterbi training over whole lines, a batch of lines at a time.

Every printed sign emits nothing or 1-4 signs of the truth, in order. Costs are conditional logarithms, counted anew
from the likeliest paths of the last round; the first round starts from the shipped channel and identity.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LONGEST = 4
ROUNDS = 4
BATCH = 256
RARE = 3
ITSELF = -1.0
"""Cost of a sign that stands for itself, where that was never seen."""
UNSEEN = (-9.0, -9.0, -15.0, -22.0, -30.0)
"""Cost of emitting 0, 1, 2, 3, 4 signs in a way never seen."""
Line = tuple[str, str]


def align(lines: Sequence[Line], first: dict[tuple[str, str], float]) -> tuple[list[list[str] | None], list[float]]:
    """What every printed sign of every line emits, and the path's score per sign; None where no path exists.

    Args:
        lines: (printed, meant).
        first: logarithms of P(meant | printed sign) to start from.
    """
    costs, paths, scores = first, [], []
    order = sorted(range(len(lines)), key=lambda at: len(lines[at][0]))
    for _ in range(ROUNDS):
        paths, scores = [None] * len(lines), [-math.inf] * len(lines)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            for at, (path, score) in zip(batch, _batch([lines[at] for at in batch], costs), strict=True):
                paths[at], scores[at] = path, score
        costs = _counted(lines, paths, scores)
    return paths, scores


def _counted(
    lines: Sequence[Line], paths: Sequence[list[str] | None], scores: list[float]
) -> dict[tuple[str, str], float]:
    units: Counter[tuple[str, str]] = Counter()
    for (printed, _), path, score in zip(lines, paths, scores, strict=True):
        if path and score > -4:
            units.update(zip(printed, path, strict=True))
    totals: Counter[str] = Counter()
    for (sign, _), count in units.items():
        totals[sign] += count
    return {unit: math.log(count / (totals[unit[0]] + 5.0)) for unit, count in units.items() if count >= RARE}


def _batch(lines: Sequence[Line], costs: dict[tuple[str, str], float]) -> list[tuple[list[str] | None, float]]:
    batch = _numbered(lines, costs)
    score, backs = _walked(batch)
    return [
        (_traced(backs[:, at], text, meant), float(score[at, len(meant)]) / max(len(text), len(meant), 1))
        if text and math.isfinite(score[at, len(meant)])
        else (None, -math.inf)
        for at, (text, meant) in enumerate(lines)
    ]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Lines as numbers.

    `printed` (lines, width) are signs, -1 behind the end; `parts` (5, lines, height) the pieces of 1-4 signs of the
    truth that open at each place; `table` (signs, pieces) what a piece costs; `empty` (signs,) what a sign that stands
    for nothing costs.
    """

    printed: NDArray[np.int64]
    parts: NDArray[np.int64]
    table: NDArray[np.float32]
    empty: NDArray[np.float32]


def _numbered(lines: Sequence[Line], costs: dict[tuple[str, str], float]) -> _Batch:
    signs = sorted({sign for printed, _ in lines for sign in printed})
    pieces = sorted({piece for _, meant in lines for row in _pieces(meant) for piece in row})
    sign_of, piece_of = ({text: at for at, text in enumerate(every)} for every in (signs, pieces))
    wide, high = max(len(printed) for printed, _ in lines), max(len(meant) for _, meant in lines)
    printed = np.full((len(lines), wide), -1)
    parts = np.full((LONGEST + 1, len(lines), high + 1), len(pieces))
    for at, (text, meant) in enumerate(lines):
        printed[at, : len(text)] = [sign_of[sign] for sign in text]
        for size, row in enumerate(_pieces(meant), 1):
            parts[size, at, : len(row)] = [piece_of[piece] for piece in row]
    return _Batch(printed, parts, *_costs(sign_of, piece_of, costs))


def _pieces(meant: str) -> list[list[str]]:
    """Pieces of 1, 2, 3, 4 signs, by where they open."""
    return [[meant[at : at + size] for at in range(len(meant) - size + 1)] for size in range(1, LONGEST + 1)]


def _costs(
    sign_of: dict[str, int], piece_of: dict[str, int], costs: dict[tuple[str, str], float]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    table = np.empty((len(sign_of), len(piece_of) + 1), dtype=np.float32)
    table[:, :-1] = np.array([UNSEEN[len(piece)] for piece in piece_of], dtype=np.float32)
    table[:, -1] = -np.inf
    for sign in sign_of.keys() & piece_of.keys():
        table[sign_of[sign], piece_of[sign]] = ITSELF
    empty = np.full(len(sign_of), UNSEEN[0], dtype=np.float32)
    for (sign, meant), cost in costs.items():
        if sign in sign_of and not meant:
            empty[sign_of[sign]] = cost
        elif sign in sign_of and meant in piece_of:
            table[sign_of[sign], piece_of[meant]] = cost
    return table, empty


def _walked(batch: _Batch) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
    """Best scores (lines, height) after all signs, and how many signs each step took (width, lines, height)."""
    score = np.full(batch.parts.shape[1:], -np.inf, dtype=np.float32)
    score[:, 0] = 0
    backs = np.zeros((batch.printed.shape[1], *score.shape), dtype=np.int8)
    for place in range(batch.printed.shape[1]):
        live, sign = batch.printed[:, place] >= 0, np.maximum(batch.printed[:, place], 0)
        best = score + batch.empty[sign][:, None]
        for size in range(1, min(LONGEST, score.shape[1] - 1) + 1):
            moved = np.full_like(score, -np.inf)
            moved[:, size:] = score[:, :-size] + batch.table[sign[:, None], batch.parts[size][:, :-size]]
            better = moved > best
            best[better], backs[place][better] = moved[better], size
        score = np.where(live[:, None], best, score)
    return score, backs


def _traced(backs: NDArray[np.int8], text: str, meant: str) -> list[str]:
    path, end = [], len(meant)
    for place in range(len(text) - 1, -1, -1):
        size = int(backs[place, end])
        path.append(meant[end - size : end])
        end -= size
    return path[::-1]
