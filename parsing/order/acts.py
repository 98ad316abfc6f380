"""Acts that a text names (приказ, постановление, закон, положение): kind, date, number, title, issuer, and where.

The preamble names those that the order leans on, clauses those that it repeals or amends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.forms import form, table
from school.mentions import find_mentions
from school.phrases import nominative_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

ACT_NUMBER = re.compile(
    r"(?:№|N)\s*_*(?P<number>(?:[А-ЯA-Z]{1,4}-)?\d[\w/-]*(?:\s?-\s?[А-ЯA-Z]+)?(?:/[а-яёА-ЯЁ]+)?"
    r"(?:\s?\([а-яё]{1,3}\)|\s(?:[А-Яа-яЁё]/[А-Яа-яЁё]|ОД|од)(?![А-Яа-яЁё]))?)"
)
OPENING, CLOSING = '«"“„', '»"”“'
STRAIGHT = '"”“'
NEXT_ACT = re.compile(r"(?:,|;|\sи)\s+(?=от\s+«?\d|[^(),;]{5,60}\s\(протокол)")
NEXT_NUMBER = re.compile(r"(?:,|\sи)\s+(?=№\s*\d)")
OTHER_ISSUER = re.compile(
    r"(?:,|\sи)\s+(?=(?:[А-ЯЁ]|департамент|министерств|управлен|отдел|комитет|администрац)[^,;«»№]{5,90}\sот\s+«?\d)"
)
MANY = re.compile(r"\w+(?:ов|ами|ий|ей|ем|ы|ия)(?![а-яё])", re.IGNORECASE)
SANITARY = re.compile(r"(?:СанПиН|СП)\w*\s+(?P<number>\d[\d./-]*\d)")
RULES = frozenset({"СанПиН", "СП"})
INNER = 40
CALLED = frozenset({"положение", "порядок", "правила", "инструкция", "регламент", "план"})
"""Acts that are called by what they are about."""
APPROVED_BY = re.compile(r"(?:утвержд[её]нн\w+|утв\.|\(утв\w*|\()\s*$")
PARTIES = "договор"
"""What is quoted with it is the name of a party."""
OWN_NAMED = CALLED | {"устав", "кодекс", "СанПиН", "СП"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act as named; `start` and `end` are offsets into the text."""

    kind: str
    date: date | None
    number: str | None
    title: str | None
    issuer: str | None
    start: int
    end: int


def find_acts(text: str) -> tuple[Act, ...]:
    """Every act named in the text with a date, a number or a title, left to right."""
    found: list[Act] = []
    for start, end, kind in _spans(text):
        for first, last in _several(text, start, end):
            act = _act(text, first, last, kind=kind, head=(start, end))
            if first > start and act.date is None and text[first:last].startswith("№"):
                # «приказы от 01.09.2023 № 140 и № 141»
                act = replace(act, date=found[-1].date)
            if found and _approves(text[found[-1].start : start], found[-1]):
                found[-1] = replace(found[-1], date=act.date, number=act.number, issuer=act.issuer, end=act.end)
            else:
                found.append(act)
    return tuple(found)


def _approves(between: str, act: Act) -> bool:
    """«Положение о …, утверждённое приказом от …»: the order's date and number are those of the regulation."""
    return act.kind in CALLED and act.number is None and bool(APPROVED_BY.search(between))


def quotes(text: str) -> Iterator[tuple[int, int]]:
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
    return text[place] in STRAIGHT and not any(char in CLOSING for char in text[place + 1 : place + INNER])


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of every act: from its noun to the next act's noun outside quotes."""
    quoted = list(quotes(text))
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


def _several(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """«приказами … от 1.1.2020 № 1, от 2.2.2021 № 2»: one stretch for each act."""
    quoted = list(quotes(text[start:end]))
    parted = [*NEXT_ACT.finditer(text[start:end])]
    if MANY.match(text[start:end]):
        # «постановлений администрации района от …, Главного государственного санитарного врача от …»
        parted += [*OTHER_ISSUER.finditer(text[start:end]), *NEXT_NUMBER.finditer(text[start:end])]
    cuts = sorted(
        {start + match.end() for match in parted if not any(low <= match.start() < high for low, high in quoted)}
    )
    bounds = [start, *cuts, end]
    return list(pairwise(bounds))


def _act(text: str, start: int, end: int, *, kind: str, head: tuple[int, int]) -> Act:
    piece = text[start:end]
    title = next(iter(quotes(piece)), None)
    plain = piece[: title[0]] if title else piece
    if title is not None and not find_date(plain) and not ACT_NUMBER.search(plain):
        # «договор с ООО «Автолайн» от 20.08.2024 № 17»: the quotes came first
        plain = f"{plain}{' ' * (title[1] - title[0])}{piece[title[1] :]}"
    rules = SANITARY.search(plain) if kind in RULES else None
    number, issued = rules or ACT_NUMBER.search(plain), None if rules else find_date(plain)
    stop = max(title[1] if title else 0, number.end() if number else 0, issued[2] if issued else 0)
    named = _named(kind, text[head[0] : head[1]]) if title is None or title[0] > len(plain.rstrip()) else None
    return Act(
        kind=kind,
        date=issued[0] if issued else None,
        number=number.group("number") if number else None,
        title=_balanced(piece[title[0] + 1 : title[1] - 1].strip()) if title and kind != PARTIES else named,
        issuer=_issuer(piece if start > head[0] and not piece.startswith("от ") else text[head[0] : head[1]])
        if kind not in OWN_NAMED
        else None,
        start=start,
        end=start + (stop or len(piece.rstrip(" ,.;"))),
    )


def _balanced(title: str) -> str:
    """Gives back the closing quote of an inner title that ended together with the outer one."""
    if title.count('"') % 2:
        return title + '"'
    return title + "»" * max(0, title.count("«") - title.count("»"))


def _named(kind: str, text: str) -> str | None:
    """A regulation is called by what it is about: «Положение о внутришкольном контроле, утверждённое приказом …»."""
    if kind not in CALLED | {"кодекс"}:
        return None
    words = re.sub(r"\s+и$", "", form("legal", "stops").split(text, maxsplit=1)[0].strip(" ,.;:"))
    if kind == "кодекс":
        return nominative_phrase(words[:1].upper() + words[1:])
    about = re.match(r"\w+\s+(?=\w)", words)
    return f"{kind.capitalize()} {words[about.end() :]}" if about else None


def _issuer(text: str) -> str | None:
    """Words between the act's noun and its date, number or title, in the nominative."""
    after = form("legal", "kind").sub("", text, count=1)
    words = form("legal", "stops").split(after, maxsplit=1)[0].strip(" ,.;:")
    if not words or find_mentions(words) or not (words[:1].isupper() or form("legal", "body").match(words)):
        return None
    return words if words.split(maxsplit=1)[0] in table("legal", "indeclinable") else nominative_phrase(words)
