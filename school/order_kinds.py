"""Kinds of orders in a school's register (data/order_kinds.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from school.morphology import fold

NUMBER = re.compile(r"^\d+(?:/\d+)?\s*[-–—/]?\s*")


@dataclass(frozen=True, slots=True)
class OrderKind:
    """A kind of orders, numbered apart from the others.

    Attributes:
        key: stable key, e.g. `staff`.
        title: Russian: «по личному составу».
        number: what the letters of the folded number say.
        title_says: what the folded title says.
    """

    key: str
    title: str
    number: re.Pattern[str]
    title_says: re.Pattern[str]


@cache
def order_kinds() -> tuple[OrderKind, ...]:
    """Kinds in the order in which they are tried; the last one takes every order."""
    data = tomllib.loads(files("school.data").joinpath("order_kinds.toml").read_text(encoding="utf-8"))
    return tuple(
        OrderKind(row["key"], row["title"], re.compile(row["number"]), re.compile(row["title_says"]))
        for row in data["kind"]
    )


def order_kind(number: str, title: str) -> OrderKind:
    """The kind of an order: by the letters of its number, where it has none by its title."""
    letters = NUMBER.sub("", fold(number))
    *special, rest = order_kinds()
    if letters:
        return next((kind for kind in special if kind.number.match(letters)), rest)
    return next((kind for kind in special if kind.title_says.search(fold(title))), rest)
