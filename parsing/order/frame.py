"""The frame of an order: which rows are heading, preamble, body, signature, acknowledgement and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from parsing.dates import find_date
from parsing.forms import form
from school.mentions import find_mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parsing.passages import Row

VERB = "приказываю"
NUMBERED = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*[.)\s]")
ALIKE = 80
LONGEST_GAP, LONGEST_HEAD = 2, 6
LEAST_NARRATIVE, NEAR = 120, 20
"""Characters."""
STOP_WITHIN = re.compile(r"[а-яё]{4,}[.:]\s+[А-ЯЁа-яё]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Rows of one order by what they are for."""

    head: tuple[Row, ...]
    preamble: tuple[Row, ...]
    body: tuple[Row, ...]
    grounds: tuple[Row, ...]
    """«Основание: …» under the clauses."""
    signature: tuple[Row, ...]
    acknowledgement: tuple[Row, ...]
    appendices: tuple[Row, ...]
    e_signed: bool
    rest: tuple[Row, ...]
    """After everything: a second reading of the clauses, or text that belongs to nothing."""


def verb_row(rows: Sequence[Row]) -> int | None:
    """Index of the row that holds «ПРИКАЗЫВАЮ», printed solid or spaced, over two rows, or read with a slip."""
    exact = next((i for i, row in enumerate(rows) if form("frame", "verb").search(row.text)), None)
    if exact is not None:
        return exact
    broken = (i + 1 for i, (one, more) in enumerate(pairwise(rows)) if _is_broken_verb(one.text, more.text))
    return next(broken, next((i for i, row in enumerate(rows) if is_verb(row.text)), None))


def is_verb(text: str) -> bool:
    """True for a row that holds «ПРИКАЗЫВАЮ», or is nearly it."""
    return bool(form("frame", "verb").search(text)) or ratio(re.sub(r"\W", "", text).lower(), VERB) >= ALIKE


def _is_broken_verb(one: str, more: str) -> bool:
    """«… документооборота п р и к а» and «з ы в а ю:» in the next row."""
    return bool(form("frame", "verb").search(f"{one[-len(VERB) * 2 :]} {more[: len(VERB) * 2]}"))


def without_stamps(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """The rows without those of electronic signatures' stamps, which fall between any others.

    Returns:
        The rows kept; for every row of a stamp how many of them stand before it.
    """
    kept: list[Row] = []
    stamps = []
    for row in rows:
        if form("frame", "stamp").search(row.text):
            stamps.append(len(kept))
        else:
            kept.append(row)
    return tuple(kept), tuple(stamps)


def split(rows: Sequence[Row], verb: int, *, e_signed: bool = False) -> Frame:
    """Cuts the rows of one order at its landmarks; `verb` is the row of «ПРИКАЗЫВАЮ»."""
    start = _narrative(rows, _preamble(rows, verb))
    signature = _signature(rows, verb + 1)
    body_end = signature if signature is not None else _first(rows, verb + 1, _closes_body)
    after = _end_of_signature(rows, body_end) if signature is not None else body_end
    known = _first(rows, after, lambda row: bool(form("frame", "acknowledged").search(row.text)))
    known_end = _end_of_names(rows, known)
    grounds = min(_first(rows, verb + 1, lambda row: bool(form("frame", "grounds").search(row.text))), body_end)
    annex = _first(rows, after, lambda row: bool(form("frame", "appendix").search(row.text)))
    tail = max(after, known_end if known < len(rows) else after)
    return Frame(
        e_signed=e_signed,
        head=tuple(rows[:start]),
        preamble=tuple(rows[start : verb + 1]),
        body=tuple(rows[verb + 1 : grounds]),
        grounds=tuple(rows[grounds:body_end]),
        signature=tuple(rows[body_end:after]),
        acknowledgement=tuple(rows[known:known_end]),
        appendices=tuple(rows[annex:]) if annex >= after else (),
        rest=tuple(rows[tail : max(tail, annex)]),
    )


def _preamble(rows: Sequence[Row], verb: int) -> int:
    for index in range(verb + 1):
        text = rows[index].text.strip()
        # «по итогам учебного года» written small goes on with the title
        if form("frame", "preamble").search(text) and not text[:1].islower():
            return index
    # an order without the verb has no preamble: its heading ends with this row
    return verb if is_verb(rows[verb].text) else verb + 1


def _narrative(rows: Sequence[Row], start: int) -> int:
    """Where the preamble begins that says in its own words what was found: «Проверка журнала показала: …»."""
    title = next((at for at in range(start) if form("frame", "title").search(rows[at].text)), start)
    for at in range(title + 1, start):
        text = rows[at].text.strip()
        rest = " ".join(row.text.strip() for row in rows[at:start] if not row.blank)
        apart = rows[at - 1].blank and len(rest) >= LEAST_NARRATIVE
        if text[:1].isupper() and (apart or STOP_WITHIN.search(rest)) and not find_date(text[:NEAR]):
            return at
    return start


def _closes_body(row: Row) -> bool:
    return any(form("frame", name).search(row.text) for name in ("acknowledged", "appendix"))


def _first(rows: Sequence[Row], start: int, test: Callable[[Row], bool]) -> int:
    return next((i for i in range(start, len(rows)) if test(rows[i])), len(rows))


def _signature(rows: Sequence[Row], start: int) -> int | None:
    """The row where the signature block begins: a post, and a name beside it or under it."""
    for index in range(start, len(rows)):
        text = rows[index].text.strip()
        if _closes_body(rows[index]):
            return None
        if form("frame", "signature").match(text) and not text.endswith((":", ";", ",")):
            block = " ".join(row.text for row in rows[index : index + 3])
            if find_mentions(block) and not _is_duty(text):
                return index
    return None


def _is_duty(text: str) -> bool:
    """«Директору школы … обеспечить» is a clause, not a signature."""
    return bool(re.match(r"директору\b|руководител(ю|ям|и)\b", text, re.IGNORECASE))


def _end_of_signature(rows: Sequence[Row], start: int) -> int:
    for index in range(start, min(start + 3, len(rows))):
        if find_mentions(rows[index].text):
            return index + 1
    return start + 1


def _end_of_names(rows: Sequence[Row], start: int) -> int:
    """Past the rows of the acknowledgement sheet: names, posts before names, blanks."""
    last = start
    for index in range(start + 1, len(rows)):
        text = rows[index].text
        if NUMBERED.match(text) and not find_mentions(text) and not find_date(text):
            break
        if _closes_body(rows[index]):
            break
        if find_mentions(text):
            last = index
        elif not rows[index].blank and index - last > (LONGEST_HEAD if last == start else LONGEST_GAP):
            break
    return min(last + 1, len(rows))
