"""A name in the nominative brought to another case, where that is certain.

A surname alone does not always tell how it declines: «Ткач» is «Ткача» of a man and «Ткач» of a woman, «Сапожок»
loses a vowel. Who writes an order must not guess, so a doubtful name has no other case here.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from school.morphology import FEMININE, MASCULINE, name_form
from school.names import Paradigm, PersonName, paradigms, patronymic_gender

SURE = 0.8
"""Weight of a paradigm that the ending alone proves: «-ов», «-ова», «-ский», «-ко», «-ых»."""
GENDERED = 0.9
"""Weight of one that tells the gender too."""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("school.data").joinpath("surnames.toml").read_text(encoding="utf-8"))


@cache
def _doubtful() -> re.Pattern[str]:
    return re.compile(_data()["doubtful"])


def gender_of(name: PersonName) -> str | None:
    """Gender told by the full patronymic or by a part of the surname that only one gender has, else None."""
    told = patronymic_gender(name.patronymic)
    if told is not None:
        return told
    for part in name.surname.split("-"):
        best = _best(part, None)
        genders = {row.gender for row in best}
        if best and best[0].weight >= GENDERED and len(genders) == 1:
            return genders.pop()
    return None


def declined(name: PersonName, case: str) -> PersonName | None:
    """The name in a case (gent, datv, accs); None where the surname, the gender or the first name leaves a doubt."""
    gender = gender_of(name)
    surname = _surname(name.surname, gender, case)
    given = _given(name.given, "Name", gender, case)
    patronymic = _given(name.patronymic, "Patr", gender, case)
    if surname is None or given is None or patronymic is None:
        return None
    return PersonName(surname=surname, given=given, patronymic=patronymic)


def _surname(surname: str, gender: str | None, case: str) -> str | None:
    parts = surname.split("-")
    if len(parts) > 1 and gender is None:
        return None
    forms = [_part(part, gender, case, last=part is parts[-1]) for part in parts]
    return "-".join(form for form in forms if form) if all(forms) else None


def _part(part: str, gender: str | None, case: str, *, last: bool) -> str | None:
    """One surname, or a part of a double one; the first part of a man's double one may stay («Бонч-Бруевич»)."""
    best = _best(part, gender)
    if not best:
        return None
    low = part.lower()
    changes = gender != FEMININE and _doubtful().search(low) is not None
    if best[0].weight < SURE and (changes or (not last and gender == MASCULINE)):
        return None
    forms = {low[: len(low) - len(row.nominative)] + dict(row.endings).get(case, "?") for row in best}
    form = forms.pop()
    return None if forms or form.endswith("?") else form[:1].upper() + form[1:]


def _best(part: str, gender: str | None) -> list[Paradigm]:
    """Paradigms of a nominative: those that its ending proves, else all that it may follow."""
    low = part.lower()
    fitting = [
        row
        for row in paradigms()
        if gender in (None, row.gender)
        and low.endswith(row.nominative)
        and re.search(f"(?:{row.stem.pattern.removesuffix('$')})$", low[: len(low) - len(row.nominative)])
    ]
    top = max((row.weight for row in fitting), default=0.0)
    return [row for row in fitting if row.weight == top] if top >= SURE else fitting


def _given(word: str, part: str, gender: str | None, case: str) -> str | None:
    """A first name or a patronymic; initials stay."""
    if not word or word.endswith("."):
        return word
    if part == "Patr" and gender is not None:
        endings = _data()["patronymic"][gender]
        return word.removesuffix(endings["nomn"]) + endings[case] if word.endswith(endings["nomn"]) else None
    return name_form(word, part, gender, case) if gender is not None else None
