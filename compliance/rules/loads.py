"""Who has the load of a journal on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from compliance.rules.facts import covers
from journal.store import teaching_relations as teaching

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from compliance.rules.facts import Facts

Journal = tuple[str, str, str]


def journal_of(row: Row[Any]) -> Journal:
    """The journal that a row belongs to: a class or a group, and a subject."""
    return ("" if row.group_id else row.class_id or "", row.group_id or "", row.subject or "")


@dataclass(frozen=True, slots=True)
class Loads:
    """Dated loads by journal, the earlier first."""

    of_journal: Mapping[Journal, Sequence[Row[Any]]]

    @classmethod
    def read(cls, facts: Facts) -> Loads:
        """Every load known."""
        grouped: dict[Journal, list[Row[Any]]] = defaultdict(list)
        rows = facts.reader.rows(teaching.loads(facts.scope))
        for row in sorted(rows, key=lambda row: (row.valid_from or date.min, row.teacher_id)):
            grouped[journal_of(row)].append(row)
        return cls(grouped)

    def teacher(self, journal: Journal, day: date) -> str | None:
        """The teacher with the load on a day; the one who got it last where there are several."""
        held = [row.teacher_id for row in self.of_journal.get(journal, ()) if covers(row, day)]
        return held[-1] if held else None
