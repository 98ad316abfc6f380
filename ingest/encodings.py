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
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
FEW_CONTROLS, MOST_CONTROLS = 2, 0.002
"""So many control signs, or such a share of them, a text may have: DOS ended a text with one."""
ESCAPED = re.compile(r"[\udc80-\udcff]")
"""Bytes that were no text, as Python's `surrogateescape` keeps them."""
WHOLE_TO_LOST = 4
LAST_ASCII, MOST_OTHERS = 0x7F, 0.1


def encoding_of(sample: bytes, *, cut: bool = False) -> str | None:
    """Python's name of the encoding that bytes are a text in; None when they are no text.

    Args:
        sample: a whole text or its beginning.
        cut: the beginning only, its last sign may be cut in two.
    """
    for mark, encoding in BOMS:
        if sample.startswith(mark):
            return encoding
    text = _strict(sample, "utf-8", cut=cut)
    if text is None and _is_broken_utf8(sample):
        text = sample.decode("utf-8", "ignore")
    if text is not None:
        return "utf-8" if _printable(text) else None
    guesses = {
        name: guess
        for name in SINGLE_BYTE
        if (guess := _strict(sample, name, cut=cut)) is not None and _printable(guess)
    }
    best = max(guesses, key=lambda name: _russian(guesses[name]), default=None)
    return best if best is not None and _russian(guesses[best]) > 0 else None


def is_nearly_ascii(sample: bytes) -> bool:
    """True for printable text with so few other bytes that they do not show its encoding."""
    others = sum(byte > LAST_ASCII for byte in sample)
    return others <= MOST_OTHERS * len(sample) and _printable(sample.decode("latin-1"))


def decode(data: bytes) -> str | None:
    """The text, newlines as they are and the byte order mark dropped; None when the bytes are no text."""
    encoding = encoding_of(data)
    return None if encoding is None else _strict(data, encoding)


def _strict(data: bytes, encoding: str, *, cut: bool = False) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=not cut)
    except UnicodeDecodeError:
        return None


def _is_broken_utf8(data: bytes) -> bool:
    """True when most signs outside ASCII are whole: letters of one-byte encodings make up none or few by chance."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(data)
    lost = len(ESCAPED.findall(text))
    return WHOLE_TO_LOST * lost <= sum(not sign.isascii() for sign in text) - lost


def _printable(text: str) -> bool:
    return len(CONTROLS.findall(text)) <= max(FEW_CONTROLS, MOST_CONTROLS * len(text))


def _russian(text: str) -> float:
    """How much a decoding looks like Russian: common small letters for it, odd case and signs against it."""
    begin = NOT_ASCII.search(text)
    sample = text[begin.start() :][:20_000] if begin else ""
    common = sum(char in COMMON for char in sample)
    against = 3 * len(CASE_BREAK.findall(sample)) + 2 * len(STRANGE.findall(sample))
    return (common - against) / max(1, sum(not char.isascii() for char in sample)) - 0.2
