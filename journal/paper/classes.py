"""The class that a page belongs to, as the journal holds it, and what reading its pages may lean on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from journal.holdings import LESSON_DAYS, ClassJournal
from parsing.page_records import PageContext
from school.errors import ClassUnknown, UsageError
from school.morphology import fold
from school.terms import SchoolYear, school_year

if TYPE_CHECKING:
    from datetime import date

    from journal.holdings import ClassGroup
    from journal.pages import PageRequest
    from journal.store.unit_of_work import UnitOfWork
    from parsing.page_records import SheetKind


def find_class(uow: UnitOfWork, request: PageRequest) -> ClassJournal:
    """The class named in a request, with all that its pages are compared with.

    Raises:
        UsageError: the school year is not one.
        ClassUnknown: the journal has no such class in that year.
    """
    year = school_year(request.school_year)
    if year is None:
        raise UsageError(reason=f"«{request.school_year}» — не учебный год. Пример: 2023/2024.")
    for group in uow.teaching.classes():
        if group.is_named(request.class_name, year):
            return class_journal(uow, group, year)
    raise ClassUnknown(name=request.class_name, year=year.name)


def class_journal(uow: UnitOfWork, group: ClassGroup, year: SchoolYear) -> ClassJournal:
    """What the journal holds of a class in a year."""
    held, class_id = uow.teaching, group.class_id
    return ClassJournal(
        school_class=group,
        year=year,
        pupils=tuple(held.pupils(class_id)),
        staff=tuple(uow.people.staff()),
        lessons=tuple(held.lessons(class_id, year.start, year.end)),
        slots=tuple(held.slots(class_id)),
        groups=tuple(held.groups(class_id)),
        days=held.days(class_id, year.start, year.end),
        terms=tuple(held.terms(class_id, year.start, year.end)),
        topics=tuple(held.topics(class_id)),
        extra_subjects=tuple(held.curriculum(class_id)),
    )


def context_of(journal: ClassJournal, *, subject: str | None = None, kind: SheetKind | None = None) -> PageContext:
    """What the reader of a page is told; it takes no facts from it."""
    names = {item.person.person_id: f"{item.person.surname} {item.person.given_name}" for item in journal.pupils}
    return PageContext(
        kind=kind,
        class_name=journal.school_class.name,
        subject=subject,
        school_year=journal.year.name,
        roster=tuple(names.values()),
        school_days=_school_days(journal),
        topics=tuple(item.topic for item in journal.topics if subject is None or fold(item.subject) == fold(subject)),
    )


def _school_days(journal: ClassJournal) -> frozenset[date]:
    """Days with lessons by the calendar; a day that the calendar leaves out may be one. Empty without a calendar."""
    if not journal.days:
        return frozenset()
    span = (journal.year.end - journal.year.start).days + 1
    days = [journal.year.start + timedelta(days=number) for number in range(span)]
    return frozenset(day for day in days if journal.days.get(day, "school") in LESSON_DAYS and journal.has_school(day))
