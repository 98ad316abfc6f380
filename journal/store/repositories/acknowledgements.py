"""Marks of acquaintance, and how many days an order leaves for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from journal.store.tables import acknowledgements, parameters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

KEY, UNIT = "N_acc", "CALENDAR"


@dataclass(frozen=True, slots=True)
class AcknowledgementRepository:
    """Marks of one transaction."""

    connection: Connection

    def of(self, order_id: str) -> Sequence[Mapping[str, Any]]:
        """The current mark of every person on an order: person_id, signed_on, document, confirmed_by."""
        c = acknowledgements.c
        rows = self.connection.execute(
            select(c.person_id, c.signed_on, c.document, c.confirmed_by).where(
                c.order_id == order_id, c.superseded_at.is_(None)
            )
        )
        return [dict(row) for row in rows.mappings()]

    def days_allowed(self, day: date) -> int | None:
        """Calendar days that the parameter in force on a day leaves; None where there is none in such days."""
        c = parameters.c
        value = self.connection.scalar(
            select(c.value)
            .where(
                c.key == KEY,
                c.unit == UNIT,
                c.superseded_at.is_(None),
                or_(c.valid_from.is_(None), c.valid_from <= day),
                or_(c.valid_to.is_(None), c.valid_to >= day),
            )
            .order_by(c.valid_from.desc())
        )
        return int(value) if value is not None and value.strip().isdigit() else None
