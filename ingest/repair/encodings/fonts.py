"""Texts taken out of a font without a Unicode map: their code points are moved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ingest.repair.edits import SHIFTED_FONT
from ingest.repair.encodings.tables import BYTES, CYRILLIC, HIGH, NBSP, common_signs, signs, table, title, uncommon

LETTERS, NOT_ASCII, VISIBLE, EVERY = "только буквы", "все знаки, кроме ASCII", "все знаки, кроме пробелов", "все знаки"
SHIFTED = {LETTERS: 20.0, NOT_ASCII: 20.5, VISIBLE: 22.0, EVERY: 22.2}
"""Nats of a shift; the more it moves, the less likely."""
SYMBOLS, SYMBOLS_EVERY, UNCOMMON = 20.0, 20.5, 1.5
PRIVATE = 0xF000
"""Where symbol fonts keep their bytes."""
SPACES = frozenset(f" \t{NBSP}")
STEADY = frozenset("0123456789 \t.,:;-()\"'!?/%")
"""Signs of ASCII that are likelier themselves than a quote that was moved there."""
LAST_SIGN = 0x10FFFF


@dataclass(frozen=True)
class Shift:
    """Code points moved by a constant."""

    by: int
    """Damaged less right."""
    scope: str = LETTERS

    kind = SHIFTED_FONT
    letterwise = True

    @property
    def cause(self) -> str:
        """The shift and what it moved."""
        return f"шрифт без таблицы знаков: сдвиг {'−' if self.by < 0 else '+'}0x{abs(self.by):X}, {self.scope}"

    @property
    def prior(self) -> float:
        """By what it moves."""
        return SHIFTED[self.scope]

    @cached_property
    def wide(self) -> bool:
        """True when it moves ASCII, or letters into ASCII."""
        return self.scope in {VISIBLE, EVERY} or any(ord(sign) + self.by < HIGH[0] for sign in CYRILLIC)

    @cached_property
    def _forth(self) -> _Moved:
        return _Moved(self.by, self.scope)

    @cached_property
    def _back(self) -> _MovedBack:
        return _MovedBack(self.by, self.scope)

    def undone(self, text: str) -> str:
        """Sign by sign."""
        return text.translate(self._back)

    def done(self, text: str) -> str:
        """Sign by sign."""
        return text.translate(self._forth)

    def gives(self, right: str, damaged: str) -> bool:
        """Nothing is lost."""
        return self.done(right) == damaged

    def makes(self, text: str) -> bool:
        """No letter of Russian, if letters moved; no sign outside ASCII either, if all those did."""
        stayed = [sign for sign in text if self._back[ord(sign)] == ord(sign)]
        return CYRILLIC.isdisjoint(stayed) if self.scope == LETTERS else all(sign.isascii() for sign in stayed)


class _Moved(dict[int, int]):
    """Right sign → damaged sign, filled as signs are met."""

    def __init__(self, by: int, scope: str) -> None:
        super().__init__()
        self.by, self.scope = by, scope

    def __missing__(self, sign: int) -> int:
        there = sign + self.by
        self[sign] = found = there if _in_scope(chr(sign), self.scope) and _is_place(there) else sign
        return found


class _MovedBack(_Moved):
    """Damaged sign → right sign, filled as signs are met."""

    def __missing__(self, sign: int) -> int:
        here = sign - self.by
        moved = _is_place(here) and _in_scope(chr(here), self.scope) and not self._stayed(chr(sign), chr(here))
        self[sign] = found = here if moved else sign
        return found

    def _stayed(self, sign: str, here: str) -> bool:
        """A usual sign that would come of a strange one stands where it stood."""
        if sign in SPACES and self.scope == VISIBLE:
            return True
        if sign.isascii() and self.scope == NOT_ASCII:
            return here not in CYRILLIC and (here not in signs() or sign in STEADY)
        return sign in common_signs() and not here.isascii() and here not in CYRILLIC | signs()


def _in_scope(sign: str, scope: str) -> bool:
    if scope == LETTERS:
        return sign in CYRILLIC
    if scope == NOT_ASCII:
        return not sign.isascii()
    return scope == EVERY or sign not in SPACES


def _is_place(place: int) -> bool:
    return 0 <= place <= LAST_SIGN and chr(place) not in "\r\n"


@dataclass(frozen=True)
class Symbols:
    """Bytes of an encoding that a symbol font shows from a place of the private use area on."""

    encoding: str
    base: int = PRIVATE
    every: bool = True
    """ASCII moved with the rest."""

    kind = SHIFTED_FONT
    letterwise = True
    wide = False

    @property
    def cause(self) -> str:
        """The encoding and where it stands."""
        return f"символьный шрифт: {title(self.encoding)} от U+{self.base:04X}"

    @property
    def prior(self) -> float:
        """By what it moves."""
        return (SYMBOLS_EVERY if self.every else SYMBOLS) + UNCOMMON * uncommon(self.encoding)

    @cached_property
    def _forth(self) -> dict[int, str]:
        start = ord(" ") if self.every else HIGH[0]
        return {ord(table(self.encoding)[byte]): chr(self.base + byte) for byte in BYTES[start:]}

    @cached_property
    def back(self) -> dict[int, str]:
        """Damaged sign → right sign."""
        return {ord(sign): chr(right) for right, sign in self._forth.items()}

    def undone(self, text: str) -> str:
        """Sign by sign."""
        return text.translate(self.back)

    def done(self, text: str) -> str:
        """Sign by sign."""
        return text.translate(self._forth)

    def gives(self, right: str, damaged: str) -> bool:
        """Nothing is lost."""
        return self.done(right) == damaged

    def makes(self, text: str) -> bool:
        """Sign by sign."""
        return all(sign.isascii() or ord(sign) in self.back for sign in text)
