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
MOSTLY_USUAL, MUCH_FOREIGN = 0.9, 0.3
SAMPLE = 20_000
WEIGHED = 4_000
"""So many signs of lines with letters outside ASCII tell an encoding."""
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
    if text is not None and (_printable(text) or _from_a_font(text)):
        return "utf-8"
    for encoding in UNMARKED:
        wide = _strict(sample, encoding, cut=cut)
        if wide and _usual(wide):
            return encoding
    if text is None and _is_broken_utf8(sample):
        return "utf-8" if _printable(sample.decode("utf-8", "ignore")) else None
    return _single_byte(sample) if text is None else None


def _single_byte(sample: bytes) -> str | None:
    guesses = {name: guess for name in kept() if (guess := _strict(sample, name)) is not None and _printable(guess)}
    best = min(guesses, key=lambda name: cost(_telling(guesses[name])), default=None)
    if best is None:
        return None
    return best if _russian(guesses[best]) > 0 or reads(_telling(guesses[best])) else None


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
    lines = (line for line in _from_first_sign(text).splitlines() if not line.isascii())
    return "\n".join(lines)[:WEIGHED]


def _from_first_sign(text: str) -> str:
    """A sample that begins with the line where the text has its first sign outside ASCII."""
    first = NOT_ASCII.search(text)
    return text[text.rfind("\n", 0, first.start()) + 1 :][:SAMPLE] if first else ""


def _russian(text: str) -> float:
    """How much a decoding looks like Russian: common small letters for it, odd case and signs against it."""
    sample = _from_first_sign(text)
    common = sum(char in COMMON for char in sample)
    against = 3 * len(CASE_BREAK.findall(sample)) + 2 * len(STRANGE.findall(sample))
    return (common - against) / max(1, sum(not char.isascii() for char in sample)) - 0.2
