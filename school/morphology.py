"""Word forms of Russian through pymorphy3, the only place that imports it.

Folding makes two spellings comparable: case, ё/е and runs of spaces do not count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from pymorphy3 import MorphAnalyzer

FEMININE, MASCULINE = "femn", "masc"
NAME_PARTS = ("Surn", "Name", "Patr")
PREPOSITIONS = frozenset({"за", "по", "на", "в", "во", "о", "об", "с", "со", "при", "для", "к", "от", "до", "из"})
# the dictionary puts the obsolete plural first
PLURALS = {"учители": "учителя", "директоры": "директора"}
_SPACES = re.compile(r"\s+")


@cache
def _analyser() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


def _parses(word: str) -> list[Any]:
    """Readings of a word, likeliest first; letters of scripts that Unicode does not name one by one are left out."""
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
    return bool(_analyser().word_is_known(word.lower()))


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of a word, folded."""
    return fold(str(_parses(word.lower())[0].normal_form))


def lemmas(text: str) -> tuple[str, ...]:
    """Dictionary forms of the Cyrillic words of a text, in order."""
    return tuple(lemma(word) for word in re.findall(r"[А-Яа-яЁё]+", text))


@lru_cache(maxsize=10_000)
def is_infinitive(word: str) -> bool:
    """True when the likeliest reading of the word is an infinitive."""
    return bool(_parses(word.lower())[0].tag.POS == "INFN")


@lru_cache(maxsize=10_000)
def is_finite_verb(word: str) -> bool:
    """True when some reading of the word is a present or future verb of the third person."""
    return any("3per" in parse.tag and parse.tag.POS == "VERB" for parse in _parses(word.lower()))


@lru_cache(maxsize=10_000)
def cases(word: str) -> frozenset[str]:
    """Cases that the readings of a word allow, as OpenCorpora names them (nomn, gent, datv, …)."""
    return frozenset(str(parse.tag.case) for parse in _parses(word.lower()) if parse.tag.case)


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
        for parse in _parses(word.lower())[:2]
    )


@lru_cache(maxsize=10_000)
def is_adverb(word: str) -> bool:
    """True when the likeliest reading of the word is an adverb."""
    return bool(_parses(word.lower())[0].tag.POS == "ADVB")


@lru_cache(maxsize=10_000)
def is_adjective(word: str) -> bool:
    """True when the likeliest reading of the word is a full adjective."""
    return bool(_parses(word.lower())[0].tag.POS == "ADJF")


@lru_cache(maxsize=10_000)
def is_name(word: str) -> bool:
    """True for first names, patronymics and surnames in any case.

    A word in small letters («вера», «орлов») is one only when it can be nothing else.
    """
    named = [any(part in parse.tag for part in NAME_PARTS) for parse in _parses(word.lower())]
    return any(named) if word[:1].isupper() else all(named)


def nominative_phrase(phrase: str, *, singular: bool = False, case: str | None = None) -> str:
    """Puts the head of a noun phrase, with the adjectives before it, into the nominative.

    What follows the head («директора по УР», «электронного журнала») keeps its case. Words that the
    dictionary does not know stay as they are. The case of letters is kept.

    Args:
        phrase: in any case.
        singular: the head in the singular too: «члены комиссии» → «член комиссии».
        case: the case that it stands in, where that is known: «комиссии» in the dative is one, in the nominative many.
    """
    return _inflected(phrase, "nomn", singular=singular, source=case)


def genitive_phrase(phrase: str) -> str:
    """The same with the genitive: «бракеражную комиссию» → «бракеражной комиссии»."""
    return _inflected(phrase, "gent")


def dative_phrase(phrase: str) -> str:
    """The same with the dative: «русский язык» → «русскому языку»."""
    words = phrase.split(" ")
    if len(words) == 1:
        parses = [parse for parse in _parses(phrase.lower()) if parse.tag.POS == "NOUN" and parse.tag.case == "nomn"]
        form = parses[0].inflect({"datv"}) if parses else None
        return _like(str(form.word), phrase) if form is not None else phrase
    return _inflected(phrase, "datv")


