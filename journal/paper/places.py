"""Places on a page in words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from journal.pages import EntryKind
from journal.paper.dates import said

if TYPE_CHECKING:
    from journal.pages import Reading

TITLES = MappingProxyType(
    {
        EntryKind.PAGE: "страница",
        EntryKind.SUBJECT: "предмет",
        EntryKind.TEACHER: "учитель",
        EntryKind.GROUP: "группа",
        EntryKind.PUPIL: "ученик",
        EntryKind.COLUMN: "столбец",
        EntryKind.MARK: "клетка",
        EntryKind.LESSON: "дата урока",
        EntryKind.TOPIC: "тема",
        EntryKind.HOMEWORK: "домашнее задание",
    }
)


def place_of(reading: Reading) -> str:
    """«клетка, строка 5, 14.09.2023»; says nothing of what is written there."""
    row = f"строка {reading.row}" if reading.row is not None else ""
    return ", ".join(part for part in (TITLES[reading.kind], row, said(reading.column or "")) if part)
