"""Which damages may explain suspect words."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ingest.repair.encodings.damage import joined
from ingest.repair.encodings.fonts import EVERY, LETTERS, NOT_ASCII, PRIVATE, VISIBLE, Shift, Symbols
from ingest.repair.encodings.masks import Masks, double, feasible, single
from ingest.repair.encodings.misread import Utf8, misreadings, utf8s
from ingest.repair.encodings.plausible import (
    CASE_BREAK,
    RESTORED,
    RUSSIAN,
    cost,
    looks_russian,
    reads,
)
from ingest.repair.encodings.shifts import likely_shifts
from ingest.repair.encodings.suspects import JOINTS, UNIT, share_of_rare, suspects
from ingest.repair.encodings.tables import BYTES, CYRILLIC, common_signs, usual

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.repair.encodings.damage import Damage

DEPTH = 3
"""So many damages may lie on one another when UTF-8 is among them."""
LONG = 40
"""Longer pieces hardly come again."""
SAMPLE = 160
"""So many signs of words are weighed when a damage is sought."""
WITHIN, KEEP = 12.0, 4
"""Damages worse than the best by more nats than this are forgotten, and those that give more texts than so many."""
LIKE_RUSSIAN = 0.25
"""What has more rare pairs than this is no Russian word."""
PROBED, PROBED_TWICE = 6, 3
"""So many words are looked at before all are weighed."""
SOME_RARE, ENOUGH, MOST_ODD, LONG_WORD, LEAST_STRANGE = 0.12, 0.25, 0.4, 10, 5
LEAST_BYTES, MOST_OF, STILL_ODD = 4, 0.6, 0.15
"""UTF-8 is not sought in fewer signs, nor where it explains less of the suspect ones; what comes of it is looked at
again where so much of that many is suspect."""


@dataclass(frozen=True, slots=True)
class Found:
    """A damage and the nats by which it makes words likelier, its own improbability taken off."""

    damage: Damage
    gain: float


def gain(text: str, damage: Damage, flat: float = RESTORED) -> float:
    """Nats by which a piece of text is likelier undone; `flat` is for letters of unknown words that come out."""
    if text.isascii() and not damage.wide:
        return 0.0
    return _gain(text, damage, flat) if len(text) < LONG else _gain.__wrapped__(text, damage, flat)


def strict_gain(text: str, damage: Damage) -> float:
    """The same where what comes out must be Russian; a word that only gets rare signs for letters is no evidence."""
    nats = gain(text, damage, math.inf)
    return nats if nats <= 0 or not damage.letterwise or _gets_usual(text, damage.undone(text)) else 0.0


def _gets_usual(text: str, undone: str) -> bool:
    if len(text) != len(undone) or text.isascii():
        return True
    return any(
        sign != before and (sign in usual() or sign.isascii()) for before, sign in zip(text, undone, strict=True)
    )


@lru_cache(maxsize=50_000)
def _gain(text: str, damage: Damage, flat: float) -> float:
    undone = damage.undone(text)
    # another case alone says nothing, unless the case was odd: a heading may be all in capitals
    if undone.lower() == text.lower() and not CASE_BREAK.search(text):
        return 0.0
    return cost(text) - cost(undone, flat=flat)


def seek(line: str, words: Sequence[str], depth: int = DEPTH, *, hard: bool = False) -> list[Found]:
    """Damages that explain a line with these suspect words, the best first; `hard` seeks the rare ones in any line."""
    found = [*_utf8(line, words, depth)] if _utf8_like().search(line) else []
    if not found:
        strong = hard or _is_strong(line, words)
        found = [*_once(line, words), *(_shifts(line, words) if strong else ())]
        if not found and strong and not line.isascii():
            found = [*_twice(line, words)]
    return _best(line, found)


def _best(line: str, found: Sequence[Found]) -> list[Found]:
    """The best, and those close to it; damages that undo to the same text go together."""
    best = max((item.gain for item in found), default=0.0)
    texts: dict[str, None] = {}
    close = []
    for item in sorted(found, key=lambda item: -item.gain):
        text = item.damage.undone(line)
        if item.gain > best - WITHIN and (text in texts or len(texts) < KEEP):
            texts[text] = None
            close.append(item)
    return close


def _is_strong(line: str, words: Iterable[str]) -> bool:
    """True when many letters of the line are in words that no language writes so, or a word is all of odd signs."""
    pure = [word for word in words if not any(sign.isascii() and sign.isalpha() for sign in word)]
    odd = [len(word) for word in pure if CASE_BREAK.search(word) or _is_odd(word)]
    all_odd = sum(len(word) for word in pure if RUSSIAN.fullmatch(word))
    letters = sum(not sign.isascii() for sign in line)
    many = sum(odd) > ENOUGH * letters or all_odd > MOST_ODD * letters or max(odd, default=0) >= LONG_WORD
    return many or any(map(_is_strange, pure)) or line.isascii()


def _is_odd(word: str) -> bool:
    """True for a word of Russian letters with rare pairs, and for one with signs inside."""
    if RUSSIAN.fullmatch(word):
        return share_of_rare(word) >= SOME_RARE
    return any(not sign.isalpha() and sign not in JOINTS for sign in word[1:-1])


def _is_strange(word: str) -> bool:
    odd = [sign for sign in word if not sign.isascii() and sign not in common_signs()]
    return len(odd) >= LEAST_STRANGE and CYRILLIC.isdisjoint(odd)


def _sample(words: Iterable[str]) -> tuple[str, ...]:
    """Some of the words, the longest first: they tell most."""
    taken, size = [], 0
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        if size >= SAMPLE:
            break
        taken.append(word)
        size += len(word)
    return tuple(taken)


def _others(line: str, words: Sequence[str]) -> tuple[str, ...]:
    """Words that may be damaged and look right: they count where a damage is found by others."""
    return _sample(unit for unit in UNIT.findall(line) if not unit.isascii() and unit not in words)


@cache
def _utf8_like() -> re.Pattern[str]:
    """Two letters of two bytes in a row, or a sign of three or four, in any reader."""
    parts = []
    for damage in utf8s():
        tail = damage.class_of(*range(0x80, 0xC0))
        parts.append(f"(?:{damage.class_of(*range(0xC2, 0xE0))}{tail}){{2}}")
        parts.append(damage.class_of(0xE2) + damage.class_of(*range(0x80, 0xA0)) + tail)
        parts.append(damage.class_of(0xF0) + damage.class_of(0x9F) + tail)
    return re.compile("|".join(dict.fromkeys(parts)))


def _utf8(line: str, words: Sequence[str], depth: int) -> Iterator[Found]:
    """UTF-8 in every reader, and what may have happened before."""
    odd = sum(not sign.isascii() for word in {*words, *suspects(line)} for sign in word)
    for damage in utf8s():
        if sum(map(len, damage.pattern.findall(line))) < max(LEAST_BYTES, MOST_OF * odd):
            continue
        undone = damage.undone(line)
        if undone != line:
            yield from _better(line, undone, damage)
            yield from _before(line, undone, damage, words, depth)


def _before(line: str, undone: str, damage: Utf8, words: Sequence[str], depth: int) -> Iterator[Found]:
    """What may have happened before a damage that the line undoes from, if the line is suspect still."""
    left = suspects(undone) if depth > 1 else ()
    if sum(map(len, left)) <= STILL_ODD * sum(map(len, words)):
        return
    runs = damage.pattern.findall(line)
    for inner in seek(undone, left, depth - 1):
        whole = joined(damage, inner.damage)
        if _comes_back(runs, whole):
            yield from _better(line, inner.damage.undone(undone), whole)


def _behind(line: str, words: Sequence[str]) -> Iterator[Found]:
    """UTF-8 that was misread, and what came of it misread again."""
    text = "".join(words)
    for outer in misreadings():
        if not outer.makes(text):
            continue
        between = outer.undone(line)
        for inner in _utf8(between, [outer.undone(word) for word in words], 1):
            whole = joined(outer, inner.damage)
            if _comes_back(words, whole):
                yield from _better(line, whole.undone(line), whole)


def _better(line: str, undone: str, damage: Damage) -> Iterator[Found]:
    more = cost(line) - cost(undone, flat=math.inf) - damage.prior if undone != line else 0.0
    if more > 0:
        yield Found(damage, more)


def _comes_back(words: Sequence[str], damage: Damage) -> bool:
    """True when the damage done again gives most of the words that it explains."""
    changed = {word: undone for word in words if (undone := damage.undone(word)) != word}
    good = [word for word, undone in changed.items() if damage.gives(undone, word)]
    return 2 * sum(map(len, good)) > sum(map(len, changed))


def _once(line: str, words: Sequence[str]) -> Iterator[Found]:
    return _mapped(line, _sample(words), single(), PROBED)


def _twice(line: str, words: Sequence[str]) -> Iterator[Found]:
    sample = _sample(words)
    yield from _mapped(line, sample, double(), PROBED_TWICE)
    yield from _behind(line, sample)


def _mapped(line: str, words: Sequence[str], masks: Masks, probed: int) -> Iterator[Found]:
    """Damages of single signs that make Russian of the words."""
    likely = dict.fromkeys(damage for word in words[:probed] for damage in _likely(word, masks))
    others = _others(line, words) if likely else ()
    for damage in likely:
        yield from _weighed(damage, words, others)


def _likely(word: str, masks: Masks) -> Iterator[Damage]:
    """Damages that may make Russian of the word, by a quick look."""
    bits = feasible(word, masks.table)
    while bits:
        lowest = bits & -bits
        bits ^= lowest
        damage = masks.damages[lowest.bit_length() - 1]
        undone = damage.undone(word)
        if share_of_rare(undone) < LIKE_RUSSIAN and looks_russian(undone):
            yield damage


def _weighed(damage: Damage, words: Sequence[str], others: Sequence[str]) -> Iterator[Found]:
    """The damage, if it makes the words likelier by more than it is unlikely, and known ones."""
    better = [word for word in words if strict_gain(word, damage) > 0]
    if better and reads(" ".join(map(damage.undone, better))):
        nats = sum(max(0.0, strict_gain(word, damage)) for word in (*better, *others)) - damage.prior
        if nats > 0:
            yield Found(damage, nats)


def _shifts(line: str, words: Sequence[str]) -> Iterator[Found]:
    """Shifts by what letters are common."""
    sample = _sample(words)
    others = _others(line, sample)
    for by in likely_shifts(sample):
        if not looks_russian(Shift(by).undone(" ".join(sample))):
            continue
        found: list[Damage] = [Shift(by, scope) for scope in (LETTERS, NOT_ASCII, VISIBLE, EVERY)]
        base = by + ord("А") - "А".encode("cp1251")[0]
        if base % len(BYTES) == 0 and base not in {0, PRIVATE}:
            found += [Symbols("cp1251", base, every=every) for every in (True, False)]
        for damage in found:
            yield from _weighed(damage, sample, others)
