"""What every rule leans on, read once per evaluation through the named relations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from compliance.deadlines import Deadline, Parameter, SchoolCalendar, deadline
from compliance.model import Bearer
from journal.store import relations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from sqlalchemy import Row

    from journal.store.relations import Reader, Scope


@dataclass(frozen=True)
class Facts:
    """People, posts, calendar, parameters and terms as known at the scope's instant."""

    reader: Reader
    scope: Scope
    zone: ZoneInfo

    @cached_property
    def imported(self) -> frozenset[str]:
        """Files of the school bundle that were ever imported."""
        return frozenset(row.file for row in self.reader.rows(relations.imported(self.scope)))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Person id → «Фамилия И.О.»."""
        return {row.person_id: _short_name(row) for row in self.reader.rows(relations.people(self.scope))}

    @cached_property
    def posts(self) -> Sequence[Row[Any]]:
        """Dated posts."""
        return sorted(self.reader.rows(relations.posts(self.scope)), key=_post_order)

    @cached_property
    def leaves(self) -> Sequence[Row[Any]]:
        """Leaves and sickness of staff."""
        return self.reader.rows(relations.leaves(self.scope))

    @cached_property
    def classes(self) -> Mapping[str, Row[Any]]:
        """Class id → name and grade."""
        return {row.class_id: row for row in self.reader.rows(relations.classes(self.scope))}

    @cached_property
    def calendar(self) -> SchoolCalendar:
        """Days of the whole school."""
        days = [(row.date, row.kind) for row in self.reader.rows(relations.calendar(self.scope)) if not row.class_id]
        return SchoolCalendar.of(days, (row.date for row in self.reader.rows(relations.school_days(self.scope))))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every dated parameter."""
        return tuple(
            Parameter(
                key=row.key,
                value=row.value,
                unit=row.unit or "SCHOOL_DAY",
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                source=(row.source_clause or "").strip(),
            )
            for row in self.reader.rows(relations.parameters(self.scope))
        )

    @cached_property
    def terms(self) -> Sequence[Row[Any]]:
        """Terms, the shorter first; those of one class before those of all."""
        rows = self.reader.rows(relations.terms(self.scope))
        return sorted(rows, key=lambda row: (row.class_id is None, row.valid_to - row.valid_from, row.term_id))

    @cached_property
    def deadlines(self) -> dict[tuple[str, date], Deadline]:
        """Deadlines counted so far: a school has few dates and many lessons."""
        return {}

    def deadline(self, key: str, day: date) -> Deadline:
        """Due date of an occasion on `day` by the parameter `key`."""
        if (key, day) not in self.deadlines:
            self.deadlines[key, day] = deadline(self.calendar, self.parameters, key, day)
        return self.deadlines[key, day]

    def lock(self, class_id: str | None, day: date) -> date | None:
        """The day on which the term of that class and date was closed, None when not known."""
        for term in self.terms:
            if term.class_id in (None, class_id) and term.valid_from <= day <= term.valid_to:
                lock: date | None = term.lock_on
                return lock
        return None

    def bearer(self, person_id: str, role: str) -> Bearer:
        """A person of the school as the bearer of a duty."""
        return Bearer(person_id=person_id, name=self.names.get(person_id, person_id), role=role)

    def in_post(self, person_id: str, day: date) -> bool:
        """False only when the school's posts say that the person held none that day."""
        own = [row for row in self.posts if row.person_id == person_id]
        return not own or any(covers(row, day) for row in own)

    def on_leave(self, person_id: str, day: date) -> bool:
        """True on a recorded day of leave or sickness."""
        return any(row.person_id == person_id and covers(row, day) for row in self.leaves)


def covers(row: Row[Any], day: date) -> bool:
    """True when a dated row holds on a day."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def _short_name(row: Row[Any]) -> str:
    initials = "".join(f"{part[0]}." for part in (row.given_name, row.patronymic) if part)
    return f"{row.surname} {initials}".strip()


def _post_order(row: Row[Any]) -> tuple[str, str, str]:
    return (row.post, str(row.valid_from or ""), row.person_id)
