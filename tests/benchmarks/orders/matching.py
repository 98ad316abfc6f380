"""When a fact that was read is the fact that stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rapidfuzz.fuzz import ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Same = Callable[[Any, Any], bool]

NEARLY, LIKE = 95, 85
"""Least similarity, per cent: of clauses; of roles, actions and deadlines."""
SIGNS = str.maketrans({**dict.fromkeys("«»„“”‟'’‘", '"'), **dict.fromkeys("‐‑–—−", "-"), "ё": "е"})
FINAL = " .,;:"
ISO = re.compile(r"\d{4}-\d\d-\d\d")
NAME = re.compile(r"[^\W\d_]+")
DAY = (
    r"\d{1,2}(?:\.\d{1,2}(?:\.\d{2,4})?|\s(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*)"
)
YEAR = r"(?:\s?\d{4})?(?:\s?г(?:ода|\.)?)?"
TIMES = re.compile(
    rf"(?:\b(?:в срок|не позднее|до|к|с|по|на)\s)+{DAY}{YEAR}(?!\w)"
    r"|\b(?:ежедневно|еженедельно|ежемесячно|ежеквартально|ежегодно)\b"
    r"|\bв срок(?=\s|$)"
)
"""Words of time that an action may have or lack."""


def folded(text: str | None) -> str:
    """Case, ё, quotes, dashes, white space and final punctuation do not count."""
    return " ".join((text or "").lower().translate(SIGNS).split()).strip(FINAL)


def same_text(one: str | None, other: str | None) -> bool:
    """Equal when folded; spaces do not count."""
    return folded(one).replace(" ", "") == folded(other).replace(" ", "")


def similar(one: str | None, other: str | None, least: float) -> bool:
    """Equal, or at least so alike."""
    return same_text(one, other) or ratio(folded(one), folded(other)) >= least


def same_person(meant: dict[str, Any] | None, read: dict[str, Any] | None) -> bool:
    """The surname equal; the names compatible."""
    if meant is None or read is None:
        return meant is read
    if folded(meant["surname"]) != folded(read["surname"]):
        return False
    return _compatible(_names(meant), _names(read))


def _names(person: dict[str, Any]) -> list[str]:
    return NAME.findall(folded(person.get("initials_or_names")))


def _compatible(meant: list[str], read: list[str]) -> bool:
    """An initial stands for a name; who is named by the surname alone may have been found by any names."""
    if not meant or not read:
        return not meant
    return all(
        one == other if len(one) > 1 and len(other) > 1 else one[0] == other[0]
        for one, other in zip(meant, read, strict=False)
    )


def same_persons(meant: Sequence[dict[str, Any]], read: Sequence[dict[str, Any]]) -> bool:
    """The same people in any order."""
    return len(meant) == len(read) == len(pairs(meant, read, same_person))


def same_clause(meant: dict[str, Any], read: dict[str, Any]) -> bool:
    """Its number, and nearly its text."""
    return same_text(meant["number"], read["number"]) and similar(meant["text"], read["text"], NEARLY)


def same_role(meant: dict[str, Any], read: dict[str, Any]) -> bool:
    """A person's role given or taken: person, clause, about the role or another name of it."""
    if not same_person(meant["person"], read["person"]) or not same_text(meant["clause"], read["clause"]):
        return False
    return any(similar(role, read["role"], LIKE) for role in (meant["role"], *meant.get("role_alts", ())))


def same_duty(meant: dict[str, Any], read: dict[str, Any]) -> bool:
    """Clause, people, periodicity, deadline, about the action."""
    return (
        same_text(meant["clause"], read["clause"])
        and meant["periodicity"] == read["periodicity"]
        and same_deadline(meant["deadline"], read["deadline"])
        and same_action(meant, read)
        and same_persons(meant["assignees"], read["assignees"])
    )


def same_deadline(meant: str | None, read: str | None) -> bool:
    """Dates are equal, words alike; both may be absent."""
    if not meant or not read:
        return not meant and not read
    if ISO.fullmatch(meant) or ISO.fullmatch(read):
        return meant == read
    return similar(meant, read, LIKE)


def same_action(meant: dict[str, Any], read: dict[str, Any]) -> bool:
    """Alike with words of time or without."""
    one, other = meant["action_text"], read["action_text"]
    deadlines = [folded(duty["deadline"]) for duty in (meant, read)]
    return similar(one, other, LIKE) or similar(_timeless(one, deadlines), _timeless(other, deadlines), LIKE)


def _timeless(action: str, deadlines: list[str]) -> str:
    text = folded(action)
    for words in filter(None, deadlines):
        text = text.replace(words, " ")
    return TIMES.sub(" ", text)


def same_basis(meant: dict[str, Any], read: dict[str, Any]) -> bool:
    """An act by its kind, date and number."""
    return _same_fields(meant, read, "kind", "number") and meant["date"] == read["date"]


def same_target(meant: dict[str, Any], read: dict[str, Any]) -> bool:
    """An act repealed or amended, and how much of it."""
    return same_basis(meant, read) and same_text(meant["scope"], read["scope"])


def same_appendix(meant: dict[str, Any], read: dict[str, Any]) -> bool:
    """Its number, and whether it is there."""
    return _same_fields(meant, read, "number") and meant["attached"] == read["attached"]


def _same_fields(meant: dict[str, Any], read: dict[str, Any], *names: str) -> bool:
    return all(same_text(meant.get(name), read.get(name)) for name in names)


def same_control(meant: dict[str, Any] | None, read: dict[str, Any] | None) -> bool:
    """Who controls, and whether it is the signatory's own business."""
    if meant is None or read is None:
        return meant is read
    return bool(meant["self"]) == bool(read["self"]) and same_person(meant["person"], read["person"])


def same_signatory(meant: dict[str, Any] | None, read: dict[str, Any] | None) -> bool:
    """The name and about the position."""
    if meant is None or read is None:
        return meant is read
    return same_person(meant["name"], read["name"]) and similar(meant["position"], read["position"], LIKE)


def pairs(meant: Sequence[Any], read: Sequence[Any], same: Same) -> dict[int, int]:
    """As many pairs as can be made, each item in one at most: places in `read` by places in `meant`."""
    fitting = [[at for at, item in enumerate(read) if same(wanted, item)] for wanted in meant]
    taken: dict[int, int] = {}

    def placed(wanted: int, tried: set[int]) -> bool:
        for at in fitting[wanted]:
            if at not in tried:
                tried.add(at)
                if at not in taken or placed(taken[at], tried):
                    taken[at] = wanted
                    return True
        return False

    for wanted in range(len(meant)):
        placed(wanted, set())
    return {wanted: at for at, wanted in taken.items()}
