"""The words that a cell of each kind may hold, as sequences of the recogniser's signs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

LONGEST_MONTH = 31
STRUCK = "~"
MOST_ROWS = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One way to write a value: `value` as the contract writes it, `signs` as classes of the network (from 1).

    `struck` is the value that was struck through, if any.
    """

    value: str
    signs: tuple[int, ...]
    struck: str | None = None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("ingest.handwriting.data").joinpath("cells.toml").read_text(encoding="utf-8"))


@cache
def sign_count() -> int:
    """How many signs the network writes, CTC's blank left out."""
    return len(_data()["signs"])


def encode(signs: tuple[str, ...]) -> tuple[int, ...]:
    """Classes of the signs.

    Raises:
        ValueError: a sign that the network cannot write.
    """
    known = _data()["signs"]
    return tuple(known.index(sign) + 1 for sign in signs)


@cache
def marks() -> tuple[Spelling, ...]:
    """Everything that a mark cell may hold; the empty cell first."""
    single, words = _data()["marks"]["single"], _data()["marks"]["words"]
    found = [_spelling("", ())]
    found += [_spelling(value, tuple(value)) for value in (*single, *words)]
    pairs = list(product(single, single))
    found += [_spelling(f"{one}/{two}", (one, "/", two)) for one, two in pairs]
    found += [_spelling(f"{one} {two}", (one, two)) for one, two in pairs]
    found += [_spelling(f"н/{one}", ("н", "/", one)) for one in single]
    corrected = [(old, new) for old, new in product((*single, "н"), single) if old != new]
    found += [_spelling(new, (STRUCK + old, new), struck=old) for old, new in corrected]
    return tuple(found)


@cache
def days() -> tuple[Spelling, ...]:
    """Days of a month, with and without a leading nought; the empty cell first."""
    numbers = range(1, LONGEST_MONTH + 1)
    plain = [_spelling(str(day), tuple(str(day))) for day in numbers]
    padded = [_spelling(str(day), tuple(f"{day:02d}")) for day in range(1, 10)]
    return (_spelling("", ()), *plain, *padded)


@cache
def numbers() -> tuple[Spelling, ...]:
    """Printed numbers of rows; the empty cell first."""
    return (_spelling("", ()), *(_spelling(str(row), tuple(str(row))) for row in range(1, MOST_ROWS + 1)))


@cache
def dates() -> tuple[Spelling, ...]:
    """Days with months as right pages write them: `value` is «ДД.ММ», with noughts."""
    found = [_spelling("", ())]
    for month in range(1, 13):
        for day in range(1, LONGEST_MONTH + 1):
            forms = {(a, b) for a in (str(day), f"{day:02d}") for b in (str(month), f"{month:02d}")}
            found += [_spelling(f"{day:02d}.{month:02d}", (*a, mark, *b)) for a, b in sorted(forms) for mark in "./"]
    return tuple(found)


@cache
def months() -> tuple[Spelling, ...]:
    """Names of months, full and short; `value` is the month's number."""
    return tuple(_spelling(number, tuple(form)) for number, forms in _data()["months"].items() for form in forms)


def month_name(number: str) -> str:
    """The full name of a month."""
    return str(_data()["months"][number][0])


@cache
def terms() -> tuple[Spelling, ...]:
    """Headings of term columns; `value` is the column's id by the journal page contract."""
    return tuple(_spelling(name, tuple(form)) for name, forms in _data()["terms"].items() for form in forms)


@cache
def worded_dates() -> tuple[Spelling, ...]:
    """Dates with the month in letters, «5 февр.»; `value` is «ДД.ММ», with noughts."""
    found = []
    for month, forms in _data()["months"].items():
        for day in range(1, LONGEST_MONTH + 1):
            written = {str(day), f"{day:02d}"}
            value = f"{day:02d}.{int(month):02d}"
            found += [_spelling(value, (*text, *form)) for text in sorted(written) for form in forms]
    return tuple(found)


def _spelling(value: str, signs: tuple[str, ...], struck: str | None = None) -> Spelling:
    return Spelling(value=value, signs=encode(signs), struck=struck)
