"""The two pages of a spread speak of the same lessons: a date that stands on one of them only is a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.pages import EntryKind
from journal.paper.asking import ask
from journal.paper.dates import effective_date, read_date, said
from journal.paper.headers import plan_subject
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journal.holdings import ClassJournal
    from journal.pages import Item, Question

SHARED = 0.5
"""Least share of common dates, of the shorter page, that makes two pages a spread."""
DATED = frozenset({EntryKind.COLUMN, EntryKind.LESSON})


def across(items: Sequence[Item], others: Sequence[Sequence[Item]], journal: ClassJournal) -> tuple[Question, ...]:
    """Questions about lessons that other pages have and this one lacks.

    Args:
        items: the page.
        others: pages of the other side, of the same class.
        journal: the class.
    """
    mine = dates_of(items)
    lacking = sorted({day for other in others if pairs(items, other, journal) for day in dates_of(other) - mine})
    if not lacking:
        return ()
    return (ask("pair-differs", held=", ".join(lacking), dates="; ".join(said(day) for day in lacking)),)


def pairs(items: Sequence[Item], other: Sequence[Item], journal: ClassJournal) -> bool:
    """True for two pages of one subject with mostly the same dates."""
    mine, theirs = dates_of(items), dates_of(other)
    common = len(mine & theirs)
    return common > 0 and common >= SHARED * min(len(mine), len(theirs)) and _same_subject(items, other, journal)


def dates_of(items: Sequence[Item]) -> frozenset[str]:
    """Dates of the lessons on a page, as read or decided."""
    found = (effective_date(item) for item in items if item[0].kind in DATED)
    return frozenset(day for day in found if day and read_date(day))


def _same_subject(items: Sequence[Item], other: Sequence[Item], journal: ClassJournal) -> bool:
    named = [
        {fold(plan_subject(*item, journal).value or "") for item in page if item[0].kind is EntryKind.SUBJECT}
        for page in (items, other)
    ]
    return named[0] == named[1]
