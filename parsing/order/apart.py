"""A text of duties cut where they are several: by semicolons, by actions and objects with times of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.actions import EDGES, actions_of, sentences
from parsing.order.times import deadline, periodicity, time_before
from parsing.records import Periodicity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.actions import Action

TWO = 2


def timed_apart(text: str, start: int) -> Iterator[tuple[int, int]]:
    """«составить акт и в тот же день передать его»: apart where a later action has a time of its own.

    A time after the last of them is of all: «обновить график и разместить его на стенде до 26.01.2026».
    """
    actions = actions_of(text, start)
    found = [(action.start, action.end) for action in actions] or _noun_actions(text, start)
    timed = [has_time(text[low:high]) for low, high in found]
    last_only = bool(actions) and timed == [*([False] * (len(actions) - 1)), True]
    last_only = last_only and len(actions) > 1 and text[actions[-2].end : actions[-1].start].strip() == "и"
    last_only = last_only and not has_time(text[actions[-1].start : actions[-1].predicate])
    for low, high in found if any(timed[1:]) and not last_only else [(start, len(text))]:
        yield from objects_timed(text[:high], low)


def closing(text: str, actions: Sequence[Action]) -> str:
    """«проверить огнетушители и освободить выходы до 19.12.2025»: the term after an «и» is of what is before it too."""
    if len(actions) < TWO or text[actions[0].end : actions[1].start].strip() != "и":
        return ""
    first, second = actions[:TWO]
    if has_time(text[first.start : first.end]) or has_time(text[second.start : second.predicate]):
        return ""
    after = text[second.predicate : second.end]
    if comes_round(after):
        return after
    told = deadline(after)
    if form("deadline", "lasting").search(after):
        return ""
    return after[told.start : told.end] if told and form("deadline", "term").match(after[told.start :]) else ""


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


def acting_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Sentences that say what to do, each with those after it that do not."""
    spans = list(sentences(text))
    starts = [start for place, (start, end) in enumerate(spans) if not place or actions_of(text[start:end])]
    yield from zip(starts, [*starts[1:], len(text)], strict=True)


def enumerated(text: str, predicate: int, end: int) -> Iterator[tuple[int, int]]:
    """«обеспечить: наличие аптечки; исправность замков»: each is a duty; the whole action, from 0, where none is."""
    colon = text.find(":", predicate, end)
    if colon < 0 or ";" not in text[colon:end].rstrip(" ;."):
        yield 0, end
        return
    for low, high in pieces_of(text[colon + 1 : end]):
        yield colon + 1 + low, colon + 1 + high


def comes_round(times: str) -> bool:
    """True for «ежедневно», «раз в полугодие»; an event comes when it comes."""
    often = periodicity(times)[0] not in {Periodicity.NONE, Periodicity.EVENT}
    return often or form("deadline", "rate").search(times) is not None


def holds_for_all(times: str) -> bool:
    """A date, an event, «ежедневно» are said of every action after them."""
    if periodicity(times)[0] is Periodicity.EVENT:
        return True
    return deadline(times) is not None or comes_round(times)


def is_condition(times: str) -> bool:
    """True for «при аварии», which is no term."""
    return periodicity(times)[0] is Periodicity.EVENT and time_before(times) is None
