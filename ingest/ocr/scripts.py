"""Words of one script: letters that look alike in Latin and Cyrillic are read as the rest of their word is.

Where the likeliest signs of a word are of both scripts, the script whose letters are likelier all together is taken,
and the chances of the other's letters go to its own. A Latin word of a Russian line that makes a Russian word, read as
Cyrillic, is one («npu» in italics).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ingest.ocr.strips import SIGNS
from school.morphology import is_known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Real = NDArray[np.float32]

APART = frozenset('-–—,;()«»"|')
"""Signs that part a Latin word from a Cyrillic one: «PDF-файл»."""
ADDRESS = ("@", "//", "www", "\\")
"""A word with one of these is an address: Latin from end to end."""
ITALIC = dict(zip("aceopxyknmugrbABCEHKMOPTX", "асеорхукптидгьАВСЕНКМОРТХ", strict=True))
"""Latin letters and the Cyrillic ones that italics print alike."""
ROMAN = frozenset("IVXLC.")
LEAST = np.float32(1e-9)


def _columns(first: str, last: str) -> NDArray[np.bool_]:
    """Classes of a script's letters; class 0 is "nothing here"."""
    return np.array([False, *(first <= sign.lower() <= last for sign in SIGNS)])


LATIN, CYRILLIC = _columns("a", "z"), _columns("а", "ё")


@dataclass(frozen=True, slots=True)
class _Run:
    """Steps of one sign."""

    sign: str
    start: int
    end: int


def in_one_script(output: Real) -> Real:
    """The output with every word in one script.

    Args:
        output: probabilities, shape (steps, 1 + signs).

    Returns:
        The same where no word was of two scripts.
    """
    parts = [part for word in _words(output) for part in _parts(word) if part]
    russian = sum(_letters(part, CYRILLIC) - _letters(part, LATIN) for part in parts) > 0
    result = output
    for part in parts:
        if not _letters(part, LATIN):
            continue
        place = np.s_[part[0].start : part[-1].end]
        latin, cyrillic = (np.where(other, np.float32(0), output[place]) for other in (CYRILLIC, LATIN))
        if _letters(part, CYRILLIC):
            chosen = latin if _sense(latin) > _sense(cyrillic) else cyrillic
        elif russian and not _is_roman(part):
            alike = _lookalikes(output[place], part)
            chosen = next((steps for steps in (cyrillic, alike) if _is_word(_text(steps))), latin)
        else:
            continue
        result = output.copy() if result is output else result
        # what the other script's letters had goes to these
        result[place] = chosen / np.maximum(chosen.sum(axis=1, keepdims=True), LEAST)
    return result


def _is_word(text: str) -> bool:
    return bool(text) and is_known(text)


def _lookalikes(steps: Real, part: list[_Run]) -> Real:
    """The steps with every Latin letter taken for the Cyrillic one that italics print alike."""
    changed = steps.copy()
    begin = part[0].start
    for run in part:
        twin = ITALIC.get(run.sign)
        if twin is not None:
            place = np.s_[run.start - begin : run.end - begin]
            one, other = SIGNS.index(run.sign) + 1, SIGNS.index(twin) + 1
            changed[place, [one, other]] = steps[place, [other, one]]
    return changed


def _sense(steps: Real) -> float:
    return float(np.log(np.maximum(steps.max(axis=1), LEAST)).sum())


def _text(steps: Real) -> str:
    return "".join(run.sign for word in _words(steps) for run in word if run.sign.isalpha())


def _letters(part: list[_Run], script: NDArray[np.bool_]) -> int:
    return sum(bool(script[SIGNS.index(run.sign) + 1]) for run in part)


def _is_roman(part: list[_Run]) -> bool:
    return all(run.sign in ROMAN for run in part)


def _words(output: Real) -> Iterator[list[_Run]]:
    """Runs of signs between spaces."""
    best = output.argmax(axis=1)
    edges = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    word: list[_Run] = []
    for start, end in pairwise(edges):
        sign = SIGNS[best[start] - 1] if start < end and best[start] else ""
        if sign == " " and word:
            yield word
            word = []
        elif sign.strip():
            word.append(_Run(sign, start, end))
    if word:
        yield word


def _parts(word: list[_Run]) -> list[list[_Run]]:
    text = "".join(run.sign for run in word)
    if any(mark in text.lower() for mark in ADDRESS) and _letters(word, LATIN):
        return [word]
    parts: list[list[_Run]] = [[]]
    for run in word:
        if run.sign in APART:
            parts.append([])
        else:
            parts[-1].append(run)
    return parts
