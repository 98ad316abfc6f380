"""What a record of an order brings into the register: its identity, dates, clauses and duties. Pure."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from journal.matching import match
from journal.model import HeldClause, HeldDuty
from school.morphology import fold
from school.roles import find_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from journal.model import Person
    from parsing.records import ClauseRecord, OrderRecord


def identity(record: OrderRecord) -> str:
    """What makes two papers one order: folded number, date, organization without signs and spaces."""
    organization = "".join(char for char in fold(record.organization or "") if char.isalnum())
    short = hashlib.sha256(organization.encode()).hexdigest()[:16] if organization else "-"
    return f"{fold(record.number or '')}|{record.date}|{short}"


def in_force_from(record: OrderRecord) -> date:
    """The printed start of the order, else its date."""
    start = record.effective_from or record.date
    if start is None:
        raise ValueError("an order without a date is refused before")
    return start


def flatten(clauses: Sequence[ClauseRecord], level: int = 0) -> Iterator[HeldClause]:
    """Clauses in printed order, each with its depth."""
    for clause in clauses:
        yield HeldClause(path=clause.number or "", text=clause.text, level=level, sources=clause.sources)
        yield from flatten(clause.children, level + 1)


def held_duties(order_id: str, record: OrderRecord, staff: Sequence[Person]) -> tuple[HeldDuty, ...]:
    """Duties with ids made of role and place among the role's duties: printed numbers may be missing."""
    counts: dict[str, int] = {}
    duties = []
    for duty in record.duties:
        role = find_role(duty.role) if duty.role else None
        owner = role.key if role else _slug(duty.role, duty.assignees)
        counts[owner] = counts.get(owner, 0) + 1
        matches = [match(person, staff) for person in duty.assignees]
        duties.append(
            HeldDuty(
                duty_id=f"{order_id}/{owner}/{counts[owner]}",
                order_id=order_id,
                clause=duty.clause,
                ordinal=duty.ordinal,
                role=duty.role,
                role_key=role.key if role else None,
                assignees=tuple(f"{person.surname} {person.initials_or_names}" for person in duty.assignees),
                person_ids=tuple(found.person_id for found in matches if found.person_id is not None),
                action_text=duty.action_text,
                periodicity=duty.periodicity.value,
                interval=duty.interval,
                deadline=duty.deadline,
                sources=duty.sources,
            )
        )
    return tuple(duties)


def _slug(role: str | None, assignees: Sequence[object]) -> str:
    words = fold(role) if role else f"persons-{len(assignees)}"
    return "-".join(words.split())[:60]
