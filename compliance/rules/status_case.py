"""The status function as an SQL CASE; the same as `compliance.status.status_of`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, literal, not_

from compliance.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement


def status_case(c: Mapping[str, ColumnElement[Any]]) -> ColumnElement[str]:
    """The status of a row.

    Args:
        c: an expression for every field of `compliance.status.Circumstances`.
    """
    open_duty = and_(c["evidence"].is_(None), c["due"].is_not(None), c["as_of"] <= c["due"])
    soon = and_(c["notice_from"].is_not(None), c["as_of"] >= c["notice_from"])
    done = c["evidence"].is_not(None)
    timely = and_(done, c["due"].is_(None) | (c["evidence"] <= c["due"]))
    cured = and_(done, c["cured_by"].is_(None) | (c["evidence"] <= c["cured_by"]))
    return case(
        (not_(c["bound"]), literal(Status.NOT_BOUND.value)),
        (not_(c["applicable"]), literal(Status.NOT_APPLICABLE.value)),
        (c["exempt"], literal(Status.EXEMPT.value)),
        (and_(open_duty, soon), literal(Status.DUE_SOON.value)),
        (open_duty, literal(Status.NOT_YET_DUE.value)),
        (not_(and_(c["has_data"], c["has_norm"], c["time_known"])), literal(Status.NOT_ASSESSABLE.value)),
        (c["attest"], literal(Status.NEEDS_ATTESTATION.value)),
        (timely, literal(Status.FULFILLED.value)),
        (cured, literal(Status.LATE.value)),
        (done, literal(Status.CURED_AFTER_TERM.value)),
        (c["have"] > 0, literal(Status.PARTIAL.value)),
        else_=literal(Status.VIOLATED.value),
    )
