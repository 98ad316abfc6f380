"""Names read from paper → people the school knows. An ambiguous name is a question, never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from school.names import PersonName, same_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journal.model import Person
    from parsing.records import PersonRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a name was found to be; `person_id` is None for nobody and for several."""

    person_id: str | None
    candidates: tuple[str, ...]
    """Full names of everybody who fits."""


def match(name: PersonRecord, people: Sequence[Person]) -> Match:
    """The only member of staff whom the name fits."""
    wanted = _name(name)
    fitting = [person for person in people if same_person(wanted, _of(person))]
    only = fitting[0].person_id if len(fitting) == 1 else None
    return Match(person_id=only, candidates=tuple(person.full_name for person in fitting))


def _name(record: PersonRecord) -> PersonName:
    words = record.initials_or_names.replace(".", ". ").split() if record.initials_or_names != "-" else []
    return PersonName(surname=record.surname, given=" ".join(words[:1]), patronymic=" ".join(words[1:2]))


def _of(person: Person) -> PersonName:
    return PersonName(surname=person.surname, given=person.given_name, patronymic=person.patronymic)
