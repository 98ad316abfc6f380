"""Where a Russian word may be broken at the end of a line."""

from __future__ import annotations

import re

VOWELS = "аеёиоуыэюя"
LEAST = 2
NEVER_FIRST = "ьъйы"
WHOLE = re.compile(r"[а-яё]+[,.;:]?", re.IGNORECASE)


def breaks(word: str) -> list[int]:
    """Offsets at which a hyphen may stand, none for a word with anything but letters and a mark at its end."""
    low = word.lower()
    if not WHOLE.fullmatch(low):
        return []
    letters = low.rstrip(",.;:")
    return [at for at in range(LEAST, len(letters) - LEAST + 1) if _may(letters[:at], letters[at:])]


def _may(left: str, right: str) -> bool:
    if right[0] in NEVER_FIRST or not (set(left) & set(VOWELS) and set(right) & set(VOWELS)):
        return False
    if right[0] in VOWELS:
        return False
    # a syllable begins with one consonant, or at least one stays behind
    return right[1] in VOWELS or left[-1] not in VOWELS
