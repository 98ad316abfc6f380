"""Word forms of Russian through pymorphy3, the only place that imports it.

Folding makes two spellings comparable: case, ё/е and runs of spaces do not count.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pymorphy3 import MorphAnalyzer

FEMININE, MASCULINE = "femn", "masc"
NAME_PARTS = ("Surn", "Name", "Patr")
PERFECTIVE, IMPERFECTIVE = "perf", "impf"
PREPOSITIONS = frozenset({"за", "по", "на", "в", "во", "о", "об", "с", "со", "при", "для", "к", "от", "до", "из"})
_SPACES = re.compile(r"\s+")


@cache
def _analyser() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


@dataclass(frozen=True, slots=True)
class _Alike:
    """A reading of a word that the dictionary lacks, by a word that declines like it."""

    reading: Any
    stem: str
    model: str
    is_known: bool = True

    @property
    def tag(self) -> Any:
        """Of the model."""
        return self.reading.tag

    @property
    def word(self) -> str:
        """The form."""
        return str(self.reading.word).replace(self.model, self.stem, 1)

    @property
    def normal_form(self) -> str:
        """Of the word itself."""
        return str(self.reading.normal_form).replace(self.model, self.stem, 1)

    def inflect(self, grammemes: set[str]) -> _Alike | None:
        """Another form of the word."""
        found = self.reading.inflect(grammemes)
        return None if found is None else _Alike(found, self.stem, self.model)


@cache
def _models() -> dict[str, str]:
    data = tomllib.loads(files("school.data").joinpath("words.toml").read_text(encoding="utf-8"))
    return dict(data["like"])


def _by_model(word: str) -> list[_Alike]:
    for stem, model in _models().items():
        like_it = model + word[len(stem) :]
        if word.startswith(stem) and _analyser().word_is_known(like_it):
            return [_Alike(reading, stem, model) for reading in _analyser().parse(like_it)]
    return []


def parses(word: str) -> list[Any]:
    """Readings of a word, likeliest first; letters of scripts that Unicode does not name one by one are left out."""
    known = _by_model(word)
    if known:
        return list(known)
    try:
        return list(_analyser().parse(word))
    except ValueError:
        # pymorphy3 asks for the name of every letter, and a Tangut one has none
        return list(_analyser().parse("".join(sign for sign in word if unicodedata.name(sign, "")) or "—"))


def fold(text: str) -> str:
    """Case, ё/е and runs of spaces folded away; for comparison only, never for printing."""
    return _SPACES.sub(" ", text.casefold().replace("ё", "е")).strip()


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """True when the dictionary (OpenCorpora) holds this very form; case and ё/е do not matter."""
    return bool(_analyser().word_is_known(word.lower())) or bool(_by_model(word.lower()))


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of a word, folded."""
    return fold(str(parses(word.lower())[0].normal_form))


def lemmas(text: str) -> tuple[str, ...]:
    """Dictionary forms of the Cyrillic words of a text, in order."""
    return tuple(lemma(word) for word in re.findall(r"[А-Яа-яЁё]+", text))


@lru_cache(maxsize=10_000)
def is_infinitive(word: str) -> bool:
    """True when the likeliest reading of the word is an infinitive."""
    return bool(parses(word.lower())[0].tag.POS == "INFN")


@lru_cache(maxsize=10_000)
def aspect(word: str) -> str | None:
    """The aspect of an infinitive or a finite verb; None where the likeliest reading is no verb."""
    readings = parses(word.lower())
    if readings[0].tag.POS not in {"INFN", "VERB"}:
        return None
    # «передавать» is perfective only in a rare sense
    found = {str(parse.tag.aspect) for parse in readings if parse.tag.POS in {"INFN", "VERB"}}
    return IMPERFECTIVE if IMPERFECTIVE in found else PERFECTIVE


@lru_cache(maxsize=10_000)
def is_transitive(word: str) -> bool:
    """True for an infinitive that takes an object: «сдать», «рассматривать»."""
    return any(parse.tag.POS == "INFN" and "tran" in parse.tag for parse in parses(word.lower()))


@lru_cache(maxsize=10_000)
def is_finite_verb(word: str) -> bool:
    """True when some reading of the word is a present or future verb of the third person."""
    return any("3per" in parse.tag and parse.tag.POS == "VERB" for parse in parses(word.lower()))


