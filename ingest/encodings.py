"""Which encoding a Russian text is in, decided by how Russian looks and not by guessing tables of bytes."""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SINGLE_BYTE = ("cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859_5")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# the fourteen commonest letters cover three quarters of Russian text (Национальный корпус русского языка)
COMMON = frozenset("оеаинтсрвлкмдп")
CASE_BREAK = re.compile(r"[а-яё][А-ЯЁ]")
STRANGE = re.compile(r"[^\s\w.,;:!?()«»\"'№%/+–—·•*=\-]")
MOST_CONTROLS = 0.002


def decode(data: bytes) -> str | None:
    """The text, newlines as they are and the byte order mark dropped; None when the bytes are no text."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    text = _strict(data, "utf-8")
    if text is not None:
        return text if _printable(text) else None
    guesses = [guess for name in SINGLE_BYTE if (guess := _strict(data, name)) is not None and _printable(guess)]
    best = max(guesses, key=_russian, default=None)
    return best if best is not None and _russian(best) > 0 else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _printable(text: str) -> bool:
    return len(CONTROLS.findall(text)) <= MOST_CONTROLS * len(text)


def _russian(text: str) -> float:
    """How much a decoding looks like Russian: common small letters for it, odd case and signs against it."""
    sample = text[:20_000]
    common = sum(char in COMMON for char in sample)
    against = 3 * len(CASE_BREAK.findall(sample)) + 2 * len(STRANGE.findall(sample))
    return (common - against) / max(1, sum(not char.isascii() for char in sample)) - 0.2
