"""Clauses before they are a tree: a marker, the rows that follow it, the table under it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsing.passages import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.passages import Part, Passage, Row


NUMBER = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){0,3})(?:(?P<close>[.)])\s*|\s+)(?![\d.,]|\s*$)")
BULLET = re.compile(
    r"^\s*(?:[·•▪●○◦‣∙*–—−>¢§►■□➢✓\uf0a0-\uf0ff]\s*|[-»«`'‘’‚„“”°:.=~+,]\s+|-(?=[А-Яа-яё]))"
    r"(?=[«\"(]?[A-Za-zА-Яа-яЁё]|\d+(?:\s?[–-]\s?\d+)?\s?[«\"А-Яа-яё]|\d{1,2}\.\d{2}\.\d{4}(?!\d))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What comes after a row: the next top clause's number, and whether a bullet stands before it.

    `within` is the top clause of the first dotted number before that: «2.3» of 2.
    """

    number: int | None
    bullet: bool
    within: int | None = None

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Ahead:
        """Looks as far as the next top clause."""
        bullet, within = False, None
        for row in rows:
            number = NUMBER.match(row.text)
            if number and number.group("close") and "." not in number.group(1):
                return cls(number=int(number.group(1)), bullet=bullet, within=within)
            if number and number.group(1).endswith(".1") and number.group(1).count(".") == 1:
                # the first point under a clause whose own number has not come
                return cls(number=int(number.group(1).split(".")[0]) + 1, bullet=bullet, within=within)
            if number and within is None and "." in number.group(1):
                within = int(number.group(1).split(".")[0])
            bullet = bullet or bool(BULLET.match(row.text))
        return cls(number=None, bullet=bullet, within=within)


@dataclass(slots=True, kw_only=True)
class Item:
    """One clause as it stands in the rows."""

    kind: str
    """`number`, `paren`, `letter`, `heading`, `bullet`, or `lead` before the first of them."""
    number: str | None
    parts: list[Part] = field(default_factory=list)
    inferred: bool = False
    table: list[Row] = field(default_factory=list)

    @property
    def passage(self) -> Passage:
        """Its text, row after row."""
        return join(self.parts)

    @property
    def ending(self) -> str:
        """The last printed character."""
        return self.passage.text[-1:]
