"""Numbers of the register of orders: what is missing, what stands twice, what is dated against its number. Pure.

Each kind of orders is numbered by itself, from 1 every calendar year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from school.morphology import fold
from school.order_kinds import order_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from journal.model import HeldOrder

NUMBER = re.compile(r"^(\d+)(?:/(\d+))?\s*[-–—/]?\s*(.*)$")
FEW_MISSING = 20
"""A register that is only being filled lacks most numbers: then none are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberingRemark:
    """Something about the numbers that a person should look at."""

    code: str
    text: str
    """One Russian sentence."""
    orders: tuple[str, ...] = ()
    """Ids of the orders that it is about."""


def numbering(orders: Sequence[HeldOrder]) -> tuple[NumberingRemark, ...]:
    """Remarks about the numbers of the register, year by year."""
    series: dict[tuple[int, str, str], list[HeldOrder]] = defaultdict(list)
    for order in orders:
        kind = order_kind(order.number, order.title)
        series[order.date.year, kind.title, _letters(order.number)].append(order)
    remarks: list[NumberingRemark] = []
    for (year, title, letters), held in sorted(series.items()):
        where = f"{year} год, приказы {title}" + (f" («{letters}»)" if letters else "")
        remarks += [*_twice(where, held), *_against(where, held), *_missing(where, held)]
    return tuple(remarks)


def _letters(number: str) -> str:
    found = NUMBER.match(fold(number))
    return found[3] if found else ""


def _place(order: HeldOrder) -> tuple[int, int] | None:
    found = NUMBER.match(fold(order.number))
    return (int(found[1]), int(found[2] or 0)) if found else None


def _numbered(orders: Iterable[HeldOrder]) -> list[tuple[tuple[int, int], HeldOrder]]:
    placed = ((_place(order), order) for order in orders)
    found = [(place, order) for place, order in placed if place is not None]
    return sorted(found, key=lambda item: (item[0], item[1].date))


def _twice(where: str, orders: Sequence[HeldOrder]) -> Iterator[NumberingRemark]:
    same: dict[tuple[int, int], list[HeldOrder]] = defaultdict(list)
    for place, order in _numbered(orders):
        same[place].append(order)
    for held in same.values():
        if len(held) > 1:
            days = ", ".join(f"{order.date:%d.%m.%Y}" for order in held)
            yield NumberingRemark(
                code="NUMBER_TWICE",
                text=f"{where}: номер {held[0].number} стоит на разных приказах ({days}).",
                orders=tuple(order.order_id for order in held),
            )


def _against(where: str, orders: Sequence[HeldOrder]) -> Iterator[NumberingRemark]:
    for (one, earlier), (two, later) in pairwise(_numbered(orders)):
        if one != two and later.date < earlier.date:
            yield NumberingRemark(
                code="NUMBER_AGAINST_DATE",
                text=f"{where}: № {later.number} от {later.date:%d.%m.%Y} старше, чем № {earlier.number} "
                f"от {earlier.date:%d.%m.%Y}.",
                orders=(earlier.order_id, later.order_id),
            )


def _missing(where: str, orders: Sequence[HeldOrder]) -> Iterator[NumberingRemark]:
    numbers = sorted({place[0] for place, _ in _numbered(orders)})
    gaps = [(one + 1, two - 1) for one, two in pairwise(numbers) if two > one + 1]
    lost = sum(high - low + 1 for low, high in gaps)
    if gaps and lost <= min(FEW_MISSING, len(numbers)):
        told = ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in gaps)
        yield NumberingRemark(code="NUMBER_MISSING", text=f"{where}: в журнале нет № {told}.")
