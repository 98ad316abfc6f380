"""Kept papers: the bytes and the reading lie in blobs, the row says which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from journal.documents import HeldDocument
from journal.store.registers import documents, order_documents

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class DocumentRepository:
    """Documents of one transaction."""

    connection: Connection

    def reading(self, sha256: str) -> str | None:
        """Blob hash of the kept reading, or None when the paper is not kept."""
        return self.connection.scalar(select(documents.c.reading).where(documents.c.sha256 == sha256))

    def renew(self, sha256: str, reading: str) -> None:
        """Puts another reading in the place of the kept one; orders keep the one that they were parsed from."""
        before = self.reading(sha256)
        self.connection.execute(
            update(order_documents)
            .where(order_documents.c.sha256 == sha256, order_documents.c.reading.is_(None))
            .values(reading=before)
        )
        self.connection.execute(update(documents).where(documents.c.sha256 == sha256).values(reading=reading))

    def parts(self, sha256: str) -> Sequence[tuple[str, str]]:
        """(name, blob hash) of the files that a kept paper came as."""
        found = self.connection.scalar(select(documents.c.parts).where(documents.c.sha256 == sha256))
        return tuple((part["name"], part["sha256"]) for part in found or ())

    def all(self) -> Sequence[HeldDocument]:
        """Every kept paper, newest first."""
        links: dict[str, list[str]] = {}
        for row in self.connection.execute(select(order_documents).order_by(order_documents.c.order_id)):
            links.setdefault(row.sha256, []).append(row.order_id)
        rows = self.connection.execute(
            select(documents).order_by(documents.c.received_at.desc(), documents.c.name, documents.c.sha256)
        )
        return tuple(_held(row, links.get(row.sha256, ())) for row in rows)

    def holding(self, blobs: Collection[str]) -> Sequence[tuple[HeldDocument, Sequence[str]]]:
        """Papers that hold any of these files, earliest first, each with the files that it holds."""
        rows = self.connection.execute(select(documents).order_by(documents.c.received_at, documents.c.sha256))
        found = ((row, [part["sha256"] for part in row.parts if part["sha256"] in blobs]) for row in rows)
        return tuple((_held(row, ()), shared) for row, shared in found if shared)

    def get(self, sha256: str) -> HeldDocument | None:
        """One kept paper."""
        row = self.connection.execute(select(documents).where(documents.c.sha256 == sha256)).first()
        links = select(order_documents.c.order_id).where(order_documents.c.sha256 == sha256)
        orders = self.connection.scalars(links.order_by(order_documents.c.order_id)).all()
        return None if row is None else _held(row, orders)

    def add(
        self,
        *,
        sha256: str,
        name: str,
        media_type: str,
        parts: Sequence[tuple[str, str]],
        reading: str,
        now: datetime,
        by: str,
    ) -> bool:
        """Keeps a paper; False when it was kept already. `parts` are (name, blob hash) of its files."""
        if self.reading(sha256) is not None:
            return False
        self.connection.execute(
            insert(documents).values(
                sha256=sha256,
                name=name,
                media_type=media_type,
                parts=[{"name": part, "sha256": blob} for part, blob in parts],
                reading=reading,
                received_at=now,
                received_by=by,
            )
        )
        return True


def _held(row: Row[Any], orders: Sequence[str]) -> HeldDocument:
    return HeldDocument(
        sha256=row.sha256,
        name=row.name,
        media_type=row.media_type,
        parts=tuple(part["name"] for part in row.parts),
        received_at=row.received_at,
        received_by=row.received_by,
        orders=tuple(orders),
    )
