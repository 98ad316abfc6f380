"""Word forms of Russian through pymorphy3, the only place that imports it.

Folding makes two spellings comparable: case, ё/е and runs of spaces do not count.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

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
    return fold(str(_analyser().parse(word.lower())[0].normal_form))


def lemmas(text: str) -> tuple[str, ...]:
    """Dictionary forms of the Cyrillic words of a text, in order."""
    return tuple(lemma(word) for word in re.findall(r"[А-Яа-яЁё]+", text))


@lru_cache(maxsize=10_000)
def is_infinitive(word: str) -> bool:
    """True when the likeliest reading of the word is an infinitive."""
    return bool(_analyser().parse(word.lower())[0].tag.POS == "INFN")


@lru_cache(maxsize=10_000)
def is_finite_verb(word: str) -> bool:
    """True when some reading of the word is a present or future verb of the third person."""
    return any("3per" in parse.tag and parse.tag.POS == "VERB" for parse in _analyser().parse(word.lower()))


@lru_cache(maxsize=10_000)
def cases(word: str) -> frozenset[str]:
    """Cases that the readings of a word allow, as OpenCorpora names them (nomn, gent, datv, …)."""
    return frozenset(str(parse.tag.case) for parse in _analyser().parse(word.lower()) if parse.tag.case)


@lru_cache(maxsize=10_000)
def is_name(word: str) -> bool:
    """True for first names, patronymics and surnames in any case.

    A word in small letters («вера», «орлов») is one only when it can be nothing else.
    """
    named = [any(part in parse.tag for part in NAME_PARTS) for parse in _analyser().parse(word.lower())]
    return any(named) if word[:1].isupper() else all(named)


def nominative_phrase(phrase: str) -> str:
    """Puts the head of a noun phrase, with the adjectives before it, into the nominative.

    What follows the head («директора по УР», «электронного журнала») keeps its case. Words that the
    dictionary does not know stay as they are. The case of letters is kept.
    """
    words = phrase.split(" ")
    reach = next((place for place, word in enumerate(words) if word.lower() in PREPOSITIONS), len(words))
    head = next((place for place in range(reach) if _is_noun(words[place])), None)
    if head is None:
        # a substantive without a noun: «ответственной за ведение журнала»
        if reach:
            words[0] = _to_nominative(words[0], plural=False, gender=MASCULINE, noun=False)
        return " ".join(words)
    plural = _is_plural(words[head])
    gender = _gender(words[head])
    for place in range(head + 1):
        words[place] = _to_nominative(words[place], plural=plural, gender=gender, noun=place == head)
    return " ".join(words)


def _is_noun(word: str) -> bool:
    return any(parse.tag.POS == "NOUN" for parse in _analyser().parse(word.strip(",.").lower())[:2])


def _is_plural(word: str) -> bool:
    parses = [parse for parse in _analyser().parse(word.strip(",.").lower()) if parse.tag.POS == "NOUN"]
    return bool(parses) and all(parse.tag.number == "plur" for parse in parses[:1])


def _gender(word: str) -> str | None:
    parses = [parse for parse in _analyser().parse(word.strip(",.").lower()) if parse.tag.POS == "NOUN"]
    return str(parses[0].tag.gender) if parses and parses[0].tag.gender else None


def _to_nominative(word: str, *, plural: bool, gender: str | None, noun: bool) -> str:
    if "-" in word:
        return "-".join(_to_nominative(part, plural=plural, gender=gender, noun=True) for part in word.split("-"))
    kinds = {"NOUN"} if noun else {"ADJF", "PRTF", "NPRO", "NUMR"}
    bare = word.lower()
    for parse in _analyser().parse(bare):
        if parse.tag.POS in kinds:
            wanted = {"nomn", "plur" if plural else "sing"}
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
    for parse in sorted(_analyser().parse(word.lower()), key=lambda parse: "Fixd" in parse.tag):
        gender = parse.tag.gender
        if part in parse.tag and parse.tag.number == "sing" and gender in (FEMININE, MASCULINE):
            form = parse.inflect({"nomn", "sing"})
            if form is not None:
                found[_like(str(form.word), word), str(gender)] = None
    return tuple(found)
