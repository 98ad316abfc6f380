"""A finding as a cell: what it is about, in the words of truth files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compliance.model import Finding, Report

Cell = tuple[str, str, str | None]
Judged = tuple[str, str | None, bool]

# the ids that tell apart the cells of a check, the first form that fits
FORMS = {
    "S1": ("{question}", "{slot_id} {date}"),
    "S2": ("{lesson_id}",),
    "S3": ("{lesson_id}",),
    "S4": ("{mark_id}", "{first_lesson_id}–{last_lesson_id}"),
    "S5": ("{lesson_id}",),
    "S6": ("{work_id} {pupil_id}", "{work_id}"),
    "S7a": ("{term_id} {pupil_id} {subject}",),
    "S8": ("{group_id} {subject}", "{class_id} {subject}"),
    "D3": ("{slot_id} {date}",),
    "D5": ("{overlap}",),
    "O5": ("",),
}


def cells(report: Report, checks: frozenset[str] = frozenset()) -> dict[Cell, Judged]:
    """Cell → status, reason, advisory; every cell stands once."""
    found: dict[Cell, Judged] = {}
    for item in report.findings:
        if not checks or item.requirement.check in checks:
            key = cell(item)
            assert key not in found, key
            found[key] = (item.status.value, item.reason, item.advisory)
    return found


def cell(item: Finding) -> Cell:
    """(check, object, bearer)."""
    bearer = item.bearer.person_id if item.bearer else None
    return (item.requirement.check, named(item, item.object or {}), bearer)


def named(item: Finding, held: Mapping[str, str]) -> str:
    """What the cell is about; a period by its first day."""
    ids = {**held, "question": held["lesson_id"]} if "question" in held else held
    for form in FORMS.get(item.requirement.check, ()):
        try:
            return form.format(**ids)
        except KeyError:
            continue
    return item.period.start.isoformat() if item.period else ""
