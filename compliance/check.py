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
        scope = _scope(order, as_of, known, start, end)
        facts = Facts(reader, scope, zone, order.in_force_from)
        reason = _not_in_force(order, scope)
        for requirement in requirements:
            rows = _silent(facts, requirement, reason) if reason else occasions(facts, requirement, requirements)
            findings += (judge(requirement, row, as_of) for row in rows)
        uses |= set() if reason else _uses(facts, requirements)
    return Report(
        as_of=as_of,
        known_at=known,
        start=start,
        end=end,
        orders=tuple((order.order_id, order.number, order.date, order.version) for order in orders),
        parameters=tuple(sorted(uses, key=lambda use: (use.key, use.source, use.value))),
        findings=_in_order(findings),
        timezone=zone.key,
        clauses=_clauses(orders),
    )


def _scope(order: HeldOrder, as_of: date, known: datetime, start: date | None, end: date | None) -> Scope:
    """The period of occasions, clipped to the time in which the order binds."""
    last = min(as_of, end or as_of, order.in_force_to or as_of)
    return Scope(as_of=as_of, known=known, start=max(start or order.in_force_from, order.in_force_from), end=last)


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


def _clauses(orders: Sequence[HeldOrder]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (order.order_id, clause.path, clause.text) for order in orders for clause in order.clauses if clause.path
    )
