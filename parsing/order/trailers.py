"""Words after an action that are no part of it: «Срок: до 01.09.2025.», «Ответственный: Орлова А.А.»."""

from __future__ import annotations

from dataclasses import dataclass

from parsing.dates import find_dates
from parsing.forms import form
from parsing.order.times import deadline, periodicity
from parsing.records import Periodicity

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
    if not marks or not text[: marks[0].start()].strip(EDGES):
        return None
    said = {"term": "", "who": ""}
    for mark, end in zip(marks, [*(later.start() for later in marks[1:]), len(text)], strict=True):
        said["term" if mark.group("term") else "who"] = text[mark.end() : end].strip(EDGES.replace(".", ""))
    return Trailer(start=marks[0].start(), when=said["term"].strip(EDGES), who=said["who"])


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
