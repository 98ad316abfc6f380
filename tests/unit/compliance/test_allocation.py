"""Copies are allotted to weeks: own week first, what is left over to the earliest week missed, nothing forward."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from compliance.allocation import Act, Slot, allocate

MONDAY = date(2023, 11, 6)
WEEKS = [Slot(start=MONDAY + timedelta(weeks=n), end=MONDAY + timedelta(weeks=n, days=6), need=2) for n in range(4)]


def act(hours: int, thing: str) -> Act:
    at = datetime(2023, 11, 6, tzinfo=UTC) + timedelta(hours=hours)
    return Act(at=at, on=at.date(), thing=thing, ref=f"{hours}-{thing}")


ACTS = st.lists(st.builds(act, st.integers(0, 4 * 7 * 24 - 1), st.sampled_from("абв")), max_size=14)


def given_to(slots: list[Slot]) -> list[list[str]]:
    return [[item.ref for item in slot.acts] for slot in slots]


def test_own_week_first_then_the_earliest_missed_week() -> None:
    acts = [act(7 * 24 * 2 + hour, thing) for hour, thing in ((1, "а"), (2, "б"), (3, "а"), (4, "б"), (5, "в"))]
    assert given_to(allocate(WEEKS, acts)) == [["339-а", "340-б"], ["341-в"], ["337-а", "338-б"], []]


def test_the_same_medium_twice_is_one_medium() -> None:
    assert given_to(allocate(WEEKS, [act(1, "а"), act(2, "а")])) == [["1-а"], [], [], []]


@given(ACTS)
def test_no_act_serves_twice_or_forward(acts: list[Act]) -> None:
    slots = allocate(WEEKS, acts)
    served = [item for slot in slots for item in slot.acts]
    assert len(served) == len(set(served))
    assert all(item.on >= slot.start for slot in slots for item in slot.acts)
    assert all(len({item.thing for item in slot.acts}) == len(slot.acts) <= slot.need for slot in slots)


@given(ACTS, st.randoms())
def test_the_order_of_rows_does_not_matter(acts: list[Act], random: object) -> None:
    shuffled = list(acts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert given_to(allocate(WEEKS, shuffled)) == given_to(allocate(WEEKS, acts))


def rank(slot: Slot) -> int:
    """0 missed, 1 in part, 2 late, 3 in time."""
    if not slot.full:
        return 1 if slot.acts else 0
    return 3 if max(item.on for item in slot.acts) <= slot.end else 2


@given(ACTS, st.builds(act, st.integers(0, 4 * 7 * 24 - 1), st.sampled_from("абв")))
def test_one_more_copy_never_makes_a_week_worse(acts: list[Act], extra: Act) -> None:
    before = [rank(slot) for slot in allocate(WEEKS, acts)]
    after = [rank(slot) for slot in allocate(WEEKS, [*acts, extra])]
    assert all(new >= old for old, new in zip(before, after, strict=True))
