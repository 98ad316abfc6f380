"""Upper case of a reading, decided for each word as a whole."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.repair.script import closed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.repair.language import Lexicon
    from ingest.repair.tagger import Choice

TOKEN = re.compile(r"[а-яё]+|[a-z]+|\d+|[^\sа-яёa-z\d]+", re.IGNORECASE)
ROMAN = re.compile(r"[ivx]{1,5}")
SENTENCE, ITEM, INSIDE, NAMED = 2.5, 0.5, -1.5, 4.0
"""What speaks for a capital first letter: beginning of a sentence, of an item, elsewhere, a word beside initials."""
CAPITALS = -2.0
NAME, ABBREVIATION, GIVEN = 3.0, 4.0, 8.0
STRANGE_NAME = 2.0
"""A word of no list that opens with a capital will be a name."""
LETTER_ALONE = -2.0
AS_TAGGED = -2.5
"""No usual pattern: every letter as it seems."""


def cased(text: str, choices: Sequence[Choice], lexicon: Lexicon, *, opens: float) -> tuple[str, float]:
    """A reading's text with its capitals, and how well it bears them.

    Args:
        text: the reading in small letters.
        choices: the choices that made it.
        lexicon: how words are usually printed.
        opens: `SENTENCE`, `ITEM`, `INSIDE` or `NAMED`, for its first word.
    """
    odds = _odds(choices)
    if not odds:
        return text, 0.0
    signs, score, first = list(text), 0.0, True
    for match in TOKEN.finditer(text):
        word, start = match.group(), match.start()
        if not word[0].isalpha():
            continue
        dotted = len(word) == 1 and text[match.end() : match.end() + 1] == "."
        ways = _ways(word, odds[start : match.end()], lexicon, opens=opens if first else INSIDE, dotted=dotted)
        best = max(ways, key=lambda way: ways[way])
        signs[start : match.end()], score, first = best, score + ways[best], False
    return "".join(signs), score


def _odds(choices: Sequence[Choice]) -> list[float]:
    found: list[float] = []
    for choice in choices:
        if choice.text:
            found += [choice.capital, *[0.0] * (len(choice.text) - 1)]
    return found


def _ways(word: str, odds: Sequence[float], lexicon: Lexicon, *, opens: float, dotted: bool) -> dict[str, float]:
    """Ways of printing a word, with their scores."""
    if ROMAN.fullmatch(word):
        return {word.upper(): 0.0}
    small, big = [-softplus(value) for value in odds], [-softplus(-value) for value in odds]
    usual = lexicon.usual(word)
    ways = {word: sum(small)}
    listed = lexicon.score(word) is not None
    if opens == NAMED and usual == "l" and listed:
        # what stands beside initials is a surname, unless it is a common word
        opens = INSIDE
    capital = big[0] + sum(small[1:]) + opens
    capital += NAME if usual == "c" else 0.0 if listed else STRANGE_NAME
    if len(word) == 1 and opens == INSIDE:
        capital += NAME if dotted else LETTER_ALONE
    ways[word[0].upper() + word[1:]] = capital
    own = lexicon.given.get(word)
    if own is not None and word not in lexicon.words:
        ways[own] = ways.get(own, sum(small)) + GIVEN
    if len(word) > 1:
        known = word.upper() in closed()["abbreviations"]
        ways[word.upper()] = sum(big) + CAPITALS + (ABBREVIATION if known else 0.0)
        tagged = "".join(sign.upper() if value > 0 else sign for sign, value in zip(word, odds, strict=True))
        if tagged not in ways:
            ways[tagged] = sum(max(pair) for pair in zip(small, big, strict=True)) + AS_TAGGED
    return ways


@lru_cache(maxsize=4096)
def softplus(value: float) -> float:
    """log(1 + e^value)."""
    return max(value, 0.0) + math.log1p(math.exp(-abs(value)))
