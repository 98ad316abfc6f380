"""Names of one order: every mention resolved against the names that the order itself prints in the nominative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.records import PersonRecord
from school.names import PersonName, find_mentions, nominative_of, same_person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsing.passages import Row
    from school.names import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """What the order tells about names."""

    nominative: tuple[PersonName, ...] = ()

    def resolve(self, mention: Mention, case: str | None = None) -> PersonRecord:
        """A mention as a person in the nominative."""
        return record(nominative_of(mention, case=case, known=self.nominative))


def from_nominative_zones(rows: Iterable[Row]) -> People:
    """Reads names of the signature and of the acknowledgement sheet, which stand in the nominative."""
    return People(
        nominative=tuple(nominative_of(mention, case="nomn") for row in rows for mention in find_mentions(row.text))
    )


def record(name: PersonName) -> PersonRecord:
    """The name as a record."""
    return PersonRecord(surname=name.surname, initials_or_names=name.initials_or_names)


def name_of(person: PersonRecord) -> PersonName:
    """The record as a name."""
    words = person.initials_or_names.replace(".", ". ").split() if person.initials_or_names != "-" else []
    return PersonName(surname=person.surname, given=" ".join(words[:1]), patronymic=" ".join(words[1:2]))


def same(one: PersonRecord, other: PersonRecord) -> bool:
    """True when both records can be one person."""
    return same_person(name_of(one), name_of(other))
