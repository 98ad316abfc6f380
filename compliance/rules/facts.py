"""What every rule leans on, read once per evaluation through the named relations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from compliance.deadlines import Deadline, Parameter, SchoolCalendar, deadline, parameter_on
from compliance.model import Bearer
from journal.store import relations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sqlalchemy import Row

    from journal.store.relations import Reader, Scope

SCHOOL, YEAR = "school", "year"
FIRST_GRADE = 1
Made = TypeVar("Made")


@dataclass(frozen=True)
class Facts:
    """People, posts, calendar, parameters and terms as known at the scope's instant."""

    reader: Reader
    scope: Scope
    zone: ZoneInfo
    begins: date
    """First day on which the order binds."""

    def once(self, make: Callable[[Facts], Made]) -> Made:
        """What is built of these facts, built once however many rules lean on it."""
        if make not in self._made:
            self._made[make] = make(self)
        found: Made = self._made[make]
        return found

    @cached_property
    def _made(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def horizon(self) -> Scope:
        """The scope from the start of the terms that the order touches, and without an end."""
        starts = [row.valid_from for row in self.terms if row.valid_to >= self.begins and row.kind != YEAR]
        return replace(self.scope, start=min([self.begins, self.scope.start, *starts]), end=date.max)

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
    def _own_days(self) -> Mapping[str, Mapping[date, str]]:
        """Class → its own days over those of the school; "" is the school itself."""
        own: dict[str, dict[date, str]] = defaultdict(dict)
        for row in self.reader.rows(relations.calendar(self.scope)):
            own[row.class_id or ""][row.date] = row.kind
        common = own[""]
        return {class_id: common | days for class_id, days in own.items()}

    @cached_property
    def class_calendars(self) -> Mapping[str, SchoolCalendar]:
        """Calendars of the classes that have days of their own: quarantine, a day off, another week."""
        return {class_id: _calendar(days) for class_id, days in self._own_days.items() if class_id}

    def kind_of_day(self, class_id: str | None, day: date) -> str | None:
        """School, vacation, holiday and so on, for a class; None when the calendar does not say."""
        days = self._own_days.get(class_id or "") or self._own_days[""]
        return days.get(day)

    def calendar_of(self, class_id: str | None) -> SchoolCalendar:
        """The calendar of a class: its own days over those of the school."""
        return self.class_calendars.get(class_id or "", self.calendar)

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
    def deadlines(self) -> dict[tuple[str, date, str, date | None], Deadline]:
        """Deadlines counted so far: a school has few dates and many lessons."""
        return {}

    def deadline(
        self, key: str, day: date, *, class_id: str | None = None, since: date | None = None, of: str | None = None
    ) -> Deadline:
        """Due date of an occasion on `day` by the parameter `key`.

        Args:
            key: of the parameter.
            day: of the occasion; the parameter in force that day judges.
            class_id: whose calendar counts; None means the whole school's.
            since: day from which the term runs, when it is not `day`.
            of: bearer of a periodic or one-off duty, whose days of leave do not run.
        """
        owner = class_id if class_id in self.class_calendars else ""
        away = self.leave_days.get(of or "", frozenset())
        if away:
            return deadline(self.calendar_of(class_id), self.parameters, key, day, since=since, away=away)
        place = (key, day, owner or "", since)
        if place not in self.deadlines:
            self.deadlines[place] = deadline(self.calendar_of(class_id), self.parameters, key, day, since=since)
        return self.deadlines[place]

    def parameter(self, key: str, day: date) -> Parameter | None:
        """A dated parameter with a whole number, None when there is none that day."""
        found = parameter_on(self.parameters, key, day)
        return found if found is not None and found.number is not None else None

    def term_of(self, class_id: str | None, day: date) -> Row[Any] | None:
        """The term of that class and date: its own goes before the school's, a shorter before a longer one."""
        held = (term for term in self.terms if term.class_id in (None, class_id) and covers(term, day))
        return next(held, None)

    def lock(self, class_id: str | None, day: date) -> date | None:
        """The day on which the term of that class and date was closed, None when not known."""
        term = self.term_of(class_id, day)
        return term.lock_on if term is not None else None

    def first_grade(self, class_id: str | None) -> bool:
        """True for a class of grade 1: no marks and no homework there."""
        row = self.classes.get(class_id or "")
        return row is not None and row.grade == FIRST_GRADE

    def local(self, at: datetime | None) -> date | None:
        """The school's own date of an instant."""
        return at.astimezone(self.zone).date() if at is not None else None

    def bearer(self, person_id: str, role: str) -> Bearer:
        """A person of the school as the bearer of a duty."""
        return Bearer(person_id=person_id, name=self.names.get(person_id, person_id), role=role)

    def in_post(self, person_id: str, day: date) -> bool:
        """False only when the school's posts say that the person held none that day."""
        if (person_id, day) not in self._in_post:
            own = self._posts_of.get(person_id, ())
            self._in_post[person_id, day] = not own or any(covers(row, day) for row in own)
        return self._in_post[person_id, day]

    @cached_property
    def _in_post(self) -> dict[tuple[str, date], bool]:
        return {}

    @cached_property
    def _posts_of(self) -> Mapping[str, Sequence[Row[Any]]]:
        own: dict[str, list[Row[Any]]] = defaultdict(list)
        for row in self.posts:
            own[row.person_id].append(row)
        return own

    @cached_property
    def leave_days(self) -> Mapping[str, frozenset[date]]:
        """Person → recorded days of leave or sickness; one without an end runs to the end of the calendar."""
        days: dict[str, set[date]] = defaultdict(set)
        for row in self.leaves:
            last = row.valid_to or self.calendar.last or self.scope.as_of
            length = (last - row.valid_from).days + 1
            days[row.person_id] |= {row.valid_from + timedelta(days=number) for number in range(max(length, 0))}
        return {person_id: frozenset(found) for person_id, found in days.items()}

    def on_leave(self, person_id: str, day: date) -> bool:
        """True on a recorded day of leave or sickness."""
        return any(row.person_id == person_id and covers(row, day) for row in self.leaves)


def covers(row: Row[Any], day: date) -> bool:
    """True when a dated row holds on a day."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def _calendar(days: Mapping[date, str]) -> SchoolCalendar:
    return SchoolCalendar.of(days.items(), (day for day, kind in days.items() if kind == SCHOOL))


def _short_name(row: Row[Any]) -> str:
    initials = "".join(f"{part[0]}." for part in (row.given_name, row.patronymic) if part)
    return f"{row.surname} {initials}".strip()


def _post_order(row: Row[Any]) -> tuple[str, str, str]:
    return (row.post, str(row.valid_from or ""), row.person_id)
