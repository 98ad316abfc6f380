"""How an order reads on one day against another, clause by clause and word by word. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from journal.model import HeldClause, HeldOrder


class Turn(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    turn: Turn
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTurn:
    """A clause on both days; `before` or `after` is None where it is not there."""

    path: str
    level: int
    before: HeldClause | None
    after: HeldClause | None
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """True when the clause does not read the same on both days."""
        return any(piece.turn is not Turn.SAME for piece in self.pieces)


def difference(order: HeldOrder, before: date, after: date) -> tuple[ClauseTurn, ...]:
    """Every clause of both days in printed order."""
    one, two = order.on(before).clauses, order.on(after).clauses
    return tuple(_aligned(one, two))


def _aligned(one: Sequence[HeldClause], two: Sequence[HeldClause]) -> Iterator[ClauseTurn]:
    matcher = SequenceMatcher(a=[_key(item) for item in one], b=[_key(item) for item in two], autojunk=False)
    for operation, low, high, new_low, new_high in matcher.get_opcodes():
        if operation == "equal":
            yield from (_turn(item, two[new_low + at]) for at, item in enumerate(one[low:high]))
        else:
            yield from _replaced(one[low:high], two[new_low:new_high])


def _key(clause: HeldClause) -> tuple[str, str]:
    return clause.path, fold(clause.text)


def _replaced(one: Sequence[HeldClause], two: Sequence[HeldClause]) -> Iterator[ClauseTurn]:
    """Clauses of one number stand together; what has no number is not guessed to be one another."""
    left = list(one)
    for after in two:
        before = next((item for item in left if item.path and item.path == after.path), None)
        if before is not None:
            yield from (_turn(item, None) for item in left[: left.index(before)])
            left = left[left.index(before) + 1 :]
        yield _turn(before, after)
    yield from (_turn(item, None) for item in left)


def _turn(before: HeldClause | None, after: HeldClause | None) -> ClauseTurn:
    shown = after or before
    if shown is None:
        raise ValueError("a clause stands on one of the days at least")
    pieces = tuple(_pieces(before.text.split() if before else [], after.text.split() if after else []))
    return ClauseTurn(path=shown.path, level=shown.level, before=before, after=after, pieces=pieces)


def _pieces(one: Sequence[str], two: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(a=one, b=two, autojunk=False)
    for operation, low, high, new_low, new_high in matcher.get_opcodes():
        if operation == "equal":
            yield Piece(Turn.SAME, " ".join(one[low:high]))
            continue
        if high > low:
            yield Piece(Turn.OUT, " ".join(one[low:high]))
        if new_high > new_low:
            yield Piece(Turn.IN, " ".join(two[new_low:new_high]))
