"""Where an appointment stands, and how it becomes a record: names, cases of lists, terms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.dates import find_date, find_dates, find_span
from parsing.forms import form
from parsing.language import annotate, people_of
from parsing.order.nodes import nearest_number
from parsing.records import AppointmentRecord

if TYPE_CHECKING:
    from datetime import date

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from school.mentions import Mention


SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an appointment stands, and what its clause says for every name in it."""

    node: Node
    path: tuple[Node, ...]
    people: People
    begins: date | None = None
    ends: date | None = None

    @property
    def text(self) -> str:
        """Of the clause."""
        return self.node.text


def mentions_of(text: str) -> tuple[Mention, ...]:
    """Names in a text, left to right."""
    return people_of(annotate(text))


def after_verb(text: str) -> str:
    """Words after the clause's verb and the date of its start."""
    plain = form("assignment", "starts_with").sub("", text, count=1)
    return without_start(form("assignment", "verb").sub("", plain, count=1))


def without_start(text: str) -> str:
    """Words after «с 01.09.2024», «на отопительный сезон»."""
    return form("assignment", "during").sub("", form("assignment", "since").sub("", text.strip()))


def whole_term(text: str) -> tuple[date | None, date | None]:
    """«Назначить с 01.09.2025 [по 31.05.2026] …» holds for every name of the clause."""
    found = form("assignment", "starts_with").match(text) or form("assignment", "whole_term").match(text)
    if found is None:
        return None, None
    span = find_span(found.group())
    if span is not None:
        return span
    dates = [item[0] for item in find_dates(found.group())]
    return (dates[0] if dates else None), (dates[1] if len(dates) > 1 else None)


def appointed(
    place: Place,
    mention: Mention,
    role: str,
    position: str | None,
    *,
    offset: int = 0,
    case: str = "accs",
    source: Node | None = None,
) -> AppointmentRecord:
    """The record of one appointment.

    Args:
        place: its clause.
        mention: the name as it stands.
        role: in the nominative.
        position: the post, if it is told.
        offset: of the text that the mention was found in, in the text of the clause.
        case: grammatical case of the names here.
        source: the clause that the name stands in, where it is not this one.
    """
    node = source or place.node
    begins, ends = term(node.text[mention.end + offset :])
    low, high = mention.start + offset, mention.end + offset
    own = _list_case(place) if case == "accs" else case
    return AppointmentRecord(
        person=place.people.resolve(mention, own),
        position=position,
        role=role,
        clause=nearest_number(place.path),
        valid_from=begins or place.begins,
        valid_to=ends or place.ends,
        sources=tuple(
            passage.source(low, high) if passage is node.passage else passage.source()
            for passage in (node.passage, *node.again)
        ),
    )


def _list_case(place: Place) -> str:
    """Names of a list stand in the accusative, or in the nominative: «5 «А» – Иванова И.И., 5 «Б» – Белоусов Д.К.»."""
    listed = place.path[-2] if len(place.path) > 1 else place.node
    if (listed.children or ":" in listed.text) and any(
        form("assignment", name).search(listed.text) for name in ("listing", "rooms")
    ):
        # «Утвердить список …:», «Закрепить кабинеты за учителями:»
        return "nomn"
    texts = [listed.text, *(child.text for child in listed.children)]
    surnames = [mention.surname for text in texts for mention in mentions_of(text)]
    if any(form("assignment", "accusative").search(name) for name in surnames):
        return "accs"
    women = sum(bool(form("assignment", "women").search(name)) for name in surnames)
    # of several names in -ова none would be a man's in the accusative without a woman's in -ову beside it
    plain = any(form("assignment", "nominative").search(name) for name in surnames) or women >= SEVERAL
    return "nomn" if plain else "accs"


def term(rest: str) -> tuple[date | None, date | None]:
    """«с 01.09.2024 по 31.05.2025» after a name, before the next one's."""
    end = re.search(r";|(?<=[а-яё]{2})\.\s+[А-ЯЁ]", rest)
    own = rest[: end.start()] if end else rest
    span = find_span(own)
    if span is not None:
        return span
    start = re.search(r"(?<![а-яё])(?:с|со)\s+(?=«?\d)", own)
    begins = find_date(own[start.end() :][:25]) if start else None
    until = re.search(r"(?<![а-яё])(?:по|до)\s+(?=«?\d)", own)
    ends = find_date(own[until.end() :][:25]) if until else None
    return (begins[0] if begins else None), (ends[0] if ends else None)