def accusative_phrase(phrase: str, *, person: bool = False) -> str:
    """The same with the accusative: «инструкция» → «инструкцию», of a person's post «учитель» → «учителя»."""
    words = phrase.split(" ")
    head = next((word for word in words if _is_noun(word)), words[0])
    feminine = _gender(head) == FEMININE if not _governs(words[0]) else _own_gender(words[0]) == FEMININE
    if feminine:
        return _inflected(phrase, "accs")
    # the accusative of a masculine noun is its genitive where it names a person, else its nominative
    return _inflected(phrase, "gent") if person else phrase


def instrumental_phrase(phrase: str, *, plural: bool = False) -> str:
    """The same with the instrumental: «классный руководитель 5А класса» → «классным руководителем 5А класса».

    Args:
        phrase: in any case.
        plural: of several persons: «ответственными за питание».
    """
    return _inflected(phrase, "ablt", several=plural)


def _inflected(
    phrase: str, case: str, *, singular: bool = False, several: bool = False, source: str | None = None
) -> str:
    words = phrase.split(" ")
    reach = next((place for place, word in enumerate(words) if word.lower() in PREPOSITIONS), len(words))
    head = next((place for place in range(reach) if _is_noun(words[place]) and not _agrees(words, place)), None)
    if head is None or _governs(words[0]) or (head and _is_substantive(words, head)):
        # a substantive: «ответственной за ведение журнала», «заведующей хозяйством»
        if reach:
            gender = _own_gender(words[0]) if head is not None else MASCULINE
            plural = several or (_is_plural(words[0], source) and not singular and _governs(words[0]))
            follows = reach > 1 and head is None and _agrees(words, 0)
            plural = plural or (follows and _is_plural(words[0], source) and not singular)
            for place in range(1 + follows):
                # «ответственным дежурным»: the second adjective stands for the noun
                words[place] = _to_case(words[place], case, plural=plural, gender=gender, noun=False)
        return " ".join(words)
    plural = several or (_is_plural(words[head], source) and not singular)
    gender = _gender(words[head])
    for place in range(head + 1):
        words[place] = _to_case(words[place], case, plural=plural, gender=gender, noun=place == head)
    return " ".join(words)


def _governs(word: str) -> bool:
    """«заведующий», «исполняющий»: what follows is governed by it and stays as it is."""
    return word.lower().startswith(("заведующ", "исполняющ"))


def _is_substantive(words: list[str], head: int) -> bool:
    """True for an adjective that governs the noun after it: «заведующей хозяйством», «исполняющему обязанности»."""
    adjectives = [parse.tag for parse in _parses(words[0].strip(",.").lower()) if parse.tag.POS in {"ADJF", "PRTF"}]
    nouns = [parse.tag for parse in _parses(words[head].strip(",.").lower()) if parse.tag.POS == "NOUN"]
    return bool(adjectives) and not any(
        one.case == other.case and one.number == other.number and (one.number == "plur" or one.gender == other.gender)
        for one in adjectives
        for other in nouns
    )


def _own_gender(word: str) -> str | None:
    """Gender of an adjective that stands for a person; the feminine only where its form can be nothing else."""
    genders = {parse.tag.gender for parse in _parses(word.strip(",.").lower()) if parse.tag.POS in {"ADJF", "PRTF"}}
    return FEMININE if genders == {FEMININE} else MASCULINE


def _is_noun(word: str) -> bool:
    return any(parse.tag.POS == "NOUN" for parse in _parses(word.strip(",.").lower())[:2])


@lru_cache(maxsize=10_000)
def is_singular(word: str) -> bool:
    """True when a noun or an adjective may stand in the singular of the accusative or the genitive."""
    return any(parse.tag.number == "sing" and parse.tag.case in {"accs", "gent"} for parse in _parses(word.lower()))


