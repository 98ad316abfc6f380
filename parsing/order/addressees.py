"""Whom a heading or a sentence of an order addresses."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.language import annotate, infinitives, people_of
from parsing.order.actions import EDGES
from parsing.order.addressees_within import (
    after_verb,
    before_manner,
    before_object,
    before_thing,
    before_verb,
    is_done_with,
    names_people,
)
from parsing.order.times import first_time
from parsing.order.whom import Addressed, Addressee, may_be_dative, may_stand_in, named_in, role_phrase, without_names
from school.morphology import (
    PREPOSITIONS,
    cases,
    is_adjective,
    is_finite_verb,
    is_infinitive,
    is_participle,
    is_person_noun,
    lemmas,
)
from school.phrases import nominative_phrase
from school.roles import role_at_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.order.addressees_within import Within
    from parsing.order.nodes import Node
    from parsing.order.people import People
    from school.mentions import Mention

SHORT = re.compile(r"^(?:зам|зав|кл|пед|мед)\.\s", re.IGNORECASE)
CASES = (("accs", "accusative"), ("gent", "genitive"))
OBLIGED = re.compile(r"\s(?:обязан[аы]?|должн[аы]|должен)\W*$")
IN_BRACKETS = re.compile(r"\([^()]*\)")
LONGEST, SHORT_HEADING = 160, 60
SEVERAL = 2


def of_heading(node: Node, people: People) -> Addressee | None:
    """The addressee when the clause is only a heading over a list: «Классные руководители:»."""
    if not node.children:
        return None
    text = form("address", "modal").sub("", node.text.rstrip(" :–—-")).rstrip(",")
    told = text != node.text.rstrip(" :–—-")
    if any(form("address", name).match(text) for name in ("whom", "laid_on", "duties_of", "belongs")):
        return _of_laying(text, people)
    mentions = people_of(annotate(node.text))
    known = role_at_start(text)
    named = bool(mentions and (mentions[0].start == 0 or (may_be_dative(text) and mentions[-1].end >= len(text))))
    marked = node.text.rstrip().endswith((":", "-", "–")) or any(map(is_person_noun, lemmas(text)))
    generic = may_be_dative(text) and (marked or told)
    if known is None and not named and not generic and not _is_nominative_heading(node):
        return None
    words = re.findall(r"[А-Яа-яЁё]+", without_names(text, mentions))
    if any(is_infinitive(word) or is_finite_verb(word) for word in words[1:] if word.islower()):
        return None
    return _with_times(node.text.rstrip(" :–—-"), mentions, people)


def _with_times(text: str, mentions: Sequence[Mention], people: People) -> Addressee:
    """«Заместителю директора Юсупову Т.Н. до 21 января 2025 года:»: the time is that of the whole list."""
    low = first_time(text, len(text))
    timed = 0 < low < len(text) and not any(mention.end > low for mention in mentions)
    if not timed or any(map(is_participle, re.findall(r"[а-яё]+", text[:low]))):
        return named_in(text, mentions, people)
    return replace(named_in(text[:low], mentions, people), times=text[low:])


def _of_laying(text: str, people: People) -> Addressee | None:
    """«Вменить в обязанности комиссии:», «На завхоза возложить:», «Обязанности секретаря комиссии:»."""
    whose = form("address", "duties_of").fullmatch(text)
    if whose is not None:
        return Addressee(role=nominative_phrase(whose.group("whose")), persons=())
    belongs = form("address", "belongs").match(text)
    if belongs is not None:
        who = belongs.group("who")
        return named_in(who, people_of(annotate(who)), people, "gent", sure=True)
    laid, whom = form("address", "laid_on").match(text), form("address", "whom").match(text)
    if whom is not None:
        return _laid(text, text[: whom.end("who")], whom.start("who"), people)
    return _laid(text, text, laid.end(), people) if laid is not None else None


def of_end(words: str, people: People) -> Addressee | None:
    """Whom «Ответственный: …» names after an action: persons, posts, or both."""
    clean = words.strip(EDGES)
    mentions = people_of(annotate(words))
    if not mentions and role_at_start(clean) is None and not any(map(is_person_noun, lemmas(clean)[:2])):
        return None
    persons = tuple(people.resolve(mention, "nomn") for mention in mentions)
    # posts of several persons make no role of them all
    return Addressee(role=role_phrase(words, mentions, "nomn") if len(mentions) < SEVERAL else None, persons=persons)


def _is_nominative_heading(node: Node) -> bool:
    """«Координатор:» over a list of what he does, «Дежурный воспитатель» over «приходит …», «… обязаны» over a list."""
    text = node.text
    first = re.match(r"[А-Яа-яЁё-]+", text)
    begins = re.match(r"[а-яё]+", node.children[0].text)
    does = begins is not None and is_finite_verb(begins.group())
    # «4.2. Сторож» over «запись посетителей»
    does = does or (len(text) <= SHORT_HEADING and all(child.kind == "bullet" for child in node.children))
    marked = text.rstrip().endswith(":") or does or bool(OBLIGED.search(text))
    if form("address", "named_by_doing").match(text) and marked:
        return True
    if first is None or not marked or "nomn" not in cases(first.group().split("-")[-1]):
        return False
    # «Главный бухгалтер»: the noun comes after its adjective
    return any(map(is_person_noun, lemmas(" ".join(text.split()[:2]))))


def of_laid(text: str, people: People) -> Addressed | None:
    """The addressee of one sentence, and where its duties begin.

    «Вменить в обязанности комиссии: …; …», «Поручить Орловой А. А. подготовку выставки».
    """
    placed = form("address", "placed").match(text)
    said = form("address", "said_to").match(text) or form("address", "entrusted").match(text)
    if placed is not None or said is not None:
        return _placed(text, placed or said, "accs" if placed else "datv", people)
    laid, colon = form("address", "laid_on").match(text), text.find(":")
    if laid is None:
        return None
    if colon < 0:
        given = form("address", "urged").match(text) and not form("address", "accusative").match(text)
        return _entrusted(text, laid.end(), people) if given else None
    if not text[colon + 1 :].strip():
        return None
    addressee = _laid(text, text[:colon], laid.end(), people)
    return Addressed(addressee=addressee, action=colon + 1) if addressee else None


def _placed(text: str, found: re.Match[str] | None, case: str, people: People) -> Addressed | None:
    """«На педагога-психолога Церетели Н.Ш. возлагается …», «Наставнику надлежит: …»."""
    if found is None or not text[found.end() :].strip():
        return None
    who = found.group("who")
    addressee = named_in(who, people_of(annotate(who)), people, case, sure=True)
    return Addressed(addressee=addressee, action=found.end()) if addressee.role or addressee.persons else None


def _entrusted(text: str, start: int, people: People) -> Addressed | None:
    """What is given to a named person as a noun; an infinitive makes an ordinary sentence."""
    doc = annotate(text[start:])
    mention = next(iter(people_of(doc)), None)
    if mention is None or next(iter(infinitives(doc)), None) is not None:
        return None
    lead, rest = text[start : start + mention.start].strip(EDGES), text[start + mention.end :].strip(EDGES)
    if not rest or (lead and not may_be_dative(lead)):
        return None
    addressee = named_in(text[start : start + mention.end], (mention,), people, "datv")
    return Addressed(addressee=addressee, action=start + mention.end)


def _laid(text: str, whole: str, start: int, people: People) -> Addressee | None:
    """«Вменить в обязанности комиссии:», «Возложить на бракеражную комиссию следующие обязанности:»."""
    phrase = form("address", "duties_are").sub("", whole[start:]).strip(EDGES.replace(".", ""))
    mentions = people_of(annotate(phrase))
    case = next((name for name, said in CASES if form("address", said).match(text)), "datv")
    persons = tuple(people.resolve(mention, case) for mention in mentions)
    role = role_phrase(phrase, mentions, case)
    return Addressee(role=role, persons=persons) if role or persons else None


def of_sentence(text: str, start: int, end: int, people: People, *, known: bool = False) -> Addressed | None:
    """«Классным руководителям 5–11 классов провести …»: an addressee in the dative, then an infinitive.

    Args:
        text: of the clause.
        start: where the sentence, or a part of it, begins.
        end: where it ends.
        people: names of the order.
        known: a sentence before it told whom it addresses.
    """
    urged = form("address", "urged").match(text[start:end])
    case = "datv"
    if urged is not None:
        case = "accs" if form("address", "accusative").match(text[start:end]) else case
        start += urged.end()
    obliged = form("address", "obliged").match(text[start:end])
    if obliged is not None:
        return _obliged(start, obliged, people)
    if form("address", "forbids").search(text[start:end]):
        return None
    piece, verbs = _verbs_of(text[start:end])
    if not verbs:
        return of_doing(piece, start, people)
    begin = first_time(piece, verbs[0])
    # «своевременно (в день проведения урока) заполнять»
    begin = before_manner(piece, begin - 1 if piece[:begin].endswith("(") else begin)
    others = form("address", "with_others").search(piece, 0, begin)
    begin = others.start() if others else begin
    within = before_verb(piece, verbs[0], begin, known=known) or after_verb(piece)
    leading = None
    if begin > 0 and (within is None or _begins_with_people(piece)):
        leading = _leading(piece, (begin, verbs[0]), start, people, case)
    return leading or _amid(piece, start, within, people)


def _verbs_of(piece: str) -> tuple[str, list[int]]:
    """The sentence with what has verbs of its own blanked out, and where its infinitives stand."""
    piece = form("address", "relative").sub(lambda match: " " * len(match.group()), piece)
    verbs = [token.idx for token in infinitives(annotate(piece))]
    late = form("address", "laid_late").search(piece)
    if late is not None and verbs and verbs[0] == late.start("verb"):
        # «Секретарю Сухих Н.З. вменить в обязанность распечатывать …»
        piece = piece[: late.start("verb")] + " " * len(late.group("verb")) + piece[late.end("verb") :]
        verbs = verbs[1:]
    return piece, verbs


def _leading(piece: str, bounds: tuple[int, int], start: int, people: People, case: str) -> Addressed | None:
    """The addressee that a sentence begins with; `bounds` are where its words of time begin, and its infinitive."""
    begin, verb = bounds
    mentions = tuple(mention for mention in people_of(annotate(piece)) if mention.end <= begin)
    begin = before_object(piece, mentions, begin) if mentions else before_thing(piece, begin, verb)
    lead = piece[:begin].strip(EDGES)
    if (
        len(lead) > LONGEST
        or ". " in SHORT.sub("", IN_BRACKETS.sub("", without_names(lead, mentions)))
        or not _is_addressed(lead, mentions, case)
    ):
        return None
    # a name that an infinitive follows stands in the case of whom it is said to
    named_first = bool(mentions and mentions[0].start == 0)
    addressee = named_in(piece[:begin], mentions, people, case, sure=named_first)
    return Addressed(addressee=addressee, action=start + begin)


def _begins_with_people(piece: str) -> bool:
    """«Всем учителям …», «Орлову А.А. …»: whom it addresses stands first."""
    first = people_of(annotate(piece))[:1]
    return bool(first and first[0].start == 0) or names_people(piece, sure=False)


def _amid(piece: str, start: int, found: Within | None, people: People) -> Addressed | None:
    """«До 10 сентября классным руководителям сдать …»: whom it addresses, and what was said before him."""
    if found is None:
        return None
    who = piece[found.start : found.end]
    addressee = named_in(who, people_of(annotate(who)), people, "datv", sure=True)
    if not piece[found.end :].strip(EDGES):
        return Addressed(addressee=addressee, action=start, until=start + found.start)
    return Addressed(addressee=addressee, action=start + found.end, before=piece[: found.start].strip())


def of_doing(piece: str, start: int, people: People) -> Addressed | None:
    """«Медицинская сестра Тихая О.В. комплектует аптечку»: who does it stands in the nominative before the verb."""
    doc = annotate(piece)
    verb = next((token for token in doc if token._.finite), None)
    if verb is None or verb.idx == 0 or verb.text.endswith("ся") or form("address", "not_doing").search(verb.text):
        return None
    begin = before_manner(piece, first_time(piece, verb.idx))
    mentions = tuple(mention for mention in people_of(doc) if mention.end <= begin)
    named = bool(mentions and mentions[0].start == 0)
    rest = piece[mentions[-1].end : begin].split() if mentions else []
    if rest and rest[0].lower() in PREPOSITIONS:
        # «Оганесян Т.В. в период контроля сверяет»
        begin = mentions[-1].end + 1
    who = piece[:begin].strip(EDGES)
    first = re.match(r"[А-Яа-яЁё-]+", who)
    subject = first is not None and "nomn" in cases(first.group().split("-")[-1])
    # «список должников вывешивает» names nobody
    head = who.split()[: 2 if first and is_adjective(first.group()) else 1]
    subject = subject and any(map(is_person_noun, lemmas(" ".join(head))))
    plain = not re.search(r"[.;:,]", without_names(who, mentions))
    if not who or len(who) > LONGEST or not plain or not (named or subject):
        return None
    return Addressed(addressee=named_in(piece[:begin], mentions, people, "nomn"), action=start + begin)


def _obliged(start: int, said: re.Match[str], people: People) -> Addressed | None:
    """«Учителя обязаны заполнять журнал в день урока»: the addressee stands in the nominative."""
    who = said.group("who")
    mentions = people_of(annotate(who))
    whose = any(map(is_person_noun, lemmas(who)[:2])) or form("address", "named_by_doing").match(who)
    if not whose and not mentions:
        return None
    return Addressed(addressee=named_in(who, mentions, people, "nomn"), action=start + said.end())


def _is_addressed(lead: str, mentions: Sequence[Mention], case: str) -> bool:
    if form("address", "no_addressee").match(lead) or (not mentions and is_done_with(lead)):
        return False
    return bool(lead) and (may_stand_in(lead, case) or bool(mentions and mentions[0].start == 0))
