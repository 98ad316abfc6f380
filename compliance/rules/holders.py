"""Who bears a duty of a post, day by day: handovers, vacancies, leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from compliance.model import Bearer
from compliance.rules.facts import covers
from journal.appointing import holders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Row

    from compliance.model import Requirement
    from compliance.periods import Span
    from compliance.rules.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A stretch of a period with one bearer."""

    span: Span
    bearer: Bearer | None
    """None while nobody held the post."""
    working: int
    """Days of it without recorded leave or sickness."""


def tenures(facts: Facts, requirement: Requirement, span: Span) -> list[Tenure]:
    """The period cut where the bearer changes."""
    stretches = []
    for bearer, days in groupby(span.days, key=lambda day: bearer_on(facts, requirement, day)):
        own = list(days)
        stretches.append(
            Tenure(
                span=replace(span, start=own[0], end=own[-1]),
                bearer=bearer,
                working=sum(not _away(facts, bearer, day) for day in own),
            )
        )
    return stretches


def bearer_on(facts: Facts, requirement: Requirement, day: date) -> Bearer | None:
    """Holder of the post on a day by the school's posts, else whom the order names.

    Of several holders the one that the order names bears the duty, else who came last.
    """
    held = _posts(facts, requirement)
    now = [row for row in held if covers(row, day)]
    if now:
        named = [row for row in now if row.person_id in requirement.person_ids]
        return facts.bearer((named or now)[-1].person_id, requirement.role or "")
    return next(iter(_named(facts, requirement, held, day)), None)


def _posts(facts: Facts, requirement: Requirement) -> list[Row[Any]]:
    """Posts of the requirement's role on any day."""
    place = (requirement.role_key, requirement.role, requirement.order_id)
    known = facts.once(_held_posts)
    if place not in known:
        known[place] = holders(facts.posts, *place)
    return known[place]


def _held_posts(_: Facts) -> dict[tuple[str | None, str | None, str], list[Row[Any]]]:
    return {}


def named_bearers(facts: Facts, requirement: Requirement) -> tuple[Bearer, ...]:
    """Persons whom the order names, known to the school or by name only; else its class of persons."""
    role = requirement.role or ""
    if requirement.person_ids:
        return tuple(facts.bearer(person_id, role) for person_id in requirement.person_ids)
    if requirement.assignees:
        return tuple(Bearer(person_id=None, name=name, role=role) for name in requirement.assignees)
    return (Bearer(person_id=None, name=role, role=role),) if role else ()


def _named(facts: Facts, requirement: Requirement, held: Sequence[Row[Any]], day: date) -> Sequence[Bearer]:
    """The order's own appointment stands until the school's posts show that it ended."""
    return [
        bearer
        for bearer in named_bearers(facts, requirement)
        if bearer.person_id is None or not _left(facts, bearer.person_id, held, day)
    ]


def _left(facts: Facts, person_id: str, held: Sequence[Row[Any]], day: date) -> bool:
    ends = [row.valid_to for row in held if row.person_id == person_id]
    left_post = bool(ends) and all(end is not None and end < day for end in ends)
    return left_post or not facts.in_post(person_id, day)


def _away(facts: Facts, bearer: Bearer | None, day: date) -> bool:
    return bearer is not None and bearer.person_id is not None and facts.on_leave(bearer.person_id, day)
