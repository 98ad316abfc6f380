"""Whom words name: a role brought from its case to the nominative, persons, and what is said of both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.actions import EDGES
from school.morphology import PREPOSITIONS, cases, is_adjective, is_adverb, is_person_noun, lemmas
from school.phrases import nominative_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.order.people import People
    from parsing.records import PersonRecord
    from school.mentions import Mention

DASH_BETWEEN_WORDS = re.compile(r"\s*[-–—]\s*(?=предметник)")
RESPONSIBLE = re.compile(r"^ответственны[мх](?![а-яё])")
TOGETHER = re.compile(r"(\s+и\s+|,\s+)")
ABBREVIATED = re.compile(r"[А-ЯЁ]{2,}[а-яё]?[А-ЯЁ]?|[А-ЯЁ]{1,3}[а-яё][А-ЯЁ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom a heading or a sentence addresses."""

    role: str | None
    persons: tuple[PersonRecord, ...]
    times: str = ""
    """Words of time that hold for all that it is to do: «не позднее чем за день до экзамена:»."""
    said: str = ""
    """The heading as printed: «Лицам, указанным в пункте 2:»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """An addressee, and where the action begins that it is to do."""

    addressee: Addressee
    action: int
    before: str = ""
    """Words before the addressee that are said of the action: «До 10 сентября»."""
    until: int = 0
    """Where the action ends that stands before its addressee: «Ознакомить работников секретарю Орловой А.А.»."""


def may_be_dative(text: str) -> bool:
    """True when the text begins with a word that may stand in the dative."""
    return may_stand_in(text, "datv")


def may_stand_in(text: str, case: str) -> bool:
    """True when the text begins with a word that may stand in the case; abbreviations («ППк») have all."""
    first = re.match(r"[А-Яа-яЁё]+(?:\.)?(?:-[А-Яа-яЁё]+)?", text)
    if first is None or first.group().lower() in PREPOSITIONS:
        return False
    word = first.group().split("-")[-1]
    if form("address", "hidden_case").fullmatch(word):
        # an abbreviation hides the case: «зав. кабинетами», «зам. директора»
        return True
    if is_adverb(word) or (form("address", "abbreviated").match(word) and case == "datv"):
        # «материально ответственным лицам», «кл. руководителям»
        return may_stand_in(text[first.end() :].lstrip(". "), case)
    following = re.match(r"\s+([а-яё]+)", text[first.end() :])
    if form("address", "named_by_doing").match(text):
        return case in cases(word)
    if following and is_adjective(word) and not is_adjective(following[1]) and cases(following[1]):
        # «запасной комплект»: a noun that cannot stand in it
        return case in cases(word) and case in cases(following[1])
    return case in cases(word) or bool(ABBREVIATED.fullmatch(word))


def named_in(
    text: str, mentions: Sequence[Mention], people: People, case: str = "datv", *, sure: bool = False
) -> Addressee:
    """The addressee that the text names.

    Args:
        text: from its beginning to where the action begins.
        mentions: names in it.
        people: names of the order.
        case: that the sentence asks for; the nominative where the text cannot stand in it.
        sure: the case is told by the sentence.
    """
    case = case if sure or may_stand_in(text, case) else "nomn"
    alone = people.named(text.rstrip(EDGES), case) if not mentions else None
    if alone is not None:
        # «водителю Орлову»: a surname without initials
        text = text[: alone.start]
    persons = tuple(people.resolve(mention, case) for mention in mentions) or ((alone.person,) if alone else ())
    return Addressee(role=role_phrase(text, mentions, case), persons=persons)


def role_phrase(text: str, mentions: Sequence[Mention], case: str) -> str | None:
    """The words without names, every role of them brought from its case to the nominative."""
    for mention in reversed(mentions):
        text = text[: mention.start] + text[mention.end :]
    text = re.sub(r"\([^()]*\)", "", text)
    text = re.sub(r"\s+(?=,)|\s*,(?=\s*(?:,|$))", "", re.sub(r"\s+", " ", text)).strip(EDGES)
    text = re.sub(r"^(?:и(?:\s|$))+|\s+и$|\s+обязан\w*$", "", text).strip(EDGES)
    text = form("address", "modal").sub("", text)
    text = form("address", "participle").sub("", text)
    clean = DASH_BETWEEN_WORDS.sub("-", text).strip(EDGES)
    if not clean:
        return None
    pieces = TOGETHER.split(clean)
    # «лицам, ответственным за …»: the adjective stays plural beside its noun
    pieces = [RESPONSIBLE.sub("ответственные", piece) if place else piece for place, piece in enumerate(pieces)]
    return "".join(_nominative(piece, case) if _is_role(pieces, place) else piece for place, piece in enumerate(pieces))


def _is_role(pieces: Sequence[str], place: int) -> bool:
    """«воспитателям и учителям» are two roles, «учителю физики и химии» is one."""
    if place % 2 or pieces[place].startswith("ответственные"):
        return False
    return place == 0 or pieces[place].startswith("ответственн") or any(map(is_person_noun, lemmas(pieces[place])))


def _nominative(phrase: str, case: str) -> str:
    first = re.match(r"[А-Яа-яЁё-]+", phrase)
    if first is not None and is_adverb(first.group()) and " " in phrase:
        adverb, _, rest = phrase.partition(" ")
        return f"{adverb} {_nominative(rest, case)}"
    known = cases(first.group().split("-")[-1]) if first else frozenset()
    if case != "nomn" and case in known:
        return nominative_phrase(phrase, case=case)
    return nominative_phrase(phrase) if known and "nomn" not in known else phrase


def without_names(text: str, mentions: Sequence[Mention]) -> str:
    """The text with names blanked out: dots of initials end no sentence."""
    for mention in mentions:
        text = text[: mention.start] + "_" * (mention.end - mention.start) + text[mention.end :]
    return text
