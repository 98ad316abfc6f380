"""What was loaded together is taken back together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.access.table import UseCase, require
from journal.parameters import end_with_orders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.usecases.services import Services
    from journal.model import Actor, Batch


def list_batches(services: Services, actor: Actor) -> Sequence[Batch]:
    """Every loading, newest first."""
    require(actor, UseCase.REVERT_BATCH)
    with services.store.read() as uow:
        return uow.batches.all()


def revert_batch(services: Services, actor: Actor, batch_id: str) -> None:
    """Takes a loading back."""
    require(actor, UseCase.REVERT_BATCH)
    with services.store.write(actor, services.now()) as uow:
        uow.batches.revert(batch_id, now=uow.time, by=uow.actor_id)
        # an order that binds again takes the parameters of its acts along
        end_with_orders(uow)
