"""What taking a batch back means for pages of the paper journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from journal.store.papers import paper_pages
from journal.store.tables import lesson_texts, lessons
from journal.store.teaching import attendance, marks
from school.errors import BatchInUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

STAGED, REVERTED = "staged", "reverted"


def confirmations(connection: Connection, batch_id: str) -> Sequence[str]:
    """Batches that confirmed pages of an import: they go together with it."""
    found = select(paper_pages.c.confirmed_batch).where(
        paper_pages.c.batch_id == batch_id, paper_pages.c.confirmed_batch.is_not(None)
    )
    return tuple(sorted(connection.scalars(found)))


def refuse_in_use(connection: Connection, batch_id: str, *, besides: Sequence[str]) -> None:
    """Lessons that a confirmed page stands on are not taken away from under it.

    Args:
        connection: of the transaction.
        batch_id: what is taken back.
        besides: batches that are taken back together with it.

    Raises:
        BatchInUse: names the batch of that page.
    """
    mine = select(lessons.c.lesson_id).where(lessons.c.batch_id == batch_id, lessons.c.superseded_at.is_(None))
    for table in (marks, attendance, lesson_texts):
        above = connection.scalar(
            select(table.c.batch_id)
            .join(paper_pages, paper_pages.c.confirmed_batch == table.c.batch_id)
            .where(table.c.lesson_id.in_(mine), table.c.batch_id.not_in(besides), table.c.superseded_at.is_(None))
            .limit(1)
        )
        if above is not None:
            raise BatchInUse(batch=above)


def take_back(connection: Connection, batch_id: str) -> None:
    """Pages that the batch confirmed are staged again; pages that it staged are not staged any more."""
    connection.execute(
        update(paper_pages).where(paper_pages.c.confirmed_batch == batch_id).values(state=STAGED, confirmed_batch=None)
    )
    connection.execute(update(paper_pages).where(paper_pages.c.batch_id == batch_id).values(state=REVERTED))
