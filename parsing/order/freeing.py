"""Who is freed from what: «освободить от обязанностей …», «снять с … обязанности …», «уволить»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.actions import sentences
from parsing.order.naming import after_name
from parsing.order.placing import after_verb, appointed, mentions_of
from parsing.order.roles_given import EDGES, as_position, as_role, cut, each_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.placing import Place
    from parsing.records import AppointmentRecord
    from school.mentions import Mention


def freed_by(place: Place) -> list[AppointmentRecord]:
    """«Освободить Иванову А.А., учителя химии, от обязанностей администратора … и от …», in any sentence."""
    return [
        item for start, end in sentences(place.text) for item in _freed_in(place, Said(place.text[start:end], start))
    ]


def freed_beside(place: Place, given: Sequence[AppointmentRecord]) -> list[AppointmentRecord]:
    """«Назначить … Мельник О.Д., освободив от этих обязанностей Белых Н.С.»: from what another gets here."""
    found = []
    for mention in mentions_of(place.text) if given else ():
        said = form("assignment", "freed_beside").search(place.text[: mention.start])
        if said is not None:
            post = as_position(re.split(r"(?:освободив|обязанност\w+|должности)\s", said.group())[-1])
            found.append(appointed(replace(place, begins=None), mention, given[-1].role, post))
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and where it stands in its clause."""

    text: str
    start: int


def _freed_in(place: Place, said: Said) -> list[AppointmentRecord]:
    mentions = mentions_of(said.text)
    own = replace(place, begins=None)
    moved = form("assignment", "transferred").match(said.text)
    if moved is not None and mentions:
        post = as_position(said.text[moved.end() : mentions[0].start])
        role = _role_freed(moved.group("role"))
        return [appointed(own, mentions[0], role, post, offset=said.start, case="gent")]
    later = form("assignment", "free_later").match(said.text)
    if later is not None and mentions:
        return _freed_later(own, said, mentions, later)
    first = bool(mentions) and (mentions[0].start == 0 or as_position(said.text[: mentions[0].start]) is not None)
    named_first = first and bool(form("assignment", "free_named").search(said.text))
    if not mentions or not (form("assignment", "free").search(said.text) or named_first):
        return []
    return _freed(own, said, mentions)


def _freed_later(
    place: Place, said: Said, mentions: Sequence[Mention], later: re.Match[str]
) -> list[AppointmentRecord]:
    """«От обязанностей диспетчера освободить Зубкову О.В., учителя технологии»."""
    words = said.text[later.end() : mentions[0].start]
    role, post = (later.group("role"), words) if later.group("role") else _role_then_post(words)
    if form("assignment", "no_role").match(role):
        return []
    beside = after_name(said.text[mentions[0].end :], last=True)[1] if len(mentions) == 1 else None
    found = [appointed(place, mentions[0], _role_freed(role), as_position(post) or beside, offset=said.start)]
    return found + [
        appointed(place, other, _role_freed(role), told, offset=said.start)
        for other, told in _joined(said.text, mentions)
    ]


def _joined(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, str | None]]:
    """Names after the first that are freed with it: «…, Лисицу Т.О. и социального педагога Седых С.С.»."""
    for before, mention in pairwise(mentions):
        between = text[before.end : mention.start]
        if not form("assignment", "joined").search(between):
            return
        yield mention, as_position(form("assignment", "joined_by").sub("", between))


def _freed(place: Place, said: Said, mentions: Sequence[Mention]) -> list[AppointmentRecord]:
    mention = mentions[0]
    others = list(_joined(said.text, mentions))
    last = len(others)
    end = mentions[last + 1].start if len(mentions) > last + 1 else len(said.text)
    after = said.text[mentions[last].end : end]
    roles = [found.group("role") for found in form("assignment", "freed_from").finditer(after)]
    starts = None if others else form("assignment", "freed_from").search(after)
    post = after_verb(said.text[: mention.start]).strip(EDGES)
    beside = after_name(said.text[mention.end : mention.end + starts.start()], last=True)[1] if starts else None
    if form("assignment", "dismissed").search(said.text):
        # «Уволить Иванова А.А., сторожа»: freed from the post itself
        told = as_position(post) or after_name(said.text[mention.end : end], last=True)[1]
        return [appointed(place, mention, told, told, offset=said.start)] if told else []
    if not roles:
        # «Снять с Иванова А.А., механика, обязанности ответственного за …»
        taken = form("assignment", "duties_taken").search(said.text, mention.end)
        roles = [taken.group("role")] if taken else []
        beside = after_name(said.text[mention.end : taken.start()], last=True)[1] if taken else None
        post = form("assignment", "since_whom").sub("", post)
    return [
        appointed(place, who, _role_freed(role), told, offset=said.start)
        for who, told in [(mention, as_position(post) or beside), *others]
        for words in roles
        if not form("assignment", "no_role").match(words)
        for role in each_of(words.strip(EDGES + "."))
    ]


def _role_then_post(words: str) -> tuple[str, str]:
    """«классного руководства в 5 классе учителя музыки»: where the post begins, a head after words that are none."""
    heads = list(form("positions", "inside").finditer(words))
    for before, head in zip((None, *heads), heads, strict=False):
        # the rest of the word is of the head before
        between = re.sub(r"^[а-яё]+", "", words[before.end() : head.start()]).split() if before else words.split()
        if before is None and between[:1] and between[0].startswith(("классн", "заведовани")):
            return words[: head.start()], words[head.start() :]
        # «заместителя директора» is one post, «администратора журнала учителя физики» a role and a post
        if before is not None and (between or not form("positions", "helper").match(before.group())):
            return words[: head.start()], words[head.start() :]
    return words, ""


def _role_freed(words: str) -> str:
    clean = re.sub(r"^(?:исполнения\s+)?(?:обязанностей\s+|должности\s+)?", "", cut(words).strip(EDGES))
    if clean.startswith("заведования"):
        return clean.replace("заведования", "заведующий", 1)
    return as_role(clean)
