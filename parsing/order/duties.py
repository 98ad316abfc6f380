"""Who must do what: lists under a role, and sentences with an addressee in the dative."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsing.forms import form, table
from parsing.order.actions import EDGES, actions_of, sentences
from parsing.order.addressees import Addressee, of_heading, of_laid, of_sentence
from parsing.order.nodes import nearest_number, paths
from parsing.order.people import same
from parsing.order.times import deadline, first_time, periodicity
from parsing.records import DutyRecord, Periodicity
from school.morphology import lemmas
from school.roles import expand, find_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from parsing.records import AppointmentRecord, PersonRecord

ALIKE_ENOUGH = 2
LABEL = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Found:
    node: Node
    clause: str | None
    addressee: Addressee
    start: int
    end: int
    fronted: str = ""
    """Words of time before the first action of the sentence: they hold for the others too."""


def read_duties(roots: list[Node], people: People, appointments: Sequence[AppointmentRecord]) -> tuple[DutyRecord, ...]:
    """Every duty of the order, numbered within its clause."""
    counts: dict[str | None, int] = {}
    duties = []
    for found in _find(roots, people):
        counts[found.clause] = counts.get(found.clause, 0) + 1
        duties.append(_record(found, counts[found.clause], appointments))
    return tuple(duties)


def _find(roots: list[Node], people: People) -> Iterator[_Found]:
    under: dict[int, Addressee] = {}
    for path in paths(roots):
        node = path[-1]
        parent = under.get(id(path[-2])) if len(path) > 1 else None
        if _is_no_duty(node):
            continue
        heading = of_heading(node, people)
        if heading is not None:
            under[id(node)] = heading
        elif parent is not None and node.children and node.text.rstrip().endswith(":"):
            # «Обеспечить:», «не позднее чем за день до экзамена:» and what is to be done under it
            under[id(node)] = replace(parent, times=f"{parent.times} {node.text}".strip())
        elif parent is not None and not node.children:
            yield from _item(node, nearest_number(path), parent)
        else:
            yield from _sentences(node, path, people, under)


def _is_no_duty(node: Node) -> bool:
    amends = form("amend", "clause").search(node.text) and form("amend", "acts").search(node.text)
    return bool(form("control", "clause").search(node.text) or amends)


def _item(node: Node, clause: str | None, addressee: Addressee) -> Iterator[_Found]:
    """An item of a list under an addressee; what a semicolon parts is a duty of its own, and what has its own time."""
    for start, end in _pieces(node.text):
        for low, high in _timed_apart(node.text[:end], start):
            yield _Found(node, clause, addressee, low, high, addressee.times)


def _timed_apart(text: str, start: int) -> Iterator[tuple[int, int]]:
    """«составить акт и в тот же день передать его»: apart where a later action has a time of its own."""
    found = actions_of(text, start)
    timed = any(_has_time(text[action.start : action.end]) for action in found[1:])
    yield from [(action.start, action.end) for action in found] if timed else [(start, len(text))]


def _has_time(text: str) -> bool:
    return periodicity(text)[0] is not Periodicity.NONE or deadline(text) is not None


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in re.finditer(r";\s+", text):
        yield begin, match.start()
        begin = match.end()
    if text[begin:].strip(EDGES):
        yield begin, len(text)


def _sentences(node: Node, path: tuple[Node, ...], people: People, under: dict[int, Addressee]) -> Iterator[_Found]:
    """Sentences of a clause: those that address somebody, and those that go on with what he is to do."""
    clause = nearest_number(path)
    laid = of_laid(node.text, people)
    if laid is not None:
        for start, end in _pieces(node.text[laid.action :]):
            yield _Found(node, clause, laid.addressee, laid.action + start, laid.action + end)
        return
    addressee = None
    for start, end in sentences(node.text):
        addressed = of_sentence(node.text, start, end, people)
        if addressed is not None and form("assignment", "appointing").search(node.text[addressed.action : end]):
            continue
        if addressed is not None:
            addressee = addressed.addressee
            if node.children and node.text[start:end].rstrip().endswith(":"):
                under[id(node)] = addressee
                return
            yield from _actions(node, clause, addressed.addressee, (addressed.action, end), people)
        elif addressee is not None and _goes_on(node.text[start:end]):
            yield from _actions(node, clause, addressee, (start, end), people)


def _goes_on(sentence: str) -> bool:
    """A further sentence for the same addressee begins with its infinitive, or with words of time before it."""
    found = actions_of(sentence)
    return bool(found) and first_time(sentence, found[0].predicate) == 0


def _actions(
    node: Node, clause: str | None, addressee: Addressee, span: tuple[int, int], people: People
) -> Iterator[_Found]:
    """Actions of one sentence; another addressee may come in between."""
    text, fronted = node.text[: span[1]], ""
    for place, action in enumerate(actions_of(text, span[0])):
        other = of_sentence(text, action.start, action.end, people) if place else None
        if other is not None:
            addressee, fronted = other.addressee, ""
            yield _Found(node, clause, addressee, other.action, action.end)
            continue
        before = text[action.start : action.predicate]
        own = place == 0 or _has_time(before)
        fronted = before if own else fronted
        yield _Found(node, clause, addressee, action.start, action.end, fronted if place else "")


def _record(found: _Found, ordinal: int, appointments: Sequence[AppointmentRecord]) -> DutyRecord:
    action = found.node.text[found.start : found.end].strip().rstrip(" ;.,:")
    value, interval = periodicity(action)
    when = deadline(action)
    if found.fronted and value is Periodicity.NONE and when is None:
        value, interval = periodicity(found.fronted)
        when = deadline(found.fronted)
    return DutyRecord(
        role=found.addressee.role,
        assignees=found.addressee.persons or resolved(found.addressee.role, appointments),
        action_text=action,
        periodicity=value,
        interval=interval,
        deadline=when.value if when else None,
        clause=found.clause,
        ordinal=ordinal,
        sources=found.node.sources(),
    )


def resolved(role: str | None, appointments: Sequence[AppointmentRecord]) -> tuple[PersonRecord, ...]:
    """Every person whom the order itself appoints to the role; «ЭЖ» is «электронный журнал»."""
    if role is None:
        return ()
    found: list[PersonRecord] = []
    for item in appointments:
        if alike(role, item.role) and not any(same(item.person, person) for person in found):
            found.append(item.person)
    return tuple(found)


def alike(one: str, other: str) -> bool:
    """True when a duty's role is that of an appointment.

    Same words after abbreviations are written out; one inside the other («классный руководитель» of a class, «дежурный
    администратор (среда)»); a member of the body that is addressed.
    """
    first, second = (set(lemmas(expand(LABEL.sub("", text)))) for text in (one, other))
    if not first or not second:
        return False
    if first == second or _is_member(first, second):
        return True
    role, twin = find_role(one), find_role(other)
    if role is not None and twin is not None and role.key == twin.key:
        return (first <= second or second <= first) and (role.named or len(first & second) >= ALIKE_ENOUGH)
    if role is None and len(first) == 1:
        # «воспитателям» of an order that appoints the «воспитатель отряда № 1»
        return lemmas(expand(other))[:1] == tuple(first)
    return len(first & second) >= ALIKE_ENOUGH and (first <= second or second <= first)


def _is_member(body: set[str], member: set[str]) -> bool:
    """«комиссия» and «член бракеражной комиссии»; «секретарь комиссии» is addressed by himself."""
    seats, kinds = set(table("body", "seats")), set(table("body", "kinds"))
    return bool(member & seats) and not body & seats and bool(body & kinds & member)
