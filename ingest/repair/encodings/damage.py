"""What may happen to the encoding of a text, as a thing that can be undone and done again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from ingest.repair.encodings.tables import NBSP

if TYPE_CHECKING:
    from collections.abc import Sequence


class Damage(Protocol):
    """One damage, or several one after another. What cannot have come of it stays as it is both ways."""

    def __hash__(self) -> int: ...

    @property
    def kind(self) -> str:
        """The kind of its changes."""

    @property
    def cause(self) -> str:
        """What happened to the text, in words for a reader."""

    @property
    def prior(self) -> float:
        """Nats of its improbability."""

    @property
    def letterwise(self) -> bool:
        """True when every letter comes of one letter: then only sense tells it from chance."""

    @property
    def wide(self) -> bool:
        """True when signs of ASCII come of other signs, so that words end elsewhere."""

    def undone(self, text: str) -> str:
        """The text before the damage."""

    def done(self, text: str) -> str:
        """The text after the damage."""

    def gives(self, right: str, damaged: str) -> bool:
        """True when the damage makes the one of the other, but for what is lost on the way."""

    def makes(self, text: str) -> bool:
        """True when every sign of the text may come of the damage."""


AGAIN = 5.0
"""Nats of every further damage to a text that was damaged already."""


@dataclass(frozen=True)
class Chain:
    """Damages one after another, the last first."""

    damages: tuple[Damage, ...]

    @property
    def kind(self) -> str:
        """Of the first thing that happened."""
        return self.damages[-1].kind

    @property
    def cause(self) -> str:
        """All that happened, the first first."""
        return in_words([damage.cause for damage in reversed(self.damages)])

    @property
    def prior(self) -> float:
        """Of the last, and something for each before."""
        return self.damages[0].prior + AGAIN * (len(self.damages) - 1)

    @property
    def letterwise(self) -> bool:
        """If one is."""
        return any(damage.letterwise for damage in self.damages)

    @property
    def wide(self) -> bool:
        """If one is."""
        return any(damage.wide for damage in self.damages)

    def undone(self, text: str) -> str:
        """The last undone first."""
        for damage in self.damages:
            text = damage.undone(text)
        return text

    def done(self, text: str) -> str:
        """The first done first."""
        for damage in reversed(self.damages):
            text = damage.done(text)
        return text

    def gives(self, right: str, damaged: str) -> bool:
        """What is lost may be lost between two of them too."""
        between = Chain(self.damages[1:]).done(right)
        return any(self.damages[0].gives(text, damaged) for text in (between, between.replace(NBSP, " ")))

    def makes(self, text: str) -> bool:
        """As the last of them."""
        return self.damages[0].makes(text)


def joined(outer: Damage, inner: Damage) -> Chain:
    """`inner` happened first, then `outer`."""
    return Chain((outer, *steps(inner)))


def steps(damage: Damage) -> tuple[Damage, ...]:
    """The damages of a chain, the last first; of another, itself."""
    return damage.damages if isinstance(damage, Chain) else (damage,)


def in_words(causes: Sequence[str]) -> str:
    """Causes one after another, the first first."""
    if len(causes) > 1 and all(before == after for before, after in pairwise(causes)):
        times = {2: "дважды", 3: "трижды"}.get(len(causes), f"{len(causes)} раза")
        return f"{causes[0]}, {times}"
    return ", затем ".join(causes)


def same_start(one: str, other: str) -> int:
    """How many signs are the same in both from the start on."""
    least = min(len(one), len(other))
    return next((place for place in range(least) if one[place] != other[place]), least)


def same_ascii_start(one: str, other: str) -> int:
    """The same up to the first sign outside ASCII: a letter must not be cut."""
    same = same_start(one, other)
    return next((place for place in range(same) if not one[place].isascii()), same)
