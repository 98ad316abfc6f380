"""Texts kept in one encoding and read in another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from ingest.repair.edits import ENCODING
from ingest.repair.encodings.damage import AGAIN, in_words
from ingest.repair.encodings.tables import (
    CYRILLIC,
    HIGH,
    NBSP,
    UTF_8,
    common_signs,
    holes,
    kept,
    readers,
    signs,
    table,
    title,
    uncommon,
)
from ingest.repair.language import ALPHABET

ONCE, UTF8_ONCE, UNCOMMON = 14.0, 12.0, 1.5
"""Nats of such a damage; UTF-8 shows itself in pairs of signs."""
LEAD, TAILS = 0xD0, range(0x80, 0xC0)
"""The byte that capital letters begin with, and those that letters of UTF-8 end with."""
LOST = "\ufffd"
LATER = frozenset("Ёё")
"""Letters that an encoding may lose and still be read."""


@dataclass(frozen=True)
class Misread:
    """A text kept in one single-byte encoding and taken for another, once or twice."""

    hops: tuple[tuple[str, str], ...]
    """(kept, taken for) of every time, the first first."""

    kind = ENCODING
    letterwise = True
    wide = False

    @property
    def cause(self) -> str:
        """The encodings by name."""
        return in_words([_hop(*hop) for hop in self.hops])

    @property
    def prior(self) -> float:
        """Twice is less likely than once, and so is what few use."""
        return ONCE + AGAIN * (len(self.hops) - 1) + UNCOMMON * any(map(uncommon, chain(*self.hops)))

    @cached_property
    def forth(self) -> dict[int, str]:
        """Right sign → damaged sign, for every sign outside ASCII that comes through."""
        found = {sign: sign for sign in table(self.hops[0][0])[HIGH[0] :]}
        for first, second in self.hops:
            number = {sign: byte for byte, sign in enumerate(table(first))}
            found = {right: table(second)[number[sign]] for right, sign in found.items() if sign in number}
        return {ord(right): sign for right, sign in found.items()}

    @cached_property
    def back(self) -> dict[int, str]:
        """Damaged sign → right sign.

        A usual sign that the encoding does not have was never in it: it stands beside text in that encoding.
        """
        usual = CYRILLIC | signs()
        return {
            ord(sign): chr(right)
            for right, sign in self.forth.items()
            if chr(right) in usual or sign not in common_signs() or ord(sign) in self.forth
        }

    def undone(self, text: str) -> str:
        """Sign by sign."""
        return text.translate(self.back)

    def done(self, text: str) -> str:
        """Sign by sign."""
        return text.translate(self.forth)

    def gives(self, right: str, damaged: str) -> bool:
        """Nothing is lost."""
        return self.done(right) == damaged

    def makes(self, text: str) -> bool:
        """Sign by sign."""
        return all(sign.isascii() or ord(sign) in self.back for sign in text)


@dataclass(frozen=True)
class Utf8:
    """UTF-8 taken for a single-byte encoding: every letter became two signs."""

    reader: str
    lost: str | None = None
    """What the one byte that the reader does not have has become; None for the control of its number."""

    kind = ENCODING
    prior = UTF8_ONCE
    letterwise = False
    wide = False

    @property
    def cause(self) -> str:
        """The reader by name."""
        return _hop(UTF_8, self.reader)

    @cached_property
    def _bytes(self) -> dict[int, str]:
        """Sign → byte, as a sign of Latin-1."""
        found = {ord(table(self.reader)[byte]): chr(byte) for byte in HIGH}
        if len(holes(self.reader)) == 1:
            found[ord(LOST)] = chr(*holes(self.reader))
        return found

    @cached_property
    def _signs(self) -> dict[int, str]:
        """Byte, as a sign of Latin-1, → sign."""
        found = {byte: table(self.reader)[byte] for byte in HIGH}
        return found if self.lost is None else found | dict.fromkeys(holes(self.reader), self.lost)

    @cached_property
    def _letter(self) -> str:
        """A regular expression for one whole letter."""
        tail = self.class_of(*TAILS)
        shapes = [self.class_of(*range(0xC2, 0xE0)) + tail, self.class_of(*range(0xE0, 0xF0)) + tail + tail]
        shapes.append(self.class_of(*range(0xF0, 0xF5)) + tail + tail + tail)
        if self.lost:
            shapes.append(self.class_of(LEAD) + re.escape(self.lost))
        if self.lost == "":
            shapes.append(f"{self.class_of(LEAD)}(?!{tail})")
        elif self._open:
            shapes.append(f"(?:{self._open}) ")
        return "|".join(shapes)

    @cached_property
    def _open(self) -> str:
        """A regular expression for letters whose last byte, a no-break space, is a space now; empty if none may."""
        byte = table(self.reader).find(NBSP)
        if byte not in TAILS:
            return ""
        leads = [self.class_of(LEAD)]
        if byte == ord(NBSP):
            # the no-break space itself, and the dagger, which a reader before may have made
            leads += [self.class_of(0xC2), self.class_of(0xE2) + self.class_of(0x80)]
            # `à` and `Š`, which Latin readers make
            leads += [self.class_of(0xC3, 0xC5)] if self.reader not in kept() else []
        return "|".join(leads)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Runs of whole letters."""
        return re.compile(f"(?:{self._letter})+")

    @cached_property
    def _one(self) -> re.Pattern[str]:
        return re.compile(self._letter)

    @cached_property
    def open_ends(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """How a word ends that goes on behind a sign of ASCII, and that sign: it stands for the rest of a letter."""
        before = f"(?:^|{self.class_of(*TAILS)}|[ -~])"
        found = [(re.compile(f"{before}(?:{self._open})$"), " ")] if self._open and self.lost != "" else []
        if self.lost:
            found.append((re.compile(f"{before}{self.class_of(LEAD)}$"), self.lost))
        return tuple(found)

    def class_of(self, *bytes_: int) -> str:
        """A regular expression for the signs of these bytes."""
        found = [chr(sign) for sign, byte in self._bytes.items() if ord(byte) in bytes_]
        return f"[{re.escape(''.join(found))}]"

    def undone(self, text: str) -> str:
        """Run by run; what is no UTF-8 stays."""
        return self.pattern.sub(self._run, text)

    def _run(self, match: re.Match[str]) -> str:
        letters = self._decoded(match.group())
        # a run may hold letters that come of chance: they stay by themselves
        return self._one.sub(self._single, match.group()) if letters is None else letters

    def _single(self, match: re.Match[str]) -> str:
        letter = self._decoded(match.group())
        return match.group() if letter is None else letter

    def _decoded(self, run: str) -> str | None:
        packed = run.replace(" ", NBSP).translate(self._bytes)
        if self.lost is not None:
            bare = f"{chr(LEAD)}(?![\u0080-\u00bf]){re.escape(self.lost)}"
            packed = re.sub(bare, chr(LEAD) + chr(*holes(self.reader)), packed)
        try:
            letters = packed.encode("latin-1").decode(UTF_8)
        except UnicodeDecodeError:
            return None
        return None if _odd_letter().search(letters) else letters

    def done(self, text: str) -> str:
        """Every letter outside ASCII as the signs of its bytes."""
        return text.encode(UTF_8, errors="surrogatepass").decode("latin-1").translate(self._signs)

    def gives(self, right: str, damaged: str) -> bool:
        """No-break spaces may be spaces, and the byte that the reader lacks the sign for what is lost."""
        losses = {ord(NBSP): " "} | dict.fromkeys(holes(self.reader), LOST)
        return self.done(right).translate(losses) == damaged.translate(losses)

    def makes(self, text: str) -> bool:
        """Only whole letters."""
        return self.pattern.sub("", text).isascii()


@cache
def misreadings() -> tuple[Misread, ...]:
    """Every single-byte encoding taken for every other, once."""
    return tuple(Misread(((first, second),)) for first in kept() for second in readers() if first != second)


@cache
def double_misreadings() -> tuple[Misread, ...]:
    """Twice, where all small letters come through and it is not the same as once."""
    known = {"", *map(_alphabet, misreadings())}
    found = []
    for first in misreadings():
        for hop in _hops(first.hops[0][1]):
            twice = Misread((*first.hops, hop))
            alphabet = _alphabet(twice)
            if alphabet not in known and all(ord(sign) in twice.forth for sign in ALPHABET if sign not in LATER):
                known.add(alphabet)
                found.append(twice)
    return tuple(found)


@cache
def utf8s() -> tuple[Utf8, ...]:
    """UTF-8 in every reader, and in the one that lacks the byte of «И» with that byte lost."""
    lossy = [Utf8(reader, lost) for reader in readers() if len(holes(reader)) == 1 for lost in ("", "?")]
    return (*(Utf8(reader) for reader in readers()), *lossy)


def _hops(taken_for: str) -> list[tuple[str, str]]:
    again = [encoding for encoding in readers() if encoding not in {taken_for, "latin-1"}]
    return [(encoding, reader) for encoding in again for reader in readers() if reader != encoding]


def _alphabet(misread: Misread) -> str:
    """What becomes of the letters; nothing where small ones come out as they were."""
    small = misread.done(ALPHABET)
    return "" if small == ALPHABET else small + misread.done(ALPHABET.upper())


def _hop(first: str, second: str) -> str:
    return f"{title(first)} прочитан как {title(second)}"


@cache
def _odd_letter() -> re.Pattern[str]:
    """What no school paper has, whole or damaged: such UTF-8 comes of chance."""
    shown = signs().union(*map(table, readers()))
    usual = re.escape("".join(sorted(sign for sign in shown if sign > "\u017f")))
    letters = "\u0080-\u017f\u0386-\u03ce\u0400-\u045f\u048a-\u052f\ufb01\ufb02"
    return re.compile(f"[^{letters}\ufe0f\U0001f300-\U0001faff{usual}]")
