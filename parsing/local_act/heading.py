"""The head of a local act: what it is called, which order approved it, which council saw it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from parsing.dates import find_dates
from parsing.local_act.model import RequisiteRecord
from parsing.local_act.words import flat, pattern
from parsing.passages import Part, folded, join

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ingest.model import SourceRef
    from parsing.passages import Row

COLUMNS = re.compile(r"\s{3,}|\t|\s*\|\s*")
RIGHT = 20
"""A row that begins so far from the edge belongs to the right column."""
NUMBER = re.compile(
    r"(?:№|n[gоo°º]?\.?)\s*_*(?P<number>\d[\dа-яa-z]*(?:(?:\s?[-–/]\s?|\.(?=\d))[\dа-яa-z]+)*)", re.IGNORECASE
)
REACH = 130
TOUCHING = 10
"""Letters between a date and its number: «от 28.10.2023 г. № 29-И»."""
NOTHING = (None, None)
Requisite: TypeAlias = "tuple[dt.date | None, str | None]"
LOWERED = re.compile(r"(«[^»]*»|(?<!\w)[МГЧФ]?[БКА]?ОУ(?!\w))|[^\W\d_]+")
PLACE = re.compile(r"((?<!\w)(?:города|г\.|села|с\.|деревни|посёлка|поселка|пос\.|п\.|станицы|имени)\s*)([а-яё])")
LONGEST_HEAD = 40
"""Rows; the word «Положение» further down is text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands over the clauses, and the row with which they begin."""

    kind: str
    title: str
    approved: RequisiteRecord | None
    council: RequisiteRecord | None
    body: int


def title_row(rows: Sequence[Row], start: int = 0, end: int = LONGEST_HEAD) -> int | None:
    """The row with «ПОЛОЖЕНИЕ», «Порядок …», spaced or solid; None where there is none between these."""
    for at in range(start, min(len(rows), end)):
        text = rows[at].text.strip()
        solid = _solid(text)
        if text[:1].isupper() and not text.endswith((".", ";", ",", ":")) and pattern("head", "kind").match(solid):
            return at
    return None


def read_heading(rows: Sequence[Row], title: int) -> Heading:
    """Reads the head of an act whose title begins with this row."""
    found = pattern("head", "kind").match(_solid(rows[title].text))
    if found is None:
        raise ValueError("the title's row was found by the same pattern")
    body = next((at for at in range(title + 1, len(rows)) if _begins_body(rows[at].text)), len(rows))
    called = _title_rows(rows[title:body])
    before = _streams(rows[:title]) + _streams(rows[title + len(called) : body])
    below = join([Part(row=row) for row in rows[body:] if not row.blank]).text
    passage = join([Part(row=row) for row in called])
    return Heading(
        kind=found.group("kind"),
        title=_title(passage.text, found.group("kind")),
        approved=_requisite(before, "order", rows[:body]),
        council=_requisite([*before, below], "council", rows),
        body=body,
    )


def _solid(text: str) -> str:
    """«П О Л О Ж Е Н И Е» as a word."""
    plain = flat(text)
    return re.sub(r"(?<=[а-я])\s(?=[а-я])", "", plain) if pattern("head", "spaced").match(plain) else plain


def _begins_body(text: str) -> bool:
    return bool(pattern("head", "first_clause").match(flat(text)))


def _title_rows(rows: Sequence[Row]) -> list[Row]:
    """The title goes on until a blank row or a remark in brackets; «ПОЛОЖЕНИЕ» alone is not all of it."""
    found = [rows[0]]
    for row in rows[1:]:
        ended = row.blank and (len(found) > 1 or " " in _solid(rows[0].text).strip())
        if ended or pattern("head", "note").match(row.text):
            break
        if not row.blank:
            found.append(row)
    return found


def _title(text: str, kind: str) -> str:
    """«ПОЛОЖЕНИЕ ОБ ЭЛЕКТРОННОМ ЖУРНАЛЕ» as a sentence would have it; names in quotes stay as they are printed."""
    spaced = r"\s?".join(kind)
    rest = folded(re.sub(rf"^\W*{spaced}", "", text, flags=re.IGNORECASE)).rstrip(" .")
    if rest.isupper():
        rest = LOWERED.sub(lambda match: match.group() if match.group(1) else match.group().lower(), rest)
        rest = PLACE.sub(lambda match: match.group(1) + match.group(2).upper(), rest)
    return f"{kind.capitalize()} {rest}".strip()


def _streams(rows: Sequence[Row]) -> list[str]:
    """The columns of a head one after the other: what is approved stands beside what is agreed."""
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        text = row.text.rstrip()
        pieces = [piece for piece in COLUMNS.split(text.strip()) if piece]
        if len(pieces) > 1:
            left.append(pieces[0])
            right.append(" ".join(pieces[1:]))
        elif len(text) - len(text.lstrip()) >= RIGHT:
            right.append(text.strip())
        else:
            left.append(text.strip())
    return [" ".join(filter(None, column)) for column in (left, right) if any(column)]


def _requisite(texts: Sequence[str], name: str, rows: Sequence[Row]) -> RequisiteRecord | None:
    """The first place where the word stands with a date or a number after it, or a date before it."""
    for text in texts:
        for match in pattern("head", name).finditer(flat(text)):
            issued, number = _after(text, match.end(), name)
            if number is None and (name == "council" or issued is None):
                continue
            before = find_dates(text[max(0, match.start() - REACH) : match.start()]) if name == "council" else []
            right_before = bool(before) and min(REACH, match.start()) - before[-1][2] <= TOUCHING
            issued = before[-1][0] if before and (issued is None or right_before) else issued
            return RequisiteRecord(date=issued, number=number, source=_place(rows, match.group()))
    return None


def _after(text: str, start: int, name: str) -> Requisite:
    """Date and number after the word, as far as the other word reaches."""
    plain = flat(text)
    stop = pattern("head", "council" if name == "order" else "order").search(plain, start)
    found = _told(text[start : min(start + REACH, stop.start() if stop else len(text))])
    if found != NOTHING or stop is None or name != "order":
        return found
    # columns that were read as one line: «приказом директора протокол от … № 1 от … № 112-ОД»
    dates = find_dates(text[stop.end() : stop.end() + REACH])
    return _told(text[stop.end() + dates[0][2] :][:REACH]) if len(dates) > 1 else NOTHING


def _told(text: str) -> Requisite:
    """Date and number; a number right beside the date goes before any other, which may be the school's own."""
    dates = find_dates(text)
    numbers = list(NUMBER.finditer(text))
    if not dates:
        return None, _printed(numbers[0]) if numbers else None
    day, start, end = dates[0]
    behind = [one for one in numbers if 0 <= one.start() - end <= TOUCHING]
    before = [one for one in numbers if 0 <= start - one.end() <= TOUCHING]
    chosen = (behind or before or numbers)[:1]
    return day, _printed(chosen[0]) if chosen else None


def _printed(number: re.Match[str]) -> str:
    return re.sub(r"\s", "", number.group("number")).rstrip("-.–/")


def _place(rows: Sequence[Row], word: str) -> SourceRef | None:
    row = next((row for row in rows if word in flat(row.text)), None)
    return join([Part(row=row)]).source() if row is not None else None
