"""Repairing texts that have no paper behind them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from api.access.table import UseCase, require
from api.words import EDIT_REASONS
from ingest.repair.edits import needs_review
from ingest.repair.text import remembered, repair_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.model import Edit
    from ingest.repair.text import RepairedText
    from ingest.streams import TextStream
    from journal.model import Actor


def repair(actor: Actor, text: TextStream) -> Iterator[RepairedText]:
    """Repairs a text that has no paper behind it, part by part; what can be read twice is first looked through.

    Raises, also while the parts are taken:
        EmptyFile, NotAText, MisnamedFile, DamagedFile.
    """
    require(actor, UseCase.REPAIR_TEXT)
    return repair_parts(text, remembered(text) if text.again else None)


def told(edit: Edit) -> dict[str, Any]:
    """An edit as JSON values: its fields, why it was made, and whether a person must look at it."""
    return {**asdict(edit), "reason": EDIT_REASONS[edit.kind], "review": needs_review(edit)}
