"""Report → JSON (docs/reference/check.schema.json)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.canonical import bearer_json, instance, instant, report_hash
from compliance.model import Status
from compliance.summary import summary

if TYPE_CHECKING:
    from compliance.model import Report

COUNTED_ONLY = frozenset({Status.FULFILLED, Status.NOT_BOUND})
DEFAULT_SOURCE = "значение по умолчанию"


def render_json(report: Report, *, everything: bool = False) -> dict[str, Any]:
    """The report as JSON values.

    Args:
        report: of `compliance.check`.
        everything: print fulfilled and not-bound instances too; otherwise the summary alone counts them.
    """
    return {
        "as_of": report.as_of.isoformat(),
        "known_at": instant(report.known_at),
        "from": report.start.isoformat() if report.start else None,
        "to": report.end.isoformat() if report.end else None,
        "orders": [
            {"id": order_id, "number": number, "date": issued.isoformat(), "version": version}
            for order_id, number, issued, version in report.orders
        ],
        "parameters": [
            {
                "key": use.key,
                "value": use.value,
                "unit": use.unit,
                "source": use.source or DEFAULT_SOURCE,
                "advisory": use.advisory,
            }
            for use in report.parameters
        ],
        "hash": report_hash(report),
        "instances": [instance(item) for item in report.findings if everything or item.status not in COUNTED_ONLY],
        "summary": [
            {
                "order": row.order_id,
                "check": row.check,
                "bearer": bearer_json(row.bearer),
                "counts": {status.value: count for status, count in row.counts.items()},
                "percent": row.percent,
            }
            for row in summary(report.findings)
        ],
    }
