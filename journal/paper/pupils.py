"""Rows of a page → pupils of the class: alphabetical both, hence one monotone assignment; nobody is ever created."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journal.pages import Entry
from journal.paper.asking import ask
from parsing.paper.roster import likeness_of, match_roster
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from journal.holdings import ClassJournal
    from journal.model import Person
    from journal.pages import Item, Question, Reading, Ruling

SAME = 0.95
"""Likeness (0–1) from which a row outside of the alphabet is the pupil without a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Whom a row was taken for."""

    person_id: str | None
    sure: bool


def plan_pupils(items: Sequence[Item], present: Sequence[Person], journal: ClassJournal) -> Iterator[Entry]:
    """Entries of the rows.

    Args:
        items: the rows, top to bottom.
        present: pupils who were in the class at the dates of the page, alphabetical.
        journal: the class, with its pupils of the whole year.
    """
    taken = {ruling.value: reading for reading, ruling in items if ruling is not None and ruling.value}
    free = [person for person in present if person.person_id not in taken]
    undecided = [reading for reading, ruling in items if ruling is None]
    guesses = dict(zip((reading.place for reading in undecided), _guesses(undecided, free), strict=True))
    for reading, ruling in items:
        yield _entry(reading, ruling, guesses.get(reading.place), taken, journal)


def find_pupil(text: str, journal: ClassJournal) -> tuple[Person, ...]:
    """Pupils of the class whom a person's word names: an id, a full name, a surname with or without initials."""
    exact = journal.pupil(text.strip())
    if exact is not None:
        return (exact,)
    people = {item.person.person_id: item.person for item in journal.pupils}
    wanted = fold(text).replace(".", " ").split()
    return tuple(person for person in people.values() if _named(wanted, fold(person.full_name).split()))


def _named(wanted: Sequence[str], name: Sequence[str]) -> bool:
    """Word by word: the surname whole, the rest by its beginning."""
    if not wanted or len(wanted) > len(name) or wanted[0] != name[0]:
        return False
    return all(part.startswith(word) for word, part in zip(wanted[1:], name[1:], strict=False))


def _guesses(rows: Sequence[Reading], people: Sequence[Person]) -> Iterator[Guess]:
    """One for each row; rows outside of the alphabet (a newcomer written last) are looked for afterwards."""
    read = [next(iter(row.alternatives), row.value) for row in rows]
    by_name: dict[str, list[Person]] = {}
    for person in people:
        by_name.setdefault(_listed(person), []).append(person)
    found = match_roster(read, [_listed(person) for person in people])
    alone = {name for name, namesakes in by_name.items() if len(namesakes) == 1}
    left = [person for person in people if _listed(person) not in {item.name for item in found}]
    for name, item in zip(read, found, strict=True):
        if item.name is None:
            yield _outside(name, left)
            continue
        namesakes = by_name[item.name]
        person = namesakes.pop(0) if len(namesakes) > 1 else namesakes[0]
        yield Guess(person_id=person.person_id, sure=item.sure and item.name in alone)


def _outside(name: str, left: Sequence[Person]) -> Guess:
    alike = [person for person in left if likeness_of(name, _listed(person)) >= SAME]
    return Guess(person_id=alike[0].person_id if len(alike) == 1 else None, sure=len(alike) == 1)


def _listed(person: Person) -> str:
    """«Фамилия Имя», as class lists have it."""
    return f"{person.surname} {person.given_name}".strip()


def _entry(
    reading: Reading, ruling: Ruling | None, guess: Guess | None, taken: Mapping[str, Reading], journal: ClassJournal
) -> Entry:
    proposed = (guess.person_id if guess else None) or ""
    plain = Entry(reading=reading, ruling=ruling, proposed=proposed, shown="")
    person = journal.pupil(plain.value or "")
    return Entry(
        reading=reading,
        ruling=ruling,
        proposed=proposed,
        shown=person.full_name if person else "",
        questions=tuple(_questions(plain, person, guess, taken, journal)) if plain.value is not None else (),
    )


def _questions(
    entry: Entry, person: Person | None, guess: Guess | None, taken: Mapping[str, Reading], journal: ClassJournal
) -> Iterator[Question]:
    read = entry.reading.value
    if person is None:
        yield ask("pupil-missing", firm=True, read=read, class_name=journal.school_class.name)
    elif guess is not None and (entry.reading.doubtful or not guess.sure):
        yield ask("pupil-unsure", read=read, known=person.full_name)
    elif taken.get(person.person_id, entry.reading).place != entry.reading.place:
        yield ask("pupil-twice", firm=True, known=person.full_name, row=taken[person.person_id].row)
