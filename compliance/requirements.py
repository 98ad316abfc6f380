"""Duties and clauses of an order → what can be checked about them (data/checks.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from compliance.model import Assessability, Requirement, Status
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from journal.model import HeldClause, HeldDuty, HeldOrder

ATTEST = "ATTEST"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSpec:
    """What a check needs to be judged at all."""

    check: str
    title: str
    files: tuple[str, ...]
    parameters: tuple[str, ...]
    assessability: Assessability
    severity: int
    idle: Status | None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("compliance.data").joinpath("checks.toml").read_text(encoding="utf-8"))


@cache
def check_specs() -> Mapping[str, CheckSpec]:
    """Every check by its id."""
    return {
        name: CheckSpec(
            check=name,
            title=body["title"],
            files=tuple(body.get("files", ())),
            parameters=tuple(body.get("parameters", ())),
            assessability=Assessability(body.get("mode", "auto")),
            severity=body["severity"],
            idle=Status(body["idle"]) if "idle" in body else None,
        )
        for name, body in _data().items()
        if isinstance(body, dict)
    }


@cache
def _duty_rules() -> tuple[tuple[frozenset[str], re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((frozenset(row["roles"]), re.compile(row["action"]), tuple(row["checks"])) for row in _data()["duty"])


@cache
def _clause_rules() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(row["text"]), tuple(row["checks"])) for row in _data()["clause"])


def requirements_of(order: HeldOrder) -> tuple[Requirement, ...]:
    """Every requirement of an order, in the order of its clauses; no duty is left out."""
    found = [
        *(_of_clause(order, clause, check) for clause in _bare(order) for check in clause_checks(clause)),
        *(_of_duty(order, duty, check) for duty in order.duties for check in duty_checks(duty)),
        *_of_order(order),
    ]
    places = {clause.path: place for place, clause in enumerate(order.clauses) if clause.path}
    return tuple(sorted(found, key=lambda item: places.get(item.clause or "", len(places))))


def _bare(order: HeldOrder) -> Iterator[HeldClause]:
    """Numbered clauses that are not themselves duties."""
    actions = {fold(duty.action_text) for duty in order.duties}
    return (clause for clause in order.clauses if clause.path and fold(clause.text).rstrip(" ;.") not in actions)


def duty_checks(duty: HeldDuty) -> tuple[str, ...]:
    """Checks that judge a duty; `ATTEST` where none does."""
    action = fold(duty.action_text)
    found = [
        check
        for roles, pattern, checks in _duty_rules()
        if duty.role_key in roles and pattern.search(action)
        for check in checks
    ]
    return tuple(dict.fromkeys(found)) or (ATTEST,)


def clause_checks(clause: HeldClause) -> tuple[str, ...]:
    """Checks that a clause without an addressee opens."""
    text = fold(clause.text)
    return tuple(check for pattern, checks in _clause_rules() if pattern.search(text) for check in checks)


def _of_order(order: HeldOrder) -> Iterator[Requirement]:
    """What every order opens by itself: people are made acquainted with it."""
    yield _requirement(order, "O5", clause=None, duty="Ознакомить с приказом всех, кого он обязывает")


def _of_clause(order: HeldOrder, clause: HeldClause, check: str) -> Requirement:
    return _requirement(order, check, clause=clause.path or None, duty=clause.text)


def _of_duty(order: HeldOrder, duty: HeldDuty, check: str) -> Requirement:
    base = _requirement(order, check, clause=duty.clause, duty=duty.action_text)
    return Requirement(
        check=base.check,
        order_id=base.order_id,
        clause=base.clause,
        duty_id=duty.duty_id,
        duty=base.duty,
        role=duty.role,
        role_key=duty.role_key,
        person_ids=duty.person_ids,
        assignees=duty.assignees,
        assessability=base.assessability,
        severity=base.severity,
        binds_from=base.binds_from,
        binds_to=base.binds_to,
    )


def _requirement(order: HeldOrder, check: str, *, clause: str | None, duty: str) -> Requirement:
    spec = check_specs()[check]
    return Requirement(
        check=check,
        order_id=order.order_id,
        clause=clause,
        duty_id=None,
        duty=duty,
        role=None,
        role_key=None,
        person_ids=(),
        assignees=(),
        assessability=spec.assessability,
        severity=spec.severity,
        binds_from=order.in_force_from,
        binds_to=order.in_force_to,
    )
