"""The words of local acts, compiled once from data/local_act.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Counts(StrEnum):
    """What the number of an expression is a number of."""

    DAYS = "days"
    DAY_OF_MONTH = "day_of_month"
    BARE = "bare"
    """Nothing is said: of what the expression before it was."""
    MARKS = "marks"
    LESSONS = "lessons"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermForm:
    """One way to say when, or how many."""

    pattern: re.Pattern[str]
    counts: Counts
    sign: int
    value: int | None
    """Where no number is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Words that name a parameter."""

    key: str
    patterns: tuple[re.Pattern[str], ...]
    needs: re.Pattern[str] | None
    without: re.Pattern[str] | None
    hours: bool
    """Its term is meant in hours where hours are said."""
    monthly: bool
    """A day of the month is its term."""


RANGE = r"[1-9]\d?\s?[-–—]\s?[1-9]\d?"
"""«2–3 дня»."""


def flat(text: str) -> str:
    """Small letters, «е» for «ё»; every letter keeps its place."""
    return text.lower().replace("ё", "е")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("parsing.data").joinpath("local_act.toml").read_text(encoding="utf-8"))


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """A compiled pattern, e.g. `pattern("head", "kind")`; for flat text."""
    return re.compile(_data()[section][name])


@cache
def unit_table(name: str) -> dict[str, str]:
    """`adjectives` or `nouns`: stem → unit."""
    return dict(_data()["units"][name])


@cache
def number_words() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Pattern of a numeral's forms → its value."""
    rows = {name: words for name, words in _data()["numbers"].items() if name != "compound"}
    return tuple((re.compile(words), int(name)) for name, words in rows.items())


@cache
def compounds() -> dict[str, int]:
    """First halves of «трёхдневный»."""
    return dict(_data()["numbers"]["compound"])


@cache
def term_forms() -> tuple[TermForm, ...]:
    """Every way to say a term, the more special ones first."""
    words = "|".join(row.pattern for row, _ in number_words())
    # a three that was read as a letter stands before what it counts
    misread = r"з(?=\s+(?:учебн|рабоч|календ|дн))"
    number = rf"(?<![\dа-я.])(?P<n>{RANGE}|\d{{1,3}}(?:-?(?:го|х|ти|ми|й|м|и))?|{misread}|{words})(?![\dа-я])"
    number += r"(?:\s*\([\dа-я]{1,15}\))?"
    # a name stands once in a pattern: its second number is called otherwise
    second = number.replace("(?P<n>", "(?P<n2>", 1)
    units = _data()["units"]
    places = {"{n}": number, "{n2}": second, "{days}": f"(?P<unit>{units['days']})", "{by}": units["by"]}
    return tuple(
        TermForm(
            pattern=re.compile(r"(?<![а-я])" + _filled(row["pattern"], places)),
            counts=Counts(row.get("counts", Counts.DAYS.value)),
            sign=row.get("sign", 1),
            value=row.get("value"),
        )
        for row in _data()["term"]
    )


def _filled(text: str, places: dict[str, str]) -> str:
    for place, words in places.items():
        text = text.replace(place, words)
    return text


@cache
def topics() -> tuple[Topic, ...]:
    """What a sentence may be about."""
    return tuple(
        Topic(
            key=row["key"],
            patterns=tuple(re.compile(one) for one in row["patterns"]),
            needs=re.compile(row["needs"]) if "needs" in row else None,
            without=re.compile(row["without"]) if "without" in row else None,
            hours=row.get("hours", False),
            monthly=row.get("monthly", False),
        )
        for row in _data()["topic"]
    )
