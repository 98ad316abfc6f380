"""Questions to people, and their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from ingest.export.source_json import source_json, source_of
from journal.model import ReviewItem, ReviewState
from journal.store.registers import review_items

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ReviewRepository:
    """Review items of one transaction."""

    connection: Connection

    def add(self, items: Sequence[ReviewItem], *, batch_id: str, now: datetime) -> int:
        """Asks; a question that was asked before is not asked again."""
        known = set(self.connection.scalars(select(review_items.c.item_id)))
        fresh = [item for item in items if item.item_id not in known]
        if fresh:
            self.connection.execute(
                insert(review_items),
                [{**_values(item), "asked_at": now, "batch_id": batch_id} for item in fresh],
            )
        return len(fresh)

    def withdraw(self, subject: str, *, batch_id: str, besides: Sequence[str]) -> None:
        """Takes back open questions of a batch that are not to be asked any more."""
        self.connection.execute(
            delete(review_items).where(
                review_items.c.subject == subject,
                review_items.c.batch_id == batch_id,
                review_items.c.state == ReviewState.OPEN.value,
                review_items.c.item_id.not_in(besides),
            )
        )

    def of(self, subject: str) -> Sequence[ReviewItem]:
        """Every item of a subject, open ones first."""
        rows = self.connection.execute(
            select(review_items)
            .where(review_items.c.subject == subject)
            .order_by(review_items.c.state != ReviewState.OPEN.value, review_items.c.pointer, review_items.c.item_id)
        )
        return tuple(_item(dict(row._mapping)) for row in rows)  # noqa: SLF001 - SQLAlchemy's public name for it

    def get(self, item_id: str) -> ReviewItem | None:
        """One item."""
        row = self.connection.execute(select(review_items).where(review_items.c.item_id == item_id)).first()
        return None if row is None else _item(dict(row._mapping))  # noqa: SLF001

    def answer(self, item_id: str, *, state: ReviewState, value: str, now: datetime, by: str) -> None:
        """Writes a person's decision."""
        self.connection.execute(
            update(review_items)
            .where(review_items.c.item_id == item_id)
            .values(state=state.value, value=value, decided_at=now, decided_by=by)
        )


def _values(item: ReviewItem) -> dict[str, Any]:
    return {
        "item_id": item.item_id,
        "subject": item.subject,
        "pointer": item.pointer,
        "question": item.question,
        "reading": item.reading,
        "alternatives": list(item.alternatives),
        "source": source_json(item.source),
        "state": item.state.value,
    }


def _item(row: Mapping[str, Any]) -> ReviewItem:
    return ReviewItem(
        item_id=row["item_id"],
        subject=row["subject"],
        pointer=row["pointer"],
        question=row["question"],
        reading=row["reading"],
        alternatives=tuple(row["alternatives"]),
        source=source_of(row["source"]),
        state=ReviewState(row["state"]),
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        value=row["value"],
    )
