"""One file, several orders: where each begins; an order whose verb «ПРИКАЗЫВАЮ» is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.forms import form
from parsing.order.frame import verb_row, without_stamps
from school.mentions import find_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.passages import Row

CAPITALS = re.compile(r"\W*П\s?Р\s?И\s?К\s?А\s?З(?![А-Яа-яЁё])")
HEADING = 25
"""Rows that a heading may have; «приказ» in a letter is written small."""
LEAST_BODY = 40
"""Characters of a first row that can only be text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Rows of one order; `verb` is the row after which its clauses begin, -1 where they begin with the first row.

    `e_signed` where the stamp of an electronic signature stood among them.
    """

    rows: tuple[Row, ...]
    verb: int
    e_signed: bool


def pieces_of(rows: Sequence[Row]) -> tuple[Piece, ...]:
    """The orders among these rows, in their order; none where there is no order."""
    kept, stamps = without_stamps(rows)
    verbs = [at for at, row in enumerate(kept) if form("frame", "verb_row").search(row.text)]
    if len(verbs) < 2:  # noqa: PLR2004 - one order
        verb = verb_row(kept)
        verb = _before_body(kept) if verb is None else verb
        return (Piece(rows=kept, verb=verb, e_signed=bool(stamps)),) if verb is not None else ()
    starts = [0]
    for before, verb in pairwise(verbs):
        start = _heading(kept, before, verb)
        if start is not None:
            starts.append(start)
    found = []
    for start, end in pairwise([*starts, len(kept)]):
        own = next((verb for verb in verbs if start <= verb < end), None)
        if own is not None:
            # a stamp right above the next order's heading is this one's
            e_signed = any(start < stamp <= end or stamp == start == 0 for stamp in stamps)
            found.append(Piece(rows=kept[start:end], verb=own - start, e_signed=e_signed))
    return tuple(found)


def _heading(rows: Sequence[Row], before: int, verb: int) -> int | None:
    """The first row of the heading above this verb: the word «ПРИКАЗ» and the school's name over it."""
    word = next((at for at in range(verb - 1, before, -1) if form("frame", "order_word").search(rows[at].text)), None)
    if word is None:
        return None
    start = word
    for at in range(word - 1, before, -1):
        if rows[at].blank:
            continue
        if not _is_heading(rows[at].text):
            break
        start = at
    return start


def _is_heading(text: str) -> bool:
    named = any(form("frame", name).search(text) for name in ("own_name", "superior", "school_row", "address"))
    return named and not find_mentions(text) and not form("frame", "blank_line").search(text)


def _before_body(rows: Sequence[Row]) -> int | None:
    """The row before the text of an order that says only «ПРИКАЗ № …» and what is ordered."""
    word = next((at for at, row in enumerate(rows[:HEADING]) if CAPITALS.match(row.text)), None)
    if word is None or not any(find_date(row.text) for row in rows[: word + LEAST_BODY]):
        return None
    for at in range(word + 1, len(rows)):
        text = rows[at].text.strip()
        requisite = form("frame", "title").search(text) or form("frame", "place_row").search(text)
        if len(text) >= LEAST_BODY and not requisite and re.match(r"[А-ЯЁ0-9«]", text):
            return at - 1
    return None
