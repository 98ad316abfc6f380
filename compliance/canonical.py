"""The one serialisation of instances: for JSON, for the hash, for a stable order."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from compliance.model import Bearer, Finding, Period, Report


def instance(finding: Finding) -> dict[str, Any]:
    """One instance as the check JSON has it (docs/reference/rules.md); never row ids, which databases choose."""
    requirement = finding.requirement
    return {
        "check": requirement.check,
        "order": requirement.order_id,
        "clause": requirement.clause,
        "duty": requirement.duty,
        "bearer": bearer_json(finding.bearer),
        "object": dict(sorted(finding.object.items())) if finding.object else None,
        "period": _period(finding.period),
        "status": finding.status.value,
        "reason": finding.reason,
        "advisory": finding.advisory,
        "due": finding.due.isoformat() if finding.due else None,
        "evidence_time": instant(finding.evidence_time),
        "have": finding.have,
        "need": finding.need,
        "evidence": [
            {"kind": item.kind, "ref": item.ref, "at": instant(item.at)}
            for item in sorted(finding.evidence, key=lambda item: (item.kind, item.ref))
        ],
        "severity": requirement.severity,
    }


def bearer_json(bearer: Bearer | None) -> dict[str, Any] | None:
    """Who bears the duty."""
    if bearer is None:
        return None
    return {"person_id": bearer.person_id, "name": bearer.name, "role": bearer.role}


def instant(at: datetime | None) -> str | None:
    """An instant in UTC, to the second or, where there are parts of one, to the microsecond."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_of(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, Cyrillic as it is."""
    return ENCODER.encode(value)


def in_order(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one requirement: by date, by object, by everything else; never by the order in which they came."""
    placed = sorted(((_place(finding), finding) for finding in findings), key=lambda pair: pair[0])
    for _, alike in groupby(placed, key=lambda pair: pair[0]):
        same = [finding for _, finding in alike]
        # everything else is long to write out and seldom needed
        yield from sorted(same, key=lambda finding: text_of(instance(finding))) if len(same) > 1 else same


def _place(finding: Finding) -> tuple[str, str]:
    day = finding.period.start.isoformat() if finding.period else (finding.object or {}).get("date", "")
    return (day, text_of(dict(finding.object) if finding.object else None))


def report_hash(report: Report) -> str:
    """sha256 over every instance, in report order; equal on every database."""
    found = hashlib.sha256(b"[")
    for place, finding in enumerate(report.findings):
        found.update((b"," if place else b"") + text_of(instance(finding)).encode())
    found.update(b"]")
    return found.hexdigest()


def _period(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    return {"from": period.start.isoformat(), "to": period.end.isoformat(), "label": period.label}
