"""Searching the register of orders: every word of a query, in any of its forms, in texts and names. Pure."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from school.morphology import fold, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENDINGS = "аеиоуыэюяйь"
SHORTEST = 3
UNSAID = frozenset({"sources", "remarks"})
LONGEST = 200
"""Signs of a query that are looked at."""


def stems(query: str) -> tuple[str, ...]:
    """What the forms of every word of a query begin with alike, folded."""
    words = fold(query[:LONGEST]).replace("№", " ").split()
    return tuple(dict.fromkeys(_stem(word.strip(".,;:«»\"'()")) for word in words if word.strip(".,;:«»\"'()")))


def _stem(word: str) -> str:
    if not word.isalpha():
        return word
    alike = takewhile(lambda signs: signs[0] == signs[1], zip(word, lemma(word), strict=False))
    shared = "".join(sign for sign, _ in alike) or word
    cut = shared.rstrip(ENDINGS)
    return cut if len(cut) >= SHORTEST else shared if len(shared) >= SHORTEST else word


def searched(record: Mapping[str, Any]) -> str:
    """Everything that an order says, folded: requisites, clauses, names in the nominative, roles."""
    return fold(" ".join(_said({name: value for name, value in record.items() if name not in UNSAID})))


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _said(item)
    elif isinstance(value, list):
        for item in value:
            yield from _said(item)
