"""An order with some of its clauses changed by a later one: what these say is read again, the rest stays as it was.

What a person confirmed or corrected in a clause that nobody changed is never overwritten.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ingest.model import Line, SourceRef
from parsing.order.assignments import read_assignments
from parsing.order.clauses import build
from parsing.order.closing import read_control
from parsing.order.duties import read_duties
from parsing.order.nodes import Node
from parsing.order.people import People, name_of
from parsing.passages import Part, Row, join
from parsing.records import AppointmentRecord, ClauseRecord, ControlRecord, DutyRecord, OrderRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Fact = TypeVar("Fact", AppointmentRecord, DutyRecord)
Place = tuple[str | None, int]
MARKER = re.compile(r"(?<=[;:.])\s+(?=(?:\d{1,2}(?:\.\d{1,2})*[.)]|[а-ик-я]\)|[-–—•])\s*[А-ЯЁа-яё«])")
"""Where an item of a list begins in text whose line breaks were folded."""


def clauses_of(text: str, source: SourceRef) -> tuple[ClauseRecord, ...]:
    """The new text that an amendment quotes as clauses, all of them at the amendment's place on paper."""
    rows = [
        Row(document=source.document, page=source.page, number=source.line, offset=0, line=Line(raw=part, text=part))
        for part in MARKER.split(text)
    ]
    return tuple(_placed(node.record(), source) for node in build(rows))


def with_clauses(record: OrderRecord, clauses: Sequence[ClauseRecord]) -> OrderRecord:
    """The order with these clauses in the place of its own.

    Appointments, duties and control of clauses that are new or changed are read from their text; in the others the
    bearers of a duty change only where the appointment that named them did.
    """
    before, after = _texts(record.clauses), _texts(clauses)
    kept = {number for number, text in before.items() if after.get(number) == text}
    # tables are not in the text: what they gave stays as long as their clauses do
    standing = [item for item in record.appointments if before.get(item.clause or "") == after.get(item.clause or "")]
    old = _Reading(record, record.clauses, record.appointments)
    new = _Reading(record, clauses, standing)
    places = _sources(clauses)
    return replace(
        record,
        clauses=tuple(clauses),
        appointments=_merged(record.appointments, new.appointments, kept, places),
        revocations=_merged(record.revocations, new.revocations, kept, places),
        duties=_numbered(_merged(_reassigned(record.duties, old.duties, new.duties), new.duties, kept, places)),
        control_by=record.control_by if _clause_of(record.control_by) in kept else new.control(places),
    )


class _Reading:
    """What the clauses say, read from their text alone."""

    def __init__(self, record: OrderRecord, clauses: Sequence[ClauseRecord], held: Sequence[AppointmentRecord]) -> None:
        self._record = record
        self._people = _people(record)
        self._roots = [_node(clause) for clause in clauses]
        self.appointments, self.revocations = read_assignments(self._roots, self._people)
        self.duties = read_duties(self._roots, self._people, [*self.appointments, *held])

    def control(self, places: Mapping[str | None, tuple[SourceRef, ...]]) -> ControlRecord | None:
        """Who controls the order now."""
        found = read_control(self._roots, self._people, self._record.signatory)
        return replace(found, sources=places.get(found.clause, ())) if found else None


def _people(record: OrderRecord) -> People:
    named = [item.person for item in record.acknowledged]
    named += [record.signatory.name] if record.signatory else []
    return People(nominative=tuple(name_of(person) for person in named))


def _node(clause: ClauseRecord) -> Node:
    number = clause.number
    kind = "bullet" if number is None else "letter" if number[-1:].isalpha() else "number"
    text = clause.text
    row = Row(document="", page=1, number=1, offset=0, line=Line(raw=text, text=text))
    return Node(
        kind=kind,
        number=number,
        passage=join([Part(row=row)]),
        inferred=clause.number_inferred,
        children=[_node(child) for child in clause.children],
    )


def _merged(
    held: Iterable[Fact],
    read: Iterable[Fact],
    kept: set[str],
    places: Mapping[str | None, tuple[SourceRef, ...]],
) -> tuple[Fact, ...]:
    """Facts of clauses that stay, as they are held; those of the others as they are read; in the order of clauses."""
    facts = [item for item in held if _in(item.clause, kept)]
    facts += [replace(item, sources=places.get(item.clause, ())) for item in read if not _in(item.clause, kept)]
    order = {number: place for place, number in enumerate(places)}
    return tuple(sorted(facts, key=lambda item: order.get(item.clause, len(order))))


def _in(clause: str | None, kept: set[str]) -> bool:
    return clause is None or clause in kept


def _reassigned(
    held: Sequence[DutyRecord], before: Sequence[DutyRecord], after: Sequence[DutyRecord]
) -> list[DutyRecord]:
    """Duties whose bearers are others now than the same words gave before the change."""
    then = {(item.clause, item.ordinal): item.assignees for item in before}
    now = {(item.clause, item.ordinal): item.assignees for item in after}

    def bearers(duty: DutyRecord) -> DutyRecord:
        place: Place = (duty.clause, duty.ordinal)
        changed = place in then and place in now and then[place] != now[place]
        return replace(duty, assignees=now[place]) if changed else duty

    return [bearers(duty) for duty in held]


def _numbered(duties: Sequence[DutyRecord]) -> tuple[DutyRecord, ...]:
    counts: dict[str | None, int] = {}
    found = []
    for duty in duties:
        counts[duty.clause] = counts.get(duty.clause, 0) + 1
        found.append(replace(duty, ordinal=counts[duty.clause]))
    return tuple(found)


def _clause_of(control: ControlRecord | None) -> str:
    return (control.clause or "") if control else ""


def _texts(clauses: Iterable[ClauseRecord]) -> dict[str, str]:
    """Number → text of the clause with its unnumbered items."""
    found: dict[str, str] = {}

    def note(clause: ClauseRecord, above: str) -> None:
        number = clause.number or above
        found[number] = f"{found.get(number, '')}\n{clause.text}"
        for child in clause.children:
            note(child, number)

    for clause in clauses:
        note(clause, "")
    return found


def _sources(clauses: Iterable[ClauseRecord]) -> dict[str | None, tuple[SourceRef, ...]]:
    """Number → places, in the order of the clauses."""
    return {clause.number: clause.sources for clause in walk(clauses) if clause.number is not None}


def walk(clauses: Iterable[ClauseRecord]) -> Iterator[ClauseRecord]:
    """Every clause, parents before children."""
    for clause in clauses:
        yield clause
        yield from walk(clause.children)


def _placed(clause: ClauseRecord, source: SourceRef) -> ClauseRecord:
    children = tuple(_placed(child, source) for child in clause.children)
    return replace(clause, sources=(source,), children=children)
