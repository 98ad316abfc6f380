"""School years and their periods, as journals name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

FIRST_MONTH = 9
_YEARS = re.compile(r"(\d{4})\s*[/\-–—]\s*(\d{2}|\d{4})")
_CENTURY = 100
_KINDS = MappingProxyType({"Q": "quarter", "H": "half_year", "T": "trimester"})
_LARGEST = MappingProxyType({"Q": 4, "H": 2, "T": 3})
_NUMERALS = ("I", "II", "III", "IV")
_TITLES = MappingProxyType({"quarter": "четверть", "half_year": "полугодие", "trimester": "триместр"})
_YEARLY = MappingProxyType({"Y": ("year", "год"), "E": ("exam", "экзамен"), "F": ("final", "итог")})


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYear:
    """A school year; it begins on 1 September and ends with August."""

    first_year: int

    @property
    def name(self) -> str:
        """«2023/2024»."""
        return f"{self.first_year}/{self.first_year + 1}"

    @property
    def start(self) -> date:
        """1 September."""
        return date(self.first_year, 9, 1)

    @property
    def end(self) -> date:
        """31 August."""
        return date(self.first_year + 1, 8, 31)

    def holds(self, day: date) -> bool:
        """True when the day belongs to this year."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period that marks are given for: `kind` and `number` of the term, `mark` is the kind of the term mark."""

    kind: str
    number: int | None
    mark: str
    title: str
    """«II четверть», «год»."""


def school_year(text: str) -> SchoolYear | None:
    """«2023/2024», «2023-24» → the school year; None when it is not one."""
    found = _YEARS.fullmatch(text.strip())
    if found is None:
        return None
    first, second = int(found[1]), found[2]
    follows = (first + 1) % _CENTURY if len(second) == len("24") else first + 1
    return SchoolYear(first_year=first) if int(second) == follows else None


def school_year_of(day: date) -> SchoolYear:
    """The school year that a day belongs to."""
    return SchoolYear(first_year=day.year if day.month >= FIRST_MONTH else day.year - 1)


def period(code: str) -> Period | None:
    """`Q2`, `H1`, `T3`, `Y`, `E`, `F` → the period; None for other words."""
    if code in _YEARLY:
        mark, title = _YEARLY[code]
        return Period(kind="year", number=None, mark=mark, title=title)
    letter, number = code[:1], code[1:]
    if letter not in _KINDS or not number.isdecimal() or not 0 < int(number) <= _LARGEST[letter]:
        return None
    kind = _KINDS[letter]
    return Period(kind=kind, number=int(number), mark="term", title=f"{_NUMERALS[int(number) - 1]} {_TITLES[kind]}")
