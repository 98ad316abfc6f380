"""The same clauses printed twice in one document: one clause, two places.

Order № 29 is followed by a poorer reading of its clauses 5.2–7. The two are aligned in printed order
(Needleman–Wunsch over clauses, similarity by normalised edit distance); the surer reading gives the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from parsing.order.clauses import split_items
from parsing.order.nodes import walk
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.order.nodes import Node
    from parsing.passages import Passage, Row

ALIKE = 0.5
SAME_NUMBER = 0.2
LEAST_PAIRS = 2
LEAST_SHARE = 0.5
CLEARLY_SURER = 0.05


def attach(roots: list[Node], rows: Sequence[Row]) -> int:
    """Gives clauses the places of their second reading; returns how many clauses were found again."""
    items = split_items(rows)
    nodes = list(walk(roots))
    if len(items) < LEAST_PAIRS or not nodes:
        return 0
    pairs = _align(nodes, items)
    if len(pairs) < max(LEAST_PAIRS, LEAST_SHARE * len(items)):
        return 0
    for node, passage in pairs:
        _add(node, passage)
    return len(pairs)


def _add(node: Node, passage: Passage) -> None:
    if passage.source().confidence > node.passage.source().confidence + CLEARLY_SURER:
        node.again.append(node.passage)
        node.passage = passage
    else:
        node.again.append(passage)


def _align(nodes: list[Node], items: list[tuple[str | None, Passage]]) -> list[tuple[Node, Passage]]:
    """The best monotone pairing; what is not alike enough stays alone."""
    gain = np.array([[_similarity(node, *item) for item in items] for node in nodes])
    gain[gain < ALIKE] = -1.0
    best = np.zeros((len(nodes) + 1, len(items) + 1))
    for i in range(1, len(nodes) + 1):
        for j in range(1, len(items) + 1):
            best[i, j] = max(best[i - 1, j], best[i, j - 1], best[i - 1, j - 1] + gain[i - 1, j - 1])
    return _trace(best, gain, nodes, items)


def _trace(
    best: np.ndarray, gain: np.ndarray, nodes: list[Node], items: list[tuple[str | None, Passage]]
) -> list[tuple[Node, Passage]]:
    pairs: list[tuple[Node, Passage]] = []
    i, j = len(nodes), len(items)
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            if gain[i - 1, j - 1] > 0:
                pairs.append((nodes[i - 1], items[j - 1][1]))
            i, j = i - 1, j - 1
    return pairs[::-1]


def _similarity(node: Node, number: str | None, passage: Passage) -> float:
    score = Indel.normalized_similarity(fold(node.text), fold(passage.text))
    return score + (SAME_NUMBER if number is not None and number == node.number else 0.0)