def _agrees(words: list[str], place: int) -> bool:
    """True for an adjective that may be a noun too, before a word of its case, number and gender: «главного врача»."""
    if place + 1 >= len(words):
        return False
    adjectives = [parse.tag for parse in _parses(words[place].strip(",.").lower()) if parse.tag.POS == "ADJF"]
    following = [parse.tag for parse in _parses(words[place + 1].strip(",.").lower())]
    return any(
        one.case == other.case and one.number == other.number and one.gender in (other.gender, None)
        for one in adjectives
        for other in following
        if other.POS in {"ADJF", "NOUN"}
    )


def _is_plural(word: str, case: str | None = None) -> bool:
    parses = [parse.tag for parse in _parses(word.strip(",.").lower()) if parse.tag.POS in {"NOUN", "PRTF", "ADJF"}]
    own = [tag for tag in parses if case is None or tag.case == case] or parses
    return bool(own) and str(own[0].number) == "plur"


def _gender(word: str) -> str | None:
    parses = [parse for parse in _parses(word.strip(",.").lower()) if parse.tag.POS == "NOUN"]
    return str(parses[0].tag.gender) if parses and parses[0].tag.gender else None


def _to_case(word: str, case: str, *, plural: bool, gender: str | None, noun: bool) -> str:
    bare = word.rstrip(",;")
    if bare != word:
        return _to_case(bare, case, plural=plural, gender=gender, noun=noun) + word[len(bare) :]
    if "-" in word:
        first, *rest = word.split("-")
        if first.lower().endswith("о"):
            # «пожарно-техническую»
            return "-".join([first, *(_to_case(part, case, plural=plural, gender=gender, noun=noun) for part in rest)])
        return "-".join(_to_case(part, case, plural=plural, gender=gender, noun=True) for part in (first, *rest))
    kinds = {"NOUN"} if noun else {"ADJF", "PRTF", "NPRO", "NUMR"}
    bare = word.lower()
    for parse in _parses(bare):
        if parse.tag.POS in kinds:
            wanted = {case, "plur" if plural else "sing"}
            if not noun and not plural and gender not in (None, "None"):
                wanted.add(gender)
            form = parse.inflect(wanted)
            if form is not None:
                return _like(PLURALS.get(str(form.word), str(form.word)), word)
    return word


def _like(form: str, model: str) -> str:
    """Gives a form the letter case of the word it came from, and its ё or е."""
    if "ё" not in model.lower():
        form = form.replace("ё", "е")
    if model.isupper() and len(model) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if model[:1].isupper() else form


@lru_cache(maxsize=10_000)
def name_nominatives(word: str, part: str) -> tuple[tuple[str, str], ...]:
    """(nominative, gender) of every reading of a name word as `part` (Surn, Name or Patr), likeliest first."""
    found: dict[tuple[str, str], None] = {}
    # a rare name that never changes («Анне») must not hide the oblique case of a common one
    for parse in sorted(_parses(word.lower()), key=lambda parse: "Fixd" in parse.tag):
        gender = parse.tag.gender
        if part in parse.tag and parse.tag.number == "sing" and gender in (FEMININE, MASCULINE):
            form = parse.inflect({"nomn", "sing"})
            if form is not None:
                found[_like(str(form.word), word), str(gender)] = None
    return tuple(found)


@lru_cache(maxsize=10_000)
def name_form(word: str, part: str, gender: str, case: str) -> str | None:
    """A name word (`part`: Name or Patr) brought from the nominative to a case; None where the dictionary lacks it."""
    for parse in _parses(word.lower()):
        tag = parse.tag
        nominative = part in tag and tag.case == "nomn" and tag.number == "sing" and tag.gender == gender
        if nominative and parse.is_known and "Fixd" not in tag:
            form = parse.inflect({case, "sing"})
            return _like(str(form.word), word) if form is not None else None
    return None
