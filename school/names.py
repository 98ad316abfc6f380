"""People's names: found in raw text, brought to the nominative, compared.

A surname in an oblique case has several nominatives («Аксенову» is a man in the dative or a woman in the
accusative). Candidates come from surname paradigms (data/surnames.toml) and are weighed by the gender of the
patronymic, the grammatical case that the sentence asks for, and nominative names seen in the same document.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from school.mentions import Mention, find_mentions, first_letters
from school.morphology import FEMININE, MASCULINE, fold, is_known, name_nominatives

_FEMININE_PATRONYMIC = {"а": ("nomn",), "ы": ("gent",), "е": ("datv", "loct"), "у": ("accs",), "ой": ("ablt",)}
_MASCULINE_PATRONYMIC = {"": ("nomn",), "а": ("gent", "accs"), "у": ("datv",), "ем": ("ablt",), "е": ("loct",)}
LIKELY = 0.1
"""Weight under which a form is no reason to believe in a case."""
KNOWN = 1000.0
"""How much more a nominative counts that the document prints elsewhere: more than any case."""
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name in the nominative. `given` and `patronymic` may be initials («В.»)."""

    surname: str
    given: str = ""
    patronymic: str = ""

    @property
    def initials_or_names(self) -> str:
        """«В.А.» without a space, full names with one, or «-»."""
        if not self.given:
            return "-"
        separator = "" if self.given.endswith(".") else " "
        return f"{self.given}{separator}{self.patronymic}".strip()

    @property
    def initials(self) -> str:
        """First letters, folded: «ва»."""
        return first_letters(self.given, self.patronymic)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible nominative of a surname, with the gender and case it implies."""

    surname: str
    gender: str
    case: str
    weight: float


@dataclass(frozen=True, slots=True)
class Paradigm:
    """How surnames of one kind decline: endings by case after a stem."""

    gender: str
    stem: re.Pattern[str]
    nominative: str
    endings: tuple[tuple[str, str], ...]
    weight: float
    unknown: float
    """The weight where the nominative is no word of the dictionary."""

    def weight_of(self, nominative: str) -> float:
        """How much a form speaks for this nominative."""
        return self.weight if self.unknown == self.weight or is_known(nominative) else self.unknown


@cache
def paradigms() -> tuple[Paradigm, ...]:
    """Every paradigm of data/surnames.toml."""
    rows = tomllib.loads(files("school.data").joinpath("surnames.toml").read_text(encoding="utf-8"))
    return tuple(
        Paradigm(
            gender=row["gender"],
            stem=re.compile(row["stem"] + "$"),
            nominative=row["nomn"],
            endings=tuple((case, row[case]) for case in CASES if case in row),
            weight=row["weight"],
            unknown=row.get("unknown", row["weight"]),
        )
        for row in rows["paradigm"]
    )


def candidates(surname: str) -> tuple[Candidate, ...]:
    """Every nominative that the form may come from; never empty: the form itself is the last resort."""
    if "-" in surname:
        return _double(surname)
    low = surname.lower()
    found = [
        Candidate(_cased(nominative, surname), row.gender, case, row.weight_of(nominative))
        for row in paradigms()
        for case, ending in row.endings
        if low.endswith(ending) and row.stem.search(stem := low[: len(low) - len(ending)])
        for nominative in (stem + row.nominative,)
    ]
    found += [
        Candidate(_cased(form.lower(), surname), gender, "any", 0.5) for form, gender in name_nominatives(low, "Surn")
    ]
    # a rare name may stand as it is
    return (*found, Candidate(surname, MASCULINE, "any", 0.02), Candidate(surname, FEMININE, "any", 0.02))


def _double(surname: str) -> tuple[Candidate, ...]:
    """Both parts of «Романову-Штерн», in one case and of one gender."""
    first, _, last = surname.rpartition("-")
    pairs = [
        (one, other)
        for one in candidates(first)
        for other in candidates(last)
        if (one.gender == other.gender and "any" in (one.case, other.case)) or one.case == other.case
    ]
    found = tuple(
        Candidate(
            f"{one.surname}-{other.surname}",
            one.gender,
            one.case if one.case != "any" else other.case,
            max(one.weight, other.weight),
        )
        for one, other in pairs
        if one.gender == other.gender
    )
    return found or tuple(Candidate(surname, gender, "any", 0.1) for gender in (MASCULINE, FEMININE))


def _cased(form: str, model: str) -> str:
    if model.isupper():
        return form.upper()
    if model.islower():
        # «оол» of «Кошкар-оол»
        return form
    small = {part for part in model.split("-")[1:] if part.islower()}
    # «Хаким-заде»
    return "-".join(part if part in small else part[:1].upper() + part[1:] for part in form.split("-"))


def patronymic_gender(patronymic: str) -> str | None:
    """Gender told by a full patronymic in any case; None for initials."""
    low = fold(patronymic)
    if re.search(r"(вич|ич)(а|у|ем|е)?$|оглы$", low):
        return MASCULINE
    return FEMININE if re.search(r"(вн|ичн|иничн)(а|ы|е|у|ой)$|кызы$", low) else None


def _patronymic_cases(patronymic: str) -> tuple[str, ...]:
    """Cases told by the ending of a full patronymic: «Борисовну» is one, «Борисовича» may be two."""
    ending = re.search(r"(?:ич|вн|чн)([а-я]*)$", fold(patronymic))
    if ending is None:
        return ()
    endings = _MASCULINE_PATRONYMIC if patronymic_gender(patronymic) == MASCULINE else _FEMININE_PATRONYMIC
    return endings.get(ending[1], ())


def nominative_of(
    mention: Mention,
    *,
    case: str | None = None,
    gender: str | None = None,
    known: tuple[PersonName, ...] = (),
) -> PersonName:
    """The likeliest nominative of a mention.

    Args:
        mention: the name as it stands.
        case: grammatical case that the sentence asks for, as OpenCorpora names it.
        gender: gender told by the position, when it tells one.
        known: names seen in the nominative elsewhere; they decide where they fit.
    """
    gender = patronymic_gender(mention.patronymic) or gender
    told = _patronymic_cases(mention.patronymic)
    if case is not None and mention.patronymic.endswith(("оглы", "кызы")):
        told = (case,)
    asked = (case,) if case is not None and (case in told or not told) else told
    forms = candidates(mention.surname)
    plain = any(item.case == "nomn" and item.weight >= LIKELY for item in forms)
    if asked and plain and not any(item.case in asked and item.weight >= LIKELY for item in forms):
        # «Завхозу (Титова А.А.)»: what cannot stand in the case stands in the nominative
        asked = ("nomn",)
    best = max(
        forms,
        key=lambda item: _score(item, mention, asked=asked, gender=gender, known=known),
    )
    whole = _is_whole(mention.given, best.surname, dative="datv" in told)
    return PersonName(
        surname=best.surname,
        given=mention.given if whole else _given(mention.given, "Name", best.gender, told=told),
        patronymic=_given(mention.patronymic, "Patr", best.gender),
    )


def _score(
    item: Candidate, mention: Mention, *, asked: tuple[str, ...], gender: str | None, known: tuple[PersonName, ...]
) -> float:
    score = item.weight
    if asked == ("nomn",):
        # what stands in the nominative is printed as it is
        score *= 1.0 if fold(item.surname) == fold(mention.surname) else 0.05
    elif asked and item.case != "any":
        score *= 1.0 if item.case in asked else 0.2
    if gender is not None and item.gender != gender:
        score *= 0.02
    fits = any(fold(item.surname) == fold(name.surname) and name.initials == mention.initials for name in known)
    return score * (KNOWN if fits else 1.0)


def _is_whole(given: str, surname: str, *, dative: bool) -> bool:
    """«Лусине» of an Armenian surname never changes; «Карине» may be the dative of «Карина»."""
    names, changing, surnames = _whole_given()
    return given in (names if dative else names | changing) and surnames.search(fold(surname)) is not None


@cache
def _whole_given() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    data = tomllib.loads(files("school.data").joinpath("surnames.toml").read_text(encoding="utf-8"))["whole_given"]
    return frozenset(data["names"]), frozenset(data["changing"]), re.compile(data["surname"])


def _given(word: str, part: str, gender: str, *, told: tuple[str, ...] = ()) -> str:
    if not word or word.endswith(".") or "nomn" in told:
        return word
    if told and gender == FEMININE and word.endswith("е") and not {"datv", "loct"} & set(told):
        # «Армине Суреновну»: no woman's name ends so in these cases but one that never changes
        return word
    forms = name_nominatives(word, part, told)
    if told and not (is_known(word) and forms):
        return _unknown_given(word, gender, told)
    own = [form for form, found in forms if found == gender]
    if not own and told:
        # «Эрику Генриховну»: the dictionary knows the man's name only
        return _unknown_given(word, gender, told)
    # «Нелли» may be of «Нелля», but is a name itself
    return word if word in own and word.endswith("и") else next(iter(own), forms[0][0] if forms else word)


def _unknown_given(word: str, gender: str, told: tuple[str, ...]) -> str:
    for case in told:
        for ending, nominative in _endings_of_given()[gender].get(case, {}).items():
            if word.endswith(ending):
                return word.removesuffix(ending) + nominative
    return word


@cache
def _endings_of_given() -> dict[str, dict[str, dict[str, str]]]:
    data = tomllib.loads(files("school.data").joinpath("surnames.toml").read_text(encoding="utf-8"))
    return dict(data["given"])


def same_person(one: PersonName, other: PersonName) -> bool:
    """Surnames equal after folding, and initials or names that do not contradict each other."""
    if fold(one.surname) != fold(other.surname):
        return False
    pairs = ((fold(one.given), fold(other.given)), (fold(one.patronymic), fold(other.patronymic)))
    return all(_agree(first, second) for first, second in pairs)


def _agree(first: str, second: str) -> bool:
    if not first or not second:
        return True
    if first.endswith(".") or second.endswith("."):
        return first[0] == second[0]
    return first == second


def parse_nominative(text: str) -> PersonName | None:
    """A name already in the nominative: «Фамилия И.О.» or «Фамилия Имя Отчество»."""
    mentions = find_mentions(text)
    if mentions:
        first = mentions[0]
        return PersonName(surname=first.surname, given=first.given, patronymic=first.patronymic)
    words = text.split()
    if not words:
        return None
    return PersonName(surname=words[0], given=" ".join(words[1:2]), patronymic=" ".join(words[2:3]))
