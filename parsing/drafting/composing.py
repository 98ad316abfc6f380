"""Clauses composed for an order that has facts and no text yet: a director writes whom, what and by when.

Every clause is tried way by way (`sentences`) and read again in its place; the first way is taken that the reader of
orders understands as meant. Who cannot be named in a sentence with certainty stands in a table, in the nominative.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from parsing.drafting import sentences
from parsing.drafting.phrases import phrase
from parsing.drafting.tabling import tabled_draft
from parsing.order.amendments import WHOLE
from parsing.order.bearers import bearers_of, resolved
from parsing.order.posts import posts_named, posts_told
from parsing.order.roles_given import MEMBERS
from parsing.records import ClauseRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from parsing.drafting.sentences import Way
    from parsing.records import (
        AppointmentRecord,
        ControlRecord,
        DutyRecord,
        OrderRecord,
        SignatoryRecord,
        TargetRecord,
    )

SINGLES = ("effective_from", "control_by")
LISTS = ("revocations", "appointments", "duties", "appendices", "amends", "repeals")


def composed(record: OrderRecord) -> OrderRecord:
    """The record with clauses for all its facts, which get the numbers of these clauses."""
    order = _Order(record)
    for freed in record.revocations:
        order.say(sentences.freeing(freed), {"revocations": (freed,)})
    _appoint(order, record.appointments)
    control = _of_signatory(record.control_by, record.signatory) if record.control_by is not None else None
    _oblige(order, replace(record, control_by=control))
    for annex in record.appendices:
        order.say(sentences.attaching(annex), {"appendices": (annex,)})
    _change(order, "amends", record.amends, sentences.amending)
    _change(order, "repeals", record.repeals, sentences.repealing)
    if record.effective_from is not None:
        order.say(sentences.starting(record.effective_from), {"effective_from": record.effective_from})
    if control is not None:
        order.say(sentences.controlling(control), {"control_by": control})
    return order.record


def _of_signatory(control: ControlRecord, signatory: SignatoryRecord | None) -> ControlRecord:
    """«Оставляю за собой» says who signs."""
    if not control.self_control or signatory is None:
        return control
    return replace(control, person=signatory.name, position=signatory.position)


def _appoint(order: _Order, appointments: Sequence[AppointmentRecord]) -> None:
    """Members of a body together, then persons of one role and term; whom no sentence can name goes into one table."""
    left = list(appointments)
    for body, seated in _bodies(appointments).items():
        if order.say(sentences.seating(seated, body), {"appointments": tuple(seated)}, sure=False):
            left = [item for item in left if item not in seated]
    groups: dict[object, list[AppointmentRecord]] = {}
    for item in left:
        groups.setdefault((item.role, item.valid_from, item.valid_to), []).append(item)
    tabled: list[AppointmentRecord] = []
    for group in groups.values():
        if not order.say(sentences.appointing(group), {"appointments": tuple(group)}, sure=False):
            tabled += group
    if tabled:
        table = sentences.Way(text=phrase("clauses", "appoint_table"))
        order.say((table,), {"appointments": tuple(tabled)})


def _bodies(appointments: Sequence[AppointmentRecord]) -> dict[str, list[AppointmentRecord]]:
    """Members of commissions and councils, by the body in the genitive; one member alone is appointed like anybody."""
    found: dict[str, list[AppointmentRecord]] = {}
    for item in appointments:
        seat = MEMBERS.match(item.role)
        if seat and item.valid_from is None and item.valid_to is None and item.role[seat.end() :].strip():
            found.setdefault(item.role[seat.end() :].strip(), []).append(item)
    return {body: seated for body, seated in found.items() if len(seated) > 1}


def _oblige(order: _Order, wanted: OrderRecord) -> None:
    """Duties that stand together and have one addressee, as one clause; the addressee begins it, with a capital."""
    appointments = order.record.appointments
    known = _borne(wanted, appointments)
    for (role, assignees), found in groupby(known, key=lambda item: (item.role, item.assignees)):
        head = sentences.capital(role) if role else None
        group = tuple(replace(item, role=head, action_text=sentences.with_time(item)) for item in found)
        appointed = resolved(role, appointments) == assignees
        order.say(sentences.obliging(group, appointed=appointed), {"duties": group})


def _borne(wanted: OrderRecord, appointments: Sequence[AppointmentRecord]) -> list[DutyRecord]:
    """The duties with whom a reader of the order takes to bear them.

    That is who is appointed to the role, or whom another clause names by the post: then he is named here too.
    """
    named = [(item.role, item.assignees) for item in wanted.duties]
    named += posts_told(wanted.control_by, wanted.acknowledged, wanted.revocations)
    posts = posts_named(named, appointments)
    return [
        replace(item, assignees=item.assignees or bearers_of(item.role, appointments, posts)) for item in wanted.duties
    ]


def _change(
    order: _Order,
    name: str,
    targets: Sequence[TargetRecord],
    ways: Callable[[Sequence[TargetRecord]], Iterable[Way]],
) -> None:
    """Acts changed or repealed: what a list can say together, else each by itself."""
    for _, found in groupby(targets, key=_together):
        group = tuple(found)
        if len(group) > 1 and order.say(ways(group), {name: group}, sure=False):
            continue
        for target in group:
            order.say(ways((target,)), {name: (target,)})


def _together(target: TargetRecord) -> object:
    """Repealed acts make a list, and so do the changes of one act."""
    if target.operation is None:
        return (target.scope == WHOLE and target.effective_from is None) or repr(target)
    return (target.kind, target.date, target.number, target.title)


class _Order:
    """An order that grows clause by clause."""

    def __init__(self, record: OrderRecord) -> None:
        empty: dict[str, Any] = dict.fromkeys(LISTS, ())
        self.record = replace(record, clauses=(), effective_from=None, control_by=None, **empty)

    def say(self, ways: Iterable[Way], facts: Mapping[str, Any], *, sure: bool = True) -> bool:
        """Adds a clause with its facts in the first way that reads as meant; `sure`: if none does, in the first."""
        number = str(len(self.record.clauses) + 1)
        placed = {name: _placed(value, number) for name, value in facts.items()}
        tried = []
        for way in ways:
            tried.append(self._with(number, way, placed))
            if _says(_with_what_it_needs(tried[-1], number, placed), number):
                self.record = tried[-1]
                return True
        if sure and tried:
            self.record = tried[0]
        return False

    def _with(self, number: str, way: Way, placed: dict[str, Any]) -> OrderRecord:
        clause = ClauseRecord(
            number=number,
            text=_ended_once(way.text),
            children=tuple(ClauseRecord(number=None, text=_ended_once(item)) for item in way.items),
        )
        grown: dict[str, Any] = {
            name: (*getattr(self.record, name), *value) if isinstance(value, tuple) else value
            for name, value in placed.items()
        }
        return replace(self.record, clauses=(*self.record.clauses, clause), **grown)


def _ended_once(text: str) -> str:
    """Initials at the end of a sentence bring its full stop with them."""
    return text.removesuffix(".") if text.endswith("..") else text


def _placed(value: Any, number: str) -> Any:
    """Facts with the number of the clause that says them; duties count within it."""
    if isinstance(value, tuple):
        counted = enumerate(value, 1)
        return tuple(
            replace(item, clause=number, ordinal=place) if hasattr(item, "ordinal") else replace(item, clause=number)
            for place, item in counted
        )
    return replace(value, clause=number) if hasattr(value, "clause") else value


def _with_what_it_needs(record: OrderRecord, number: str, said: Collection[str]) -> OrderRecord:
    """The clause with its facts, and none of the others but those that appoint whom its duties fall on."""
    needed = {number}
    if "duties" in said:
        needed |= {item.clause for item in record.appointments if item.clause is not None}
    kept: dict[str, Any] = {
        name: tuple(item for item in getattr(record, name) if item.clause in needed) for name in LISTS
    }
    kept |= {name: getattr(record, name) if name in said else None for name in SINGLES}
    return replace(record, clauses=tuple(clause for clause in record.clauses if clause.number in needed), **kept)


def _says(record: OrderRecord, number: str) -> bool:
    """True when the clause, read in its place, gives its facts and no others."""
    _, found = tabled_draft(record, but=number)
    if found is None or any(getattr(found, name) != getattr(record, name) for name in ("clauses", *SINGLES)):
        return False
    return all(_of(found, name, number) == _of(record, name, number) for name in LISTS)


def _of(record: OrderRecord, name: str, number: str) -> list[object]:
    return [item for item in getattr(record, name) if item.clause == number]
