"""Acts that the preamble leans on."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.forms import form, table
from parsing.passages import Part, join
from parsing.records import LegalBasisRecord
from school.morphology import nominative_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from parsing.passages import Passage, Row

ACT_NUMBER = re.compile(r"(?:№|N)\s*(\d[\w/-]*(?:\s?-\s?[А-ЯA-Z]+)?)")
OPENING, CLOSING = '«"“„', '»"”“'
STRAIGHT = '"”“'
NEXT_ACT = re.compile(r"(?:,|;|\sи)\s+(?=от\s+«?\d)")


def read_legal_basis(rows: Sequence[Row]) -> tuple[LegalBasisRecord, ...]:
    """Every act named with a date or a number, or by a title in quotes."""
    passage = join([Part(row=row) for row in rows])
    found = []
    for start, end, kind in _acts(passage.text):
        for first, last in _several(passage.text, start, end):
            record = _record(passage, first, last, kind=kind, head=(start, end))
            if record is not None:
                found.append(record)
    return tuple(found)


def _acts(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of every act: from its noun to the next act's noun outside quotes."""
    quoted = [(start, end) for start, end in _quotes(text)]
    marks = [
        match
        for match in form("legal", "kind").finditer(text)
        if not any(start <= match.start() < end for start, end in quoted) and _is_word_start(text, match.start())
    ]
    for place, match in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        yield match.start(), end, _kind(match.group("kind"))


def _is_word_start(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalpha()


def _kind(word: str) -> str:
    low = word.lower()
    return next(name for stem, name in table("legal", "nominative").items() if low.startswith(stem))


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    """Outermost quoted stretches; straight quotes that nest are balanced by what stands around them."""
    depth, begin = 0, 0
    for place, char in enumerate(text):
        if char in OPENING and (place == 0 or not text[place - 1].isalnum()) and text[place + 1 : place + 2].strip():
            begin = place if depth == 0 else begin
            depth += 1
        elif char in CLOSING and depth:
            depth -= 1
            if depth == 0 or _closes_all(text, place):
                depth = 0
                yield begin, place + 1


def _closes_all(text: str, place: int) -> bool:
    """A straight quote that ends two nested ones at once: «"О системе "Образование"» and then no more quotes."""
    return text[place] in STRAIGHT and not any(char in CLOSING for char in text[place + 1 : place + 40])


def _several(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """«приказами … от 1.1.2020 № 1, от 2.2.2021 № 2»: one stretch for each act."""
    quoted = list(_quotes(text[start:end]))
    cuts = [
        start + match.end()
        for match in NEXT_ACT.finditer(text[start:end])
        if not any(low <= match.start() < high for low, high in quoted)
    ]
    bounds = [start, *cuts, end]
    return list(pairwise(bounds))


def _record(passage: Passage, start: int, end: int, *, kind: str, head: tuple[int, int]) -> LegalBasisRecord | None:
    text = passage.text[start:end]
    title = next(iter(_quotes(text)), None)
    plain = text[: title[0]] if title else text
    number = ACT_NUMBER.search(plain)
    issued = find_date(plain)
    if number is None and issued is None and (title is None or kind not in {"федеральный закон", "закон"}):
        return None
    stop = max(part for part in (title[1] if title else 0, number.end() if number else 0, issued[2] if issued else 0))
    return LegalBasisRecord(
        issuer=_issuer(passage.text[head[0] : head[1]]),
        kind=kind,
        date=_only_date(issued),
        number=number.group(1) if number else None,
        title=_balanced(text[title[0] + 1 : title[1] - 1].strip()) if title else None,
        sources=(passage.source(start, start + stop),),
    )


def _balanced(title: str) -> str:
    """Gives back the closing quote of an inner title that ended together with the outer one."""
    if title.count('"') % 2:
        return title + '"'
    return title + "»" * max(0, title.count("«") - title.count("»"))


def _only_date(found: tuple[date, int, int] | None) -> date | None:
    return found[0] if found else None


def _issuer(text: str) -> str | None:
    """Words between the act's noun and its date, number or title, in the nominative."""
    after = form("legal", "kind").sub("", text, count=1)
    words = re.split(r"\s+от\s+«?\d|№|[«\"“„(]", after, maxsplit=1)[0].strip(" ,.;:")
    if not words or not words[:1].isupper():
        return None
    return nominative_phrase(words)
