"""Who is appointed to what, clause by clause: sentences, lists, commissions, tables; and who is freed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.commissions import changes_composition, of_commission, of_composition
from parsing.order.freeing import freed_beside, freed_by
from parsing.order.laying import duties_each, entrusted_each, laid_each, laid_on
from parsing.order.naming import items_of, of_item, of_items, of_names, role_over_list
from parsing.order.nodes import nearest_number, paths
from parsing.order.placing import Place, after_verb, mentions_of, whole_term
from parsing.order.roles_given import as_role, body_of, cut
from parsing.order.table_roles import appointed_by, others_of
from parsing.order.tables import tables_of
from parsing.order.taking_up import (
    acting,
    answering,
    entrusted,
    hired,
    in_place_of,
    kept,
    kept_groups,
    mentor,
    mentor_for,
    mentored,
    mentors_each,
    named_so,
    of_mentors,
    of_responsible,
    performed,
    performing,
    placed_on,
    transferred,
)
from parsing.order.teaching import lessons_given

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from parsing.order.tables import Table
    from parsing.passages import Row
    from parsing.records import AppointmentRecord


Reader = Callable[["Place"], "Iterator[AppointmentRecord]"]
LISTED: tuple[tuple[str, str, Reader], ...] = (
    ("teaching", "listed", lessons_given),
    ("assignment", "mentors", of_mentors),
    ("assignment", "mentors_each", mentors_each),
    ("assignment", "each_kept", mentor_for),
    ("assignment", "duties_each", duties_each),
    ("assignment", "entrusted_each", entrusted_each),
)
"""Forms of clauses with a list under them, and what reads both."""
SAID: tuple[tuple[str, str, Reader], ...] = (
    ("teaching", "said", lessons_given),
    ("assignment", "acting", acting),
    ("assignment", "transferred", transferred),
    ("assignment", "hire", hired),
    ("assignment", "performed", performed),
    ("assignment", "entrusted", entrusted),
    ("assignment", "named_so", named_so),
    ("assignment", "performing", performing),
    ("assignment", "mentor", mentor),
    ("assignment", "mentor_for", mentor_for),
    ("assignment", "kept_group", kept_groups),
    ("assignment", "kept", kept),
    ("assignment", "answers", answering),
    ("assignment", "placed_on", placed_on),
)


def read_assignments(roots: list[Node], people: People) -> tuple[list[AppointmentRecord], list[AppointmentRecord]]:
    """(appointments, revocations) of the whole order, in printed order."""
    appointed: list[AppointmentRecord] = []
    freed: list[AppointmentRecord] = []
    taken: set[int] = set()
    for path in paths(roots):
        node = path[-1]
        if id(node) in taken or _is_none(path):
            continue
        begins, ends = whole_term(node.text)
        place = Place(node=node, path=path, people=people, begins=begins, ends=ends)
        change = of_composition(place)
        if change.joined or change.left:
            found, used = [*_before(place, change.start), *change.joined], _ids(node) if change.items else set()
        else:
            found, used = _of_clause(place, appointed)
        appointed += found
        taken |= used
        freed += [*freed_by(place), *freed_beside(place, found), *change.left]
    return appointed, freed


def _before(place: Place, end: int) -> Iterator[AppointmentRecord]:
    """«Назначить председателем Орлову А.А. Ввести в состав комиссии …»: the sentence before the change."""
    head = place.text[:end]
    if form("assignment", "appoint").search(head) or form("assignment", "appoint_later").search(head):
        yield from of_names(place, head, mentions_of(head))


def _is_none(path: tuple[Node, ...]) -> bool:
    text = path[-1].text
    amended = any(form("amend", "clause").search(node.text) for node in path) and not changes_composition(text)
    return amended or bool(form("control", "clause").search(text))


def read_tables(
    roots: list[Node], appendices: Sequence[Row], people: People
) -> tuple[list[AppointmentRecord], list[AppointmentRecord]]:
    """What tables say, under their clauses and in appendices that clauses approve.

    Returns:
        Appointments, and whom tables and lists name beside the appointed ones, as what: who is taught by a mentor.
    """
    found: list[AppointmentRecord] = []
    beside = mentored(roots, people)
    for node, clause, table in _tables(roots, appendices):
        answerable = form("assignment", "whom_answerable").search(node.text)
        said = role_over_list(cut(after_verb(node.text)))
        role = _answerable(answerable) if answerable else said or _of_rooms(node.text)
        begins, ends = whole_term(node.text)
        found += [
            replace(item, valid_from=item.valid_from or begins, valid_to=item.valid_to or ends)
            for item in appointed_by(table, clause, people, role)
        ]
        beside += others_of(table, people)
    return found, beside


def _tables(roots: list[Node], appendices: Sequence[Row]) -> Iterator[tuple[Node, str | None, Table]]:
    """Every table with the clause that it stands under, or that approves it, and that clause's number."""
    annexes = _annexes(appendices)
    for path in paths(roots):
        node = path[-1]
        clause = nearest_number(path)
        for table in tables_of(node.table):
            yield node, clause, replace(table, title=node.text)
        if annexes and form("appendix", "mention").search(node.text):
            numbers: list[str | None] = [*form("appendix", "numbers").findall(node.text)] or [None]
            for number in numbers:
                for table in annexes.get(number, ()):
                    yield node, clause, table


