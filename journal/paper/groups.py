"""Whose page it is where a class is split into groups: told by the pupils on it, else by its teacher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.pages import Entry
from journal.paper.asking import ask
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Collection

    from journal.holdings import ClassJournal
    from journal.pages import Item

WHOLE_CLASS = frozenset({"", "класс", "весь класс"})
MOST, FEW = 0.8, 0.3
"""Share of the page's pupils that must be in the group, and that may be in another."""


def plan_group(
    item: Item,
    journal: ClassJournal,
    subject: str,
    pupils: Collection[str],
    teacher: str | None,
) -> Entry:
    """The group of a page; empty means the whole class."""
    reading, ruling = item
    groups = journal.groups_of(subject)
    guess = _by_pupils(journal, subject, pupils) or _by_teacher(journal, subject, teacher)
    names = {group.group_id: group.name for group in groups}
    value = ruling.value if ruling else guess or ""
    unclear = ruling is None and guess is None and bool(groups)
    return Entry(
        reading=reading,
        ruling=ruling,
        proposed=guess or "",
        shown=names.get(value, "весь класс" if groups else ""),
        questions=(ask("group-unknown", names=", ".join(names.values())),) if unclear else (),
    )


def find_group(text: str, journal: ClassJournal) -> str | None:
    """The group that a person's word names; empty for the whole class, None for no group."""
    if fold(text) in WHOLE_CLASS:
        return ""
    return next((group.group_id for group in journal.groups if fold(text) in (fold(group.name), group.group_id)), None)


def _by_pupils(journal: ClassJournal, subject: str, pupils: Collection[str]) -> str | None:
    if not pupils:
        return None
    shares = sorted(
        ((len(group.members & set(pupils)) / len(pupils), group.group_id) for group in journal.groups_of(subject)),
        reverse=True,
    )
    others = [share for share, _ in shares[1:]]
    return shares[0][1] if shares and shares[0][0] >= MOST and max(others, default=0.0) <= FEW else None


def _by_teacher(journal: ClassJournal, subject: str, teacher: str | None) -> str | None:
    known = {group.group_id for group in journal.groups_of(subject)}
    taught = {slot.group_id for slot in journal.slots if slot.group_id in known and slot.teacher_id == teacher}
    return taught.pop() if teacher and len(taught) == 1 else None
