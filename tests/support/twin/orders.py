"""The order that both evaluators judge by: every duty that has a check, a deputy and an administrator by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support import small_school as duties

if TYPE_CHECKING:
    from journal.model import HeldOrder

NAMED = {"deputy_director": ("d1",), "administrator": ("a1",)}
DUTIES = (
    duties.DATES,
    duties.TOPICS,
    duties.ABSENTEES,
    duties.MARKS,
    duties.HOMEWORK,
    duties.WORKS,
    duties.TERM_MARKS,
    duties.PLANS,
    duties.MISSED,
    duties.BACKUPS,
    duties.ARCHIVES,
)


def twin_order() -> HeldOrder:
    """In force since 28.10.2023."""
    made = duties.order(*DUTIES)
    named = tuple(replace(duty, person_ids=NAMED.get(duty.role_key or "", ())) for duty in made.duties)
    return replace(made, duties=named)
