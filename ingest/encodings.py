"""Which encoding a Russian text is in, decided by how Russian looks and not by guessing tables of bytes."""

from __future__ import annotations

import codecs
import re

from ingest.repair.encodings.plausible import cost, reads
from ingest.repair.encodings.tables import CYRILLIC, kept, signs

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNMARKED = ("utf-16-le", "utf-16-be")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# the fourteen commonest letters cover three quarters of Russian text (Национальный корпус русского языка)
COMMON = frozenset("оеаинтсрвлкмдп")
CASE_BREAK = re.compile(r"[а-яё][А-ЯЁ]")
STRANGE = re.compile(r"[^\s\w.,;:!?()«»\"'№%/+–—·•*=\-]")
MOST_CONTROLS = 0.002
MOSTLY_USUAL, MUCH_FOREIGN = 0.9, 0.3
SAMPLE = 20_000
WEIGHED = 4_000
"""So many signs of lines with letters outside ASCII tell an encoding."""


def decode(data: bytes) -> str | None:
    """The text, newlines as they are and the byte order mark dropped; None when the bytes are no text."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    text = _strict(data, "utf-8")
    if text is not None and (_printable(text) or _from_a_font(text)):
        return text
    for encoding in UNMARKED:
        wide = _strict(data, encoding)
        if wide and _usual(wide):
            return wide
    return _single_byte(data) if text is None else None


def _single_byte(data: bytes) -> str | None:
    guesses = [guess for name in kept() if (guess := _strict(data, name)) is not None and _printable(guess)]
    best = min(guesses, key=lambda guess: cost(_telling(guess)), default=None)
    return best if best is not None and (_russian(best) > 0 or reads(_telling(best))) else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _printable(text: str) -> bool:
    return len(CONTROLS.findall(text)) <= MOST_CONTROLS * len(text)


def _from_a_font(text: str) -> bool:
    """True for letters with controls for spaces, as a font without a Unicode map gives them: repair reads such text."""
    return "\0" not in text and sum(not sign.isascii() for sign in text) > MUCH_FOREIGN * len(text)


def _usual(text: str) -> bool:
    """True when nearly all signs are such as Russian text has; two-byte text in the wrong order has none."""
    sample = text[:SAMPLE]
    usual = sum(sign in CYRILLIC or sign in signs() or (sign.isascii() and sign != "\0") for sign in sample)
    return usual > MOSTLY_USUAL * len(sample) and _printable(text)


def _telling(text: str) -> str:
    """The beginning of what is not ASCII in the text, line by line."""
    lines = (line for line in text[:SAMPLE].splitlines() if not line.isascii())
    return "\n".join(lines)[:WEIGHED]


def _russian(text: str) -> float:
    """How much a decoding looks like Russian: common small letters for it, odd case and signs against it."""
    sample = text[:SAMPLE]
    common = sum(char in COMMON for char in sample)
    against = 3 * len(CASE_BREAK.findall(sample)) + 2 * len(STRANGE.findall(sample))
    return (common - against) / max(1, sum(not char.isascii() for char in sample)) - 0.2
