"""Counts and percentages: fulfilled among what could be judged; the rest stands beside, not inside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compliance.model import Bearer, Report

JUDGED = (Status.FULFILLED, Status.LATE, Status.CURED_AFTER_TERM, Status.PARTIAL, Status.VIOLATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One check and one bearer."""

    check: str
    bearer: Bearer | None
    counts: Mapping[str, int]
    percent: float | None
    """Share fulfilled of what was judged, 0–100; None when nothing could be judged. Advisory ones are left out."""


def summarise(report: Report) -> tuple[SummaryLine, ...]:
    """Lines in the order in which checks and bearers first appear."""
    counts: dict[tuple[str, Bearer | None], Counter[str]] = {}
    judged: dict[tuple[str, Bearer | None], Counter[Status]] = {}
    for finding in report.findings:
        key = (finding.requirement.check, finding.bearer)
        counts.setdefault(key, Counter())[finding.status.value] += 1
        if not finding.advisory and finding.status in JUDGED:
            judged.setdefault(key, Counter())[finding.status] += 1
    return tuple(
        SummaryLine(check=check, bearer=bearer, counts=dict(count), percent=_percent(judged.get((check, bearer))))
        for (check, bearer), count in counts.items()
    )


def _percent(judged: Counter[Status] | None) -> float | None:
    if not judged:
        return None
    return round(100 * judged[Status.FULFILLED] / sum(judged.values()), 1)
