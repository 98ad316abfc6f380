"""Corrected lines of kept papers: versions, nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from ingest.corrections import LineCorrection
from journal.documents import HeldCorrection
from journal.store.corrected import line_corrections

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

c = line_corrections.c


@dataclass(frozen=True, slots=True)
class LineCorrectionRepository:
    """Corrected lines of one transaction."""

    connection: Connection

    def of(self, document: str) -> Sequence[HeldCorrection]:
        """Those of a paper that stand, in the order in which they were made."""
        return self._select((c.document == document) & c.superseded_at.is_(None))

    def history(self, document: str) -> Sequence[HeldCorrection]:
        """All that were ever made on a paper, in their order."""
        return self._select(c.document == document)

    def get(self, correction_id: str) -> HeldCorrection | None:
        """One of them, whether it stands or not."""
        return next(iter(self._select(c.correction_id == correction_id)), None)

    def add(self, document: str, correction: LineCorrection, *, now: datetime, by: str) -> None:
        """Keeps a correction."""
        self.connection.execute(
            insert(line_corrections).values(
                correction_id=correction.correction_id,
                document=document,
                part=correction.part,
                part_page=correction.part_page,
                number=correction.number,
                place=None if correction.place is None else list(correction.place),
                read=correction.read,
                text=correction.text,
                recorded_at=now,
                recorded_by=by,
            )
        )

    def close(self, correction_id: str, *, now: datetime, by: str) -> bool:
        """A correction stands no more; False when it stood no more already."""
        changed = self.connection.execute(
            update(line_corrections)
            .where(c.correction_id == correction_id, c.superseded_at.is_(None))
            .values(superseded_at=now, superseded_by=by)
        )
        return changed.rowcount == 1

    def _select(self, where: ColumnElement[bool]) -> Sequence[HeldCorrection]:
        rows = self.connection.execute(select(line_corrections).where(where).order_by(c.recorded_at, c.correction_id))
        return tuple(_held(row) for row in rows)


def _held(row: Row[Any]) -> HeldCorrection:
    return HeldCorrection(
        document=row.document,
        line=LineCorrection(
            correction_id=row.correction_id,
            part=row.part,
            part_page=row.part_page,
            number=row.number,
            place=None if row.place is None else tuple(row.place),
            read=row.read,
            text=row.text,
        ),
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        superseded_at=row.superseded_at,
        superseded_by=row.superseded_by,
    )
