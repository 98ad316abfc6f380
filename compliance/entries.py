"""When a text of the journal was first there, from its versions. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from compliance.defaults import defaults
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of one text."""

    value: str
    at: datetime | None
    """When it was recorded; None means known at any time."""
    until: datetime | None
    """When the next version took its place."""
    timed: bool
    """False when the time of recording cannot be relied on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A text that stands in the journal now."""

    at: datetime | None
    """When it first qualified; None when that is not known."""
    field: str


def is_blank(value: str) -> bool:
    """Nothing but white space."""
    return not value.strip()


def is_empty_topic(value: str) -> bool:
    """White space, dashes and dots, or a word that stands for a topic instead of one."""
    return not any(char.isalnum() for char in value) or fold(value).strip(" .") in defaults().empty_topics


def entry(versions: Iterable[Version], *, known: datetime, blank: Callable[[str], bool], field: str) -> Entry | None:
    """The entry that stands at `known`, with the time when it first qualified; None when blank.

    What was wiped and written again counts from its first time only if it had stood for a while or came back
    unchanged; otherwise from the time when it was written again.
    """
    lived = _in_turn(versions, known)
    standing = [item for item in lived if item.until is None or item.until > known]
    if not standing or blank(standing[-1].value):
        return None
    if len(lived) == 1:
        return Entry(at=lived[0].at if lived[0].timed else None, field=field)
    runs = _runs(lived[: lived.index(standing[-1]) + 1], blank)
    first = next((run[0] for run in runs if run is runs[-1] or _counts(run, standing[-1])), standing[-1])
    return Entry(at=first.at if first.timed else None, field=field)


def value_at(versions: Iterable[Version], moment: Callable[[Version], bool]) -> Version | None:
    """The last version that had come by a moment, by a test of that; None when none had."""
    come = [item for item in sorted(versions, key=_order) if moment(item)]
    return come[-1] if come else None


def settled(versions: Iterable[Version], *, known: datetime) -> Version | None:
    """The version with which the value that stands at `known` came for good; None when nothing stands."""
    lived = _in_turn(versions, known)
    if not lived or not (lived[-1].until is None or lived[-1].until > known):
        return None
    value = lived[-1].value.strip()
    return list(takewhile(lambda item: item.value.strip() == value, reversed(lived)))[-1]


def earliest(entries: Iterable[Entry | None]) -> Entry | None:
    """The first of several entries; one of unknown time comes last."""
    found = [item for item in entries if item is not None]
    timed = [item for item in found if item.at is not None]
    return min(timed, key=lambda item: (item.at, item.field)) if timed else next(iter(found), None)


def _in_turn(versions: Iterable[Version], known: datetime) -> list[Version]:
    """Versions that stood for a while, in the order in which they came."""
    lived = [item for item in versions if _lived(item, known)]
    return sorted(lived, key=_order) if len(lived) > 1 else lived


def _lived(item: Version, known: datetime) -> bool:
    """False for a version that came later, was replaced the moment it came, or was taken back."""
    come = item.at is None or item.at <= known
    return come and (item.until is None or item.at is None or item.until > item.at)


def _order(item: Version) -> tuple[bool, str, bool, str]:
    return (item.at is not None, item.at.isoformat() if item.at else "", item.until is None, item.value)


def _runs(versions: Iterable[Version], blank: Callable[[str], bool]) -> list[list[Version]]:
    """Stretches of versions without a blank one between."""
    runs: list[list[Version]] = [[]]
    for item in versions:
        if not blank(item.value):
            runs[-1].append(item)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _counts(run: list[Version], standing: Version) -> bool:
    unchanged = run[-1].value.strip() == standing.value.strip()
    begun, ended = run[0].at, run[-1].until
    return unchanged or begun is None or ended is None or ended - begun > defaults().survive
