"""Acquaintance with an order: who must read it, who has signed and when, who is to be reminded.

Signatures are facts with their paper; a mark that was made by mistake is taken back by a newer version without a date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from journal.matching import match
from journal.model import OrderState
from journal.orders import find_order
from journal.store.facts import version_row
from parsing.order.order_from_json import from_json
from school.errors import BadDecision, NotFound, NotInForce
from school.roles import group_post

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from journal.model import HeldOrder, Person, Post
    from journal.store.unit_of_work import UnitOfWork
    from parsing.records import OrderRecord, PersonRecord

KIND = "acquaintance"
FILE = "acknowledgements.csv"
PAPER = "лист ознакомления приказа"
DEFAULT_DAYS = 5
"""Calendar days to get acquainted where no local act says another number; it only reminds, it accuses nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who must get acquainted with an order."""

    person_id: str | None
    """None where the school's list has nobody, or several people, of that name."""
    name: str
    """«Фамилия И.О.»."""
    position: str
    why: tuple[str, ...]
    """Reasons, Russian: «обязанности по приказу», «назначение», «лист ознакомления»."""
    signed_on: date | None = None
    document: str | None = None
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquaintanceSheet:
    """The sheet of one order as it stands now."""

    order: HeldOrder
    readers: tuple[Reader, ...]
    due: date
    """The day by which everybody should have signed."""

    @property
    def missing(self) -> tuple[Reader, ...]:
        """Those who have not signed."""
        return tuple(reader for reader in self.readers if reader.signed_on is None)

    def overdue(self, today: date) -> bool:
        """True when somebody has not signed and the day is past."""
        return bool(self.missing) and today > self.due


def sheet_of(uow: UnitOfWork, order_id: str) -> AcquaintanceSheet:
    """Who must get acquainted with an order, and who has.

    Raises:
        NotFound: no such order.
    """
    (sheet,) = sheets_of(uow, [find_order(uow, order_id)])
    return sheet


def sheets_of(uow: UnitOfWork, orders: Sequence[HeldOrder]) -> tuple[AcquaintanceSheet, ...]:
    """The sheets of several orders."""
    staff, posts = uow.people.staff(), uow.people.posts()
    records = uow.orders.records([order.order_id for order in orders])
    found = []
    for order in orders:
        record = from_json(records[order.order_id])
        signed = {row["person_id"]: row for row in uow.acknowledgements.of(order.order_id)}
        readers = [_with_mark(reader, signed) for reader in _joined(_readers(order, record, staff, posts))]
        days = uow.acknowledgements.days_allowed(order.in_force_from) or DEFAULT_DAYS
        due = order.in_force_from + timedelta(days=days)
        by_name = tuple(sorted(readers, key=lambda reader: reader.name))
        found.append(AcquaintanceSheet(order=order, readers=by_name, due=due))
    return tuple(found)


def _joined(readers: Iterable[Reader]) -> Iterable[Reader]:
    """Everybody once, with all the reasons."""
    found: dict[str, Reader] = {}
    for reader in readers:
        key = reader.person_id or reader.name
        before = found.setdefault(key, reader)
        why = tuple(dict.fromkeys((*before.why, *reader.why)))
        found[key] = replace(before, why=why, position=before.position or reader.position)
    return found.values()


def _with_mark(reader: Reader, signed: Mapping[str, Mapping[str, Any]]) -> Reader:
    mark = signed.get(reader.person_id or "")
    if mark is None:
        return reader
    return replace(reader, signed_on=mark["signed_on"], document=mark["document"], confirmed_by=mark["confirmed_by"])


def _readers(order: HeldOrder, record: OrderRecord, staff: Sequence[Person], posts: Sequence[Post]) -> Iterator[Reader]:
    positions = _positions(posts, order.in_force_from)
    for item in record.acknowledged:
        yield _reader(item.person, item.position or "", "лист ознакомления", staff, positions)
    for appointment in record.appointments:
        yield _reader(appointment.person, appointment.position or "", "назначение", staff, positions)
    for revocation in record.revocations:
        yield _reader(revocation.person, revocation.position or "", "освобождение от обязанностей", staff, positions)
    for duty in record.duties:
        for person in duty.assignees:
            yield _reader(person, "", "обязанности по приказу", staff, positions)
    yield from _of_groups(order, staff, posts, positions)
    if record.control_by is not None and record.control_by.person is not None and not record.control_by.self_control:
        yield _reader(record.control_by.person, record.control_by.position or "", "контроль", staff, positions)


