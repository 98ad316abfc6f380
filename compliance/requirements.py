"""A registered order becomes requirements: every duty and every constitutive clause, none left out.

A duty may call for several checks, a duty or clause without a check for a person's confirmation (`ATTEST`).
Only words and roles decide, so orders built like the first one map without a rule of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from compliance.catalogue import WITHOUT_CHECK, catalogue, words_of
from compliance.model import Requirement
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.catalogue import CheckSpec
    from journal.model import HeldClause, HeldDuty, HeldOrder

DAY = timedelta(days=1)
SIGNS = " .,;:·•-–—"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineItem:
    """A clause as it stands in the report."""

    path: str
    """Printed or inferred number; an unnumbered item has that of the clause it stands in."""
    text: str
    heading: bool
    """True when it only leads to what stands below it."""


def requirements_of(order: HeldOrder) -> tuple[Requirement, ...]:
    """Requirements of an order: by clause as printed, then those of the order as a whole.

    Where later orders changed it, each requirement binds on the days on which the order has read so.
    """
    first = order.in_force_from
    turns = [day for day in order.turns if first < day and (order.in_force_to is None or day <= order.in_force_to)]
    merged: list[Requirement] = []
    for start, end in zip([first, *turns], [*(day - DAY for day in turns), order.in_force_to], strict=True):
        standing = replace(order.on(start), in_force_from=start, in_force_to=end)
        merged = _joined(merged, _standing(standing))
    return tuple(merged)


def _joined(before: Sequence[Requirement], now: Sequence[Requirement]) -> list[Requirement]:
    """Requirements that go on last longer; new ones stand behind what they follow in the order as it reads now."""
    result = list(before)
    last = -1
    for item in now:
        place = next((at for at, other in enumerate(result) if _goes_on(other, item)), None)
        if place is None:
            last += 1
            result.insert(last, item)
        else:
            result[place] = replace(result[place], binds_to=item.binds_to)
            last = place
    return result


def _goes_on(before: Requirement, now: Requirement) -> bool:
    same = replace(before, binds_from=now.binds_from, binds_to=now.binds_to) == now
    return same and before.binds_to is not None and before.binds_to + DAY == now.binds_from


def _standing(order: HeldOrder) -> tuple[Requirement, ...]:
    """Requirements of an order as it reads on the days of one wording."""
    found: list[Requirement] = []
    items = outline_of(order)
    for place, (item, clause) in enumerate(zip(items, order.clauses, strict=True)):
        found += _clause_requirements(order, item, clause)
        if _last_of_path(items, place):
            found += _path_duties(order, item.path)
    placed = {requirement.duty_id for requirement in found}
    for duty in order.duties:
        if duty.duty_id not in placed:
            found += _duty_requirements(order, duty)
    return (*found, *_order_requirements(order))


def outline_of(order: HeldOrder) -> tuple[OutlineItem, ...]:
    """Every clause with the number it stands under; unnumbered items take that of the clause above them."""
    items = []
    above: list[str] = []
    following = [*order.clauses[1:], None]
    for clause, after in zip(order.clauses, following, strict=True):
        above = [*above[: clause.level], clause.path or (above[clause.level - 1] if clause.level else "")]
        heading = after is not None and after.level > clause.level
        items.append(OutlineItem(path=above[-1], text=clause.text, heading=heading))
    return tuple(items)


def _last_of_path(items: Sequence[OutlineItem], place: int) -> bool:
    return all(item.path != items[place].path for item in items[place + 1 :])


def _path_duties(order: HeldOrder, path: str) -> list[Requirement]:
    duties = sorted((duty for duty in order.duties if duty.clause == path), key=lambda duty: duty.ordinal)
    return [requirement for duty in duties for requirement in _duty_requirements(order, duty)]


def _clause_requirements(order: HeldOrder, item: OutlineItem, clause: HeldClause) -> list[Requirement]:
    """Checks that the clause itself calls for; confirmation when neither a check nor a duty speaks for it."""
    words = words_of(clause.text)
    covered = _covered(order, item)
    specs = [spec for spec in catalogue().checks if spec.applies == "clause" and spec.pattern.fits(words)]
    if clause.path == "" and covered:
        specs = []
    if not specs and not covered and not item.heading:
        specs = [WITHOUT_CHECK]
    return [_requirement(order, spec, item.path or None, text=clause.text) for spec in specs]


def _covered(order: HeldOrder, item: OutlineItem) -> bool:
    """True when a duty of this clause says what the clause says."""
    text = _bare(item.text)
    for duty in order.duties:
        action = _bare(duty.action_text)
        if duty.clause in (item.path, item.path or None) and (action in text or text in action):
            return True
    return False


def _bare(text: str) -> str:
    return fold(text).strip(SIGNS)


def _duty_requirements(order: HeldOrder, duty: HeldDuty) -> list[Requirement]:
    words = words_of(duty.action_text)
    specs = [spec for spec in catalogue().checks if spec.applies == "duty" and _meant(spec, duty, words)]
    return [_requirement(order, spec, duty.clause, duty=duty) for spec in specs or [WITHOUT_CHECK]]


def _meant(spec: CheckSpec, duty: HeldDuty, words: frozenset[str]) -> bool:
    role_fits = not spec.roles or duty.role_key is None or duty.role_key in spec.roles
    return role_fits and spec.pattern.fits(words)


def _order_requirements(order: HeldOrder) -> list[Requirement]:
    """Checks of the order as a whole; they stand under no clause."""
    text = " ".join((order.title, *(clause.text for clause in order.clauses)))
    if not catalogue().journal_order.fits(words_of(text)):
        return []
    return [_requirement(order, spec, None) for spec in catalogue().checks if spec.applies == "order"]


def _requirement(
    order: HeldOrder,
    spec: CheckSpec,
    clause: str | None,
    *,
    duty: HeldDuty | None = None,
    text: str | None = None,
) -> Requirement:
    return Requirement(
        check=spec.check,
        order_id=order.order_id,
        clause=clause,
        duty_id=duty.duty_id if duty else None,
        duty=duty.action_text if duty else text,
        role=duty.role if duty else None,
        role_key=duty.role_key if duty else None,
        person_ids=duty.person_ids if duty else (),
        assignees=duty.assignees if duty else (),
        assessability=spec.assessability,
        severity=spec.severity,
        binds_from=order.in_force_from,
        binds_to=order.in_force_to,
        label=spec.label,
        counted=spec.counted,
        periodicity=duty.periodicity if duty else "none",
        interval=duty.interval if duty else 1,
        quantity=catalogue().quantity.read(duty.action_text) if duty else 1,
    )
