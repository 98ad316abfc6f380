"""Expressions of time and of number: «не позднее второго учебного дня», «за день до каникул», «не менее трёх»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.local_act.words import RANGE, Counts, compounds, number_words, pattern, term_forms, unit_table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from parsing.local_act.words import TermForm

SCHOOL_DAY, CALENDAR, HOUR, MINUTE = "SCHOOL_DAY", "CALENDAR", "HOUR", "MINUTE"
WEEK = 7
NEAR = 60
"""How far before a term the words of its condition may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One expression in a text."""

    start: int
    end: int
    counts: Counts
    number: int
    unit: str
    certain: bool
    """False where the unit is not named: «в течение трёх дней»."""
    exception: bool = False
    """It holds in a special case only."""
    valid_from: dt.date | None = None


def find_terms(text: str, default_unit: str | None = None) -> list[Term]:
    """Every expression of a flat text, in its order; of two that overlap the earlier, then the longer one.

    Args:
        text: of a sentence.
        default_unit: of bare days, where the act says how they are counted.
    """
    found: list[Term] = []
    for form, match in _matches(text):
        if found and match.start() < found[-1].end:
            continue
        term = _term(form, match, default_unit)
        if term.counts is Counts.BARE:
            if not found or found[-1].counts is not Counts.DAYS:
                continue
            # «не позднее четвёртого учебного дня, за сочинения — шестого»
            term = replace(term, counts=Counts.DAYS, unit=found[-1].unit, certain=found[-1].certain)
        found.append(_in_its_place(term, text, found))
    return found


def bare_numbers(text: str) -> Iterator[tuple[int, int]]:
    """«… — пять»: (place, number) of numbers that stand alone after a dash."""
    for form in term_forms():
        if form.counts is Counts.BARE:
            yield from ((match.start(), _number(match) or 0) for match in form.pattern.finditer(text))


def _matches(text: str) -> list[tuple[TermForm, re.Match[str]]]:
    found = [(form, match) for form in term_forms() for match in form.pattern.finditer(text)]
    return sorted(found, key=lambda pair: (pair[1].start(), -pair[1].end()))


def _term(form: TermForm, match: re.Match[str], default_unit: str | None) -> Term:
    told = match.groupdict()
    number = _number(match)
    if number is None:
        number = form.value if form.value is not None else 1
    counts, unit, certain = form.counts, "", True
    if counts is Counts.DAYS:
        words = told.get("unit") or told.get("unit2")
        # the same day is the same day in any unit
        unit, certain = _unit(words, default_unit) if words and number else (SCHOOL_DAY, True)
        if words and re.search(pattern("units", "week"), words):
            number *= WEEK
    elif counts is Counts.DAY_OF_MONTH:
        unit = CALENDAR
    ranged = _range(match)
    if ranged is not None:
        # the last day of all that the wording allows
        number, certain = (min(ranged) if form.sign < 0 else max(ranged)), False
    return Term(
        start=match.start(), end=match.end(), counts=counts, number=form.sign * number, unit=unit, certain=certain
    )


def _range(match: re.Match[str]) -> tuple[int, ...] | None:
    """«2–3» as its two numbers."""
    word = match.groupdict().get("n") or ""
    return tuple(int(part) for part in re.findall(r"\d+", word)) if re.fullmatch(RANGE, word) else None


def _number(match: re.Match[str]) -> int | None:
    told = match.groupdict()
    if told.get("compound"):
        return compounds()[told["compound"]]
    word = told.get("n") or told.get("n2")
    if not word:
        return None
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits.group())
    return next((value for one, value in number_words() if one.fullmatch(word)), 3)


def _unit(words: str, default_unit: str | None) -> tuple[str, bool]:
    """(unit, whether it is named): a week is seven calendar days, a school week and a working hour are not so sure."""
    adjective = next((unit for stem, unit in unit_table("adjectives").items() if stem in words), None)
    last = words.rsplit(maxsplit=1)[-1]
    noun = next((unit for stem, unit in unit_table("nouns").items() if last.startswith(stem)), CALENDAR)
    if not last.startswith("д"):
        return noun, adjective in {None, CALENDAR}
    unit = adjective or default_unit
    return (unit, True) if unit else (CALENDAR, False)


def _in_its_place(term: Term, text: str, before: list[Term]) -> Term:
    """Whether it is an exception, and the day that its bracket names."""
    start = max(before[-1].end if before else 0, term.start - NEAR)
    bracket = text.rfind("(", 0, term.start)
    dated = None
    if bracket >= 0 and ")" not in text[bracket : term.start]:
        opening = text[bracket : term.start]
        dated = find_date(opening) if re.match(r"\(\s*с\s+\d", opening) else None
    exception = bool(pattern("exception", "pattern").search(text, start, term.start))
    return replace(term, exception=exception, valid_from=dated[0] if dated else None)
