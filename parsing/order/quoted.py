"""New text that an amendment quotes: what stands inside «» belongs to the amending clause and is no clause itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.forms import form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.passages import Row

LONGEST = 80
"""Rows that a quotation may have; one that does not end by then was never closed."""
OPENING, CLOSING = "«„“", "»”"
STRAIGHT_OPEN = re.compile(r"(?<![\wа-яё.,;:!?)])\"(?=[\wА-Яа-яё«])", re.IGNORECASE)


def quotation_end(rows: Sequence[Row], place: int, before: str) -> int | None:
    """Index of the row that ends the new text which begins in the row at `place`, or right after it.

    Args:
        rows: of the body.
        place: a row already taken into a clause.
        before: the clause's text so far, that row included.

    Returns:
        None where no new text is announced, where it ends in this row, or where it never ends.
    """
    announced = form("amend", "announced").search(before)
    if announced is None:
        return None
    depth = _depth(before[announced.end() :])
    if depth <= 0 and before[announced.end() :].strip(" :"):
        return None
    for index in range(place + 1, min(place + LONGEST, len(rows))):
        text = rows[index].text
        if rows[index].blank:
            continue
        if depth <= 0 and text.strip()[:1] not in OPENING + '"':
            return None
        depth += _depth(text)
        if depth <= 0:
            return index
    return None


def _depth(text: str) -> int:
    """Quotes opened and not closed."""
    plain = sum(text.count(sign) for sign in OPENING) - sum(text.count(sign) for sign in CLOSING)
    opened = len(STRAIGHT_OPEN.findall(text))
    return plain + opened - (text.count('"') - opened)
