"""An addressee amid the sentence: «До 10 сентября классным руководителям сдать …», «Провести завхозу Орлову А.А. …»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.forms import form, table
from parsing.language import annotate, infinitives, people_of
from parsing.order.actions import EDGES
from parsing.order.times import first_time
from school.morphology import (
    PREPOSITIONS,
    cases,
    is_adjective,
    is_adverb,
    is_participle,
    is_person_noun,
    is_thing_noun,
    is_transitive,
    lemmas,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from school.mentions import Mention

WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
LONGEST_FRONT = 130
NOT = "не"
JOINED = frozenset({"и", "а", "или"})
AFTER_TIME = re.compile(r"(?:\d|(?:года?|г\.)|[,–—-])\s*$")
MONTH = re.compile(r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Where the addressee stands in a sentence: what is before it is said of the action, which begins at `end`."""

    start: int
    end: int


def before_verb(piece: str, verb: int, begin: int, *, known: bool) -> Within | None:
    """«До 10 сентября классным руководителям сдать …», «Инструктаж классным руководителям провести …».

    Args:
        piece: the sentence.
        verb: where its first infinitive stands.
        begin: where the words of time and of manner before that begin; only those after the addressee count.
        known: an earlier sentence told the addressee already, so that a dative may be whom something is given to.
    """
    mentions = tuple(mention for mention in people_of(annotate(piece)) if mention.end <= verb)
    for start in _starts(piece, mentions, verb):
        front = piece[:start]
        if (known or not _is_adjunct(front)) and _is_taker(piece[start:], piece[verb:]):
            return None
        later = first_time(piece[start:], verb - start) + start
        end = max(later, begin) if begin > start else later
        if len(front) <= LONGEST_FRONT and not re.search(r"[;:]|[а-яё]{2}\.\s", front):
            return Within(start=start, end=end)
    return None


def after_verb(piece: str) -> Within | None:
    """«Провести классным руководителям инструктаж»: after a verb that takes no other dative."""
    doc = annotate(piece)
    first = next(iter(infinitives(doc)), None)
    if first is None or _is_giving(piece[first.idx :]):
        return None
    low = first.idx + len(first.text)
    mentions = people_of(doc)
    if first.idx > 0:
        return _last(piece, mentions) if _is_adjunct(piece[: first.idx]) else None
    start = next(_starts(piece, mentions, len(piece)), len(piece))
    alone, named = (form("address", name).match(piece) for name in ("done_by", "done_by_named"))
    if not (alone or named) or not _is_time(piece[low:start].strip()):
        return _last(piece, mentions)
    end = _end(piece, start, mentions)
    told = any(start <= mention.start < end for mention in mentions)
    return Within(start=start, end=end) if end < len(piece.rstrip(EDGES)) and (alone or told) else None


def _last(piece: str, mentions: tuple[Mention, ...]) -> Within | None:
    """«Ознакомить работников секретарю Орловой А.А.»: whom it addresses stands last, a name with its post."""
    for start in _starts(piece, mentions, len(piece)):
        end = _end(piece, start, mentions)
        finite = any(token._.finite for token in annotate(piece) if token.idx < end)
        named = any(start < mention.start < end for mention in mentions)
        if end >= len(piece.rstrip(EDGES)) and named and not finite:
            return Within(start=start, end=end)
    return None


def _starts(piece: str, mentions: tuple[Mention, ...], high: int) -> Iterator[int]:
    """Where a phrase in the dative begins that names people, and that no word before it governs."""
    words = list(WORD.finditer(piece, 0, high))
    names = {mention.start for mention in mentions}
    for place, word in enumerate(words):
        if place == 0 or any(mention.start < word.start() < mention.end for mention in mentions):
            continue
        before = piece[: word.start()]
        after_time = bool(AFTER_TIME.search(before) or MONTH.search(before) or is_adverb(words[place - 1].group()))
        if word.start() in names:
            if after_time:
                yield word.start()
            continue
        before_it = words[place - 1].group()
        if before_it in PREPOSITIONS or (_is_governed(before_it.lower()) and not after_time):
            # «на поляне»
            continue
        if "datv" in cases(before_it) and (is_adjective(before_it) or is_participle(before_it)):
            # the phrase began before
            continue
        if names_people(piece[word.start() : high], sure=not after_time):
            yield word.start()


def _is_governed(word: str) -> bool:
    return word in table("address", "governing") or bool({word, *lemmas(word)} & set(table("address", "given_to")))


def names_people(phrase: str, *, sure: bool) -> bool:
    """The phrase begins with people in the dative.

    Args:
        phrase: from the word on.
        sure: only forms that can be no genitive («учителям», not «вожатой») count, and no bodies («комиссии»).
    """
    # «старшим групп» is told with the word after it
    doing = form("address", "named_by_doing").match(phrase) is not None
    words = [match.group() for match in WORD.finditer(phrase)][:5]
    if form("address", "abbreviated").match(f"{words[0]}." if words and phrase[len(words[0]) :][:1] == "." else ""):
        return len(words) > 1 and (names_people(phrase[len(words[0]) + 1 :].lstrip(), sure=sure) or not sure)
    if len(words) > 1 and is_adverb(words[0]) and form("address", "named_by_doing").match(words[1]):
        # «Материально ответственным лицам»
        words = words[1:]
    for word in words:
        last = word.split("-")[-1] if "datv" in cases(word.split("-")[-1]) else word.split("-")[0]
        known = cases(last)
        if "datv" not in known or (sure and "gent" in known) or word.lower() in PREPOSITIONS:
            return False
        if form("address", "receivers").match(word):
            return False
        named = any(map(is_person_noun, lemmas(last))) or form("address", "named_by_doing").match(word) or doing
        if named or (not sure and set(lemmas(last)) & set(table("body", "kinds"))):
            return True
        if not (is_adjective(last) or is_participle(last)):
            return False
    return False


