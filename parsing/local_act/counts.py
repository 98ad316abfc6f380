"""How many marks: to a mark of a period («не менее трёх отметок»), to a number of lessons («одна на четыре урока»)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.local_act.model import Amount
from parsing.local_act.terms import bare_numbers
from parsing.local_act.words import Counts, pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.local_act.terms import Term

MARK, LESSON = "MARK", "LESSON"
Counted = tuple[str, Amount, *tuple[Amount, ...]]


def find_counts(text: str, terms: Sequence[Term], above: str = "") -> list[Counted]:
    """(key, amount, what it may be besides) of `k`, `k_density` and `L` in a flat sentence.

    Args:
        text: of the sentence.
        terms: its expressions.
        above: the clause over it, which may say what is counted: «Количество отметок за четверть:».
    """
    marks = [term for term in terms if term.counts is Counts.MARKS]
    lessons = [term for term in terms if term.counts is Counts.LESSONS]
    if lessons and pattern("marks", "word").search(text):
        number = marks[0].number if marks else 1
        return [("k_density", _of(number, MARK)), ("L", _of(lessons[0].number, LESSON))]
    listed = pattern("marks", "counted").search(above) and pattern("marks", "context").search(above)
    if not listed and not pattern("marks", "context").search(text):
        return []
    places = [(term.start, term.number) for term in marks]
    if marks or pattern("marks", "counted").search(text):
        places += list(bare_numbers(text))
    return _of_period(text, places)


def _of_period(text: str, places: Sequence[tuple[int, int]]) -> list[Counted]:
    """Of several numbers the quarter's: half-years have their own, and the register has one `k`."""
    if not places:
        return []
    ordered = sorted(places)
    quarter = [number for start, number in ordered if pattern("marks", "of_quarter").search(text, 0, start)]
    first = quarter[0] if quarter else ordered[0][1]
    others = dict.fromkeys(number for _, number in ordered if number != first)
    return [("k", _of(first, MARK), *(_of(number, MARK) for number in others))]


def _of(number: int, unit: str) -> Amount:
    return Amount(value=str(number), unit=unit)
