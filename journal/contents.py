"""What a record of an order brings into the register: its identity, dates, clauses and duties. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

from journal.amending import Edition, Life
from journal.matching import match
from journal.model import HeldClause, HeldDuty, OrderState, OrderVersion
from school.morphology import fold
from school.roles import held_role

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Any

    from journal.model import Person
    from parsing.records import ClauseRecord, DutyRecord, OrderRecord

DAY = timedelta(days=1)
Held = TypeVar("Held", bound=HeldClause | HeldDuty)


NO_NUMBER = "б/н"
"""«Без номера»: how registers write it."""


def identity(record: OrderRecord, document: str = "") -> str:
    """What makes two papers one order: folded number, date, organization without signs and spaces.

    Where number or date could not be read, only the same paper (`document`) is the same order.
    """
    organization = "".join(char for char in fold(record.organization or "") if char.isalnum())
    short = hashlib.sha256(organization.encode()).hexdigest()[:16] if organization else "-"
    known = record.number is not None and record.date is not None
    return f"{fold(record.number or '')}|{record.date}|{short}" + ("" if known else f"|{document}")


def in_force_from(record: OrderRecord, received: date | None = None) -> date:
    """The printed start of the order, else its date; of a draft whose date a person has still to tell, `received`."""
    start = record.effective_from or record.date or received
    if start is None:
        raise ValueError("an order without a date is not put in force")
    return start


def draft_of(
    order_id: str, content: Mapping[str, Any], record: OrderRecord, staff: Sequence[Person], received: date
) -> OrderVersion:
    """An order as its own paper reads, before it binds anybody; `received` stands for a date that was not read."""
    start = in_force_from(record, received)
    life = Life(editions=(Edition(start=start, record=record),), ends=None, repealed_by=None)
    return version_of(order_id, content, life, staff, state=OrderState.DRAFT)


def version_of(
    order_id: str, content: Mapping[str, Any], life: Life, staff: Sequence[Person], *, state: OrderState
) -> OrderVersion:
    """An order with everything that later orders did to it."""
    return OrderVersion(
        state=state,
        in_force_from=life.editions[0].start,
        in_force_to=life.ends,
        ended_by=life.repealed_by,
        record=content,
        clauses=held_clauses(life.editions),
        duties=held_duties(order_id, life.editions, staff),
    )


def flatten(clauses: Sequence[ClauseRecord], level: int = 0) -> Iterator[HeldClause]:
    """Clauses in printed order, each with its depth."""
    for clause in clauses:
        yield HeldClause(path=clause.number or "", text=clause.text, level=level, sources=clause.sources)
        yield from flatten(clause.children, level + 1)


def held_clauses(editions: Sequence[Edition]) -> tuple[HeldClause, ...]:
    """Every wording that a clause ever had, each with its days, in printed order; the older before the newer."""
    found = list(flatten(editions[0].record.clauses))
    for edition in editions[1:]:
        found = _turned(found, list(flatten(edition.record.clauses)), edition.start, _wording)
    return tuple(found)


def held_duties(order_id: str, editions: Sequence[Edition], staff: Sequence[Person]) -> tuple[HeldDuty, ...]:
    """Duties with ids made of role and place among the role's duties: printed numbers may be missing.

    Duties that a change brought are numbered after all that the role had before, so that an id is never used twice.
    """
    counts: dict[str, int] = {}
    found = [_held(order_id, duty, staff) for duty in editions[0].record.duties]
    for edition in editions[1:]:
        now = [_held(order_id, duty, staff) for duty in edition.record.duties]
        found = _turned(found, now, edition.start, _meaning)
    return tuple(replace(duty, duty_id=_next_id(order_id, duty, counts)) for duty in _oldest_first(found))


def _oldest_first(duties: Sequence[HeldDuty]) -> list[HeldDuty]:
    return sorted(duties, key=lambda duty: (duty.valid_from is not None, duty.valid_from or 0))


def _held(order_id: str, duty: DutyRecord, staff: Sequence[Person]) -> HeldDuty:
    role = held_role(duty.role) if duty.role else None
    matches = [match(person, staff) for person in duty.assignees]
    return HeldDuty(
        duty_id="",
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


def _next_id(order_id: str, duty: HeldDuty, counts: dict[str, int]) -> str:
    owner = duty.role_key or _slug(duty.role, duty.assignees)
    counts[owner] = counts.get(owner, 0) + 1
    return f"{order_id}/{owner}/{counts[owner]}"


def _turned(held: Sequence[Held], now: Sequence[Held], start: date, key: Callable[[Held], Hashable]) -> list[Held]:
    """What stands on `start`: items that are there no more end the day before, those that are new begin."""
    standing = [place for place, item in enumerate(held) if item.valid_to is None]
    matcher = SequenceMatcher(a=[key(held[place]) for place in standing], b=[key(item) for item in now], autojunk=False)
    result = list(held)
    behind: dict[int, list[Held]] = {}
    for operation, low, high, new_low, new_high in matcher.get_opcodes():
        if operation == "equal":
            continue
        for ended in standing[low:high]:
            result[ended] = replace(held[ended], valid_to=start - DAY)
        after = standing[high - 1] if high else -1
        behind.setdefault(after, []).extend(replace(item, valid_from=start) for item in now[new_low:new_high])
    behind.setdefault(-1, [])
    placed: list[Held] = [*behind[-1]]
    for at in range(len(result)):
        placed += [result[at], *behind.get(at, [])]
    return placed


def _wording(clause: HeldClause) -> Hashable:
    return clause.path, clause.level, fold(clause.text)


def _meaning(duty: HeldDuty) -> Hashable:
    return duty.clause, duty.role, fold(duty.action_text), duty.assignees, duty.periodicity, duty.deadline


def _slug(role: str | None, assignees: Sequence[object]) -> str:
    words = fold(role) if role else f"persons-{len(assignees)}"
    return "-".join(words.split())[:60]
