"""How a value stands in a cell of the school bundle."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def text_of(value: object, zone: ZoneInfo) -> str:
    """The cell's text: empty for unknown, ISO dates, instants with the offset of the school's zone."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
