"""DOOR: orders in force + what the journal holds → report. Pure: the same input gives the same report."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from compliance.canonical import in_order
from compliance.catalogue import catalogue
from compliance.instances import Occasion, judge
from compliance.model import ParameterUse, Report
from compliance.requirements import requirements_of
from compliance.rules.facts import Facts
from compliance.rules.holders import named_bearers
from compliance.rules.registry import occasions
from journal.model import OrderState
from journal.store.relations import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from compliance.model import Finding, Requirement
    from journal.model import HeldOrder
    from journal.store.relations import Reader


def check(
    *,
    orders: Sequence[HeldOrder],
    reader: Reader,
    as_of: date,
    known: datetime,
    start: date | None,
    end: date | None,
    zone: ZoneInfo,
) -> Report:
    """Evaluates every duty and clause of the orders.

    Args:
        orders: registered orders; a draft binds nobody.
        reader: runs the named relations of the journal.
        as_of: local date as of which deadlines are judged; later occasions have not come yet.
        known: what was recorded after this instant does not exist.
        start: first day of the occasions judged; None means from the beginning of each order.
        end: last day of them; None means up to `as_of`.
        zone: the school's; lateness is judged on local dates.
    """
    orders = sorted(orders, key=lambda order: (order.date, order.order_id))
    findings: list[Finding] = []
    uses: set[ParameterUse] = set()
    for order in orders:
        requirements = requirements_of(order)
        held: dict[Scope, Facts] = {}
        for requirement in requirements:
            scope = _scope(requirement, as_of, known, start, end)
            facts = held.setdefault(scope, Facts(reader, scope, zone, order.in_force_from))
            reason = _not_in_force(order, scope)
            siblings = [item for item in requirements if _meet(item, requirement)]
            rows = _silent(facts, requirement, reason) if reason else occasions(facts, requirement, siblings)
            findings += (judge(requirement, row, as_of) for row in rows)
            uses |= set() if reason else _uses(facts, [requirement])
    return Report(
        as_of=as_of,
        known_at=known,
        start=start,
        end=end,
        orders=tuple((order.order_id, order.number, order.date, order.version) for order in orders),
        parameters=tuple(sorted(uses, key=lambda use: (use.key, use.source, use.value))),
        findings=_in_order(findings),
        timezone=zone.key,
        clauses=_clauses(orders, as_of),
    )


def _scope(bound: Requirement, as_of: date, known: datetime, start: date | None, end: date | None) -> Scope:
    """The period of occasions, clipped to the time in which the requirement binds."""
    last = min(as_of, end or as_of, bound.binds_to or as_of)
    return Scope(as_of=as_of, known=known, start=max(start or bound.binds_from, bound.binds_from), end=last)


def _meet(one: Requirement, other: Requirement) -> bool:
    """True when there is a day on which both bind."""
    return (other.binds_to is None or one.binds_from <= other.binds_to) and (
        one.binds_to is None or other.binds_from <= one.binds_to
    )


def _not_in_force(order: HeldOrder, scope: Scope) -> str | None:
    if order.state is OrderState.DRAFT:
        return "DRAFT"
    ended = order.state is OrderState.REPEALED and order.in_force_to is None
    return "NOT_IN_FORCE" if ended or scope.end < scope.start else None


def _silent(facts: Facts, requirement: Requirement, reason: str) -> list[Occasion]:
    """An order that was not in force judges nobody."""
    bearers = named_bearers(facts, requirement) or (None,)
    return [Occasion(bearer=bearer, unbound=reason) for bearer in bearers]


def _uses(facts: Facts, requirements: Iterable[Requirement]) -> set[ParameterUse]:
    """Parameters that the checks of this order lean on, as far as the school has them."""
    keys = {key for item in requirements for key in catalogue().spec(item.check).parameters}
    return {
        ParameterUse(key=item.key, value=item.value, unit=item.unit, source=item.source, advisory=not item.source)
        for item in facts.parameters
        if item.key.split(".", 1)[0] in keys
        and (item.valid_from is None or item.valid_from <= facts.scope.end)
        and (item.valid_to is None or item.valid_to >= facts.scope.start)
    }


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By requirement as printed, inside it by what does not depend on the order of rows."""
    groups: dict[Requirement, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.requirement].append(finding)
    return tuple(finding for found in groups.values() for finding in in_order(found))


def _clauses(orders: Sequence[HeldOrder], as_of: date) -> tuple[tuple[str, str, str], ...]:
    """Clauses in printed order as they read on the date; those that ended before it as they read last."""
    found: dict[tuple[str, str], str] = {}
    for order in orders:
        for clause in order.clauses:
            if clause.path and (clause.stands_on(as_of) or (order.order_id, clause.path) not in found):
                found[order.order_id, clause.path] = clause.text
    return tuple((order_id, path, text) for (order_id, path), text in found.items())
