"""Words after an action that are no part of it: «Срок: до 01.09.2025.», «Ответственный: Орлова А.А.»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsing.dates import find_dates
from parsing.forms import form
from parsing.order.times import deadline, periodicity
from parsing.records import Periodicity
from school.morphology import cases, is_adjective, is_person_noun, lemmas

EDGES = " .,;:()–—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trailer:
    """What a clause says after its action."""

    start: int
    """Where the action ends."""
    when: str = ""
    """The words after «Срок:»."""
    who: str = ""
    """The words after «Ответственный:»."""


def trailer_of(text: str) -> Trailer | None:
    """The words of term and of who is responsible at the end of a clause; None where it has none."""
    marks = list(form("trailer", "mark").finditer(text))
    bearer = None if marks else form("trailer", "bearer").search(text)
    if bearer is not None and _names_people(text[: bearer.start()], bearer.group("who")):
        return Trailer(start=bearer.start(), who=bearer.group("who"))
    if not marks or not text[: marks[0].start()].strip(EDGES):
        return None
    said = {"term": "", "who": ""}
    for mark, end in zip(marks, [*(later.start() for later in marks[1:]), len(text)], strict=True):
        words = text[mark.end() : end].strip(EDGES.replace(".", ""))
        said["term" if mark.group("term") else "who"] = words if "(" in words else re.sub(r"\)\W*$", "", words)
    return Trailer(start=marks[0].start(), when=said["term"].strip(EDGES), who=said["who"])


def _names_people(before: str, who: str) -> bool:
    """«… (классные руководители)» at the end, but not «родителей (законных представителей)»."""
    first = re.match(r"[а-яё]+", who)
    last = re.search(r"[А-Яа-яЁё]+$", before)
    explains = last is not None and any(map(is_person_noun, lemmas(last.group())))
    head = lemmas(who)[:2] if first is not None and is_adjective(first.group()) else lemmas(who)[:1]
    named = first is not None and "nomn" in cases(first.group()) and any(map(is_person_noun, head))
    return named and not explains


def due_by(when: str) -> str | None:
    """The deadline that is written after «Срок:»: an ISO date, or the words; None for «постоянно», «ежедневно»."""
    found = deadline(when)
    if len(find_dates(when)) == 1 and found is not None:
        return found.value
    if not when or form("trailer", "always").match(when):
        return None
    if periodicity(when)[0] is not Periodicity.NONE:
        return found.value if found else None
    return when
