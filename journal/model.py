"""Vocabulary of the third floor: what the school holds.

Bare nouns are held things; `…Record` (parsing.records) is the paper's word for them. Instants are aware and
in UTC; dates are local to the school's zone. `valid_from`/`valid_to` are inclusive, `None` = open.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from ingest.model import SourceRef


_DAY = dt.timedelta(days=1)


class ActorRole(StrEnum):
    """Roles of the access table; denied by default."""

    ADMINISTRATOR = "administrator"
    DIRECTOR = "director"
    DEPUTY = "deputy"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    PUPIL = "pupil"
    PARENT = "parent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: the author of every row that the action writes."""

    id: str
    """Account id, or `local:LOGIN` for the person at the server's own command line."""
    roles: frozenset[ActorRole]
    person_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """The school that this journal belongs to."""

    name: str
    short_name: str
    timezone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of staff, pupil or parent."""

    person_id: str
    kind: str
    surname: str
    given_name: str
    patronymic: str
    sex: str | None = None
    archival: bool = False

    @property
    def full_name(self) -> str:
        """«Фамилия Имя Отчество», missing parts left out."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        """«Фамилия И.О.»."""
        initials = "".join(f"{part[0]}." for part in (self.given_name, self.patronymic) if part)
        return f"{self.surname} {initials}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A dated post: who is director, deputy, administrator, teacher or class teacher, and by which order."""

    person_id: str
    post: str
    title: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    order_id: str | None = None
    fact_key: str = ""
    """Names the fact among its versions."""
    derived: bool = False
    """True where an order of the register gave or ended it, False where the school's own list says so."""

    def held_on(self, day: dt.date) -> bool:
        """True when the person holds it on a day."""
        return _stands(self.valid_from, self.valid_to, day)


class OrderState(StrEnum):
    """Where an order stands in the register. A draft binds nobody; the others bind on the days between their dates."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    """In force, with clauses that later orders changed."""
    REPEALED = "repealed"
    ARCHIVED = "archived"
    """Carried out or past; a person put it away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDuty:
    """A duty of a registered order. `duty_id` is stable over repeated loading and re-reading."""

    duty_id: str
    order_id: str
    clause: str | None
    ordinal: int
    role: str | None
    role_key: str | None
    """Key of `school.roles`, None when the role is not known there."""
    assignees: tuple[str, ...]
    """Names as the order gives them, «Фамилия И.О.»."""
    person_ids: tuple[str, ...]
    """Those of the assignees that were matched to people of the school."""
    action_text: str
    periodicity: str
    interval: int
    deadline: str | None
    sources: tuple[SourceRef, ...]
    valid_from: dt.date | None = None
    """First day of a duty that a later order brought; None is the order's own first day."""
    valid_to: dt.date | None = None
    """Last day of a duty that a later order ended; None is the order's own last day."""

    def stands_on(self, day: dt.date) -> bool:
        """True when later orders have neither ended nor not yet brought it."""
        return _stands(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldClause:
    """A clause of a registered order, flattened; `path` is its printed or inferred number."""

    path: str
    text: str
    level: int
    sources: tuple[SourceRef, ...]
    valid_from: dt.date | None = None
    """First day of a wording that a later order brought; None is the order's own first day."""
    valid_to: dt.date | None = None
    """Last day of a wording that a later order ended; None is the order's own last day."""

    def stands_on(self, day: dt.date) -> bool:
        """True when later orders have neither ended nor not yet brought it."""
        return _stands(self.valid_from, self.valid_to, day)


def _stands(start: dt.date | None, end: dt.date | None, day: dt.date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOrder:
    """A registered order."""

    order_id: str
    number: str
    date: dt.date
    title: str
    organization: str
    state: OrderState
    in_force_from: dt.date
    in_force_to: dt.date | None
    version: int
    clauses: tuple[HeldClause, ...]
    duties: tuple[HeldDuty, ...]
    documents: tuple[str, ...]
    """sha256 of every paper that was read as this order."""
    open_questions: int
    ended_by: str | None = None
    """Id of the order that repealed it."""

    def is_named(self, number: str | None, issued: dt.date | None) -> bool:
        """True for the order that another paper calls by this number and date."""
        return issued == self.date and fold(number or "") == fold(self.number)

    def on(self, day: dt.date) -> HeldOrder:
        """The order as it reads on a day: with the clauses and duties that stand then."""
        return replace(
            self,
            clauses=tuple(item for item in self.clauses if item.stands_on(day)),
            duties=tuple(item for item in self.duties if item.stands_on(day)),
        )

    @property
    def last(self) -> HeldOrder:
        """The order as it reads after every change so far."""
        return replace(
            self,
            clauses=tuple(item for item in self.clauses if item.valid_to is None),
            duties=tuple(item for item in self.duties if item.valid_to is None),
        )

    @property
    def turns(self) -> tuple[dt.date, ...]:
        """Days from which it reads otherwise than the day before, its own first day left out."""
        items: tuple[HeldClause | HeldDuty, ...] = (*self.clauses, *self.duties)
        starts = {item.valid_from for item in items if item.valid_from is not None}
        ends = {item.valid_to + _DAY for item in items if item.valid_to is not None}
        return tuple(sorted(starts | ends))

    def binds_on(self, day: dt.date) -> bool:
        """True when the order is confirmed and in force on a day."""
        begun = self.state is not OrderState.DRAFT and self.in_force_from <= day
        return begun and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderVersion:
    """What the register knows of an order: what its own paper says, and what later orders made of it."""

    state: OrderState
    in_force_from: dt.date
    in_force_to: dt.date | None
    record: Mapping[str, Any]
    """The order's JSON, as its own paper reads."""
    clauses: tuple[HeldClause, ...]
    duties: tuple[HeldDuty, ...]
    ended_by: str | None = None


class ReviewState(StrEnum):
    """What became of a question to a person."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A doubtful fact that a person must confirm, with the place on paper."""

    item_id: str
    subject: str
    """What it belongs to: `order:ID`."""
    pointer: str
    """JSON pointer of the fact inside its record."""
    question: str
    """One Russian sentence."""
    reading: str
    alternatives: tuple[str, ...]
    source: SourceRef | None
    state: ReviewState
    decided_by: str | None = None
    decided_at: dt.datetime | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What was loaded at once, by whom, and whether it was taken back."""

    batch_id: str
    kind: str
    created_at: dt.datetime
    created_by: str
    reverted_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What one loading changed; all zeros and `repeated` when the same bytes had been loaded before."""

    batch_id: str
    repeated: bool
    added: Mapping[str, int]
    """Rows added by table name."""
    unknown: tuple[str, ...] = ()
    """Files or columns kept aside because the format does not name them."""
