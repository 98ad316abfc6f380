"""What one transaction can reach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import journal.store.corrected
import journal.store.local_acts
import journal.store.papers
import journal.store.sheets
import journal.store.teaching  # noqa: F401 - fills the metadata that facts are looked up in
from journal.store.repositories.acknowledgements import AcknowledgementRepository
from journal.store.repositories.batches import BatchRepository
from journal.store.repositories.documents import DocumentRepository
from journal.store.repositories.facts import FactRepository
from journal.store.repositories.jobs import JobRepository
from journal.store.repositories.line_corrections import LineCorrectionRepository
from journal.store.repositories.local_acts import LocalActRepository
from journal.store.repositories.orders import OrderRepository
from journal.store.repositories.page_readings import PageReadingRepository
from journal.store.repositories.papers import PaperRepository
from journal.store.repositories.people import PeopleRepository
from journal.store.repositories.review import ReviewRepository
from journal.store.repositories.sheets import SheetRepository
from journal.store.repositories.teaching import TeachingRepository

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

    from journal.store.blobs import Blobs
    from journal.store.relations import Reader


@dataclass(frozen=True)
class UnitOfWork:
    """One transaction with its repositories; `now` and `actor_id` stand on every row it writes."""

    connection: Connection
    blobs: Blobs
    actor_id: str
    now: datetime | None

    @property
    def time(self) -> datetime:
        """The instant of this transaction; a reading transaction has none."""
        if self.now is None:
            raise RuntimeError("a reading transaction writes nothing")
        return self.now

    @cached_property
    def acknowledgements(self) -> AcknowledgementRepository:
        """Marks of acquaintance with orders."""
        return AcknowledgementRepository(self.connection)

    @cached_property
    def batches(self) -> BatchRepository:
        """Batches of loaded rows."""
        return BatchRepository(self.connection)

    @cached_property
    def documents(self) -> DocumentRepository:
        """Kept papers."""
        return DocumentRepository(self.connection)

    @cached_property
    def facts(self) -> FactRepository:
        """Versioned facts."""
        return FactRepository(self.connection)

    @cached_property
    def jobs(self) -> JobRepository:
        """The queue of long work."""
        return JobRepository(self.connection)

    @cached_property
    def line_corrections(self) -> LineCorrectionRepository:
        """Lines that people have corrected."""
        return LineCorrectionRepository(self.connection)

    @cached_property
    def local_acts(self) -> LocalActRepository:
        """Local acts and the parameters that stand."""
        return LocalActRepository(self.connection)

    @cached_property
    def page_readings(self) -> PageReadingRepository:
        """Pages that were read."""
        return PageReadingRepository(self.connection)

    @cached_property
    def orders(self) -> OrderRepository:
        """The register of orders."""
        return OrderRepository(self.connection)

    @cached_property
    def papers(self) -> PaperRepository:
        """Staged pages of the paper journal."""
        return PaperRepository(self.connection)

    @cached_property
    def people(self) -> PeopleRepository:
        """People and the school itself."""
        return PeopleRepository(self.connection)

    @cached_property
    def review(self) -> ReviewRepository:
        """Questions to people."""
        return ReviewRepository(self.connection)

    @cached_property
    def sheets(self) -> SheetRepository:
        """Sheets that may have been scanned twice."""
        return SheetRepository(self.connection)

    @cached_property
    def teaching(self) -> TeachingRepository:
        """Classes, pupils, lessons and what is written in them."""
        return TeachingRepository(self.connection)

    @cached_property
    def reader(self) -> Reader:
        """Runs the named relations."""
        return _ConnectionReader(self.connection)


@dataclass(frozen=True, slots=True)
class _ConnectionReader:
    connection: Connection

    def rows(self, select: Select[Any]) -> Sequence[Row[Any]]:
        """Every row of a select."""
        return self.connection.execute(select).all()