def _is_time(words: str) -> bool:
    """Nothing but words of time and of manner may stand between the verb and whom it is said to."""
    return not words or first_time(words, len(words)) == 0 or is_adverb(words)


def _is_taker(whom: str, action: str) -> bool:
    """«Пароли учителям выдать», «Отчёты заместителю директора сдать»: whom something is given to."""
    handed = form("address", "handing").match(action) and form("address", "above").match(whom)
    return bool(form("address", "giving").match(action) or handed)


def _is_giving(action: str) -> bool:
    """Nobody but who takes it may stand in the dative after such a verb."""
    return any(form("address", name).match(action) for name in ("giving", "handing"))


def _is_adjunct(front: str) -> bool:
    """Words of time, of purpose, of manner; «Учебники» is what is given."""
    first = WORD.match(front)
    word = first.group().lower() if first else ""
    return word in PREPOSITIONS or is_adverb(word) or first_time(front, len(front)) == 0


def _end(piece: str, start: int, mentions: tuple[Mention, ...]) -> int:
    """Where the phrase of the addressee ends: with its name, else before a word that is no genitive after the noun."""
    seen, end = False, start
    for word in WORD.finditer(piece, start):
        named = next((mention for mention in mentions if mention.start == word.start()), None)
        if named is not None:
            return named.end
        low = word.group().lower()
        last = low.split("-")[-1]
        if seen and not (low in {"по", "и"} or "gent" in cases(last) or word.group().isupper()):
            break
        if seen and "accs" in cases(last) and low not in {"по", "и"} and not is_adjective(last):
            break
        seen = seen or any(map(is_person_noun, lemmas(last)))
        end = word.end()
    return end


def before_thing(piece: str, begin: int, verb: int) -> int:
    """«Комиссиям протоколы экзаменов сдавать …»: what is put before the infinitive belongs to the action.

    Args:
        piece: the sentence, its addressee first and without a name.
        begin: where the action begins so far.
        verb: where its infinitive stands.
    """
    said = WORD.match(piece, verb)
    if said is None or not is_transitive(said.group()):
        return begin
    follows = _has_object(piece[verb:])
    head = governed = False
    words = list(WORD.finditer(piece, 0, begin))
    for place, word in enumerate(words):
        last = word.group().split("-")[-1]
        if head and (last[0].isupper() or "," in piece[words[place - 1].end() : word.start()]):
            return begin
        agrees = place > 0 and _agrees(words[place - 1].group(), last)
        if head and not governed and not agrees and _is_thing([other.group() for other in words[place:]], sure=follows):
            return word.start()
        nouns = set(lemmas(last))
        head = head or any(map(is_person_noun, nouns)) or bool(nouns & set(table("body", "kinds")))
        # «в рабочие дни»
        governed = last.lower() in PREPOSITIONS or (governed and is_adjective(last))
    return begin


def _agrees(before: str, word: str) -> bool:
    """«рабочей группы»: the adjective and the noun stand in one case, and no accusative."""
    return is_adjective(before) and bool((cases(before) & cases(word)) - {"nomn", "accs"})


def _is_thing(words: list[str], *, sure: bool) -> bool:
    """The words begin with what is done with: in the accusative, and in `sure` cases in no genitive."""
    known = [cases(word.split("-")[-1]) for word in words[:2]]
    if is_adjective(words[0]) and ("accs" not in known[-1] or len(words) == 1):
        return False
    return "accs" in known[0] and not any(map(is_person_noun, lemmas(words[0]))) and not (sure and "gent" in known[0])


def _has_object(action: str) -> bool:
    """The infinitive has its object after it: «проверить готовность», «проводить в пятницу рейды»."""
    words = [match.group().lower() for match in WORD.finditer(re.split(r"[,;]", action)[0])][1:]
    for place, word in enumerate(words):
        known = cases(word)
        if is_adverb(word) or (place and words[place - 1] in PREPOSITIONS) or word in PREPOSITIONS:
            continue
        if "accs" in known and (place == 0 or "gent" not in known):
            return True
    return False


def before_manner(piece: str, begin: int) -> int:
    """«Завхозу своевременно и не позднее 5 числа оформлять …»: «не» and «своевременно» belong to the action."""
    found = re.search(r"\s([А-Яа-яЁё]+)\s+$", piece[:begin])
    while found is not None and (found[1].lower() == NOT or (is_adverb(found[1]) and found[1].islower())):
        begin = found.start(1)
        found = re.search(r"\s([А-Яа-яЁё]+)\s+$", piece[:begin])
    phrase = form("address", "manner").search(piece[:begin])
    return phrase.start() + 1 if phrase and phrase.start() else begin


def before_object(piece: str, mentions: Sequence[Mention], begin: int) -> int:
    """«Уборщице Кулиш Т.Н. влажную уборку проводить …»: what is put before the infinitive belongs to the action."""
    first = re.match(r"\s+([а-яё]+)\s", piece[mentions[-1].end : begin])
    goes_on = first is None or first[1] in JOINED or (first[1] not in PREPOSITIONS and "accs" not in cases(first[1]))
    return begin if goes_on else mentions[-1].end + 1


def is_done_with(lead: str) -> bool:
    """«Копии доверенностей хранить …»: a thing that may stand in the accusative; «Бухгалтерии» is a body."""
    first = re.match(r"[А-Яа-яЁё]+", lead)
    if first is None or form("address", "units").match(lead) or "accs" not in cases(first.group()):
        return False
    nouns = lemmas(first.group())
    return all(map(is_thing_noun, nouns)) and not any(map(is_person_noun, nouns))
