"""A place on paper as JSON and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ingest.model import Box, SourceRef

if TYPE_CHECKING:
    from collections.abc import Mapping


def source_json(source: SourceRef | None) -> dict[str, Any] | None:
    """Plain JSON values of a place; None for no place."""
    return None if source is None else asdict(source)


def source_of(body: Mapping[str, Any] | None) -> SourceRef | None:
    """The place that `source_json` was made of; places kept before cells were known have no `cell`."""
    if body is None:
        return None
    cell, box = body.get("cell"), body.get("box")
    return SourceRef(**{**body, "box": Box(**box) if box else None, "cell": (cell[0], cell[1]) if cell else None})
