"""Which pupils are to get a mark for a term, in which subject, and from whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.defaults import defaults
from compliance.rules.facts import YEAR
from compliance.rules.lessons import took_place
from compliance.rules.loads import Loads, journal_of
from compliance.rules.roster import Roster
from journal.store import relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Row

    from compliance.model import Requirement
    from compliance.rules.facts import Facts

Place = tuple[str | None, str | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermJournal:
    """Lessons of a journal in a term with the pupils whose mark comes from it."""

    term: Row[Any]
    place: Place
    """Class, group, subject."""
    day: date
    """Whose class list counts: the last day of the term, today while it runs."""
    lessons: Sequence[Row[Any]]
    pupils: Sequence[str]
    teacher: str | None
    stub: bool
    """The order was in force for so little of the term that it only informs."""

    def holds(self, day: date) -> bool:
        """True for a day of the term."""
        return bool(self.term.valid_from <= day <= self.term.valid_to)


def term_journals(facts: Facts, requirement: Requirement) -> Iterator[TermJournal]:
    """Journals with lessons held in terms that end under the order, in a stable order."""
    places = _lessons(facts)
    for term in sorted(facts.terms, key=lambda term: (term.valid_from, term.term_id)):
        if _judged(facts, requirement, term):
            yield from _of_term(facts, requirement, term, places)


def _judged(facts: Facts, requirement: Requirement, term: Row[Any]) -> bool:
    ends_bound = requirement.binds_to is None or term.valid_to <= requirement.binds_to
    touched = term.valid_to >= facts.scope.start and term.valid_from <= facts.scope.end
    return bool(term.kind != YEAR and ends_bound and touched)


def _lessons(facts: Facts) -> Mapping[Place, Sequence[Row[Any]]]:
    grouped: dict[Place, list[Row[Any]]] = defaultdict(list)
    for row in facts.reader.rows(relations.lessons(facts.horizon)):
        if took_place(row) and row.date <= facts.scope.as_of:
            grouped[row.class_id, row.group_id, row.subject].append(row)
    for rows in grouped.values():
        rows.sort(key=lambda row: (row.date, row.number or 0, row.lesson_id))
    return grouped


def _of_term(
    facts: Facts, requirement: Requirement, term: Row[Any], places: Mapping[Place, Sequence[Row[Any]]]
) -> Iterator[TermJournal]:
    """A pupil of a group gets the subject's mark from the group, others from the class."""
    day = min(term.valid_to, facts.scope.as_of)
    roster = facts.once(Roster.read)
    found: dict[tuple[str, str], Place] = {}
    held: dict[Place, list[Row[Any]]] = {}
    for place in sorted(places, key=lambda place: (place[1] or "", place[0] or "", place[2])):
        lessons = [row for row in places[place] if term.valid_from <= row.date <= term.valid_to]
        if lessons and term_belongs(facts, term, roster.class_behind(place[0], place[1])):
            held[place] = lessons
            found |= {(pupil, place[2]): place for pupil in roster.pupils(place[0], place[1], day)}
    pupils: dict[Place, list[str]] = defaultdict(list)
    for (pupil, _), place in sorted(found.items()):
        pupils[place].append(pupil)
    for place, lessons in held.items():
        yield TermJournal(
            term=term,
            place=place,
            day=day,
            lessons=lessons,
            pupils=pupils[place],
            teacher=_teacher(facts, lessons, day),
            stub=_is_stub(requirement, term),
        )


def term_belongs(facts: Facts, term: Row[Any], class_id: str | None) -> bool:
    """True when the class lives by the term: by its own where it has any, else by the school's."""
    own = any(other.class_id == class_id and other.kind != YEAR for other in facts.terms) if class_id else False
    return bool(term.class_id == class_id) if own else not term.class_id


def _teacher(facts: Facts, lessons: Sequence[Row[Any]], day: date) -> str | None:
    """Who has the load at the end and gave a lesson of it; else who gave the last one, while still in post."""
    loaded = facts.once(Loads.read).teacher(journal_of(lessons[-1]), day)
    gave = [row.actual_teacher_id for row in lessons if row.actual_teacher_id]
    if loaded in gave or not gave:
        return loaded
    return gave[-1] if loaded is None or facts.in_post(gave[-1], day) else loaded


def _is_stub(requirement: Requirement, term: Row[Any]) -> bool:
    whole = (term.valid_to - term.valid_from).days + 1
    bound = (term.valid_to - max(term.valid_from, requirement.binds_from)).days + 1
    return bool(bound < whole * defaults().stub_share)
