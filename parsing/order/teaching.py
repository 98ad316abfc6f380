"""Lessons of an absent teacher given to others: «уроки … поручить …», «возложить замещение уроков …:» and a list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.placing import appointed, mentions_of, term
from parsing.order.roles_given import EDGES, as_position, cut, split_position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.order.placing import Place
    from parsing.records import AppointmentRecord


def lessons_given(place: Place) -> Iterator[AppointmentRecord]:
    """Who takes whose lessons; the case of names is that of the verb: «поручить» whom, «возложить на» whom."""
    listed = form("teaching", "listed").search(place.text)
    if listed is not None and place.node.children:
        begins, ends = term(place.text)
        for child in place.node.children:
            below = replace(place, node=child, path=(*place.path, child), begins=begins, ends=ends)
            yield from _taken(below, child.text, 0, cut(listed.group("what")).strip(EDGES), listed.group("verb"))
        return
    said = form("teaching", "said").match(place.text)
    if said is not None:
        yield from _taken(place, place.text, said.end(), cut(said.group("what")).strip(EDGES), said.group("verb"))


def _taken(place: Place, text: str, start: int, what: str, verb: str) -> Iterator[AppointmentRecord]:
    case = "accs" if verb.lower().startswith("возл") else "datv"
    end = start
    for mention in mentions_of(text):
        if mention.start < start:
            continue
        words = form("teaching", "to_whom").sub(" ", text[end : mention.start])
        label, post = split_position(words)
        # «в 6Б классе – Ивановой А.А.»: the label belongs to the lessons
        role = f"{what} {label.strip(EDGES)}".strip()
        yield appointed(place, mention, role, as_position(post), case=case)
        end = mention.end
