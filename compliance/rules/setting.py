"""What every rule needs to know about the school, read once per evaluation."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from compliance.model import Bearer, ParameterUse
from journal.store import relations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zoneinfo import ZoneInfo

    from compliance.model import Requirement
    from journal.store.relations import Reader, Scope

SCHOOL_DAY, CALENDAR, WORKING = "SCHOOL_DAY", "CALENDAR", "WORKING"
DEFAULT_SOURCE = "значение по умолчанию"
NOTICE_DAYS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A dated norm: its value and the clause that sets it (empty: the school's own default)."""

    key: str
    value: str
    unit: str
    valid_from: date | None
    valid_to: date | None
    source: str

    @property
    def advisory(self) -> bool:
        """True when no clause stands behind the value."""
        return not self.source

    @property
    def use(self) -> ParameterUse:
        """The parameter as the report names it."""
        return ParameterUse(
            key=self.key, value=self.value, source=self.source or DEFAULT_SOURCE, advisory=self.advisory
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A dated post."""

    person_id: str
    post: str
    valid_from: date | None
    valid_to: date | None

    def on(self, day: date) -> bool:
        """True when the post is held on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The school as of one evaluation."""

    scope: Scope
    reader: Reader
    zone: ZoneInfo
    imported: frozenset[str]
    parameters: tuple[Parameter, ...]
    school_days: tuple[date, ...]
    """Every school day known, ascending."""
    names: Mapping[str, str]
    """person_id → «Фамилия И.О.»."""
    posts: tuple[Holder, ...]
    leaves: tuple[Holder, ...]

    def parameter(self, key: str, on: date) -> Parameter | None:
        """The norm in force on a day; a sourced one before a default."""
        found = [
            item
            for item in self.parameters
            if item.key == key
            and (item.valid_from is None or item.valid_from <= on)
            and (item.valid_to is None or on <= item.valid_to)
        ]
        return min(found, key=lambda item: item.advisory, default=None)

    def due(self, occasion: date, parameter: Parameter) -> date | None:
        """The last day for an act about a day's occasion; None past the end of the known calendar."""
        days = int(parameter.value)
        if parameter.unit != SCHOOL_DAY:
            return occasion + timedelta(days=days)
        place = bisect_left(self.school_days, occasion) + days
        return self.school_days[place] if place < len(self.school_days) else None

    def holders(self, post: str, on: date) -> tuple[str, ...]:
        """Who holds a post on a day."""
        return tuple(dict.fromkeys(item.person_id for item in self.posts if item.post == post and item.on(on)))

    def away(self, person_id: str, start: date, end: date) -> bool:
        """True when a recorded leave covers every day of a period."""
        return any(item.person_id == person_id and item.on(start) and item.on(end) for item in self.leaves)

    def bearer(self, person_id: str | None, requirement: Requirement) -> Bearer:
        """A bearer by person, or by the role alone."""
        name = self.names.get(person_id or "", "")
        return Bearer(person_id=person_id, name=name, role=requirement.role or "")


def read_setting(reader: Reader, scope: Scope, zone: ZoneInfo) -> Setting:
    """Reads everything that does not depend on the rule."""
    return Setting(
        scope=scope,
        reader=reader,
        zone=zone,
        imported=frozenset(row.file for row in reader.rows(relations.imported(scope))),
        parameters=_parameters(reader, scope),
        school_days=tuple(sorted(row.date for row in reader.rows(relations.school_days(scope)))),
        names={row.person_id: short_name(row) for row in reader.rows(relations.people(scope))},
        posts=tuple(
            Holder(person_id=row.person_id, post=row.post, valid_from=row.valid_from, valid_to=row.valid_to)
            for row in reader.rows(relations.posts(scope))
        ),
        leaves=tuple(
            Holder(person_id=row.person_id, post=row.kind, valid_from=row.valid_from, valid_to=row.valid_to)
            for row in reader.rows(relations.leaves(scope))
        ),
    )


def _parameters(reader: Reader, scope: Scope) -> tuple[Parameter, ...]:
    rows = reader.rows(relations.parameters(scope))
    return tuple(
        Parameter(
            key=row.key,
            value=row.value,
            unit=row.unit or CALENDAR,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=row.source_clause or "",
        )
        for row in sorted(rows, key=lambda row: (row.key, str(row.valid_from)))
    )


def short_name(row: object) -> str:
    """«Фамилия И.О.» of a row of `relations.people`."""
    parts: Sequence[str] = [getattr(row, "given_name", None) or "", getattr(row, "patronymic", None) or ""]
    initials = "".join(f"{part[0]}." for part in parts if part)
    return f"{getattr(row, 'surname', '')} {initials}".strip()
