"""One local act: heading, clauses, what they propose."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.local_act.heading import read_heading
from parsing.local_act.model import LocalActRecord
from parsing.local_act.proposals import propose
from parsing.local_act.words import flat, pattern
from parsing.order.clauses import build
from parsing.order.nodes import walk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from parsing.order.nodes import Node
    from parsing.passages import Row

CLAUSE_OF_TABLE = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})+\.?\s+[А-ЯЁ].* \| ")
MISREAD_THREE = re.compile(r"^(\s*)З(?=\.(?:\d|\s))")


def read_local_act(rows: Sequence[Row], title: int) -> LocalActRecord:
    """Reads the rows of one act; `title` is the row with its name."""
    heading = read_heading(rows, title)
    roots = build(_body(rows[heading.body :]))
    return LocalActRecord(
        kind=heading.kind,
        title=heading.title,
        approved=heading.approved,
        council=heading.council,
        effective_from=_effective_from(roots),
        clauses=tuple(node.record() for node in roots),
        proposals=propose(roots),
    )


def _body(rows: Sequence[Row]) -> list[Row]:
    """Rows of clauses: headings of sections are left out, annexes are not read."""
    end = next((at for at, row in enumerate(rows) if pattern("head", "annex").match(flat(row.text))), len(rows))
    return [_numbered(row) for row in rows[:end] if not pattern("head", "section").match(flat(row.text))]


def _numbered(row: Row) -> Row:
    """«З.1.»: a three that was read as a letter; «2.1. Сведения | вносятся»: a clause drawn into the table below it."""
    if CLAUSE_OF_TABLE.match(row.text):
        return replace(row, line=replace(row.line, text=row.text.replace(" | ", " "), table=None))
    text = MISREAD_THREE.sub(r"\g<1>3", row.text)
    return row if text == row.text else replace(row, line=replace(row.line, text=text))


def _effective_from(roots: list[Node]) -> dt.date | None:
    for node in walk(roots):
        told = pattern("head", "effective").search(flat(node.text))
        found = find_date(node.text[told.end() :][:30]) if told else None
        if found is not None and not found[1]:
            return found[0]
    return None
