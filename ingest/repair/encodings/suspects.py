"""What of a line may be damaged, found cheaply: right Russian text has nothing of it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import add
from typing import TYPE_CHECKING

from ingest.repair.encodings.plausible import CASE_BREAK, by_letters
from ingest.repair.encodings.tables import NBSP, signs
from ingest.repair.language import ALPHABET, letter_runs, lexicon
from school.morphology import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

UNIT = re.compile(r"[A-Za-z\u0080-\U0010ffff]+")
"""A word for damages that leave ASCII alone."""
WIDE_UNIT = re.compile(r"[^ \t]+")
"""A word for damages that do not."""
WORD = re.compile(r"[А-Яа-яЁё]+")
LEAST_WORD = 3
RARE = 1.5e-5
"""Share of a pair of letters among all pairs, below which it is rare."""
MANY_RARE = 0.15
UNLIKELY = 3.4
"""Nats of a letter, above which a word is not like Russian."""
JOINTS = frozenset(f"’—–…−\u00ad\u2011\u2009\u202f{NBSP}")
"""Signs that may stand inside a word."""
OPENING = "«„“‘‹·•"
HALF_WORD = re.compile(r"(?:^|(?<=\s))[–—]([а-яё]{4,})")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
ODD_SIGN = re.compile(r"[\[\\\]^`{|}~\x7f]")
ODD_ASCII = re.compile(r"[A-Za-z][\[\\\]^`{|}~\x7f]+(?=[A-Za-z])")
MANY_ODD = 3
"""Fewer odd signs between letters of ASCII are no wonder: programs have them."""


def clean(line: str) -> bool:
    """True when nothing in the line is suspect; quick."""
    if _is_odd_ascii(line):
        return False
    return line.isascii() or not (_has_odd(line) or any(map(_is_odd_word, WORD.findall(line))))


def suspects(line: str) -> Sequence[str]:
    """Words of the line that may be damaged."""
    found = [unit for unit in UNIT.findall(line) if not unit.isascii() and is_suspect(unit)]
    if _is_odd_ascii(line):
        wide = [unit for unit in WIDE_UNIT.findall(line) if ODD_ASCII.search(unit) or CONTROL.search(unit)]
        found += [unit for unit in wide if unit not in found]
    return found


@lru_cache(maxsize=100_000)
def is_suspect(unit: str) -> bool:
    """True for a word with signs that Russian has not, or with letters where Russian has them not."""
    return _has_odd(unit) or any(map(_is_odd_word, WORD.findall(unit)))


def share_of_rare(text: str) -> float:
    """Share of pairs of letters that Russian hardly has among pairs of neighbours; only letters of Russian count."""
    low, rare = text.lower(), _rare_pairs()
    return sum(pair in rare for pair in map(add, low, low[1:])) / max(1, len(low) - 1)


def _is_odd_ascii(line: str) -> bool:
    if line.isprintable() and not ODD_SIGN.search(line):
        return False
    return CONTROL.search(line) is not None or len(ODD_ASCII.findall(line)) >= MANY_ODD


def _has_odd(text: str) -> bool:
    if _odd().search(text):
        return True
    if _sign().search(text) is None:
        return False
    # `–асписание`: a dash where the first letter of a word stood
    return _misplaced().search(text) is not None or any(not is_known(word) for word in HALF_WORD.findall(text))


@lru_cache(maxsize=100_000)
def _is_odd_word(word: str) -> bool:
    if len(word) < LEAST_WORD:
        return False
    low, odd = word.lower(), CASE_BREAK.search(word) is not None
    if low in lexicon().words:
        return odd
    odd = odd or share_of_rare(low) >= MANY_RARE or by_letters(low) > UNLIKELY * len(low)
    return odd and not is_known(low)


@cache
def _odd() -> re.Pattern[str]:
    """A sign that Russian text has not."""
    return re.compile(f"[^\\t\\x20-\\x7eА-Яа-яЁё{_inside(signs())}]")


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(f"[{_inside(signs())}]")


@cache
def _misplaced() -> re.Pattern[str]:
    """A sign that Russian text has not inside a word, or right before one."""
    inside = _inside(signs() - JOINTS)
    return re.compile(f"[А-Яа-яЁё][{inside}]+[А-Яа-яЁё]|(?:^|(?<=\\s))[{inside}]+(?<![{OPENING}])[а-яё]")


def _inside(found: frozenset[str]) -> str:
    """Signs for the inside of a class of a regular expression."""
    return re.escape("".join(sorted(found)))


@cache
def _rare_pairs() -> frozenset[str]:
    counts = {run: count for run, count in letter_runs().items() if len(run) <= len("аб")}
    total = sum(count for run, count in counts.items() if run in ALPHABET)
    pairs = (first + second for first in ALPHABET for second in ALPHABET)
    return frozenset(pair for pair in pairs if counts.get(pair, 0.0) < RARE * total)
