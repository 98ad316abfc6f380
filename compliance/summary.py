"""Counts and percent by check and bearer. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compliance.model import Bearer, Finding, Requirement

JUDGED = (Status.FULFILLED, Status.LATE, Status.CURED_AFTER_TERM, Status.PARTIAL, Status.VIOLATED)
LACKS = frozenset(JUDGED[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """What became of one check of one order for one bearer."""

    order_id: str
    check: str
    bearer: Bearer | None
    counts: Mapping[Status, int]
    """Advisory instances too."""
    percent: float | None
    """Share done in time among those judged, advisory ones left out; None when none was judged."""


def percent(findings: Iterable[Finding]) -> float | None:
    """100 × in time / judged, one decimal; what is unknown, exempt or advisory stands outside."""
    judged = [item.status for item in findings if item.status in JUDGED and not item.advisory]
    return round(100 * judged.count(Status.FULFILLED) / len(judged), 1) if judged else None


def counts(findings: Iterable[Finding]) -> dict[Status, int]:
    """How many of each status, in the order of statuses."""
    found = Counter(item.status for item in findings)
    return {status: found[status] for status in Status if found[status]}


def by_requirement(findings: Iterable[Finding]) -> Mapping[Requirement, list[Finding]]:
    """Findings of each requirement, in their order."""
    groups: dict[Requirement, list[Finding]] = defaultdict(list)
    for item in findings:
        groups[item.requirement].append(item)
    return groups


def summary(findings: Iterable[Finding]) -> tuple[SummaryRow, ...]:
    """One row for each order, check and bearer, in the order of the findings."""
    groups: dict[tuple[str, str, Bearer | None], list[Finding]] = defaultdict(list)
    for item in findings:
        groups[item.requirement.order_id, item.requirement.check, item.bearer].append(item)
    return tuple(
        SummaryRow(order_id=order, check=check, bearer=bearer, counts=counts(items), percent=percent(items))
        for (order, check, bearer), items in groups.items()
    )
