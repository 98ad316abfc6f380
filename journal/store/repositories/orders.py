"""The register of orders: identity once, contents in versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from ingest.export.source_json import source_json, source_of
from journal.documents import ParsedPaper
from journal.model import HeldClause, HeldDuty, HeldOrder, OrderState, OrderVersion, ReviewState
from journal.search import searched
from journal.store.order_rows import duty_of, duty_values
from journal.store.registers import (
    order_clauses,
    order_documents,
    order_duties,
    order_versions,
    orders,
    review_items,
)
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class OrderRepository:
    """Orders of one transaction."""

    connection: Connection

    def by_identity(self, identity: str) -> str | None:
        """Id of the order with this folded number, date and organization, live or taken back."""
        return self.connection.scalar(select(orders.c.order_id).where(orders.c.identity == identity))

    def create(self, *, order_id: str, identity: str, number: str, issued: date, title: str, organization: str) -> None:
        """Enters an order's identity; its contents come as a version."""
        self.connection.execute(
            insert(orders).values(
                order_id=order_id,
                identity=identity,
                number=number,
                date=issued,
                title=title,
                title_fold=fold(title),
                organization=organization,
            )
        )

    def rename(self, order_id: str, *, identity: str, number: str, issued: date, title: str) -> None:
        """Puts an order's requisites right."""
        self.connection.execute(
            update(orders)
            .where(orders.c.order_id == order_id)
            .values(identity=identity, number=number, date=issued, title=title, title_fold=fold(title))
        )

    def batch_of(self, order_id: str) -> str:
        """The batch that brought the current version."""
        return str(
            self.connection.execute(
                select(order_versions.c.batch_id).where(
                    order_versions.c.order_id == order_id, order_versions.c.superseded_at.is_(None)
                )
            ).scalar_one()
        )

    def add_version(self, order_id: str, content: OrderVersion, *, batch_id: str, now: datetime, by: str) -> int:
        """Adds a version and closes the current one; returns its number."""
        newest = self.connection.scalar(
            select(func.max(order_versions.c.version)).where(order_versions.c.order_id == order_id)
        )
        version = (newest or 0) + 1
        self.connection.execute(
            update(order_versions)
            .where(order_versions.c.order_id == order_id, order_versions.c.superseded_at.is_(None))
            .values(superseded_at=now)
        )
        self.connection.execute(
            insert(order_versions).values(
                order_id=order_id,
                version=version,
                state=content.state.value,
                in_force_from=content.in_force_from,
                in_force_to=content.in_force_to,
                ended_by=content.ended_by,
                record=dict(content.record),
                searched=searched(content.record),
                recorded_at=now,
                recorded_by=by,
                batch_id=batch_id,
            )
        )
        self._add_contents(order_id, version, content.clauses, content.duties)
        return version

    def _add_contents(
        self, order_id: str, version: int, clauses: Sequence[HeldClause], duties: Sequence[HeldDuty]
    ) -> None:
        if clauses:
            self.connection.execute(
                insert(order_clauses),
                [
                    {
                        "order_id": order_id,
                        "version": version,
                        "ordinal": ordinal,
                        "path": clause.path,
                        "level": clause.level,
                        "text": clause.text,
                        "text_fold": fold(clause.text),
                        "sources": [source_json(ref) for ref in clause.sources],
                        "valid_from": clause.valid_from,
                        "valid_to": clause.valid_to,
                    }
                    for ordinal, clause in enumerate(clauses, 1)
                ],
            )
        if duties:
            self.connection.execute(
                insert(order_duties),
                [duty_values(duty, version, position) for position, duty in enumerate(duties, 1)],
            )

    def attach(self, order_id: str, parsed: ParsedPaper, *, batch_id: str) -> None:
        """Remembers that a paper was read as this order."""
        self.connection.execute(
            insert(order_documents).values(
                order_id=order_id,
                sha256=parsed.document,
                batch_id=batch_id,
                reading=parsed.reading,
                text_sha256=parsed.text,
            )
        )

    def parsed_again(self, order_id: str, parsed: ParsedPaper) -> None:
        """Remembers which reading of a paper, and which text of it, the order says now."""
        self.connection.execute(
            update(order_documents)
            .where(order_documents.c.order_id == order_id, order_documents.c.sha256 == parsed.document)
            .values(reading=parsed.reading, text_sha256=parsed.text)
        )

    def parsed_of(self, order_id: str) -> Mapping[str, ParsedPaper]:
        """What was parsed of each paper of the order, by the paper's hash; the order's own paper comes first."""
        own = self.batch_of(order_id)
        rows = self.connection.execute(
            select(order_documents)
            .where(order_documents.c.order_id == order_id)
            .order_by(order_documents.c.batch_id != own, order_documents.c.sha256)
        )
        return {
            row.sha256: ParsedPaper(
                document=row.sha256, reading=row.reading, text=row.text_sha256, own=row.batch_id == own
            )
            for row in rows
        }

    def of_document(self, sha256: str) -> Sequence[str]:
        """Ids of the orders that a paper was read as."""
        return tuple(
            self.connection.scalars(
                select(order_documents.c.order_id)
                .where(order_documents.c.sha256 == sha256)
                .order_by(order_documents.c.order_id)
            )
        )

    def record(self, order_id: str) -> Mapping[str, Any] | None:
        """The JSON of the current version."""
        return self.connection.scalar(
            select(order_versions.c.record).where(
                order_versions.c.order_id == order_id, order_versions.c.superseded_at.is_(None)
            )
        )

    def records(self) -> Mapping[str, Mapping[str, Any]]:
        """The JSON of the current version of every order, by its id."""
        rows = self.connection.execute(
            select(order_versions.c.order_id, order_versions.c.record).where(order_versions.c.superseded_at.is_(None))
        )
        return {row.order_id: row.record for row in rows}

    def get(self, order_id: str, *, version: int | None = None) -> HeldOrder | None:
        """An order in its current or in a named version."""
        chosen = order_versions.c.superseded_at.is_(None) if version is None else order_versions.c.version == version
        row = self.connection.execute(
            select(orders, order_versions)
            .join(order_versions, order_versions.c.order_id == orders.c.order_id)
            .where(orders.c.order_id == order_id, chosen)
        ).first()
        return None if row is None else self._held(row)

    def all(self, *, words: Sequence[str] = ()) -> Sequence[HeldOrder]:
        """Every live order that holds all these words, folded or cut to their stems; by date and number."""
        said = order_versions.c.searched
        rows = self.connection.execute(
            select(orders, order_versions)
            .join(order_versions, order_versions.c.order_id == orders.c.order_id)
            .where(order_versions.c.superseded_at.is_(None), *(said.contains(word, autoescape=True) for word in words))
            .order_by(orders.c.date, orders.c.number, orders.c.order_id)
        )
        return tuple(self._held(row) for row in rows)

    def _held(self, row: Row[Any]) -> HeldOrder:
        return HeldOrder(
            order_id=row.order_id,
            number=row.number,
            date=row.date,
            title=row.title,
            organization=row.organization,
            state=OrderState(row.state),
            in_force_from=row.in_force_from,
            in_force_to=row.in_force_to,
            ended_by=row.ended_by,
            version=row.version,
            clauses=self._clauses(row.order_id, row.version),
            duties=self._duties(row.order_id, row.version),
            documents=tuple(
                self.connection.scalars(
                    select(order_documents.c.sha256)
                    .where(order_documents.c.order_id == row.order_id)
                    .order_by(order_documents.c.sha256)
                )
            ),
            open_questions=self.connection.scalar(
                select(func.count()).where(
                    review_items.c.subject == f"order:{row.order_id}",
                    review_items.c.state == ReviewState.OPEN.value,
                )
            )
            or 0,
        )

    def _clauses(self, order_id: str, version: int) -> tuple[HeldClause, ...]:
        rows = self.connection.execute(
            select(order_clauses)
            .where(order_clauses.c.order_id == order_id, order_clauses.c.version == version)
            .order_by(order_clauses.c.ordinal)
        )
        return tuple(
            HeldClause(
                path=row.path,
                text=row.text,
                level=row.level,
                sources=tuple(ref for body in row.sources if (ref := source_of(body)) is not None),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in rows
        )

    def _duties(self, order_id: str, version: int) -> tuple[HeldDuty, ...]:
        rows = self.connection.execute(
            select(order_duties)
            .where(order_duties.c.order_id == order_id, order_duties.c.version == version)
            .order_by(order_duties.c.position)
        )
        return tuple(duty_of(row) for row in rows)