@lru_cache(maxsize=10_000)
def cases(word: str) -> frozenset[str]:
    """Cases that the readings of a word allow, as OpenCorpora names them (nomn, gent, datv, …)."""
    return frozenset(str(parse.tag.case) for parse in parses(word.lower()) if parse.tag.case)


@lru_cache(maxsize=10_000)
def is_dative_only(word: str) -> bool:
    """True for a noun or an adjective that the dictionary knows in the dative and cannot be a nominative."""
    return is_known(word) and "datv" in cases(word) and "nomn" not in cases(word)


@lru_cache(maxsize=10_000)
def is_person_noun(word: str) -> bool:
    """True for a noun that names somebody by what he does, in the nominative: «координатор», «воспитатели»."""
    return any(
        parse.tag.POS == "NOUN"
        and "anim" in parse.tag
        and parse.tag.case == "nomn"
        and not any(part in parse.tag for part in NAME_PARTS)
        for parse in parses(word.lower())[:2]
    )


@lru_cache(maxsize=10_000)
def is_thing_noun(word: str) -> bool:
    """True when the word may be one thing in the nominative: «математика», which is a mathematician's genitive too."""
    return any(
        parse.tag.POS == "NOUN" and "inan" in parse.tag and parse.tag.case == "nomn" and parse.tag.number == "sing"
        for parse in parses(word.lower())
    )


@lru_cache(maxsize=10_000)
def is_adverb(word: str) -> bool:
    """True when the likeliest reading of the word is an adverb."""
    return bool(parses(word.lower())[0].tag.POS == "ADVB")


@lru_cache(maxsize=10_000)
def is_adjective(word: str) -> bool:
    """True when the likeliest reading of the word is a full adjective."""
    return bool(parses(word.lower())[0].tag.POS == "ADJF")


@lru_cache(maxsize=10_000)
def is_participle(word: str) -> bool:
    """True when some reading of the word is a full participle: «аттестуемым»."""
    return any(parse.tag.POS == "PRTF" for parse in parses(word.lower()))


@lru_cache(maxsize=10_000)
def is_name(word: str) -> bool:
    """True for first names, patronymics and surnames in any case.

    A word in small letters («вера», «орлов») is one only when it can be nothing else.
    """
    named = [any(part in parse.tag for part in NAME_PARTS) for parse in parses(word.lower())]
    return any(named) if word[:1].isupper() else all(named)


@lru_cache(maxsize=10_000)
def is_singular(word: str) -> bool:
    """True when a noun or an adjective may stand in the singular of the accusative or the genitive."""
    return any(parse.tag.number == "sing" and parse.tag.case in {"accs", "gent"} for parse in parses(word.lower()))


def like(form: str, model: str) -> str:
    """Gives a form the letter case of the word it came from, and its ё or е."""
    if "ё" not in model.lower():
        form = form.replace("ё", "е")
    if model.isupper() and len(model) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if model[:1].isupper() else form


@lru_cache(maxsize=10_000)
def name_nominatives(word: str, part: str, told: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    """(nominative, gender) of every reading of a name word as `part` (Surn, Name or Patr), likeliest first.

    Args:
        word: in any case.
        part: of the name.
        told: cases that it can stand in; readings in others come last («Данилу» of «Данила», not of «Данил»).
    """
    found: dict[tuple[str, str], None] = {}
    # a rare name that never changes («Анне») must not hide the oblique case of a common one
    for parse in sorted(
        parses(word.lower()), key=lambda parse: ("Fixd" in parse.tag, bool(told) and parse.tag.case not in told)
    ):
        gender = parse.tag.gender
        if part in parse.tag and parse.tag.number == "sing" and gender in (FEMININE, MASCULINE):
            form = parse.inflect({"nomn", "sing"})
            if form is not None:
                found[like(str(form.word), word), str(gender)] = None
    return tuple(found)


@lru_cache(maxsize=10_000)
def name_form(word: str, part: str, gender: str, case: str) -> str | None:
    """A name word (`part`: Name or Patr) brought from the nominative to a case; None where the dictionary lacks it."""
    for parse in parses(word.lower()):
        tag = parse.tag
        nominative = part in tag and tag.case == "nomn" and tag.number == "sing" and tag.gender == gender
        if nominative and parse.is_known and "Fixd" not in tag:
            form = parse.inflect({case, "sing"})
            return like(str(form.word), word) if form is not None else None
    return None
