"""What Russian of school papers looks like: words, word pairs, letter runs. All from data files, read once.

Scores are natural logarithms. The files are written by `tests/benchmarks/repair/learn_language.py`.
"""

from __future__ import annotations

import lzma
import math
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from school.errors import DamagedFile

ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
RUN = 6
UNSEEN = math.log(1e-4)
BACK_OFF = math.log(0.4)
GIVEN = -9.0
"""Score of a word that the document or the school has shown to exist."""
OPENING, NUMBER = "^", "#"
"""Stand for words in pairs: the beginning of a sentence, any number."""


def columns(name: str, count: int) -> list[list[str]]:
    """Columns of a packed table (700,000 rows are cut in one go: half of a start would go into loops).

    Raises:
        DamagedFile: rows do not have that many columns.
    """
    packed = files("ingest.repair.data").joinpath(name).read_bytes()
    text = lzma.decompress(packed).decode("utf-8")
    cells = text.replace("\n", "\t").split("\t")
    if len(cells) != count * (text.count("\n") + 1):
        raise DamagedFile(name=name)
    return [cells[column::count] for column in range(count)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words with their scores, and how a word is usually printed when not small: `c` Capital, `u` CAPITALS."""

    words: dict[str, float]
    printed: dict[str, str]
    given: dict[str, str] = field(default_factory=dict)
    """Words of this document or school, to how they are printed."""

    def score(self, word: str) -> float | None:
        """Score of a small word; None when no list has it."""
        known = self.words.get(word)
        if word in self.given:
            return GIVEN if known is None else max(known, GIVEN)
        return known

    def usual(self, word: str) -> str:
        """`l`, `c` or `u`: how the word is mostly printed inside a sentence."""
        own = self.given.get(word)
        if own is not None and word not in self.words and own[:1].isupper():
            return "c" if own[1:].islower() or len(own) == 1 else "u"
        return self.printed.get(word, "l")

    def with_words(self, given: frozenset[str]) -> Lexicon:
        """The same lexicon with words that this document or school uses; `given` as they are printed."""
        return Lexicon(words=self.words, printed=self.printed, given={word.lower(): word for word in sorted(given)})


@cache
def lexicon() -> Lexicon:
    """The shipped words."""
    words, scores, kinds = columns("words.tsv.xz", 3)
    printed = {word: kind for word, kind in zip(words, kinds, strict=True) if kind != "l"}
    return Lexicon(words=dict(zip(words, map(float, scores), strict=True)), printed=printed)


@cache
def _pairs() -> dict[str, float]:
    pairs, gains = columns("pairs.tsv.xz", 2)
    return dict(zip(pairs, map(float, gains), strict=True))


def after(first: str, second: str) -> float:
    """How much likelier (or less likely) the second word is after the first; 0 when the first is hardly known."""
    gain = _pairs().get(f"{first} {second}")
    return _pairs().get(first, 0.0) if gain is None else gain


def is_pair(first: str, second: str) -> bool:
    """Papers write the second word right after the first."""
    return f"{first} {second}" in _pairs()


@cache
def letter_runs() -> dict[str, float]:
    """How often the runs were seen."""
    runs, counts = columns("letters.tsv.xz", 2)
    return dict(zip(runs, map(float, counts), strict=True))


@cache
def _all_letters() -> float:
    return math.log(sum(count for run, count in letter_runs().items() if len(run) == 1))


@cache
def letter(before: str, sign: str) -> float:
    """Score of a letter after up to five others; `^` opens a word, `$` ends it."""
    runs, cost = letter_runs(), 0.0
    for start in range(len(before)):
        seen = runs.get(before[start:] + sign)
        if seen is not None:
            return cost + math.log(seen / runs[before[start:]])
        cost += BACK_OFF
    seen = runs.get(sign)
    return cost + (UNSEEN if seen is None else math.log(seen) - _all_letters())


@cache
def spelled(word: str) -> float:
    """Score of a word that no list has, by its letters."""
    padded = f"{OPENING}{word}$"
    return sum(letter(padded[max(0, at - RUN + 1) : at], padded[at]) for at in range(1, len(padded)))
