"""Names of one order: every mention resolved against the names that the order itself prints in the nominative."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsing.records import PersonRecord
from school.mentions import Mention, find_mentions
from school.morphology import FEMININE, fold
from school.names import PersonName, candidates, nominative_of, patronymic_gender, same_person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsing.passages import Row


CERTAIN = 0.9
"""Weight of endings that are those of surnames only: «Фомину», «Успенской»."""
FLEETING = re.compile(r"(?<=[^аеиоуыэюя])[ео]([клнрц]ь?)$")
SOFT = re.compile(r"^(.+[жшчщ])ий$")
ALONE = re.compile(r"(?<=[а-яё]\s)([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAlone:
    """A person named by the surname only, and where it stands in the text."""

    start: int
    person: PersonRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """What the order tells about names."""

    nominative: tuple[PersonName, ...] = ()

    def named(self, text: str, case: str) -> NamedAlone | None:
        """A surname alone at the end of a text: printed in the nominative somewhere, or with an ending of surnames."""
        found = ALONE.search(text)
        if found is None:
            return None
        mention = Mention(start=found.start(1), end=found.end(1), surname=found.group(1), given="", patronymic="")
        forms = {fold(item.surname) for item in candidates(found.group(1)) if item.case in {case, "any"}}
        known = [name for name in self.nominative if fold(name.surname) in forms]
        if known:
            return NamedAlone(start=mention.start, person=record(known[0]))
        certain = any(item.case == case and item.weight >= CERTAIN for item in candidates(found.group(1)))
        return NamedAlone(start=mention.start, person=self.resolve(mention, case)) if certain else None

    def knowing(self, others: Iterable[PersonRecord]) -> People:
        """The same with persons whose full names tell their gender."""
        named = (name_of(person) for person in others if " " in person.initials_or_names)
        return People(nominative=(*self.nominative, *named))

    def resolve(self, mention: Mention, case: str | None = None, *, gender: str | None = None) -> PersonRecord:
        """A mention as a person in the nominative."""
        name = nominative_of(mention, case=case, gender=gender, known=self.nominative)
        printed = None if case == "nomn" else self._printed(mention)
        return record(replace(name, surname=printed) if printed else name)

    def _printed(self, mention: Mention) -> str | None:
        """A man's surname printed elsewhere that loses a vowel or ends like an adjective: «Дятла», «Осадчему»."""
        low = fold(mention.surname)
        names = {name.surname for name in self.nominative if name.initials == mention.initials}
        if patronymic_gender(mention.patronymic) == FEMININE or low in map(fold, names):
            return None
        return next((surname for surname in sorted(names) if _comes_from(low, fold(surname))), None)


def _comes_from(form: str, nominative: str) -> bool:
    """True where the form is one of the oblique cases of such a surname."""
    short, soft = FLEETING.sub(r"\1", nominative), SOFT.match(nominative)
    stem = re.escape(short.removesuffix("ь"))
    if short != nominative and re.fullmatch(
        stem + ("(?:я|ю|ем|е)" if short.endswith("ь") else "(?:а|у|ом|ем|е)"), form
    ):
        return True
    return soft is not None and bool(re.fullmatch(re.escape(soft[1]) + "(?:его|ему|им|ем)", form))


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
