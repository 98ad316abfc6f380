"""The register of orders: identity once, contents in versions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from ingest.export.source_json import source_json
from journal.documents import ParsedPaper
from journal.model import HeldClause, HeldDuty, HeldOrder, OrderState, OrderVersion, ReviewState
from journal.search import searched
from journal.store.order_rows import clause_of, duty_of, duty_values
from journal.store.portions import portions
from journal.store.registers import (
    order_clauses,
    order_documents,
    order_duties,
    order_versions,
    orders,
    review_items,
)
from journal.store.tables import archived_orders
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, Row, Table


SUBJECT = "order:"


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

    def put_away(self, order_id: str) -> date | None:
        """The last day of an order that a person put away; None for one that nobody did."""
        c = archived_orders.c
        return self.connection.scalar(select(c.ended_on).where(c.order_id == order_id, c.superseded_at.is_(None)))

    def records(self, order_ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """The JSON of the current versions of orders, by their ids."""
        c = order_versions.c
        found: dict[str, Mapping[str, Any]] = {}
        for ids in portions(order_ids):
            rows = select(c.order_id, c.record).where(c.superseded_at.is_(None), c.order_id.in_(ids))
            found |= {row.order_id: row.record for row in self.connection.execute(rows)}
        return found

    def get(self, order_id: str, *, version: int | None = None) -> HeldOrder | None:
        """An order in its current or in a named version."""
        chosen = order_versions.c.superseded_at.is_(None) if version is None else order_versions.c.version == version
        row = self.connection.execute(
            select(orders, order_versions)
            .join(order_versions, order_versions.c.order_id == orders.c.order_id)
            .where(orders.c.order_id == order_id, chosen)
        ).first()
        return None if row is None else self._held([row])[0]

    def all(self, *, words: Sequence[str] = ()) -> Sequence[HeldOrder]:
        """Every live order that holds all these words, folded or cut to their stems; by date and number."""
        said = order_versions.c.searched
        rows = self.connection.execute(
            select(orders, order_versions)
            .join(order_versions, order_versions.c.order_id == orders.c.order_id)
            .where(order_versions.c.superseded_at.is_(None), *(said.contains(word, autoescape=True) for word in words))
            .order_by(orders.c.date, orders.c.number, orders.c.order_id)
        )
        return self._held(rows.all())

    def _held(self, rows: Sequence[Row[Any]]) -> tuple[HeldOrder, ...]:
        """Orders of these versions with their contents, however many in a few statements."""
        clauses = self._of_versions(order_clauses, rows, order_clauses.c.ordinal)
        duties = self._of_versions(order_duties, rows, order_duties.c.position)
        papers = self._papers([row.order_id for row in rows])
        asked = self._open_questions([row.order_id for row in rows])
        return tuple(
            HeldOrder(
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
                clauses=tuple(clause_of(item) for item in clauses[row.order_id]),
                duties=tuple(duty_of(item) for item in duties[row.order_id]),
                documents=tuple(papers[row.order_id]),
                open_questions=asked[row.order_id],
            )
            for row in rows
        )

    def _of_versions(
        self, table: Table, rows: Sequence[Row[Any]], order: ColumnElement[int]
    ) -> Mapping[str, Sequence[Row[Any]]]:
        """Rows of a table that belong to versions, by order."""
        found: dict[str, list[Row[Any]]] = defaultdict(list)
        same = (order_versions.c.order_id == table.c.order_id) & (order_versions.c.version == table.c.version)
        for ids in portions([row.row_id for row in rows]):
            wanted = select(table).join(order_versions, same).where(order_versions.c.row_id.in_(ids))
            for item in self.connection.execute(wanted.order_by(order)):
                found[item.order_id].append(item)
        return found

    def _papers(self, order_ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        c = order_documents.c
        for ids in portions(order_ids):
            rows = select(c.order_id, c.sha256).where(c.order_id.in_(ids)).order_by(c.sha256)
            for order_id, sha256 in self.connection.execute(rows):
                found[order_id].append(sha256)
        return found

    def _open_questions(self, order_ids: Sequence[str]) -> Mapping[str, int]:
        found: dict[str, int] = defaultdict(int)
        c = review_items.c
        for ids in portions([SUBJECT + order_id for order_id in order_ids]):
            counted = select(c.subject, func.count()).where(c.subject.in_(ids), c.state == ReviewState.OPEN.value)
            for subject, count in self.connection.execute(counted.group_by(c.subject)):
                found[subject.removeprefix(SUBJECT)] = count
        return found
