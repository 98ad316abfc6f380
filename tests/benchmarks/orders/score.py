"""Figures of orders parsed, against their truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from benchmarks.orders.matching import (
    folded,
    pairs,
    same_appendix,
    same_basis,
    same_clause,
    same_control,
    same_duty,
    same_person,
    same_role,
    same_signatory,
    same_target,
    same_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Order = dict[str, Any]
Person = dict[str, Any]
WHOLE = ("organization", "number", "date", "title", "place", "effective_from")
HEADER: dict[str, Callable[[Any, Any], bool]] = {
    **dict.fromkeys(WHOLE, same_text),
    "control_by": same_control,
    "signatory": same_signatory,
}
SIGNED = "signed"
LISTS: dict[str, Callable[[Any, Any], bool]] = {
    "clauses": same_clause,
    "appointments": same_role,
    "revocations": same_role,
    "duties": same_duty,
    "legal bases": same_basis,
    "repeals, amends": same_target,
    "acknowledged": same_person,
    "appendices": same_appendix,
}
STEM, ENDING = 3, 3
"""A surname read wrong still begins like the right one: all but its last letters, and no fewer than three."""


@dataclass(slots=True)
class Count:
    """Facts of one kind: `meant` stand there, `read` came out, `right` are both."""

    meant: int = 0
    read: int = 0
    right: int = 0

    def add(self, other: Count) -> None:
        """Adds another order's."""
        self.meant += other.meant
        self.read += other.read
        self.right += other.right

    @property
    def precision(self) -> float:
        """Share of what was read that is right."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Share of what stands there that was read."""
        return self.right / self.meant if self.meant else 1.0

    @property
    def f1(self) -> float:
        """Of both."""
        return 2 * self.right / (self.meant + self.read) if self.meant + self.read else 1.0


@dataclass(slots=True)
class Figures:
    """Counts that add up over orders; for header fields and mentions `read` is how many were judged."""

    orders: int = 0
    seconds: float = 0.0
    header: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in (*HEADER, SIGNED)})
    lists: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in LISTS})
    mentions: Count = field(default_factory=Count)
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        """Adds another order's."""
        self.orders += other.orders
        self.seconds += other.seconds
        for mine, theirs in ((self.header, other.header), (self.lists, other.lists)):
            for name, count in theirs.items():
                mine[name].add(count)
        self.mentions.add(other.mentions)
        self.missing += other.missing
        self.extra += other.extra

    @property
    def header_whole(self) -> Count:
        """All header fields together."""
        whole = Count()
        for name in HEADER:
            whole.add(self.header[name])
        return whole


def score_all(truths: Sequence[Order], outputs: Sequence[Order], *, places: bool = False) -> Figures:
    """Figures of the orders of one file, compared in turn; of those too many everything is too much."""
    figures = Figures()
    for truth, output in zip_longest(truths, outputs, fillvalue={}):
        figures.add(score(truth, output, places=places))
    return figures


def score(truth: Order, output: Order, *, places: bool = False) -> Figures:
    """Figures of one order; `places` says that the output's offsets are those of the truth's text."""
    figures = Figures(orders=1)
    _header(figures, truth, output)
    for name, same in LISTS.items():
        meant, read = listed(truth, name), listed(output, name)
        found = pairs(meant, read, same)
        figures.lists[name] = Count(len(meant), len(read), len(found))
        figures.missing += [f"{name}: {told(item)}" for at, item in enumerate(meant) if at not in found]
        figures.extra += [f"{name}: {told(item)}" for at, item in enumerate(read) if at not in found.values()]
    _mentions(figures, truth, output, places=places)
    return figures


def _header(figures: Figures, truth: Order, output: Order) -> None:
    for name, same in HEADER.items():
        right = same(truth.get(name), output.get(name))
        figures.header[name] = Count(1, 1, int(right))
        if not right:
            figures.missing.append(f"{name}: {told(truth.get(name))}")
            figures.extra.append(f"{name}: {told(output.get(name))}")
    wanted = (truth.get("signatory") or {}).get(SIGNED)
    if wanted is not None:
        right = (output.get("signatory") or {}).get(SIGNED) is wanted
        figures.header[SIGNED] = Count(1, 1, int(right))


def listed(order: Order, name: str) -> list[Any]:
    """The order's facts of one kind, clauses without their nesting."""
    if name == "clauses":
        return list(_flat(order.get(name, [])))
    if name == "legal bases":
        return list(order.get("legal_basis", []))
    if name == "repeals, amends":
        # what is repealed is not amended
        return [
            {**item, "kind": f"{part} {item['kind']}"} for part in ("repeals", "amends") for item in order.get(part, [])
        ]
    return list(order.get(name, []))


def _flat(clauses: list[Order]) -> Iterator[Order]:
    for clause in clauses:
        yield {"number": clause["number"], "text": clause["text"]}
        yield from _flat(clause["children"])


def _mentions(figures: Figures, truth: Order, output: Order, *, places: bool) -> None:
    """Mentions of people; `read` are those that the output tells anything of."""
    everyone = list(people(output))
    for mention in truth.get("person_mentions", []):
        near = [person for span, person in everyone if not places or _touch(span, mention)]
        kin = [person for person in near if _kin(mention, person)]
        right = any(same_person(mention, person) for person in kin)
        figures.mentions.add(Count(1, int(bool(kin)), int(right)))
        if kin and not right:
            figures.missing.append(f"mention: {told(mention)}")
            figures.extra.append(f"mention: {told(kin[0])}")


def _touch(span: list[tuple[int, int]], mention: Order) -> bool:
    return any(start < mention["end"] and mention["start"] < end for start, end in span)


def _kin(mention: Person, person: Person) -> bool:
    # of double surnames both halves may be read wrong
    meant, read = (folded(named["surname"]).split("-")[0] for named in (mention, person))
    size = max(STEM, min(len(meant), len(read)) - ENDING)
    return meant[:size] == read[:size]


def people(output: Order) -> Iterator[tuple[list[tuple[int, int]], Person]]:
    """Everyone that a fact of the output names, with the places of the fact."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for source in output.get("sources", []):
        if source["start"] is not None:
            spans.setdefault(source["pointer"], []).append((source["start"], source["end"]))
    for name, value in output.items():
        facts = enumerate(value) if isinstance(value, list) else [(None, value)]
        for at, fact in facts if name != "sources" else ():
            pointer = f"/{name}" if at is None else f"/{name}/{at}"
            for person in _named(fact):
                yield spans.get(pointer, []), person


def _named(fact: Any) -> Iterator[Person]:
    """Persons in a value, however deep."""
    if isinstance(fact, dict):
        if fact.get("surname"):
            yield fact
        for value in fact.values():
            yield from _named(value)
    elif isinstance(fact, list):
        for value in fact:
            yield from _named(value)


def told(fact: Any) -> str:
    """A fact in a line."""
    if isinstance(fact, dict):
        if "surname" in fact:
            return f"{fact['surname']} {fact.get('initials_or_names', '')}".strip()
        return "{" + ", ".join(f"{name} {told(value)}" for name, value in fact.items() if value not in (None, [])) + "}"
    if isinstance(fact, list):
        return ", ".join(told(item) for item in fact)
    return "—" if fact is None else str(fact)
