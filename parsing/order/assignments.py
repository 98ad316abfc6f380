"""Who is appointed to what: «Назначить …», «Возложить обязанности … на …», «Освободить …», lists of both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.forms import form
from parsing.language import annotate, people_of
from parsing.order.nodes import nearest_number, paths
from parsing.records import AppointmentRecord
from school.morphology import cases, nominative_phrase
from school.roles import find_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from school.names import Mention

TAIL = re.compile(
    r"\s*(?:\bс\s+\d|\bна\s+\d{4}|\bна (?:период|время|срок)|\bсроком|[;.](?:\s|$)|\bс\s+«?\d|\(|\bв срок\b)"
)
LAID = re.compile(r"(?P<what>обязанност\w+|ответственност\w+|функци\w+|полномочи\w+)\s+(?P<role>.+)$", re.IGNORECASE)
ON = re.compile(r"\s+на\s*$", re.IGNORECASE)
LONGEST_PLACE = 40
JOINT = " ,;:–—-("


@dataclass(frozen=True, slots=True)
class _Clue:
    """What the words around a name say: the post before or after it, the role."""

    position: str | None
    role: str | None


def read_assignments(roots: list[Node], people: People) -> tuple[list[AppointmentRecord], list[AppointmentRecord]]:
    """(appointments, revocations) of the whole order, in printed order."""
    appointed: list[AppointmentRecord] = []
    freed: list[AppointmentRecord] = []
    for path in paths(roots):
        node = path[-1]
        if form("control", "clause").search(node.text):
            continue
        if form("assignment", "free").search(node.text):
            freed += _freed(node, path, people)
        elif form("assignment", "appoint").search(node.text):
            appointed += _appointed(node, path, people)
        elif form("assignment", "lay").search(node.text):
            appointed += _laid(node, path, people)
    return appointed, freed


def _appointed(node: Node, path: tuple[Node, ...], people: People) -> Iterator[AppointmentRecord]:
    """«Назначить учителя химии Иванову А.А. администратором …», one name or a list under a role."""
    own = people_of(annotate(node.text))
    if not own:
        role = _role_of_heading(node.text)
        for child in node.children if role else ():
            yield from _listed(child, (*path, child), people, role=role or "")
        return
    for place, mention in enumerate(own):
        before = node.text[own[place - 1].end if place else 0 : mention.start]
        after = node.text[mention.end : own[place + 1].start if place + 1 < len(own) else len(node.text)]
        clue = _clue(re.sub(r"^\s*\w+\s+", "", before, count=1) if place == 0 else before, after)
        role = clue.role or _role_of_heading(node.text[: own[0].start])
        if role is not None:
            yield _record(mention, clue.position, role, node, path, people, case="accs")


def _clue(before: str, after: str) -> _Clue:
    """Reads the words before and after a name; what stands in the instrumental is the role."""
    lead = before.strip(JOINT)
    follow = after.lstrip(" .")
    tail = _cut(follow.lstrip(JOINT))
    parts = [part.strip(JOINT) for part in tail.split(",") if part.strip(JOINT)]
    roles = [part for part in parts if _instrumental(part)]
    posts = [part for part in parts if not _instrumental(part)]
    if lead and _instrumental(lead):
        return _Clue(_position(posts[0]) if posts else None, as_role(lead))
    role = as_role(roles[0]) if roles else None
    return _Clue(_position(lead or (posts[0] if posts else "")), role)


def _cut(text: str) -> str:
    found = TAIL.search(text)
    return text[: found.start()] if found else text


def _instrumental(words: str) -> bool:
    first = re.match(r"[А-Яа-яЁё-]+", words)
    return first is not None and "ablt" in cases(first.group()) and "accs" not in cases(first.group())


def _position(words: str) -> str | None:
    clean = words.strip(JOINT)
    return nominative_phrase(clean) if clean and clean[:1].isalpha() else None


def as_role(words: str) -> str:
    """A role phrase in the nominative singular: «ответственными за питание» → «ответственный за питание»."""
    clean = _cut(words).strip(JOINT)
    if re.match(r"ответственн\w+", clean, re.IGNORECASE):
        return re.sub(r"^\w+", "ответственный", clean)
    return nominative_phrase(clean)


def _role_of_heading(text: str) -> str | None:
    """«Назначить ответственными за …:» → the role that every name of the list gets."""
    words = re.sub(r"^\s*[А-Яа-яё]+\s+", "", text, count=1).strip(" :–—-,")
    return as_role(words) if words and _instrumental(words) else None


def _listed(child: Node, path: tuple[Node, ...], people: People, *, role: str) -> Iterator[AppointmentRecord]:
    """A row of a list: «Иванову А.А., учителя химии» or «в 5А классе – Иванову А.А.»."""
    mentions = people_of(annotate(child.text))
    for mention in mentions[:1]:
        before = child.text[: mention.start].strip(JOINT)
        after = _cut(child.text[mention.end :].strip(" .")).strip(JOINT)
        place = f" {before}" if before and find_role(before) is None and len(before) < LONGEST_PLACE else ""
        position = after or (before if not place else "")
        case = "nomn" if "nomn" in cases((after or before or "я").split()[0]) else "accs"
        yield _record(mention, _position(position), f"{role}{place}", child, path, people, case=case)


def _laid(node: Node, path: tuple[Node, ...], people: People) -> Iterator[AppointmentRecord]:
    """«Возложить обязанности администратора … на Иванову А.А., учителя химии» in either order."""
    mentions = people_of(annotate(node.text))
    if not mentions:
        return
    mention = mentions[-1]
    before, after = node.text[: mention.start], node.text[mention.end :]
    position, lead = "", before
    on = re.search(r"\s+на\s+((?:(?!\sна\s).)*)$", before)
    if on:
        position, lead = on.group(1), before[: on.start()]
    laid = LAID.search(lead) or LAID.search(_cut(after.strip(JOINT)))
    if laid is None:
        return
    duty = laid.group("what").lower().startswith("ответственност")
    words = _cut(laid.group("role")).strip(JOINT)
    role = f"ответственный {words}" if duty else nominative_phrase(words.removeprefix("по ").strip())
    trailing = "" if LAID.search(after) else _cut(after.lstrip(" .").lstrip(JOINT)).strip(JOINT)
    yield _record(mention, _position(position or trailing), role, node, path, people, case="accs")


def _freed(node: Node, path: tuple[Node, ...], people: People) -> Iterator[AppointmentRecord]:
    """«Освободить Иванову А.А., учителя химии, от обязанностей администратора …»."""
    mentions = people_of(annotate(node.text))
    role = re.search(r"\bот\s+(?:исполнения\s+)?(?:обязанностей\s+)?(?P<role>.+)$", node.text)
    if not mentions or role is None:
        return
    mention = mentions[0]
    between = node.text[mention.end : role.start()].strip(JOINT + ".")
    before = re.sub(r"^\s*\w+\s+", "", node.text[: mention.start], count=1).strip(JOINT)
    yield _record(mention, _position(between or before), as_role(role.group("role")), node, path, people, case="accs")


def _record(
    mention: Mention,
    position: str | None,
    role: str,
    node: Node,
    path: tuple[Node, ...],
    people: People,
    *,
    case: str,
) -> AppointmentRecord:
    start = re.search(r"\bс\s+(?=«?\d)", node.text[mention.end :])
    begins = find_date(node.text[mention.end + start.end() :][:25]) if start else None
    until = re.search(r"\b(?:по|до)\s+(?=«?\d)", node.text[mention.end :])
    ends = find_date(node.text[mention.end + until.end() :][:25]) if until else None
    return AppointmentRecord(
        person=people.resolve(mention, case),
        position=position,
        role=role,
        clause=nearest_number(path),
        valid_from=begins[0] if begins else None,
        valid_to=ends[0] if ends else None,
        sources=tuple(
            passage.source(mention.start, mention.end) if passage is node.passage else passage.source()
            for passage in (node.passage, *node.again)
        ),
    )
