"""Duties about the persons of an order: acquaintance (O5) and separation of functions (D5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.deadlines import NO_NORM, Deadline
from compliance.instances import Occasion
from compliance.model import Bearer, Evidence
from compliance.rules.facts import covers
from compliance.rules.holders import named_bearers
from journal.store import relations
from school.roles import group_post

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Row

    from compliance.model import Requirement
    from compliance.rules.facts import Facts

CONTROLLING = frozenset({"D1", "D2", "D3", "D4"})
KEEPING_EVIDENCE = frozenset({"A1", "A2", "A3a", "A5", "A6"})
TEACHING = frozenset({"S1", "S2", "S3", "S4", "S5", "S6", "S7a", "S7b"})


def acquaintance(facts: Facts, requirement: Requirement, siblings: Sequence[Requirement]) -> Iterator[Occasion]:
    """O5: every bearer has signed the sheet, and a person confirmed the signature."""
    rows = facts.reader.rows(relations.acknowledgements(facts.scope))
    signed = {row.person_id: row for row in rows if row.order_id == requirement.order_id}
    for bearer in order_bearers(facts, siblings):
        yield _acquainted(facts, requirement, bearer, signed.get(bearer.person_id))


def _acquainted(facts: Facts, requirement: Requirement, bearer: Bearer, row: Row[Any] | None) -> Occasion:
    done: date | None = row.signed_on if row is not None and row.confirmed_by else None
    limit = facts.deadline("N_acc", requirement.binds_from)
    unlimited = limit.reason == NO_NORM
    if unlimited:
        # without a norm a signature cannot be late
        limit = Deadline(due=done)
    return Occasion(
        bearer=bearer,
        deadline=limit,
        attest=None if done else _missing(facts, row),
        done_on=done,
        filled=done is not None,
        evidence=(Evidence(kind="acknowledgements", ref=bearer.person_id or bearer.name),) if done else (),
        advisory=unlimited and done is not None,
    )


def _missing(facts: Facts, row: Row[Any] | None) -> str:
    listed = row is not None or "acknowledgements.csv" not in facts.imported
    return "ACK_UNSIGNED" if listed else "ACK_MISSING"


def order_bearers(facts: Facts, siblings: Sequence[Requirement]) -> list[Bearer]:
    """Everybody whom the order binds: named persons, and persons of the groups that it names, by staffing."""
    found: dict[str, Bearer] = {}
    for item in siblings:
        known = item.person_ids or _group(facts, item)
        bearers = [facts.bearer(person_id, item.role or "") for person_id in known] or named_bearers(facts, item)
        for bearer in bearers:
            found.setdefault(bearer.person_id or bearer.name, bearer)
    return [found[key] for key in sorted(found)]


def _group(facts: Facts, requirement: Requirement) -> tuple[str, ...]:
    post = group_post(requirement.role_key)
    rows = [row for row in facts.posts if row.post == post and covers(row, facts.scope.as_of)] if post else []
    return tuple(sorted({row.person_id for row in rows}))


def separation(facts: Facts, _requirement: Requirement, siblings: Sequence[Requirement]) -> Iterator[Occasion]:
    """D5: information for the director where who controls is also controlled or keeps the evidence."""
    controllers = _persons(facts, siblings, CONTROLLING)
    others = {
        "администратор журнала": _persons(facts, siblings, KEEPING_EVIDENCE),
        "учитель": {**_persons(facts, siblings, TEACHING), **_teachers(facts)},
    }
    overlaps = [
        Occasion(bearer=controllers[key], object={"overlap": title}, attest="SELF_CONTROL", advisory=True)
        for title, holders in others.items()
        for key in sorted(controllers)
        if key in holders
    ]  # fmt: skip
    yield from overlaps or [Occasion(inapplicable="NO_OVERLAP")]


def _persons(facts: Facts, siblings: Sequence[Requirement], checks: frozenset[str]) -> Mapping[str, Bearer]:
    bearers = [
        bearer
        for item in siblings
        if item.check in checks and (item.person_ids or item.assignees)
        for bearer in named_bearers(facts, item)
    ]
    return {bearer.person_id or bearer.name: bearer for bearer in bearers}


def _teachers(facts: Facts) -> dict[str, Bearer]:
    """Persons who gave lessons in the period."""
    rows = facts.reader.rows(relations.lessons(facts.scope))
    return {
        row.actual_teacher_id: facts.bearer(row.actual_teacher_id, "учитель") for row in rows if row.actual_teacher_id
    }
