"""Batches: what was loaded together can be taken back together."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from journal.model import Batch
from journal.store import act_batches as acts
from journal.store import paper_batches as papers
from journal.store.facts import metadata
from journal.store.registers import order_documents, order_versions, review_items
from journal.store.repositories.facts import FactRepository
from journal.store.tables import batches, imported_files
from school.errors import ConflictingEntry, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class BatchRepository:
    """Batches of one transaction."""

    connection: Connection

    def find(self, kind: str, content_hash: str) -> str | None:
        """The live batch that loaded this content, if any."""
        return self.connection.scalar(
            select(batches.c.batch_id).where(
                batches.c.kind == kind,
                batches.c.content_hash == content_hash,
                batches.c.reverted_at.is_(None),
            )
        )

    def open(self, kind: str, content_hash: str, *, now: datetime, by: str) -> str:
        """A new batch."""
        batch_id = uuid.uuid4().hex
        self.connection.execute(
            insert(batches).values(
                batch_id=batch_id, kind=kind, content_hash=content_hash, created_at=now, created_by=by
            )
        )
        return batch_id

    def all(self) -> Sequence[Batch]:
        """Every batch, newest first."""
        rows = self.connection.execute(select(batches).order_by(batches.c.created_at.desc(), batches.c.batch_id))
        return tuple(
            Batch(
                batch_id=row.batch_id,
                kind=row.kind,
                created_at=row.created_at,
                created_by=row.created_by,
                reverted_at=row.reverted_at,
            )
            for row in rows
        )

    def note_file(self, batch_id: str, file: str, rows: int, layout: Mapping[str, Any]) -> None:
        """Remembers that a file of the bundle was imported, also when it had no rows, and how it was laid out."""
        self.connection.execute(
            insert(imported_files).values(batch_id=batch_id, file=file, rows=rows, layout=dict(layout))
        )

    def layouts(self) -> Mapping[str, Mapping[str, Any]]:
        """File of the bundle → how it was laid out when it came last; files of batches taken back are left out."""
        rows = self.connection.execute(
            select(imported_files.c.file, imported_files.c.layout)
            .join(batches, batches.c.batch_id == imported_files.c.batch_id)
            .where(batches.c.reverted_at.is_(None))
            .order_by(batches.c.created_at, imported_files.c.file)
        )
        return {row.file: row.layout or {} for row in rows}

    def revert(self, batch_id: str, *, now: datetime, by: str) -> None:
        """Takes a batch back: its rows stop being current, history stays.

        Raises:
            NotFound: no such live batch.
            ConflictingEntry: an order of the batch is in force.
            BatchInUse: pages of the paper journal, decisions on a local act or later parameters stand on the batch.
        """
        row = self.connection.execute(select(batches).where(batches.c.batch_id == batch_id)).one_or_none()
        if row is None or row.reverted_at is not None:
            raise NotFound(what=f"загрузка {batch_id}")
        above = (*papers.confirmations(self.connection, batch_id), *acts.ends(self.connection, batch_id))
        together = (*above, batch_id)
        for part in together:
            self._refuse_confirmed(part)
            papers.refuse_in_use(self.connection, part, besides=together)
            acts.refuse_in_use(self.connection, part, besides=together)
        for part in together:
            self._take_back(part, now, by)

    def _take_back(self, batch_id: str, now: datetime, by: str) -> None:
        for table in metadata.sorted_tables:
            if "file" in table.info:
                FactRepository(self.connection).forget(table, batch_id)
        self._close_orders(batch_id, now)
        papers.take_back(self.connection, batch_id)
        self.connection.execute(
            update(batches).where(batches.c.batch_id == batch_id).values(reverted_at=now, reverted_by=by)
        )

    def _reopen_order(self, order_id: str, besides: str) -> None:
        """The newest version that no taken-back batch brought; none where the order came with this batch."""
        versions = order_versions.c
        before = self.connection.scalar(
            select(func.max(versions.version))
            .join(batches, batches.c.batch_id == versions.batch_id)
            .where(versions.order_id == order_id, batches.c.reverted_at.is_(None), versions.batch_id != besides)
        )
        if before is not None:
            self.connection.execute(
                update(order_versions)
                .where(versions.order_id == order_id, versions.version == before)
                .values(superseded_at=None)
            )

    def _refuse_confirmed(self, batch_id: str) -> None:
        mine = select(order_versions.c.order_id).where(order_versions.c.batch_id == batch_id)
        later = self.connection.scalar(
            select(order_versions.c.order_id).where(
                order_versions.c.order_id.in_(mine),
                order_versions.c.batch_id != batch_id,
                order_versions.c.superseded_at.is_(None),
            )
        )
        if later is not None:
            raise ConflictingEntry(what="приказ этой загрузки уже введён в действие")

    def _close_orders(self, batch_id: str, now: datetime) -> None:
        """Versions of the batch are current no more; those that they had closed are current again."""
        mine = (order_versions.c.batch_id == batch_id) & order_versions.c.superseded_at.is_(None)
        touched = self.connection.scalars(select(order_versions.c.order_id).where(mine)).all()
        self.connection.execute(update(order_versions).where(mine).values(superseded_at=now))
        for order_id in touched:
            self._reopen_order(order_id, batch_id)
        self.connection.execute(order_documents.delete().where(order_documents.c.batch_id == batch_id))
        self.connection.execute(
            review_items.delete().where(review_items.c.batch_id == batch_id, review_items.c.state == "open")
        )
