"""A text of duties cut where they are several: by semicolons, by actions and objects with times of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.actions import EDGES, actions_of
from parsing.order.times import deadline, periodicity
from parsing.records import Periodicity

if TYPE_CHECKING:
    from collections.abc import Iterator


def timed_apart(text: str, start: int) -> Iterator[tuple[int, int]]:
    """«составить акт и в тот же день передать его»: apart where a later action has a time of its own.

    A time after the last of them is of all: «обновить график и разместить его на стенде до 26.01.2026».
    """
    actions = actions_of(text, start)
    found = [(action.start, action.end) for action in actions] or _noun_actions(text, start)
    timed = [has_time(text[low:high]) for low, high in found]
    closing = bool(actions) and timed == [*([False] * (len(actions) - 1)), True]
    closing = closing and len(actions) > 1 and text[actions[-2].end : actions[-1].start].strip() == "и"
    closing = closing and not has_time(text[actions[-1].start : actions[-1].predicate])
    for low, high in found if any(timed[1:]) and not closing else [(start, len(text))]:
        yield from objects_timed(text[:high], low)


def _noun_actions(text: str, start: int) -> list[tuple[int, int]]:
    """«кипячение воды, смена воды каждые три часа»: actions that are nouns."""
    cuts = [(match.start(), match.end()) for match in form("address", "noun_action").finditer(text, start)]
    starts, ends = [start, *(end for _, end in cuts)], [*(low for low, _ in cuts), len(text)]
    return list(zip(starts, ends, strict=True))


def objects_timed(text: str, start: int) -> Iterator[tuple[int, int]]:
    """«выставлять отметки за диктанты к следующему уроку, за сочинения – в течение недели»: two times, two duties."""
    for match in form("deadline", "for_another").finditer(text, start):
        if has_time(text[start : match.start()]) and has_time(text[match.end("what") :]):
            yield start, match.start()
            start = match.start("what")
    yield start, len(text)


def has_time(text: str) -> bool:
    """True where words of time are in the text."""
    return periodicity(text)[0] is not Periodicity.NONE or deadline(text) is not None


def pieces_of(text: str) -> Iterator[tuple[int, int]]:
    """What semicolons part."""
    begin = 0
    for match in re.finditer(r";\s+", text):
        yield begin, match.start()
        begin = match.end()
    if text[begin:].strip(EDGES):
        yield begin, len(text)
