"""Where a text was damaged: states good and damaged run along its words, as evidence and neighbours tell."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.repair.edits import Change
from ingest.repair.encodings.damage import same_ascii_start, same_start, steps
from ingest.repair.encodings.misread import Utf8
from ingest.repair.encodings.plausible import reads
from ingest.repair.encodings.search import gain, strict_gain
from ingest.repair.encodings.suspects import UNIT, WIDE_UNIT
from ingest.repair.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ingest.repair.encodings.damage import Damage

NEAR, NEARBY = 5.0, 20
"""Nats of entering a damage that was proved within so many lines."""
ENTER_AT_LINE, LEAVE, LEAVE_AT_LINE, LINE = -3.0, 2.0, 0.3, 0.1
"""Nats of entering where a line begins, of leaving inside a line and at its end, and of a line in the damage."""
KEPT, ALIEN, MOST_OF_ASCII = 3.0, 2.0, 1.5
"""Nats of a number left as it is among damaged words, and of a word with signs that the damage does not make; what
may be said at most for a piece that is ASCII both ways: `II` may be `99` and a comma a full stop."""
EDGE, USUAL = 4.0, -6.6
"""A word so frequent at the end of a damaged stretch must be better by so many nats to be damaged too."""
MARGIN, FEW = 3.0, 0.3
"""By so many nats a damage must be better than another that would give another text in more than this share of it."""
SUREST, HALVED = 0.99, 4.0
ROUNDS = 3
LETTER = 40
"""No letter becomes more signs than this."""
GOOD = 0
MARKS = re.compile(r"[\x20-@\[-`{-~]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or what stands between words."""

    line: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Zone:
    """Units one after another, all in one damage."""

    damage: Damage
    units: tuple[Unit, ...]


@dataclass
class Proved:
    """Lines where a damage was found beyond doubt, in order."""

    lines: dict[Damage, list[int]] = field(default_factory=dict)

    def near(self, damage: Damage, line: int) -> bool:
        """True when the damage is proved in a line close by."""
        lines = self.lines.get(damage, [])
        place = bisect_left(lines, line - NEARBY)
        return place < len(lines) and lines[place] <= line + NEARBY

    def with_zones(self, zones: Iterable[Zone]) -> Proved:
        """What these zones prove too; lines long past are forgotten."""
        found = {damage: lines[-NEARBY:] for damage, lines in self.lines.items()}
        for zone in zones:
            found.setdefault(zone.damage, []).extend(sorted({unit.line for unit in zone.units}))
        return Proved(found)


def changes(
    lines: Sequence[str], damages: Sequence[Damage], first: int, before: Proved
) -> tuple[list[tuple[Change, ...]], Proved]:
    """Changes of every line that undo the damages where they are beyond doubt, and where that is.

    `first` is the number of the first line in its document, `before` what is proved in the lines before it.
    """
    units = [unit for number, line in enumerate(lines, first) for unit in _units(number, line, damages)]
    full = Counter(unit.line for unit in units)
    result: list[list[Change]] = [[] for _ in lines]
    accepted, proved = _accepted(units, damages, before)
    for zone, nats in accepted:
        for number, change in _changes(zone, full, nats):
            result[number - first].append(change)
    return [tuple(row) for row in result], proved


def _units(number: int, line: str, damages: Sequence[Damage]) -> Iterator[Unit]:
    """All of the line in pieces; wide ones where a damage of ASCII explains it."""
    pattern = WIDE_UNIT if any(damage.wide and gain(line, damage) > 0 for damage in damages) else UNIT
    pieces, place = [], 0
    for match in pattern.finditer(line):
        if match.start() > place:
            pieces.append(Unit(number, place, line[place : match.start()]))
        pieces.append(Unit(number, match.start(), match.group()))
        place = match.end()
    if place < len(line):
        pieces.append(Unit(number, place, line[place:]))
    return _joined(pieces, _open_ends(damages))


