"""A quick look at which damages of single signs may explain a word: one bit a damage, one mask a sign."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ingest.repair.encodings.fonts import Symbols
from ingest.repair.encodings.misread import Misread, double_misreadings, misreadings
from ingest.repair.encodings.tables import CYRILLIC, kept, signs

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Masks:
    """Damages, and for every sign a number whose bits are those of the damages that make a usual sign of it."""

    damages: tuple[Misread | Symbols, ...]
    table: dict[str, int]


@cache
def single() -> Masks:
    """Masks of one misreading, and of symbol fonts."""
    symbols = [Symbols(encoding, every=every) for encoding in kept() for every in (True, False)]
    return _masks([*misreadings(), *symbols])


@cache
def double() -> Masks:
    """Masks of two misreadings on one another."""
    return _masks(double_misreadings())


def _masks(damages: Sequence[Misread | Symbols]) -> Masks:
    likely = CYRILLIC | signs()
    table: dict[str, int] = defaultdict(int)
    for place, damage in enumerate(damages):
        for sign in likely.union(map(chr, damage.back)):
            undone = damage.undone(sign)
            table[sign] |= (undone in likely or undone.isascii()) << place
    return Masks(tuple(damages), dict(table))


def feasible(word: str, table: dict[str, int]) -> int:
    """The bits of the damages that make usual signs of all signs of the word."""
    bits = -1
    for sign in word:
        if not sign.isascii():
            bits &= table.get(sign, 0)
        elif sign.isalpha():
            return 0
        if not bits:
            return 0
    return max(bits, 0)
