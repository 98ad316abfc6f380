"""Phrases brought to another case: the head of the phrase with the adjectives before it."""

from __future__ import annotations

from school.morphology import FEMININE, MASCULINE, PREPOSITIONS, like, parses

# the dictionary puts the obsolete plural first
PLURALS = {"учители": "учителя", "директоры": "директора"}


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


def genitive_singular(word: str) -> str:
    """«отделений» → «отделения»."""
    return _to_case(word, "gent", plural=False, gender=_gender(word), noun=True)


def dative_phrase(phrase: str) -> str:
    """The same with the dative: «русский язык» → «русскому языку»."""
    words = phrase.split(" ")
    if len(words) == 1:
        nouns = [parse for parse in parses(phrase.lower()) if parse.tag.POS == "NOUN" and parse.tag.case == "nomn"]
        form = nouns[0].inflect({"datv"}) if nouns else None
        return like(str(form.word), phrase) if form is not None else phrase
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
    adjectives = [parse.tag for parse in parses(words[0].strip(",.").lower()) if parse.tag.POS in {"ADJF", "PRTF"}]
    nouns = [parse.tag for parse in parses(words[head].strip(",.").lower()) if parse.tag.POS == "NOUN"]
    return bool(adjectives) and not any(
        one.case == other.case and one.number == other.number and (one.number == "plur" or one.gender == other.gender)
        for one in adjectives
        for other in nouns
    )


def _own_gender(word: str) -> str | None:
    """Gender of an adjective that stands for a person; the feminine only where its form can be nothing else."""
    genders = {parse.tag.gender for parse in parses(word.strip(",.").lower()) if parse.tag.POS in {"ADJF", "PRTF"}}
    return FEMININE if genders == {FEMININE} else MASCULINE


def _is_noun(word: str) -> bool:
    return any(parse.tag.POS == "NOUN" for parse in parses(word.strip(",.").lower())[:2])


def _agrees(words: list[str], place: int) -> bool:
    """True for an adjective that may be a noun too, before a word of its case, number and gender: «главного врача»."""
    if place + 1 >= len(words):
        return False
    adjectives = [parse.tag for parse in parses(words[place].strip(",.").lower()) if parse.tag.POS == "ADJF"]
    following = [parse.tag for parse in parses(words[place + 1].strip(",.").lower())]
    return any(
        one.case == other.case and one.number == other.number and one.gender in (other.gender, None)
        for one in adjectives
        for other in following
        if other.POS in {"ADJF", "NOUN", "PRTF"}
    )


def _is_plural(word: str, case: str | None = None) -> bool:
    tags = [parse.tag for parse in parses(word.strip(",.").lower()) if parse.tag.POS in {"NOUN", "PRTF", "ADJF"}]
    own = [tag for tag in tags if case is None or tag.case == case] or tags
    return bool(own) and str(own[0].number) == "plur"


def _gender(word: str) -> str | None:
    nouns = [parse for parse in parses(word.strip(",.").lower()) if parse.tag.POS == "NOUN"]
    return str(nouns[0].tag.gender) if nouns and nouns[0].tag.gender else None


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
    for parse in parses(bare):
        if parse.tag.POS in kinds:
            wanted = {case, "plur" if plural else "sing"}
            if not noun and not plural and gender not in (None, "None"):
                wanted.add(gender)
            form = parse.inflect(wanted)
            if form is not None:
                return like(PLURALS.get(str(form.word), str(form.word)), word)
    return word
