"""What Russian of school papers looks like: words, word pairs, letter runs. All from data files, read once.

Scores are natural logarithms. The files are written by `tests/benchmarks/repair/learn.py`.
"""

from __future__ import annotations

import lzma
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from school.errors import DamagedFile

if TYPE_CHECKING:
    from collections.abc import Iterable

ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
RUN = 5
UNSEEN = math.log(1e-4)
BACK_OFF = math.log(0.4)
GIVEN = -9.5
"""Score of a word that the document or the school has shown to exist."""


def rows(name: str, columns: int) -> Iterable[list[str]]:
    """Rows of a packed table.

    Raises:
        DamagedFile: a row has another number of columns.
    """
    packed = files("ingest.repair.data").joinpath(name).read_bytes()
    for line in lzma.decompress(packed).decode("utf-8").split("\n"):
        row = line.split("\t")
        if len(row) != columns:
            raise DamagedFile(name=name)
        yield row


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words with their scores; `ahead` has, for every beginning, the score of its likeliest word."""

    words: dict[str, float]
    ahead: dict[str, float]
    printed: dict[str, str]
    """How a word is usually printed when not in small letters: `c` Capital, `u` CAPITALS."""

    def with_words(self, given: frozenset[str]) -> Lexicon:
        """The same lexicon with words that this document or school uses; `given` as they are printed."""
        fresh = {word.lower(): word for word in sorted(given) if self.words.get(word.lower(), -math.inf) < GIVEN}
        if not fresh:
            return self
        words, ahead, printed = dict(self.words), dict(self.ahead), dict(self.printed)
        for low, word in fresh.items():
            words[low] = GIVEN
            if word[:1].isupper():
                printed[low] = "c" if word[1:].islower() or len(word) == 1 else "u"
            for size in range(1, len(low) + 1):
                ahead[low[:size]] = max(ahead.get(low[:size], -math.inf), GIVEN)
        return Lexicon(words=words, ahead=ahead, printed=printed)


@cache
def lexicon() -> Lexicon:
    """The shipped words."""
    words: dict[str, float] = {}
    ahead: dict[str, float] = {}
    printed: dict[str, str] = {}
    # rows come likeliest first, so the first word to open a beginning is its best
    for word, score, kind in rows("words.tsv.xz", 3):
        value = words[word] = float(score)
        if kind != "l":
            printed[word] = kind
        for size in range(1, len(word) + 1):
            ahead.setdefault(word[:size], value)
    return Lexicon(words=words, ahead=ahead, printed=printed)


@cache
def _bigrams() -> dict[str, float]:
    return {pair: float(gain) for pair, gain in rows("bigrams.tsv.xz", 2)}


def after(first: str, second: str) -> float:
    """How much likelier the second word is after the first; 0 when nothing is known. Both in small letters."""
    return _bigrams().get(f"{first} {second}", 0.0)


@cache
def _runs() -> dict[str, float]:
    return {run: math.log(float(count)) for run, count in rows("letters.tsv.xz", 2)}


@cache
def _all_letters() -> float:
    return math.log(sum(math.exp(score) for run, score in _runs().items() if len(run) == 1))


@cache
def letter(before: str, sign: str) -> float:
    """Score of a letter after up to four others; `^` opens a word, `$` ends it."""
    runs, cost = _runs(), 0.0
    for start in range(len(before)):
        seen = runs.get(before[start:] + sign)
        if seen is not None:
            return cost + seen - runs[before[start:]]
        cost += BACK_OFF
    return cost + runs.get(sign, UNSEEN + _all_letters()) - _all_letters()
