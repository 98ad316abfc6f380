"""Is it the same sheet, scanned again? Told by its words, and denied by one number or name that is surely another.

Two orders of one form differ in a date, two lists of classes in names: they are never called the same.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ingest.doubts import doubts
from school.morphology import fold, is_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.model import Line, Page

TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+")
LEAST_WORDS = 15
"""A sheet with fewer words says too little."""
SHINGLE, KEPT = 3, 32
LEAST_SHARED = 8
"""So many kept shingles in common make two sheets worth comparing."""
MISREAD, UNLIKE = 60.0, 60.0
SAME_TEXT = 0.85
LEAST_NAME = 3
LOST_NUMBERS = 0.05


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a number of a sheet."""

    text: str
    key: str
    """Without capitals and ё."""
    sure: bool
    """Nothing about its reading asks for a person."""

    @property
    def number(self) -> bool:
        """True for digits."""
        return self.text[0].isdigit()

    @property
    def name(self) -> bool:
        """True for what may be a name."""
        return self.text[0].isupper() and len(self.text) >= LEAST_NAME and not self.text.isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How two sheets compare."""

    share: float
    """Of the words of the longer one, those that stand in both."""
    differences: tuple[tuple[str, str], ...]
    """What stands in one and in the other in the same place; empty where there is nothing."""
    denied: bool
    """A number or a name is surely another one."""

    @property
    def same(self) -> bool:
        """True when a person is to be asked whether it is one sheet."""
        return self.share >= SAME_TEXT and not self.denied


def sketch(page: Page) -> tuple[int, ...]:
    """A few shingles of a sheet's words, the same few for the same text; none for a sheet that says too little."""
    words = [token.key for token in _tokens(page) if not token.number]
    if len(words) < LEAST_WORDS:
        return ()
    hashes = {_hash(" ".join(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1)}
    return tuple(sorted(hashes)[:KEPT])


def tokens_of(page: Page) -> tuple[Token, ...]:
    """The words and numbers of a sheet in their order."""
    return tuple(_tokens(page))


def compare(first: Sequence[Token], second: Sequence[Token]) -> Likeness:
    """Compares two sheets word by word."""
    longest = max(len(first), len(second))
    if not longest:
        return Likeness(share=0.0, differences=(), denied=True)
    pairs = tuple(_differing(first, second))
    alike = sum(left is not None and right is not None and _misread(left, right) for left, right in pairs)
    strange = sum(left is not None for left, _ in pairs)
    return Likeness(
        share=(len(first) - strange + alike) / longest,
        differences=tuple((left.text if left else "", right.text if right else "") for left, right in pairs),
        denied=_denied(pairs, sum(token.number for token in first)),
    )


def _denied(pairs: Sequence[tuple[Token | None, Token | None]], numbers: int) -> bool:
    if any(left is not None and right is not None and _contradict(left, right) for left, right in pairs):
        return True
    alone = [left or right for left, right in pairs if left is None or right is None]
    lost = sum(token is not None and token.number and token.sure for token in alone)
    return lost > max(1, LOST_NUMBERS * numbers)


def _contradict(left: Token, right: Token) -> bool:
    """Two readings of one place that cannot both be slips."""
    if not (left.sure and right.sure):
        return False
    if left.number or right.number:
        return left.number and right.number
    if not (left.name and right.name):
        return False
    return fuzz.ratio(left.key, right.key) < UNLIKE or (is_known(left.key) and is_known(right.key))


def _misread(left: Token, right: Token) -> bool:
    return fuzz.ratio(left.key, right.key) >= MISREAD


def _differing(first: Sequence[Token], second: Sequence[Token]) -> Iterator[tuple[Token | None, Token | None]]:
    """What stands in one sheet and not in the other, place by place."""
    for step in Levenshtein.editops([token.key for token in first], [token.key for token in second]):
        left = first[step.src_pos] if step.tag != "insert" else None
        right = second[step.dest_pos] if step.tag != "delete" else None
        yield left, right


def _tokens(page: Page) -> Iterator[Token]:
    for line in page.lines:
        yield from _tokens_of(line)


def _tokens_of(line: Line) -> Iterator[Token]:
    unsure = doubts(line)
    for match in TOKEN.finditer(line.text):
        sure = not any(start < match.end() and end > match.start() for start, end in unsure)
        yield Token(match.group(), fold(match.group()), sure)


def _hash(text: str) -> int:
    """Fits into a signed column of both databases."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