@dataclass(frozen=True, slots=True)
class _OpenEnd:
    """How a word looks, when `outer` are undone, that goes on behind a sign of ASCII."""

    outer: tuple[Damage, ...]
    pattern: re.Pattern[str]
    sign: str

    def parts(self, before: str, after: str) -> bool:
        """True when a letter is parted between the two pieces."""
        if after[0] != self.sign and before[-1] != self.sign:
            return False
        text = before[-LETTER:].rstrip(self.sign)
        for damage in self.outer:
            text = damage.undone(text)
        return self.pattern.search(text) is not None


def _open_ends(damages: Sequence[Damage]) -> tuple[_OpenEnd, ...]:
    found: dict[_OpenEnd, None] = {}
    for damage in damages:
        for place, step in enumerate(steps(damage)):
            if isinstance(step, Utf8):
                found.update((_OpenEnd(steps(damage)[:place], *end), None) for end in step.open_ends)
    return tuple(found)


def _joined(pieces: Sequence[Unit], ends: Sequence[_OpenEnd]) -> Iterator[Unit]:
    """Units with those joined that are parted inside a letter."""
    held: Unit | None = None
    for piece in pieces:
        if held is not None and any(end.parts(held.text, piece.text) for end in ends):
            held = Unit(held.line, held.start, held.text + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _accepted(
    units: Sequence[Unit], damages: Sequence[Damage], before: Proved
) -> tuple[list[tuple[Zone, float]], Proved]:
    """Zones with their evidence in nats: first those that stand by themselves, then those near them."""
    proved, accepted = before, list[tuple[Zone, float]]()
    for _ in range(ROUNDS):
        found = [(zone, _evidence(zone, damages, proved)) for zone in _zones(units, damages, proved)]
        accepted = [(zone, nats) for zone, nats in found if nats is not None]
        again = before.with_zones(zone for zone, _ in accepted)
        if again == proved:
            break
        proved = again
    return accepted, proved


def _zones(units: Sequence[Unit], damages: Sequence[Damage], proved: Proved) -> Iterator[Zone]:
    path = iter(_path(units, damages, proved))
    for state, row in groupby(units, key=lambda _: next(path)):
        if state != GOOD:
            yield Zone(damages[state - 1], tuple(row))


def _path(units: Sequence[Unit], damages: Sequence[Damage], proved: Proved) -> list[int]:
    """The likeliest state of every unit: 0 for good, n for the n-th damage."""
    scores = [0.0] + [-math.inf] * len(damages)
    came: list[list[int]] = []
    line = -1
    for unit in units:
        scores, back = _moved(scores, unit, damages, proved, fresh=unit.line != line)
        came.append(back)
        line = unit.line
    state, path = max(range(len(scores)), key=scores.__getitem__), []
    for back in reversed(came):
        path.append(state)
        state = back[state]
    return path[::-1]


def _moved(
    scores: Sequence[float], unit: Unit, damages: Sequence[Damage], proved: Proved, *, fresh: bool
) -> tuple[list[float], list[int]]:
    """Scores of all states at the unit, and the states that they come from; `fresh` where a line begins."""
    best = max(range(1, len(scores)), key=scores.__getitem__)
    left = scores[best] - (LEAVE_AT_LINE if fresh else LEAVE)
    good, origin = (left, best) if left > scores[GOOD] else (scores[GOOD], GOOD)
    after, back = [good], [origin]
    for state, damage in enumerate(damages, 1):
        entered = good - (NEAR if proved.near(damage, unit.line) else damage.prior) - (ENTER_AT_LINE if fresh else 0.0)
        stayed = scores[state] - (LINE if fresh else 0.0)
        back.append(state if stayed >= entered else origin)
        after.append(max(stayed, entered) + _weight(unit.text, damage))
    return after, back


@lru_cache(maxsize=50_000)
def _weight(text: str, damage: Damage) -> float:
    """Nats for the piece in this damage."""
    if text.isascii() and not damage.wide:
        return 0.0
    if _is_kept(text, damage):
        return -KEPT
    return _bounded(text, damage, gain(text, damage)) - (0.0 if damage.makes(text) else ALIEN)


def _bounded(text: str, damage: Damage, nats: float) -> float:
    return min(nats, MOST_OF_ASCII) if text.isascii() and damage.undone(text).isascii() else nats


def _is_kept(text: str, damage: Damage) -> bool:
    """True for numbers and marks that stand among damaged words as they stood."""
    return damage.wide and MARKS.fullmatch(text) is not None and gain(text, damage) < -KEPT


def _evidence(zone: Zone, damages: Sequence[Damage], proved: Proved) -> float | None:
    """Nats for the zone; None when they are not enough, or as many for another text."""
    units = [unit for unit in zone.units if not _is_kept(unit.text, zone.damage)]
    nats = sum(_bounded(unit.text, zone.damage, strict_gain(unit.text, zone.damage)) for unit in units)
    if any(proved.near(zone.damage, zone.units[end].line) for end in (0, -1)):
        return nats if nats > NEAR else None
    sense = not zone.damage.letterwise or reads(_undone(units, zone.damage))
    if nats < zone.damage.prior or not sense:
        return None
    for other in damages:
        if other != zone.damage and _disagree(zone, other):
            rival = sum(strict_gain(unit.text, other) for unit in zone.units)
            if rival - other.prior > nats - zone.damage.prior - MARGIN:
                return None
    return nats


def _undone(units: Iterable[Unit], damage: Damage) -> str:
    """What comes of the units that change."""
    return " ".join(text for unit in units if (text := damage.undone(unit.text)) != unit.text)


def _disagree(zone: Zone, other: Damage) -> bool:
    """True when the other damage makes another text, not only some other signs in it."""
    raw = "".join(unit.text for unit in zone.units)
    ours, theirs = zone.damage.undone(raw), other.undone(raw)
    apart = sum(one != two for one, two in zip(ours, theirs, strict=False)) + abs(len(ours) - len(theirs))
    changed = sum(one != two for one, two in zip(ours, raw, strict=False))
    return apart > FEW * max(changed, 1)


def _changes(zone: Zone, full: Mapping[int, int], nats: float) -> Iterator[tuple[int, Change]]:
    """Changes of the zone with the numbers of their lines; `full` has the number of units of every line."""
    damage, sure = zone.damage, min(SUREST, 1 - math.exp(-nats / HALVED))
    for number, row in groupby(zone.units, key=lambda unit: unit.line):
        units = list(row)
        whole = len(units) == full[number]
        for kept, run in groupby(units, key=lambda unit: _is_kept(unit.text, damage)):
            if not kept:
                for start, end, text in _stretches(_trimmed(list(run), damage, whole=whole), damage):
                    yield number, Change(start, end, text, sure, damage.kind, cause=damage.cause)


def _trimmed(run: list[Unit], damage: Damage, *, whole: bool) -> list[Unit]:
    """The run without what is right at its ends; in a line not all damaged, words that any text has are right."""

    def right(unit: Unit) -> bool:
        usual = not whole and lexicon().words.get(unit.text.lower(), -math.inf) > USUAL
        return damage.undone(unit.text) == unit.text or (usual and gain(unit.text, damage) < EDGE)

    start = next((place for place, unit in enumerate(run) if not right(unit)), len(run))
    end = next((place for place in range(len(run), start, -1) if not right(run[place - 1])), start)
    return run[start:end]


def _stretches(run: Sequence[Unit], damage: Damage) -> Iterator[tuple[int, int, str]]:
    """(start, end, right text) of the run; word by word where the damage done again would not give it whole."""
    raw, text = "".join(unit.text for unit in run), "".join(damage.undone(unit.text) for unit in run)
    if raw == text:
        return
    for same in (same_start, same_ascii_start):
        start, tail = same(raw, text), same(raw[::-1], text[::-1])
        if damage.gives(text[start : len(text) - tail], raw[start : len(raw) - tail]):
            yield run[0].start + start, run[0].start + len(raw) - tail, text[start : len(text) - tail]
            return
    if len(run) > 1:
        for unit in run:
            yield from _stretches([unit], damage)
