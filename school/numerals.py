"""Numbers and the words that go with them."""

from __future__ import annotations

TEENS = range(11, 15)
FEW = range(2, 5)


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form that goes with a number: 1 лист, 2 листа, 5 листов, 11 листов."""
    tens, ones = number % 100, number % 10
    if tens in TEENS:
        return many
    if ones == 1:
        return one
    return few if ones in FEW else many
