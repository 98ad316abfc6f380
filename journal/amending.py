"""What later orders do to an order: clauses changed from a day on, the whole of it void from a day on. Pure.

An order keeps every clause and duty that it ever had, each with the days on which it stands, so that it can be shown
and checked as of any date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from parsing.order.amended import clauses_of, walk, with_clauses
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from journal.model import HeldOrder
    from parsing.records import ClauseRecord, OrderRecord, TargetRecord

WHOLE = "весь"
ORDER = "приказ"
DAY = timedelta(days=1)
SCOPE = re.compile(r"\d+(?:\.[\dа-я]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one order does to another from a day on."""

    by: str
    """Id of the order that says so."""
    target: TargetRecord
    on: date
    """First day on which it holds."""
    repeals: bool

    @property
    def ends_order(self) -> bool:
        """True when the whole order is void."""
        return self.repeals and self.target.scope == WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """How an order reads from a day on."""

    start: date
    record: OrderRecord
    by: tuple[str, ...] = ()
    """Ids of the orders that made it read so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """An order with everything that later orders did to it."""

    editions: tuple[Edition, ...]
    ends: date | None
    """Last day on which it binds."""
    repealed_by: str | None
    failed: tuple[Effect, ...] = ()
    """Changes that could not be carried out: no such clause, or no telling what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """An order that another one repeals or amends, as that one names it."""

    pointer: str
    """JSON pointer inside the record of the order that says so."""
    target: TargetRecord
    repeals: bool


def aims_of(record: OrderRecord) -> tuple[Aim, ...]:
    """Every order that this one repeals or amends; acts of other kinds are not in the register."""
    named = [("repeals", True, record.repeals), ("amends", False, record.amends)]
    return tuple(
        Aim(pointer=f"/{name}/{place}", target=target, repeals=repeals)
        for name, repeals, targets in named
        for place, target in enumerate(targets)
        if target.kind == ORDER
    )


def candidates(target: TargetRecord, register: Sequence[HeldOrder]) -> tuple[HeldOrder, ...]:
    """Orders of the register that an act named so may be: the same number and date, or what of these was read."""
    number = fold(target.number or "")
    same = [order for order in register if number and fold(order.number) == number]
    if target.date is not None:
        exact = [order for order in same if order.date == target.date]
        return tuple(exact or same or [order for order in register if not number and order.date == target.date])
    return tuple(same)


def life_of(record: OrderRecord, begins: date, effects: Sequence[Effect]) -> Life:
    """The order from its first day on, through every change.

    Args:
        record: the order as its own paper reads.
        begins: first day on which it binds.
        effects: what other orders do to it.
    """
    editions = [Edition(start=begins, record=record)]
    failed: list[Effect] = []
    ends, repealed_by = None, None
    for effect in sorted(effects, key=lambda item: (item.on, item.by)):
        if ends is not None and effect.on > ends:
            continue
        if effect.ends_order:
            ends, repealed_by = effect.on - DAY, effect.by
            continue
        changed = changed_by(editions[-1].record, effect)
        if changed is None:
            failed.append(effect)
        else:
            editions = _with(editions, max(effect.on, begins), changed, effect.by)
    return Life(editions=tuple(editions), ends=ends, repealed_by=repealed_by, failed=tuple(failed))


def _with(editions: list[Edition], start: date, record: OrderRecord, by: str) -> list[Edition]:
    """Two changes of one day make one edition."""
    last = editions[-1]
    if last.start == start:
        return [*editions[:-1], replace(last, record=record, by=(*last.by, by))]
    return [*editions, Edition(start=start, record=record, by=(by,))]


def changed_by(record: OrderRecord, effect: Effect) -> OrderRecord | None:
    """The order after one change; None when it cannot be carried out without guessing."""
    operation = "delete_clause" if effect.repeals else effect.target.operation
    named = SCOPE.search(effect.target.scope)
    if operation is None or (named is None and operation != "add_clause"):
        return None
    clauses = OPERATIONS[operation](record.clauses, named.group() if named else "", effect.target)
    return with_clauses(record, clauses) if clauses is not None else None


