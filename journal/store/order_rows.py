"""Clauses and duties of orders as rows, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ingest.export.source_json import source_json, source_of
from journal.model import HeldClause, HeldDuty

if TYPE_CHECKING:
    from sqlalchemy import Row


def duty_values(duty: HeldDuty, version: int, position: int) -> dict[str, Any]:
    """The row of a duty of a version; `position` counts from 1."""
    return {
        "duty_id": duty.duty_id,
        "order_id": duty.order_id,
        "version": version,
        "position": position,
        "clause": duty.clause,
        "ordinal": duty.ordinal,
        "role": duty.role,
        "role_key": duty.role_key,
        "assignees": list(duty.assignees),
        "person_ids": list(duty.person_ids),
        "action_text": duty.action_text,
        "periodicity": duty.periodicity,
        "interval": duty.interval,
        "deadline": duty.deadline,
        "sources": [source_json(ref) for ref in duty.sources],
        "valid_from": duty.valid_from,
        "valid_to": duty.valid_to,
    }


def duty_of(row: Row[Any]) -> HeldDuty:
    """The duty of a row."""
    return HeldDuty(
        duty_id=row.duty_id,
        order_id=row.order_id,
        clause=row.clause,
        ordinal=row.ordinal,
        role=row.role,
        role_key=row.role_key,
        assignees=tuple(row.assignees),
        person_ids=tuple(row.person_ids),
        action_text=row.action_text,
        periodicity=row.periodicity,
        interval=row.interval,
        deadline=row.deadline,
        sources=tuple(ref for body in row.sources if (ref := source_of(body)) is not None),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def clause_of(row: Row[Any]) -> HeldClause:
    """The clause of a row."""
    return HeldClause(
        path=row.path,
        text=row.text,
        level=row.level,
        sources=tuple(ref for body in row.sources if (ref := source_of(body)) is not None),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
