"""Columns and lesson rows → lessons and terms of the journal."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from journal.holdings import HELD
from journal.pages import Entry
from journal.paper.asking import ask
from school.morphology import fold
from school.terms import period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from journal.holdings import ClassJournal, HeldLesson, Slot, Term
    from journal.pages import Item, Question, Reading, Ruling
    from school.terms import Period

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:#([2-9]))?")
_LOCAL = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:#([2-9]))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTarget:
    """The lesson that a column or a row means: a held one, or one to be entered."""

    lesson_id: str
    day: date
    nth: int
    """Which of the subject's lessons of that day, from 1."""
    held: HeldLesson | None
    slot: Slot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermTarget:
    """The term that a column of term marks means."""

    term: Term
    period: Period


Target = LessonTarget | TermTarget


def read_date(text: str) -> tuple[date, int] | None:
    """«2023-09-14», «2023-09-14#2», «14.09.2023» → the day and which lesson of it; None when it is no date."""
    iso, local = _ISO.fullmatch(text.strip()), _LOCAL.fullmatch(text.strip())
    try:
        if iso is not None:
            return date(int(iso[1]), int(iso[2]), int(iso[3])), int(iso[4] or 1)
        if local is not None:
            return date(int(local[3]), int(local[2]), int(local[1])), int(local[4] or 1)
    except ValueError:
        return None
    return None


def date_id(text: str) -> str | None:
    """A date or a period as the contract of journal pages writes it; None for other words."""
    found = read_date(text)
    if found is not None:
        day, nth = found
        return day.isoformat() if nth == 1 else f"{day.isoformat()}#{nth}"
    code = text.strip().upper()
    return code if period(code) else None


def effective_date(item: Item) -> str | None:
    """Date or period of a column or a lesson row, as read or decided; None where it was left out."""
    return _entry(*item).value


def days_of(items: Sequence[Item]) -> tuple[date, ...]:
    """Days of the columns or lesson rows, as read or decided."""
    found = [read_date(effective_date(item) or "") for item in items]
    return tuple(item[0] for item in found if item is not None)


def plan_dates(
    items: Sequence[Item], journal: ClassJournal, subject: str, group_id: str | None = None
) -> Iterator[tuple[Entry, Target | None]]:
    """Entries of columns or lesson rows, each with what it means; None for what means nothing yet."""
    plain = [_entry(reading, ruling) for reading, ruling in items]
    times = Counter(entry.value for entry in plain if entry.value)
    for entry in plain:
        target, questions = _meaning(entry, journal, subject, group_id)
        if entry.value and times[entry.value] > 1:
            questions = (ask("date-twice", firm=True, read=said(entry.value)), *questions)
        doubt = entry.questions if entry.proposed else ()
        yield (
            Entry(
                reading=entry.reading,
                ruling=entry.ruling,
                proposed=entry.proposed,
                shown=said(entry.value or ""),
                questions=(*doubt, *questions),
            ),
            target,
        )


def lesson_id_of(journal: ClassJournal, subject: str, group_id: str | None, day: date, nth: int) -> str:
    """Id of a lesson that only paper knows: the same from either page of the spread."""
    seed = f"{journal.school_class.class_id}|{group_id or ''}|{fold(subject)}|{day.isoformat()}|{nth}"
    return f"paper-{day.isoformat()}-{hashlib.sha256(seed.encode()).hexdigest()[:10]}"


def _entry(reading: Reading, ruling: Ruling | None) -> Entry:
    proposed = date_id(reading.value) or ""
    doubt = (ask("date-doubtful", read=said(proposed)),) if reading.doubtful else ()
    return Entry(reading=reading, ruling=ruling, proposed=proposed, shown="", questions=doubt)


def _meaning(
    entry: Entry, journal: ClassJournal, subject: str, group_id: str | None
) -> tuple[Target | None, tuple[Question, ...]]:
    value = entry.value
    if value is None:
        return None, ()
    if not value:
        code = "date-wrong" if entry.reading.value else "date-missing"
        return None, (ask(code, firm=True, read=entry.reading.value),)
    dated, term = read_date(value), period(value)
    if term is not None:
        return _term(term, journal)
    if dated is None or not journal.year.holds(dated[0]):
        return None, (ask("date-other-year", firm=True, read=said(value), year=journal.year.name),)
    target = _lesson(journal, subject, group_id, dated)
    return target, tuple(_doubts(target, journal, subject))


def _term(term: Period, journal: ClassJournal) -> tuple[Target | None, tuple[Question, ...]]:
    held = journal.term(term)
    if held is None:
        return None, (ask("term-missing", firm=True, period=term.title),)
    return TermTarget(term=held, period=term), ()


def _lesson(journal: ClassJournal, subject: str, group_id: str | None, dated: tuple[date, int]) -> LessonTarget:
    day, nth = dated
    held = journal.lessons_on(day, subject, group_id)
    slots = journal.slots_on(day, subject, group_id)
    found = held[nth - 1] if nth <= len(held) else None
    return LessonTarget(
        lesson_id=found.lesson_id if found else lesson_id_of(journal, subject, group_id, day, nth),
        day=day,
        nth=nth,
        held=found,
        slot=slots[nth - 1] if nth <= len(slots) else None,
    )


def _doubts(target: LessonTarget, journal: ClassJournal, subject: str) -> Iterator[Question]:
    read = f"{target.day:%d.%m.%Y}"
    if target.held is not None:
        if target.held.status not in HELD:
            yield ask("lesson-cancelled", firm=True, read=read)
        return
    if not journal.has_school(target.day):
        yield ask("date-no-school", read=read)
    elif subject and target.slot is None and any(slot.on(target.day) for slot in journal.slots):
        yield ask("date-not-in-timetable", read=read, class_name=journal.school_class.name, subject=subject)


def said(value: str) -> str:
    """A date or a period in words."""
    dated, term = read_date(value), period(value)
    if term is not None:
        return term.title
    if dated is None:
        return value
    day, nth = dated
    return f"{day:%d.%m.%Y}" if nth == 1 else f"{day:%d.%m.%Y}, {nth}-й урок"
