"""Who is in a class or group on a day, and where no marks are given."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from compliance.defaults import defaults
from compliance.rules.facts import covers
from journal.store import teaching_relations as teaching
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Row

    from compliance.rules.facts import Facts

OF_CHOICE = frozenset({"extracurricular", "additional"})


@dataclass(frozen=True, slots=True)
class Roster:
    """Dated rows of classes, groups and pupils."""

    of_class: Mapping[str, Sequence[Row[Any]]]
    of_group: Mapping[str, Sequence[Row[Any]]]
    of_pupil: Mapping[str, Sequence[Row[Any]]]
    groups: Mapping[str, Row[Any]]
    found: dict[tuple[str | None, str | None, date], frozenset[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, facts: Facts) -> Roster:
        """Everything known of classes and groups."""
        enrolled = facts.reader.rows(teaching.enrolments(facts.scope))
        members = facts.reader.rows(teaching.group_members(facts.scope))
        groups = facts.reader.rows(teaching.groups(facts.scope))
        return cls(
            of_class=_by(enrolled, "class_id"),
            of_group=_by(members, "group_id"),
            of_pupil=_by(enrolled, "pupil_id"),
            groups={row.group_id: row for row in groups},
        )

    def pupils(self, class_id: str | None, group_id: str | None, day: date) -> frozenset[str]:
        """Pupils of a journal on a day: of the group where there is one, else of the whole class."""
        place = (class_id, group_id, day)
        if place not in self.found:
            rows = self.of_group.get(group_id, ()) if group_id else self.of_class.get(class_id or "", ())
            here = {row.pupil_id for row in rows if covers(row, day)}
            self.found[place] = frozenset(pupil for pupil in here if self._enrolled(pupil, day))
        return self.found[place]

    def class_of(self, pupil_id: str, day: date) -> str | None:
        """The pupil's class on a day."""
        held = [row.class_id for row in self.of_pupil.get(pupil_id, ()) if covers(row, day)]
        return min(held) if held else None

    def class_behind(self, class_id: str | None, group_id: str | None) -> str | None:
        """The class of a journal: its own, or that of its group."""
        group = self.groups.get(group_id or "")
        found: str | None = class_id or (group.class_id if group is not None else None)
        return found

    def beside_the_curriculum(self, group_id: str | None) -> bool:
        """True for a circle and the like: its subject is not that of the class, whatever it is called."""
        group = self.groups.get(group_id or "")
        return group is not None and group.kind in OF_CHOICE

    def ungraded(self, group_id: str | None, subject: str) -> bool:
        """True where no marks are given, whatever the grade."""
        return self.beside_the_curriculum(group_id) or fold(subject) in defaults().ungraded_subjects

    def _enrolled(self, pupil_id: str, day: date) -> bool:
        """False for one who left the school while the group still names him."""
        return pupil_id not in self.of_pupil or self.class_of(pupil_id, day) is not None


def without_marks(facts: Facts, class_id: str | None, group_id: str | None, subject: str) -> str | None:
    """Why a lesson is not one for marks, None when it is."""
    roster = facts.once(Roster.read)
    first = facts.first_grade(roster.class_behind(class_id, group_id))
    return "UNGRADED" if first or roster.ungraded(group_id, subject) else None


def _by(rows: Sequence[Row[Any]], name: str) -> Mapping[str, Sequence[Row[Any]]]:
    grouped: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped
