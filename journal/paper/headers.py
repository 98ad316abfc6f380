"""The head of a page: its subject and its teacher, against what the journal knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from journal.matching import match
from journal.pages import Entry
from journal.paper.asking import ask
from parsing.records import PersonRecord
from school.morphology import fold
from school.names import parse_nominative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journal.holdings import ClassJournal
    from journal.model import Person
    from journal.pages import Question, Reading, Ruling

LIKE_ENOUGH = 75.0
"""Least likeness, 0–100, of a misspelt subject to a known one."""


def plan_page(reading: Reading, ruling: Ruling | None, questions: tuple[Question, ...]) -> Entry:
    """The page as a whole; `questions` come from its other side."""
    doubt = (ask("page-doubtful"),) if reading.doubtful else ()
    return Entry(
        reading=reading,
        ruling=ruling,
        proposed=reading.value,
        shown=reading.value,
        questions=(*doubt, *questions),
    )


def plan_subject(reading: Reading, ruling: Ruling | None, journal: ClassJournal) -> Entry:
    """The subject in the journal's spelling."""
    known = find_subject(reading.value, journal)
    proposed = known or reading.value
    plain = Entry(reading=reading, ruling=ruling, proposed=proposed, shown=proposed)
    return Entry(
        reading=reading,
        ruling=ruling,
        proposed=proposed,
        shown=plain.value or "",
        questions=_about_subject(plain, known, journal),
    )


def find_subject(text: str, journal: ClassJournal) -> str | None:
    """The subject of the class that a name means, also when it is misspelt a little."""
    exact = journal.subject(text)
    if exact is not None or not text:
        return exact
    found = process.extractOne(text, journal.subjects, scorer=fuzz.ratio, processor=fold, score_cutoff=LIKE_ENOUGH)
    return str(found[0]) if found else None


def _about_subject(entry: Entry, known: str | None, journal: ClassJournal) -> tuple[Question, ...]:
    value = entry.value
    if not value:
        return (ask("subject-missing", firm=True),) if value is not None else ()
    if entry.ruling is None and known is not None and fold(known) != fold(entry.reading.value):
        return (ask("subject-spelling", read=entry.reading.value, known=known),)
    if journal.subjects and journal.subject(value) is None:
        return (ask("subject-unknown", read=value, class_name=journal.school_class.name),)
    return ()


def plan_teacher(reading: Reading, ruling: Ruling | None, staff: Sequence[Person]) -> Entry:
    """The teacher named on the page as a member of staff."""
    proposed = find_teacher(reading.value, staff) or ""
    value = ruling.value if ruling else proposed
    names = {person.person_id: person.full_name for person in staff}
    return Entry(
        reading=reading,
        ruling=ruling,
        proposed=proposed,
        shown=names.get(value, ""),
        questions=() if value in names else (ask("teacher-unknown", firm=True, read=reading.value),),
    )


def find_teacher(text: str, staff: Sequence[Person]) -> str | None:
    """The only member of staff whom a name fits."""
    name = parse_nominative(text)
    if name is None:
        return None
    return match(PersonRecord(surname=name.surname, initials_or_names=name.initials_or_names), staff).person_id
