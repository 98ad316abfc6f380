"""Control, signature, acknowledgement, appendices: what stands at the end of an order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.forms import form
from parsing.language import annotate, people_of
from parsing.order.nodes import nearest_number, paths
from parsing.passages import Part, join
from parsing.records import (
    AcknowledgementRecord,
    AppendixRecord,
    ControlRecord,
    SignatoryRecord,
)
from school.phrases import nominative_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from parsing.passages import Row

LAID_ON = re.compile(r"\sна\s")
EDGES = " ,;:–—-./_"


def read_signatory(rows: Sequence[Row], people: People, *, e_signed: bool = False) -> SignatoryRecord | None:
    """The post and the name under the order; a blank line means nobody has signed."""
    if not rows:
        return None
    passage = join([Part(row=row) for row in rows])
    mentions = people_of(annotate(passage.text))
    if not mentions:
        return None
    before = form("frame", "blank_line").split(passage.text[: mentions[0].start])[0]
    plain = re.sub(r"/\s*подпись\s*/|[/_\\|]+|\([^()]*\)", " ", form("frame", "stamp_words").sub("", before))
    position = " ".join(plain.split()).strip(EDGES)
    return SignatoryRecord(
        name=people.resolve(mentions[0], "nomn"),
        position=position or None,
        signed=e_signed or (False if form("frame", "blank_line").search(passage.text) else None),
        sources=(passage.source(),),
    )


def read_control(roots: list[Node], people: People, signatory: SignatoryRecord | None) -> ControlRecord | None:
    """Who controls execution; «оставляю за собой» means the signatory."""
    for path in paths(roots):
        node = path[-1]
        if not form("control", "clause").search(node.text):
            continue
        clause = nearest_number(path)
        if form("control", "self").search(node.text):
            return ControlRecord(
                self_control=True,
                person=signatory.name if signatory else None,
                position=signatory.position if signatory else None,
                clause=clause,
                sources=node.sources(),
            )
        return _laid_on(node, clause, people)
    return None


def _laid_on(node: Node, clause: str | None, people: People) -> ControlRecord:
    mentions = people_of(annotate(node.text))
    # «…, пунктов 8–10 – на …»: the first is named
    last = next((mention for mention in mentions if LAID_ON.search(node.text, 0, mention.start)), None)
    last = last or (mentions[-1] if mentions else None)
    laid = re.search(r"\s+на\s+((?:(?!\sна\s).)*)$", node.text[: last.start] if last else node.text)
    words = laid.group(1).strip(EDGES + "(") if laid else ""
    if not words and last is not None:
        words = node.text[last.end :].strip(EDGES)
    return ControlRecord(
        self_control=False,
        person=people.resolve(last, "accs") if last else None,
        position=nominative_phrase(words) if words else None,
        clause=clause,
        sources=node.sources(),
    )


def read_acknowledged(rows: Sequence[Row], people: People) -> tuple[AcknowledgementRecord, ...]:
    """Everybody listed to be acquainted; a printed name beside a blank line is not a signature."""
    found = []
    for row in rows:
        if form("frame", "drawn_up").search(row.text):
            break
        passage = join([Part(row=row)])
        mentions = people_of(annotate(passage.text))
        for place, mention in enumerate(mentions):
            if form("frame", "no_name").fullmatch(mention.surname):
                continue
            start = mentions[place - 1].end if place else 0
            end = mentions[place + 1].start if place + 1 < len(mentions) else len(passage.text)
            around = passage.text[start:end]
            found.append(
                AcknowledgementRecord(
                    person=people.resolve(mention, "nomn"),
                    signed=False if form("frame", "blank_line").search(around) else None,
                    date=_date(passage.text[mention.end : end]),
                    position=_position(passage.text[start : mention.start])
                    or _post_after(passage.text[mention.end : end]),
                    sources=(passage.source(mention.start, mention.end),),
                )
            )
    return tuple(found)


def _date(text: str) -> date | None:
    found = find_date(text)
    return found[0] if found else None


def _position(text: str) -> str | None:
    clean = form("frame", "acknowledged").sub("", text)
    words = form("frame", "blank_line").split(clean)[0].split(":")[-1].strip(EDGES + '0123456789«»"|')
    return words if re.search(r"[а-яё]{3}", words) else None


def _post_after(text: str) -> str | None:
    """«Ильясова Ф.Х., вахтёр ______»."""
    found = re.match(r"\.?\s*,\s*([а-яё][^,;_.\d|]*)", text)
    return found[1].strip() or None if found else None


ORDER = re.compile(r"к\s+приказу", re.IGNORECASE)


def read_appendices(roots: list[Node], rows: Sequence[Row]) -> tuple[AppendixRecord, ...]:
    """Appendices that clauses name, each with whether it is attached."""
    attached = {_number(ORDER.split(row.text)[0]) for row in rows if form("frame", "appendix").search(row.text)}
    found: list[AppendixRecord] = []
    for path in paths(roots):
        node, last = path[-1], 0
        for match in form("appendix", "mention").finditer(node.text):
            numbers: list[str | None] = [*re.findall(r"\d+", match.group())] or [None]
            title = _annex_title(node.text, last, match.start()) if len(numbers) == 1 else None
            last = match.end()
            found += [
                AppendixRecord(
                    number=number,
                    title=title,
                    attached=number in attached or (None in attached and number is None),
                    clause=nearest_number(path),
                    sources=node.sources(),
                )
                for number in numbers
                if number is None or all(item.number != number for item in found)
            ]
    return tuple(found)


def _number(text: str) -> str | None:
    match = re.search(r"\d+", text)
    return match.group() if match else None


def _annex_title(text: str, start: int, stop: int) -> str | None:
    """What the clause approves, between the appendix before («утвердить», «и») and this one."""
    if not form("appendix", "approve").search(text):
        return None
    return re.sub(r"^[\s,]*\w+\s+", "", text[start:stop]).strip(EDGES) or None
