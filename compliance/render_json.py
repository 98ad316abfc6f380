"""The report as JSON by the contract (docs/reference/check.schema.json)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from compliance.model import Status
from compliance.summary import summarise

if TYPE_CHECKING:
    from datetime import date, datetime

    from compliance.model import Bearer, Finding, Report

QUIET = frozenset({Status.FULFILLED, Status.NOT_BOUND})


def render_json(report: Report, *, everything: bool = False) -> dict[str, Any]:
    """Plain JSON values; without `everything`, fulfilled and not-bound instances are only counted."""
    every = [instance(finding) for finding in report.findings]
    shown = [
        body for body, finding in zip(every, report.findings, strict=True) if everything or finding.status not in QUIET
    ]
    return {
        "as_of": report.as_of.isoformat(),
        "known_at": report.known_at.isoformat(),
        "from": _day(report.start),
        "to": _day(report.end),
        "orders": [
            {"id": order_id, "number": number, "date": issued.isoformat(), "version": version}
            for order_id, number, issued, version in report.orders
        ],
        "parameters": [
            {"key": item.key, "value": item.value, "source": item.source, "advisory": item.advisory}
            for item in report.parameters
        ],
        "hash": digest(every),
        "instances": shown,
        "summary": [
            {
                "check": line.check,
                "bearer": _bearer(line.bearer),
                "counts": line.counts,
                "percent": line.percent,
            }
            for line in summarise(report)
        ],
    }


def digest(instances: list[dict[str, Any]]) -> str:
    """SHA-256 of the canonical serialisation: sorted instances, sorted keys, no spaces."""
    texts = sorted(json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for body in instances)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def instance(finding: Finding) -> dict[str, Any]:
    """One finding."""
    requirement = finding.requirement
    period = finding.period
    return {
        "check": requirement.check,
        "duty": requirement.duty,
        "order": requirement.order_id,
        "clause": requirement.clause,
        "bearer": _bearer(finding.bearer),
        "object": dict(finding.object) if finding.object else None,
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat(), "label": period.label}
        if period
        else None,
        "status": finding.status.value,
        "reason": finding.reason,
        "advisory": finding.advisory,
        "due": _day(finding.due),
        "evidence_time": _instant(finding.evidence_time),
        "have": finding.have,
        "need": finding.need,
        "evidence": [{"kind": item.kind, "ref": item.ref, "at": _instant(item.at)} for item in finding.evidence],
        "severity": requirement.severity,
    }


def _bearer(bearer: Bearer | None) -> dict[str, Any] | None:
    if bearer is None:
        return None
    return {"person_id": bearer.person_id, "name": bearer.name, "role": bearer.role}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _instant(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
