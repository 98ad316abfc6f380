"""Does a text look like Russian that was read well?"""

from __future__ import annotations

import re

from school.morphology import is_known

WORD = re.compile(r"[^\W\d_]{4,}")
CYRILLIC = re.compile(r"[А-Яа-яЁё]+")
LEAST_WORDS = 3


def russian_sanity(text: str) -> float:
    """Share of words of four letters and more that the Russian dictionary holds, 0.0–1.0.

    Text in another language, mojibake, shifted glyphs and Cyrillic read as Latin all come out near 0.
    """
    words = WORD.findall(text)[:400]
    if len(words) < LEAST_WORDS:
        return 0.0
    known = sum(bool(CYRILLIC.fullmatch(word)) and is_known(word) for word in words)
    return known / len(words)
