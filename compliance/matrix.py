"""Report → checks × bearers, as a page or a sheet shows it. Pure.

What cannot be judged and what is only for information never stands among the judged: it has lists of its own.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.model import Status
from compliance.summary import by_requirement, percent
from compliance.vocabulary import short_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from compliance.model import Finding, Report, Requirement

NOTHING_TO_JUDGE = frozenset({Status.NOT_ASSESSABLE, Status.NOT_APPLICABLE, Status.NOT_BOUND, Status.EXEMPT})
ORDER = (
    Status.FULFILLED,
    Status.LATE,
    Status.CURED_AFTER_TERM,
    Status.PARTIAL,
    Status.VIOLATED,
    Status.DUE_SOON,
    Status.NOT_YET_DUE,
    Status.NEEDS_ATTESTATION,
    Status.NOT_ASSESSABLE,
    Status.EXEMPT,
    Status.NOT_APPLICABLE,
    Status.NOT_BOUND,
)
"""What was judged first, what nobody can judge last."""
WHOLE = ""
"""Key of the column for what no single person bears: a whole role, the school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many instances of a cell are in one status."""

    status: Status
    label: str
    advisory: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A person, or the whole role."""

    key: str
    name: str
    percent: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A requirement with its tallies by the key of the column."""

    key: str
    requirement: Requirement
    cells: Mapping[str, tuple[Tally, ...]]
    findings: tuple[Finding, ...]
    percent: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Everything that one report says, sorted for the eye."""

    columns: tuple[Column, ...]
    judged: tuple[Row, ...]
    advisory: tuple[Row, ...]
    """For information only: in no percentage."""
    unjudged: tuple[Row, ...]
    """Nothing to judge by, or nothing to judge."""
    totals: tuple[Tally, ...]
    percent: float | None


def matrix(report: Report) -> Matrix:
    """Sorts the findings of a report into cells."""
    rows = tuple(_row(requirement, found) for requirement, found in by_requirement(report.findings).items())
    judged = tuple(row for row in rows if _place(row) == "judged")
    return Matrix(
        columns=_columns(judged),
        judged=judged,
        advisory=tuple(row for row in rows if _place(row) == "advisory"),
        unjudged=tuple(row for row in rows if _place(row) == "unjudged"),
        totals=tally(report.findings),
        percent=percent(report.findings),
    )


def tally(findings: Iterable[Finding]) -> tuple[Tally, ...]:
    """Counts by status, reason of what cannot be judged, and whether it is for information only."""
    counted = Counter((item.status, short_label(item), item.advisory) for item in findings)
    keys = sorted(counted, key=lambda key: (key[2], ORDER.index(key[0]), key[1]))
    return tuple(
        Tally(status=status, label=label, advisory=advisory, count=counted[status, label, advisory])
        for status, label, advisory in keys
    )


def select(report: Report, row: str, column: str | None) -> tuple[Finding, ...]:
    """The instances behind a row, or behind one cell of it."""
    return tuple(
        item
        for item in report.findings
        if row_key(item.requirement) == row and (column is None or column_key(item) == column)
    )


def row_key(requirement: Requirement) -> str:
    """Names a requirement in an address."""
    parts = (requirement.order_id, requirement.check, requirement.clause or "", requirement.duty_id or "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def column_key(finding: Finding) -> str:
    """Names the bearer of an instance in an address."""
    bearer = finding.bearer
    if bearer is None:
        return WHOLE
    if bearer.person_id is not None:
        return bearer.person_id
    return bearer.name if bearer.name in finding.requirement.assignees else WHOLE


def _row(requirement: Requirement, found: Sequence[Finding]) -> Row:
    cells: dict[str, list[Finding]] = defaultdict(list)
    for item in found:
        cells[column_key(item)].append(item)
    return Row(
        key=row_key(requirement),
        requirement=requirement,
        cells={key: tally(items) for key, items in cells.items()},
        findings=tuple(found),
        percent=percent(found),
    )


def _place(row: Row) -> str:
    if all(item.status in NOTHING_TO_JUDGE for item in row.findings):
        return "unjudged"
    return "advisory" if all(item.advisory for item in row.findings) else "judged"


def _columns(rows: Iterable[Row]) -> tuple[Column, ...]:
    """People by name, the whole role last."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for row in rows:
        for item in row.findings:
            groups[column_key(item)].append(item)
    columns = [
        Column(key=key, name=items[0].bearer.name if key and items[0].bearer else "", percent=percent(items))
        for key, items in groups.items()
    ]
    return tuple(sorted(columns, key=lambda column: (column.key == WHOLE, column.name)))
