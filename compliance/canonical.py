"""The one serialisation of instances: for JSON, for the hash, for a stable order."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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


def text_of(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, Cyrillic as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sort_key(finding: Finding) -> tuple[str, str, str]:
    """Place of a finding inside its requirement: by date, by object, by everything else."""
    body = instance(finding)
    day = finding.period.start.isoformat() if finding.period else (finding.object or {}).get("date", "")
    return (day, text_of(body["object"]), text_of(body))


def report_hash(report: Report) -> str:
    """sha256 over every instance, in report order; equal on every database."""
    body = [instance(finding) for finding in report.findings]
    return hashlib.sha256(text_of(body).encode()).hexdigest()


def _period(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    return {"from": period.start.isoformat(), "to": period.end.isoformat(), "label": period.label}
