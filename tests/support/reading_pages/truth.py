"""What a page says, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

SOFT = "\u00ad"
"""Stands in the truth where a word was broken at the end of a line."""
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a page; rows of pieces side by side may be read along or down: both orders are right."""

    orders: tuple[Lines, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A page's parts in reading order."""

    parts: tuple[Part, ...]

    @property
    def lines(self) -> Lines:
        """Lines as they are printed."""
        return tuple(line.replace(SOFT, "-") for part in self.parts for line in part.orders[0])

    @property
    def text(self) -> str:
        """The text with broken words whole again."""
        return self.read_as([0] * len(self.parts))

    def read_as(self, orders: list[int]) -> str:
        """The text with these orders of its parts."""
        lines = (line for part, at in zip(self.parts, orders, strict=True) for line in part.orders[at])
        return "\n".join(lines).replace(f"{SOFT}\n", "")


def joined(truths: list[Truth]) -> Truth:
    """Several pages one after another."""
    return Truth(parts=tuple(part for truth in truths for part in truth.parts))
