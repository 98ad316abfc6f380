"""What tests look at in a parsed order, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsing.records import OrderRecord


def appointed(record: OrderRecord) -> list[tuple[str, str | None, str]]:
    """(surname, post, role) of every appointment."""
    return [(item.person.surname, item.position, item.role) for item in record.appointments]


def bearers(record: OrderRecord) -> list[list[str]]:
    """Surnames of those who bear each duty."""
    return [[person.surname for person in duty.assignees] for duty in record.duties]
