"""What the journal holds around a page: plain values, so that planning a page touches no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from school.morphology import fold
from school.terms import SchoolYear, school_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from journal.model import Person
    from school.terms import Period

# letters that look alike on a keyboard
LOOKALIKES = str.maketrans("abcehkmopty", "авсенкморту")
LESSON_DAYS = frozenset({"school", "remote"})
SUNDAY = 6
HELD = frozenset({"held", "replaced"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGroup:
    """A class of one school year."""

    class_id: str
    name: str
    school_year: str | None
    grade: int | None

    def is_named(self, name: str, year: SchoolYear) -> bool:
        """True for the class of that name in that year: «7 «А»», «7-а» and «7A» typed in Latin are 7А."""
        own_year = self.school_year is None or school_year(self.school_year) == year
        return own_year and _plain(self.name) == _plain(name)


def _plain(name: str) -> str:
    return "".join(char for char in fold(name) if char.isalnum()).translate(LOOKALIKES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A pupil of the class; somebody who left and came back stands twice."""

    person: Person
    valid_from: date | None
    valid_to: date | None

    def on(self, first: date, last: date) -> bool:
        """True when the pupil was in the class on some day of the span."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_to is None or first <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLesson:
    """A lesson of the class."""

    lesson_id: str
    day: date
    number: int | None
    group_id: str | None
    subject: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A line of the timetable."""

    slot_id: str
    weekday: int
    number: int | None
    group_id: str | None
    subject: str
    teacher_id: str | None
    valid_from: date | None
    valid_to: date | None

    def on(self, day: date) -> bool:
        """True when the slot falls on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.weekday == day.isoweekday() and begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the school year."""

    term_id: str
    kind: str
    number: int | None
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyGroup:
    """A part of a class that has a subject by itself."""

    group_id: str
    subject: str
    name: str
    members: frozenset[str]
    """Pupils who ever were in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTopic:
    """A line of the plan (КТП)."""

    ktp_id: str
    subject: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassJournal:
    """One class in one school year, as far as a page of its paper journal needs it."""

    school_class: ClassGroup
    year: SchoolYear
    pupils: tuple[Enrolled, ...] = ()
    staff: tuple[Person, ...] = ()
    lessons: tuple[HeldLesson, ...] = ()
    slots: tuple[Slot, ...] = ()
    groups: tuple[StudyGroup, ...] = ()
    days: Mapping[date, str] = field(default_factory=dict)
    """Kind of the day in the calendar; a day that the calendar leaves out is missing."""
    terms: tuple[Term, ...] = ()
    topics: tuple[PlannedTopic, ...] = ()
    extra_subjects: tuple[str, ...] = ()
    """Subjects of the curriculum."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """Every subject that the journal knows of this class, by name."""
        named = [item.subject for group in (self.lessons, self.slots, self.topics) for item in group]
        return tuple(sorted({*named, *self.extra_subjects} - {""}))

    def subject(self, text: str) -> str | None:
        """The journal's spelling of a subject."""
        return next((known for known in self.subjects if fold(known) == fold(text)), None)

    def pupil(self, person_id: str) -> Person | None:
        """A pupil of the class by id."""
        return next((item.person for item in self.pupils if item.person.person_id == person_id), None)

    def enrolled(self, person_id: str, day: date) -> bool:
        """True when the pupil was in the class on the day."""
        return any(item.person.person_id == person_id and item.on(day, day) for item in self.pupils)

    def has_school(self, day: date) -> bool:
        """False on a day without lessons by the calendar; where the calendar is silent, on Sundays."""
        kind = self.days.get(day)
        return day.weekday() != SUNDAY if kind is None else kind in LESSON_DAYS

    def groups_of(self, subject: str) -> tuple[StudyGroup, ...]:
        """Groups that the class is split into in a subject."""
        return tuple(item for item in self.groups if fold(item.subject) == fold(subject))

    def slots_on(self, day: date, subject: str, group_id: str | None = None) -> tuple[Slot, ...]:
        """Slots of a subject on a day, in the order of the day."""
        found = [slot for slot in self.slots if slot.on(day) and self._same(slot, subject, group_id)]
        return tuple(sorted(found, key=lambda slot: (slot.number or 0, slot.slot_id)))

    def lessons_on(self, day: date, subject: str, group_id: str | None = None) -> tuple[HeldLesson, ...]:
        """Lessons of a subject on a day, in the order of the day."""
        found = [item for item in self.lessons if item.day == day and self._same(item, subject, group_id)]
        return tuple(sorted(found, key=lambda item: (item.number or 0, item.lesson_id)))

    def _same(self, item: Slot | HeldLesson, subject: str, group_id: str | None) -> bool:
        """True for the subject and the group; a class that is not split has no groups to tell apart."""
        if fold(item.subject) != fold(subject):
            return False
        return item.group_id in (None, group_id) or not self.groups_of(subject)

    def term(self, period: Period) -> Term | None:
        """The term that a period names; a year has no number."""
        fits = [term for term in self.terms if term.kind == period.kind]
        return next((term for term in fits if period.number in (None, term.number)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMark:
    """A current mark."""

    mark_id: str
    value: str
    about: Mapping[str, Any] = field(default_factory=dict)
    """Its other columns: kind, work, weight; another value keeps them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldText:
    """The newest version of a text of a lesson; `at` is None where its time is not known."""

    value: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldValues:
    """What the journal holds of the lessons and terms that a page speaks of."""

    marks: Mapping[tuple[str, str], tuple[HeldMark, ...]] = field(default_factory=dict)
    """By (lesson, pupil)."""
    attendance: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By (lesson, pupil); pupil `*` says that all were present."""
    texts: Mapping[tuple[str, str], HeldText] = field(default_factory=dict)
    """By (lesson, field)."""
    term_marks: Mapping[tuple[str, str, str, str], str] = field(default_factory=dict)
    """By (pupil, folded subject, term, kind)."""