def _answerable(said: re.Match[str]) -> str:
    """The role that a clause gives to all in its list besides what it is about."""
    return as_role(said.group("whom") or said.group("laid"))


def _of_rooms(text: str) -> str:
    """«Закрепить за педагогами учебные кабинеты:» makes each responsible for his."""
    return "ответственный за кабинет" if form("assignment", "rooms").search(text) else ""


def _annexes(rows: Sequence[Row]) -> dict[str | None, tuple[Table, ...]]:
    """Tables of every appendix by its number."""
    starts = [at for at, row in enumerate(rows) if form("frame", "appendix").search(row.text)]
    found: dict[str | None, tuple[Table, ...]] = {}
    for start, end in pairwise([*starts, len(rows)]):
        number = re.search(r"\d+", rows[start].text.split("к приказу")[0])
        found.setdefault(number.group() if number else None, tables_of(rows[start + 1 : end]))
    return found


def _of_clause(place: Place, known: Sequence[AppointmentRecord]) -> tuple[list[AppointmentRecord], set[int]]:
    """Appointments of a clause with the items under it, and which items they were read from."""
    body = body_of(place.text)
    inline = ":" in place.text or form("assignment", "including").search(place.text)
    if body is not None and (place.node.children or inline):
        return list(of_commission(place, body)), _ids(place.node)
    for section, name, reader in LISTED if place.node.children else ():
        if form(section, name).search(place.text) and (listed := list(reader(place))):
            return listed, _ids(place.node)
    for section, name, reader in SAID:
        if form(section, name).search(place.text):
            return list(reader(place)), set()
    if form("assignment", "in_place_of").search(place.text) and (stand_in := list(in_place_of(place, known))):
        return stand_in, set()
    whom = form("assignment", "whom_answerable").search(place.text)
    if whom is not None and place.node.children:
        return list(of_items(place, (), _answerable(whom))), _ids(place.node)
    role = _of_rooms(place.text) if place.node.children or ":" in place.text else ""
    return _with_rooms(place, role) if role else _appointing(place, known)


def _with_rooms(place: Place, role: str) -> tuple[list[AppointmentRecord], set[int]]:
    """«Закрепить кабинеты за учителями:» and a list, or «№ 12 – Титова А.А., № 13 – …» after the colon."""
    if place.node.children:
        return list(of_items(place, (), role)), _ids(place.node)
    pieces = items_of(place.text, place.text.find(":") + 1)
    return [item for low, high in pieces for item in of_item(place, place.text[low:high], role, low)], set()


def _appointing(place: Place, known: Sequence[AppointmentRecord]) -> tuple[list[AppointmentRecord], set[int]]:
    text = place.text
    later = form("assignment", "lay_later").search(text)
    appoints = form("assignment", "appoint").search(text) or form("assignment", "appoint_later").search(text)
    if appoints and later and appoints.start() < later.start() and not place.node.children:
        first = text[: later.start() + 1]
        before = list(of_names(place, first, mentions_of(first)))
        return [*before, *laid_on(place, [*known, *before])], set()
    if form("assignment", "lay").search(text) or later:
        return _laying(place, known)
    if appoints:
        own = tuple(item for item in mentions_of(text) if not _is_not_appointed(text[: item.start]))
        if place.node.children:
            return list(of_items(place, own)), _ids(place.node)
        return list(of_names(place, text, own)), set()
    return list(of_responsible(place)), set()


def _is_not_appointed(before: str) -> bool:
    """The name after these words is of who is away, or freed."""
    return any(form("assignment", name).search(before) for name in ("away", "freed_beside"))


def _laying(place: Place, known: Sequence[AppointmentRecord]) -> tuple[list[AppointmentRecord], set[int]]:
    each, items = laid_each(place)
    if each:
        return each, _ids(place.node) if items else set()
    laid = list(laid_on(place, known))
    if laid or ":" not in place.text or place.node.children or not role_over_list(place.text.split(":")[0]):
        return laid, set()
    return list(of_names(place, place.text, mentions_of(place.text))), set()


def _ids(node: Node) -> set[int]:
    return {id(child) for child in node.children}
