"""Pages that were read: (file, page, recipe) is done once, whoever asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from journal.jobs import PageReading
from journal.store.jobs import page_readings
from journal.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class PageReadingRepository:
    """Page readings of one transaction."""

    connection: Connection

    def of(self, sha256: str, recipe: str) -> Mapping[int, PageReading]:
        """Pages of a file that are done under a recipe, by number from 0."""
        rows = self.connection.execute(
            select(page_readings).where(page_readings.c.sha256 == sha256, page_readings.c.recipe == recipe)
        )
        return {row.page: PageReading(blob=row.blob, problem=row.problem) for row in rows}

    def add(self, sha256: str, page: int, recipe: str, reading: PageReading, *, now: datetime) -> bool:
        """Keeps a reading; False when another worker had kept one already, which then stands."""
        return insert_new(
            self.connection,
            page_readings,
            sha256=sha256,
            page=page,
            recipe=recipe,
            blob=reading.blob,
            problem=reading.problem,
            read_at=now,
        )

    def forget_failed(self, files: Sequence[str], recipe: str) -> None:
        """Makes pages that could not be read wait for another try."""
        self.connection.execute(
            delete(page_readings).where(
                page_readings.c.sha256.in_(files),
                page_readings.c.recipe == recipe,
                page_readings.c.problem.is_not(None),
            )
        )
