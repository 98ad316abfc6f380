"""What a mark cell says, and whether a person must look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.page_records import MarkRecord
from parsing.paper.words import section

if TYPE_CHECKING:
    from ingest.model import Cell
    from parsing.paper.sheet import Sheet

SINGLE = frozenset({"1", "2", "3", "4", "5", "н"})
STRUCK = "~"


def read_mark(sheet: Sheet, cell: Cell, column_id: str | None) -> MarkRecord | None:
    """The record of a cell; None for a cell that is surely blank."""
    if not cell.symbols:
        return _unread(sheet, cell, column_id) if sheet.is_written(cell.row, cell.column) else None
    best = cell.symbols[0]
    sure = best.probability >= needed(best.value)
    if not best.value and sure:
        return None
    value, struck = _split(best.value)
    others = [_split(symbol.value)[0] for symbol in cell.symbols[1:]]
    return MarkRecord(
        value=value,
        confidence=best.probability,
        needs_review=not sure,
        column_id=column_id,
        alternatives=tuple(dict.fromkeys(other for other in others if other != value)),
        struck_value=struck,
        source=sheet.source(cell, best.probability),
    )


def needed(value: str) -> float:
    """Least probability at which a value is taken without a look."""
    settings = section("marks")
    return float(settings["sure"] if value in SINGLE or not value else settings["sure_compound"])


def _split(value: str) -> tuple[str, str | None]:
    """«~3 4» is a struck 3 replaced by 4."""
    if not value.startswith(STRUCK):
        return value, None
    struck, _, replacement = value.removeprefix(STRUCK).partition(" ")
    return replacement, struck


def _unread(sheet: Sheet, cell: Cell, column_id: str | None) -> MarkRecord:
    """Ink that nothing could be made of: a person must look."""
    return MarkRecord(value="", confidence=0.0, needs_review=True, column_id=column_id, source=sheet.source(cell, 0.0))
