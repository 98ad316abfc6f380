"""Evidence allotted to periods: one act discharges one period only. Pure.

An act serves its own period first. What is left over there cures the earliest earlier period that is still
short, as a late act; nothing ever reaches forward.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Act:
    """A qualifying act: done at an instant, on a local date, upon a thing (the medium's serial)."""

    at: datetime
    on: date
    thing: str
    ref: str


@dataclass(slots=True, kw_only=True)
class Slot:
    """A period to be filled with `need` acts upon different things; `acts` is what it was given."""

    start: date
    end: date
    need: int
    acts: list[Act] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """True when nothing more is needed."""
        return len(self.acts) >= self.need

    def takes(self, act: Act) -> bool:
        """True when the act brings this period forward."""
        return not self.full and all(own.thing != act.thing for own in self.acts)


def allocate(slots: Sequence[Slot], acts: Sequence[Act]) -> list[Slot]:
    """Gives every act to at most one slot.

    Args:
        slots: periods that do not overlap; their `acts` are ignored.
        acts: in any order.

    Returns:
        New slots in time order with the acts given to each, in time order.
    """
    filled = [Slot(start=slot.start, end=slot.end, need=slot.need) for slot in sorted(slots, key=lambda s: s.start)]
    surplus = [act for act in sorted(set(acts)) if not _own(filled, act)]
    for act in surplus:
        earlier = next((slot for slot in filled if slot.end < act.on and slot.takes(act)), None)
        if earlier is not None:
            earlier.acts.append(act)
    return filled


def _own(slots: Sequence[Slot], act: Act) -> bool:
    own = next((slot for slot in slots if slot.start <= act.on <= slot.end), None)
    if own is None or not own.takes(act):
        return False
    own.acts.append(act)
    return True
