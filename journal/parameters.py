"""Parameters in force: a new one ends the one before it; those of an act end with the order that it hangs on.

Nothing is overwritten: an end is a new version of the fact.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from journal.acts import HeldParameter
from journal.model import OrderState
from journal.store.act_batches import ENDED
from journal.store.facts import version_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from journal.acts import LocalAct, NewParameter
    from journal.model import HeldOrder
    from journal.store.unit_of_work import UnitOfWork

FILE = "parameters.csv"
SHORT = 8
DAY = timedelta(days=1)


def put_parameter(uow: UnitOfWork, new: NewParameter, last: date | None, batch_id: str) -> str:
    """Adds the parameter and ends the one before it; returns the name of the new fact."""
    held = [item for item in uow.local_acts.parameters() if item.key == new.key]
    fact_key = f"{new.key}|{new.valid_from}"
    later = [item.valid_from - DAY for item in held if item.valid_from is not None and item.valid_from > new.valid_from]
    made = HeldParameter(
        fact_key=fact_key,
        key=new.key,
        value=new.value,
        unit=new.unit,
        valid_from=new.valid_from,
        valid_to=min([*later, *([last] if last else [])], default=None),
        source=new.source,
    )
    taken = any(item.fact_key == fact_key for item in held)
    rows = [_row(uow, made, fresh=not taken)]
    rows += [_row(uow, replace(item, valid_to=new.valid_from - DAY), fresh=False) for item in _before(held, new)]
    uow.facts.add(FILE, rows, batch_id=batch_id, now=uow.time)
    return fact_key


def end_with_orders(uow: UnitOfWork) -> int:
    """Parameters of acts end with the orders that these hang on, and live again when such an end was taken back.

    To be called after anything that ends an order or undoes its end; returns how many parameters changed.
    """
    held = uow.local_acts.all()
    orders = {act.order_id: uow.orders.get(act.order_id) for act in held if act.order_id}
    lasts = {order_id: _last_day(order) for order_id, order in orders.items()}
    changed = 0
    for batch_id, content in uow.local_acts.ends(ENDED):
        order_id, day, _ = content.rsplit(":", 2)
        if str(lasts.get(order_id)) != day:
            uow.batches.revert(batch_id, now=uow.time, by=uow.actor_id)
            changed += 1
    for order_id, last in lasts.items():
        if last is not None:
            changed += _end(uow, order_id, last, held)
    return changed


def _last_day(order: HeldOrder | None) -> date | None:
    return None if order is None or order.state is OrderState.DRAFT else order.in_force_to


def _end(uow: UnitOfWork, order_id: str, last: date, acts: Sequence[LocalAct]) -> int:
    owners = _owners(acts)
    rows = [
        _row(uow, replace(item, valid_to=last), fresh=False)
        for item in uow.local_acts.parameters()
        if owners.get(item.fact_key) == order_id and (item.valid_to is None or item.valid_to > last)
    ]
    if not rows:
        return 0
    keys = hashlib.sha256("|".join(sorted(row["fact_key"] for row in rows)).encode()).hexdigest()
    batch_id = uow.batches.open(ENDED, f"{order_id}:{last}:{keys[:SHORT]}", now=uow.time, by=uow.actor_id)
    return uow.facts.add(FILE, rows, batch_id=batch_id, now=uow.time)


def _owners(acts: Sequence[LocalAct]) -> dict[str, str | None]:
    """Fact → the order whose act set it last."""
    decided = sorted(
        (
            (item.decision.decided_at, item.decision.fact_key, act.order_id)
            for act in acts
            for item in act.proposals
            if item.decision is not None and item.decision.fact_key is not None
        ),
        key=lambda one: one[0],
    )
    return {fact_key: order_id for _, fact_key, order_id in decided}


def _before(held: Sequence[HeldParameter], new: NewParameter) -> Iterator[HeldParameter]:
    """Parameters of the key that began earlier and would go on."""
    for item in held:
        begun = item.valid_from is None or item.valid_from < new.valid_from
        if begun and (item.valid_to is None or item.valid_to >= new.valid_from):
            yield item


def _row(uow: UnitOfWork, item: HeldParameter, *, fresh: bool) -> dict[str, Any]:
    """A version: what was confirmed is known at any time, an end or another value from now on."""
    return version_row(
        item.fact_key,
        at=None if fresh else uow.time,
        by=None if fresh else uow.actor_id,
        key=item.key,
        value=item.value,
        unit=item.unit,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
        source_clause=item.source,
    )
