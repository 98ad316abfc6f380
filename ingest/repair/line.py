"""Repair of one line: token by token, every change an `Edit`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.model import Edit
from ingest.repair.decoder import decode
from ingest.repair.script import (
    CYRILLIC,
    LATIN,
    TOKEN,
    garbled,
    honest_latin,
    honest_russian,
    is_number,
    odd_looking,
)
from school.morphology import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR = 3
LATIN_FOR_CYRILLIC = "latin-for-cyrillic"
MIXED_SCRIPT = "mixed-script"
BULLET_KIND = "bullet"
BULLET = "•"
STRAY_BULLET = re.compile(r"^\s*([¢*»«]|[ae](?=\s+[a-zA-Zа-яё]{2,}[A-Zﬂ]))\s+")
TWINS = str.maketrans("aceopxyABCEHKMOPTXY", "асеорхуАВСЕНКМОРТХУ")
TWIN_LETTERS = frozenset("aceopxyABCEHKMOPTXY")
TWIN_SURE = 0.98
LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a line to be put in other words."""

    start: int
    end: int
    text: str
    confidence: float
    kind: str
    alternatives: tuple[str, ...] = ()
    first: bool = False


def repair_line(raw: str, *, bad: bool | None = None) -> tuple[str, tuple[Edit, ...]]:
    """Repairs a line; applying the edits to `raw` gives the text.

    Args:
        raw: the line as it came.
        bad: whether the line is known to be Cyrillic printed in Latin letters; decided here when None.
    """
    if not LATIN.search(raw):
        return raw, ()
    whole = garbled(raw) if bad is None else bad
    changes = [*(_bullet(raw) if whole else ())]
    for match in TOKEN.finditer(raw):
        if changes and match.start() < changes[0].end and changes[0].kind == BULLET_KIND:
            continue
        change = _token(match.group(), match.start(), bad=whole)
        if change is not None:
            seen = raw[: match.start()].strip(" ¢*»«•·-—0123456789.)")
            changes.append(change if not seen else replace(change, first=False))
    return apply(raw, _capital_first(changes))


def bad_lines(lines: Sequence[str]) -> tuple[bool, ...]:
    """Which lines are Cyrillic printed in Latin letters; a doubtful line goes with its neighbours."""
    sure = [garbled(line) for line in lines]
    full = [index for index, line in enumerate(lines) if line.strip()]
    result = list(sure)
    for place, index in enumerate(full):
        near = full[max(0, place - NEAR) : place] + full[place + 1 : place + 1 + NEAR]
        if not sure[index] and LATIN.search(lines[index]) and sum(sure[other] for other in near) > len(near) / 2:
            result[index] = True
    return tuple(result)


def _capital_first(changes: list[Change]) -> list[Change]:
    """A list item's first word keeps the capital that all its letters were printed in."""
    words = [change for change in changes if change.kind != BULLET_KIND]
    if words and words[0].first:
        at = changes.index(words[0])
        changes[at] = replace(words[0], text=words[0].text[:1].upper() + words[0].text[1:])
    return changes


def _bullet(raw: str) -> list[Change]:
    match = STRAY_BULLET.match(raw)
    if match is None:
        return []
    return [Change(match.start(1), match.end(1), BULLET, 0.9, BULLET_KIND)]


def _token(token: str, start: int, *, bad: bool) -> Change | None:
    """What to do with one token; None to leave it as it is."""
    if is_number(token) or honest_latin(token) or honest_russian(token):
        return None
    end = start + len(token)
    twin = _twin(token)
    if twin is not None:
        return Change(start, end, twin, TWIN_SURE, MIXED_SCRIPT)
    reading = decode(token) if _suspicious(token, bad=bad) else None
    if reading is None or reading.text == token or (not bad and reading.confidence < LIKELY):
        return None
    kind = MIXED_SCRIPT if CYRILLIC.search(token) else LATIN_FOR_CYRILLIC
    capital = token[:1].isupper()
    return Change(start, end, reading.text, reading.confidence, kind, reading.alternatives, first=capital)


def _suspicious(token: str, *, bad: bool) -> bool:
    """Worth decoding: in a bad line any Latin token and any digit inside Cyrillic, elsewhere only odd shapes."""
    if not bad:
        return odd_looking(token)
    return bool(LATIN.search(token)) or bool(re.search(r"\d", token) and CYRILLIC.search(token))


def _twin(token: str) -> str | None:
    """A word of both scripts whose Latin letters all have a Cyrillic twin: `oценки` with a Latin o."""
    latin = set(LATIN.findall(token))
    if not latin or not CYRILLIC.search(token) or not latin <= TWIN_LETTERS:
        return None
    text = token.translate(TWINS)
    words = re.findall(r"[А-Яа-яЁё]+", text)
    return text if words and all(is_known(word) for word in words) else None


def apply(raw: str, changes: list[Change]) -> tuple[str, tuple[Edit, ...]]:
    """The line with the changes made, and the changes as edits in both coordinates."""
    text, edits, place = "", [], 0
    for change in sorted(changes, key=lambda item: item.start):
        text += raw[place : change.start]
        edits.append(
            Edit(
                raw_start=change.start,
                raw_end=change.end,
                start=len(text),
                end=len(text) + len(change.text),
                raw=raw[change.start : change.end],
                text=change.text,
                confidence=change.confidence,
                kind=change.kind,
                alternatives=change.alternatives,
            )
        )
        text += change.text
        place = change.end
    return text + raw[place:], tuple(edits)
