"""What taking a batch back means for local acts and the parameters that they set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from journal.store.local_acts import act_decisions, act_proposals, local_acts
from journal.store.tables import batches, parameters
from school.errors import BatchInUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

ENDED = "local-act-end"
"""Kind of the batches that end parameters together with their order."""


def ends(connection: Connection, batch_id: str) -> Sequence[str]:
    """Batches that ended what this one set: they go together with it."""
    mine = select(parameters.c.fact_key).where(parameters.c.batch_id == batch_id)
    found = (
        select(parameters.c.batch_id)
        .join(batches, batches.c.batch_id == parameters.c.batch_id)
        .where(
            parameters.c.fact_key.in_(mine),
            batches.c.kind == ENDED,
            batches.c.reverted_at.is_(None),
            batches.c.batch_id != batch_id,
        )
    )
    return tuple(sorted(set(connection.scalars(found))))


def refuse_in_use(connection: Connection, batch_id: str, *, besides: Sequence[str]) -> None:
    """An act with decisions, and a parameter that a later one ended, are not taken away from under them.

    Args:
        connection: of the transaction.
        batch_id: what is taken back.
        besides: batches that are taken back together with it.

    Raises:
        BatchInUse: names the batch of the decision, or of the later parameter.
    """
    for above in (_decision_on(connection, batch_id, besides), _version_after(connection, batch_id, besides)):
        if above is not None:
            raise BatchInUse(batch=above)


def _decision_on(connection: Connection, batch_id: str, besides: Sequence[str]) -> str | None:
    return connection.scalar(
        select(act_decisions.c.batch_id)
        .join(act_proposals, act_proposals.c.proposal_id == act_decisions.c.proposal_id)
        .join(local_acts, local_acts.c.act_id == act_proposals.c.act_id)
        .join(batches, batches.c.batch_id == act_decisions.c.batch_id)
        .where(
            local_acts.c.batch_id == batch_id,
            act_decisions.c.batch_id.not_in(besides),
            batches.c.reverted_at.is_(None),
        )
        .order_by(act_decisions.c.row_id.desc())
        .limit(1)
    )


def _version_after(connection: Connection, batch_id: str, besides: Sequence[str]) -> str | None:
    """A later version repeats what this batch said and adds an end: without this batch it would say it alone."""
    mine = parameters.alias("mine")
    later = parameters.alias("later")
    return connection.scalar(
        select(later.c.batch_id)
        .join(mine, (mine.c.fact_key == later.c.fact_key) & (mine.c.row_id < later.c.row_id))
        .join(batches, batches.c.batch_id == later.c.batch_id)
        .where(
            mine.c.batch_id == batch_id,
            later.c.batch_id.not_in(besides),
            batches.c.kind.startswith("local-act"),
            batches.c.reverted_at.is_(None),
        )
        .order_by(later.c.row_id.desc())
        .limit(1)
    )
