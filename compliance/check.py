"""DOOR: orders + the journal + a moment → a report. Pure: the same input gives the same findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date
from typing import TYPE_CHECKING

from compliance.model import Report, Requirement, Status
from compliance.requirements import check_specs, requirements_of
from compliance.rules.registry import RULES
from compliance.rules.setting import read_setting
from compliance.standing import standing, standing_findings
from journal.store.relations import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from compliance.model import Finding, ParameterUse
    from compliance.rules.setting import Setting
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
    """Evaluates every requirement of the orders.

    Args:
        orders: registered orders; the caller chooses which.
        reader: runs relations inside one transaction.
        as_of: the local date on which deadlines are compared.
        known: only what was recorded until then counts.
        start: first day of occasions looked at; None = since the order binds.
        end: last day of occasions looked at; None = `as_of`.
        zone: the school's time zone.
    """
    period = Scope(
        as_of=as_of,
        known=known,
        start=start or min((order.in_force_from for order in orders), default=as_of),
        end=min(end or as_of, as_of),
    )
    setting = read_setting(reader, period, zone)
    findings = [
        finding
        for order in orders
        for requirement in (*requirements_of(order), *_separation(order, setting))
        for finding in _judge(requirement, setting)
    ]
    return Report(
        as_of=as_of,
        known_at=known.astimezone(UTC),
        timezone=zone.key,
        start=start,
        end=end,
        orders=tuple((order.order_id, order.number, order.date, order.version) for order in orders),
        parameters=_used(findings, setting),
        findings=tuple(findings),
        clauses=tuple(
            (order.order_id, clause.path, clause.text) for order in orders for clause in order.clauses if clause.path
        ),
    )


def _judge(requirement: Requirement, setting: Setting) -> Iterator[Finding]:
    rule = RULES.get(requirement.check)
    before = standing(requirement, setting, has_rule=rule is not None)
    if before is not None:
        yield from standing_findings(requirement, setting, before)
    elif rule is not None:
        found = list(rule(requirement, setting))
        yield from found or standing_findings(requirement, setting, Status.NOT_APPLICABLE)


def _separation(order: HeldOrder, setting: Setting) -> Iterator[Requirement]:
    """D5: one person controls and is controlled. An information for the director, never a fault of hers."""
    by_role: dict[str, set[str]] = {}
    for duty in order.duties:
        by_role.setdefault(duty.role_key or "", set()).update(duty.person_ids)
    controllers = by_role.get("deputy_director", set())
    for post in ("administrator", "teacher"):
        controlled = by_role.get("administrator", set()) if post == "administrator" else set()
        both = controllers & (controlled | set(setting.holders(post, setting.scope.as_of)))
        if both:
            yield _information(order, tuple(sorted(both)))
            return


def _information(order: HeldOrder, people: tuple[str, ...]) -> Requirement:
    template = next(item for item in requirements_of(order) if item.check == "O5")
    return replace(
        template,
        check="D5",
        severity=check_specs()["D5"].severity,
        duty=check_specs()["D5"].title,
        person_ids=people,
        assessability=check_specs()["D5"].assessability,
    )


def _used(findings: Sequence[Finding], setting: Setting) -> tuple[ParameterUse, ...]:
    """Parameters that the checks of this report lean on."""
    keys = {key for finding in findings for key in check_specs()[finding.requirement.check].parameters}
    return tuple(item.use for item in setting.parameters if item.key in keys)