Clauses = tuple["ClauseRecord", ...]


def _replaced(clauses: Clauses, number: str, target: TargetRecord) -> Clauses | None:
    new = _new(target, number)
    return _at(clauses, number, lambda _: new) if new else None


def _deleted(clauses: Clauses, number: str, _: TargetRecord) -> Clauses | None:
    return _at(clauses, number, lambda _: ())


def _reworded(clauses: Clauses, number: str, target: TargetRecord) -> Clauses | None:
    """Words of the clause and of what is nested in it; None where they are not there, or it is not told which."""
    old, new = target.old_text, target.new_text
    if not old or new is None:
        return None
    held = next((clause for clause in walk(clauses) if clause.number == number), None)
    if held is None or not any(_words(old).search(clause.text) for clause in walk([held])):
        return None

    def reword(clause: ClauseRecord) -> ClauseRecord:
        text = _words(old).sub(lambda _: new, clause.text)
        sources = clause.sources if text == clause.text else (*target.sources, *clause.sources)
        return replace(clause, text=text, sources=sources, children=tuple(reword(child) for child in clause.children))

    return _at(clauses, number, lambda clause: (reword(clause),))


def _words(text: str) -> re.Pattern[str]:
    """The words as they may stand in another place: any spaces, any kind of dash, ё as е."""
    signs = {"е": "[её]", "ё": "[её]", "-": "[-–—]", "–": "[-–—]", "—": "[-–—]"}
    words = ("".join(signs.get(sign, re.escape(sign)) for sign in word) for word in text.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def _added(clauses: Clauses, number: str, target: TargetRecord) -> Clauses | None:
    new = _new(target, number)
    if not new or any(clause.number == new[0].number for clause in walk(clauses)):
        return None
    above = (new[0].number or "").rpartition(".")[0]
    if not above:
        return _inserted(clauses, new)
    return _at(clauses, above, lambda clause: (replace(clause, children=_inserted(clause.children, new)),))


def _new(target: TargetRecord, number: str) -> Clauses:
    """The new text as clauses, the first of them with the number that the amendment names; none where they differ."""
    if not target.new_text or not target.sources:
        return ()
    first, *others = clauses_of(target.new_text, target.sources[0])
    if first.number is None or first.number_inferred:
        return (replace(first, number=number or None, number_inferred=False), *others)
    return (first, *others) if number in {"", first.number} else ()


def _inserted(clauses: Clauses, new: Clauses) -> Clauses:
    """Put where its number belongs, at the end where nothing tells."""
    order = _order(new[0].number)
    later = (place for place, clause in enumerate(clauses) if clause.number and _order(clause.number) > order)
    place = next(later, len(clauses))
    return (*clauses[:place], *new, *clauses[place:])


def _order(number: str | None) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in (number or "").split(".")]


def _at(clauses: Clauses, number: str, change: Callable[[ClauseRecord], Clauses]) -> Clauses | None:
    """The tree with the clause of this number changed; None when there is none or several."""
    places = [clause for clause in walk(clauses) if clause.number == number]
    return _put(clauses, places[0], change) if len(places) == 1 else None


def _put(clauses: Clauses, wanted: ClauseRecord, change: Callable[[ClauseRecord], Clauses]) -> Clauses:
    found: list[ClauseRecord] = []
    for clause in clauses:
        if clause is wanted:
            found += change(clause)
        else:
            found.append(replace(clause, children=_put(clause.children, wanted, change)))
    return tuple(found)


OPERATIONS: dict[str, Callable[[Clauses, str, TargetRecord], Clauses | None]] = {
    "replace_clause": _replaced,
    "delete_clause": _deleted,
    "replace_words": _reworded,
    "add_clause": _added,
}