def _reader(
    person: PersonRecord, position: str, why: str, staff: Sequence[Person], positions: Mapping[str, str]
) -> Reader:
    found = match(person, staff).person_id
    known = next((item for item in staff if item.person_id == found), None)
    name = known.short_name if known else f"{person.surname} {person.initials_or_names}".removesuffix(" -")
    return Reader(person_id=found, name=name, position=position or positions.get(found or "", ""), why=(why,))


def _of_groups(
    order: HeldOrder, staff: Sequence[Person], posts: Sequence[Post], positions: Mapping[str, str]
) -> Iterator[Reader]:
    """«Учителям-предметникам» means everybody who holds such a post on the order's first day."""
    groups = {group_post(duty.role_key) for duty in order.duties if not duty.assignees}
    held = {post.person_id for post in posts if post.post in groups and post.held_on(order.in_force_from)}
    for person in staff:
        if person.person_id in held:
            yield Reader(
                person_id=person.person_id,
                name=person.short_name,
                position=positions.get(person.person_id, ""),
                why=("обязанности по приказу",),
            )


def _positions(posts: Sequence[Post], day: date) -> dict[str, str]:
    """The first post of each person on a day, in words."""
    found: dict[str, str] = {}
    for post in posts:
        if post.held_on(day) and not post.derived:
            found.setdefault(post.person_id, post.title)
    return found


def sign(uow: UnitOfWork, order_id: str, person_id: str, on: date, *, document: str = PAPER) -> None:
    """Notes that a person has signed; the actor has seen the signature.

    Raises:
        NotFound: no such order, or nobody of this id on its sheet.
        NotInForce: nobody signs a draft.
        BadDecision: the day is before the order's date, or has not come yet.
    """
    sheet = sheet_of(uow, order_id)
    if sheet.order.state is OrderState.DRAFT:
        raise NotInForce(number=sheet.order.number)
    if not any(reader.person_id == person_id for reader in sheet.readers):
        raise NotFound(what=f"строка листа ознакомления {person_id}")
    if on < sheet.order.date:
        raise BadDecision(reason=f"с приказом нельзя ознакомиться раньше его даты, {sheet.order.date:%d.%m.%Y}.")
    _note(uow, order_id, person_id, on, document)


def take_back(uow: UnitOfWork, order_id: str, person_id: str) -> None:
    """Takes a mark back; that it was made stays known.

    Raises:
        NotFound: there is no mark of this person.
    """
    held = {row["person_id"]: row for row in uow.acknowledgements.of(order_id)}
    if held.get(person_id, {}).get("signed_on") is None:
        raise NotFound(what=f"отметка об ознакомлении {person_id}")
    _note(uow, order_id, person_id, None, None)


def _note(uow: UnitOfWork, order_id: str, person_id: str, on: date | None, document: str | None) -> None:
    batch_id = uow.batches.open(
        KIND, f"{order_id}|{person_id}|{on}|{uow.time.isoformat()}", now=uow.time, by=uow.actor_id
    )
    row = signature(order_id, person_id, on, document=document, by=uow.actor_id if on else None, at=uow.time)
    uow.facts.add(FILE, [row], batch_id=batch_id, now=uow.time)


def signature(
    order_id: str, person_id: str, on: date | None, *, document: str | None, by: str | None, at: datetime | None = None
) -> dict[str, Any]:
    """A version of a mark on the sheet."""
    own = {"order_id": order_id, "person_id": person_id, "signed_on": on, "document": document, "confirmed_by": by}
    return version_row(f"{order_id}|{person_id}", at=at, by=by, **own)


def signed_on_paper(order_id: str, record: OrderRecord, staff: Sequence[Person], by: str) -> Iterator[dict[str, Any]]:
    """Marks that stand on the order's own sheet with a signature and a date, as the director confirmed them."""
    for item in record.acknowledged:
        person_id = match(item.person, staff).person_id
        if item.signed and item.date is not None and person_id is not None:
            yield signature(order_id, person_id, item.date, document=PAPER, by=by)
