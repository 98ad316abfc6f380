"""The status function as a SQL expression; a test proves it equal to `compliance.status`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, not_, or_

from compliance.model import Status

if TYPE_CHECKING:
    from sqlalchemy import Case, ColumnElement
    from sqlalchemy.sql import ColumnCollection


def status_case(c: ColumnCollection[str, Any]) -> Case[str]:
    """Status code of a row.

    Args:
        c: columns named as the fields of `compliance.status.Case`; flags are booleans, the rest dates.
    """
    early = and_(not_(c.evidence), c.due.is_not(None), c.as_of <= c.due)
    near = and_(early, c.notice_from.is_not(None), c.as_of >= c.notice_from)
    unknown = or_(c.due.is_(None), and_(c.evidence, c.done_on.is_(None)))
    steps: list[tuple[ColumnElement[bool], Status]] = [
        (not_(c.bound), Status.NOT_BOUND),
        (not_(c.applicable), Status.NOT_APPLICABLE),
        (c.exempt, Status.EXEMPT),
        (near, Status.DUE_SOON),
        (early, Status.NOT_YET_DUE),
        (not_(c.assessable), Status.NOT_ASSESSABLE),
        (c.attest, Status.NEEDS_ATTESTATION),
        (unknown, Status.NOT_ASSESSABLE),
        (and_(not_(c.evidence), c.part), Status.PARTIAL),
        (not_(c.evidence), Status.VIOLATED),
        (c.done_on <= c.due, Status.FULFILLED),
        (or_(c.cure_until.is_(None), c.done_on <= c.cure_until), Status.LATE),
    ]
    return case(*((test, status.value) for test, status in steps), else_=Status.CURED_AFTER_TERM.value)
