"""Appointments read name by name.

The words before a name hold a role (in the instrumental) and a post (in the accusative), words after a comma a post or
a role; a role holds for the names after it until another one comes. Items of a list have labels: a class, a day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.dates import find_dates
from parsing.forms import form
from parsing.order.labels import DASH, label_after, label_before
from parsing.order.placing import after_verb, appointed, mentions_of, without_start
from parsing.order.roles_given import (
    EDGES,
    SHORT_FOR,
    as_position,
    as_role,
    cut,
    elsewhere,
    is_instrumental,
    is_role_in_instrumental,
    on_duty,
    roles_of,
    split_position,
    with_label,
)
from school.morphology import cases, is_person_noun, is_singular, lemmas
from school.phrases import genitive_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.placing import Place
    from parsing.records import AppointmentRecord
    from school.mentions import Mention

PIECES = re.compile(r"\s*(?:,|;)\s*|\s+[–—-]\s+|\s+и\s+")
COMMAS = re.compile(r",\s*")
HIS = re.compile(r"^(?:его|её|ее|их)\s+(?=заместител|помощник)")
ALSO = re.compile(r"^(?:а также|и)\s+")
AND = re.compile(r"\s+и\s*$")


def of_items(place: Place, own: Sequence[Mention], role: str = "") -> Iterator[AppointmentRecord]:
    """«Назначить ответственными за …:» and a list of names; «Назначить Иванову А.А.:» and a list of roles.

    Args:
        place: the clause over the list.
        own: names in the clause itself.
        role: of everybody in the list, where the clause does not say it in so many words.
    """
    if own:
        last = own[-1]
        position = as_position(split_position(after_verb(place.text[: last.start]))[1])
        for child in place.node.children:
            if is_instrumental(child.text):
                below = replace(place, node=child, path=(*place.path, child))
                yield appointed(below, last, as_role(child.text), position, source=place.node)
        return
    role = role or role_over_list(place.text) or on_duty(place.text)
    for child in place.node.children:
        below = replace(place, node=child, path=(*place.path, child))
        if child.children and is_instrumental(child.text):
            yield from of_items(below, mentions_of(child.text))
        else:
            yield from of_item(below, child.text, role)


def role_over_list(text: str) -> str:
    """The role that a heading gives to each of its list: «ответственными за …:», «дежурных администраторов:»."""
    late = form("assignment", "late_verb").search(text)
    heading = after_verb(text[: late.start()] if late and is_instrumental(text) else text).strip(EDGES)
    heading = heading[:1].lower() + heading[1:]
    told, post = split_position(SHORT_FOR.sub("", heading), several=True)
    heading = told if told and post and is_instrumental(told) else heading
    if heading and is_instrumental(heading):
        return as_role(heading)
    # «закрепить за классами классных руководителей:», «утвердить список ответственных за …:»
    plain = form("assignment", "whole_list").sub("", form("assignment", "behind").sub("", heading))
    first = plain.split(maxsplit=1)[0].lower().strip(EDGES) if plain else ""
    people = any(map(is_person_noun, lemmas(plain)[:2])) or form("assignment", "answerable").match(plain)
    people = people or form("assignment", "simply").fullmatch(plain)
    return as_role(plain) if people and not is_singular(first) and cases(first) & {"accs", "gent"} else ""


def of_item(place: Place, text: str, role: str, offset: int = 0) -> Iterator[AppointmentRecord]:
    """An item of a list of names: «в 5А – Иванова А.А.», «Иванова А.А., учитель химии», «секретарём – …»."""
    # «на время отсутствия Хисматуллиной Р.М. – библиотекаря Остапчук Т.Л.»: who is away is not appointed
    mentions = tuple(one for one in mentions_of(text) if not form("assignment", "away").search(text[: one.start]))
    if not mentions:
        return
    label, rest = label_before(text, mentions)
    label = "" if form("assignment", "substitute").match(label) else label
    last = label_after(text[mentions[-1].end :]) if role and not label else ""
    apart = None
    if label and (is_role_in_instrumental(label) or (not role and _names_people(label))):
        given = roles_of(label)
    else:
        dates = [found[0] for found in find_dates(label)]
        place = replace(place, begins=dates[0], ends=dates[-1]) if dates else place
        one, apart = with_label(role, last or ("" if dates else label)) if role else ("", None)
        given = [one] if one else []
    if not given:
        yield from of_names(place, text, mentions, offset=offset)
        return
    for at, mention in enumerate(mentions):
        before = text[mentions[at - 1].end if at else rest : mention.start]
        after = text[mention.end : mentions[at + 1].start if at + 1 < len(mentions) else len(text)]
        own = before if at == 0 else PIECES.split(before)[-1]
        position = post_beside(own, "" if last else after)
        for one in given:
            yield replace(appointed(place, mention, one, position, offset=offset), label=apart)


def _names_people(label: str) -> bool:
    """«воспитатели первого отряда – …», «инструктор – …»: who they are, in the nominative."""
    first = label.split(maxsplit=1)[0].lower()
    return any(map(is_person_noun, lemmas(first))) and "nomn" in cases(first)


def post_beside(before: str, after: str) -> str | None:
    """The post before the name, or in the words after the comma."""
    own = before.strip(EDGES + ".")
    if own and own[:1].isalpha() and split_position(own, several=True)[1]:
        return as_position(split_position(own, several=True)[1])
    pieces = [piece for piece in re.split(r"[,;]", cut(after.lstrip(". "))) if piece.strip()]
    if after.lstrip(" .")[:1] in {",", "(", "–", "-", "—"} and pieces:
        words = re.split(r"\s+и\s*$|\s+[–—-]\s+", pieces[0].strip(EDGES))[0]
        if after.lstrip(" .").startswith("(") and not form("positions", "head").match(words):
            # «(русский язык)», «(по согласованию)»
            return None
        return as_position(words) if words and not is_instrumental(words) else None
    return None


def of_names(place: Place, text: str, mentions: Sequence[Mention], *, offset: int = 0) -> Iterator[AppointmentRecord]:
    """Names of a sentence with the roles around them."""
    mentions = mentions or mentions_of(text)
    inner = text.find(":")
    if mentions and 0 <= inner < mentions[0].start and role_over_list(text[:inner]):
        yield from _inline(place, text, inner, offset)
        return
    roles: list[str] = []
    shared = ""
    for at, mention in enumerate(mentions):
        before = text[mentions[at - 1].end if at else 0 : mention.start]
        after = text[mention.end : mentions[at + 1].start if at + 1 < len(mentions) else len(text)]
        taught = form("assignment", "of_whom").match(before if at else after_verb(before))
        if taught and (at or len(mentions) > 1):
            # «наставником молодого специалиста Фроловой Д.О. учителя Бурлак Н.П.»: who is taught is not appointed
            roles = roles if at else roles_of(after_verb(before))
            continue
        label = form("assignment", "place_label").match(before) if at and roles else None
        new, post = _before_name(before[label.end() :] if label else before, first=at == 0, several=len(mentions) > 1)
        if label:
            roles = [elsewhere(role, label.group("label")) for role in roles]
        if new and not (roles and form("assignment", "substitute").search(before)):
            roles = _roles_told(new, before, roles)
        last = at + 1 == len(mentions)
        told, position = after_name(after, last=last)
        told = "" if new and not last and _is_of_next(after) else told
        roles = roles_of(told) if told else roles or _next_roles(text, mentions[at:])
        other = form("assignment", "for_another").match(after)
        if other and any(form("assignment", "answerable").match(role) for role in roles):
            # «Рудых Е.П. ответственной за питание, Зыкова Н.Г. – за подвоз»
            roles = [f"ответственный {cut(other.group('what')).strip(EDGES)}"]
        # «учителей Бабича К.В., Матяш Ю.О.» are teachers both
        shared = post if post and not is_singular(post.split(maxsplit=1)[0]) else "" if post or new else shared
        for role in roles:
            yield appointed(place, mention, role, as_position(post or shared) or position, offset=offset)


def _roles_told(new: str, before: str, roles: Sequence[str]) -> list[str]:
    """The roles before a name; «её заместителем» is the deputy of who was named before."""
    found = roles_of(new)
    if not roles or not form("assignment", "of_him").search(before):
        return found
    led = genitive_phrase(roles[0][:1].lower() + roles[0][1:])
    return [f"{role} {led}" for role in found]


def _is_of_next(after: str) -> bool:
    """«назначить дежурным Орлова А.А., его помощником Лося Б.Б.»: one role between two names, the first has one."""
    return len(COMMAS.split(after.strip(EDGES + "."))) == 1


def _before_name(before: str, *, first: bool, several: bool) -> tuple[str, str]:
    """(role in the instrumental, post) of the words before a name."""
    late = form("assignment", "late_verb").search(before)
    if late is not None:
        # «секретарём комиссии назначить учителя …»: what is before the verb is the role
        role = without_start(form("assignment", "before_role").sub("", before[: late.start()])).strip(EDGES)
        role = role if is_instrumental(role) else _instrumental_end(role)
        told, post = split_position(without_start(before[late.end() :]), several=several)
        return (told if is_instrumental(told) else role), post
    lead = after_verb(before) if first else own_words(before)
    lead = HIS.sub("", form("assignment", "substitute").sub("", lead).strip(EDGES))
    role, post = split_position(lead, several=several)
    return (role if is_instrumental(role) else ""), post


def _instrumental_end(words: str) -> str:
    """«На время болезни Рябых сопровождающим на маршруте № 2»: the last words that begin in the instrumental."""
    for match in form("assignment", "instrumental").finditer(words):
        if is_instrumental(words[match.start() :]):
            return words[match.start() :]
    return ""


def _next_roles(text: str, mentions: Sequence[Mention]) -> list[str]:
    """«Назначить Иванову А.А. и Петрову Б.Б. ответственными за …»: the role comes after the last name."""
    for mention, following in zip(mentions, (*mentions[1:], None), strict=True):
        told, _ = after_name(text[mention.end : following.start if following else len(text)], last=following is None)
        if told:
            return roles_of(told)
    return []


def own_words(before: str) -> str:
    """Words between two names that belong to the second: after the post of the first."""
    clean = before.lstrip(". ")
    if clean.startswith(","):
        pieces = re.split(r",\s*|\s+и\s+(?=[а-яё])", clean[1:].strip())
        return pieces[-1] if len(pieces) > 1 else clean[1:]
    return re.sub(r"^(?:и|а также|а)\s+", "", clean)


def after_name(after: str, *, last: bool) -> tuple[str, str | None]:
    """(role, post) of the words after a name: «, учителя химии, ответственной за …», «администратором …»."""
    clean = form("assignment", "substitute").split(cut(after.lstrip(" .")))[0]
    clean = form("assignment", "then").sub("", clean)
    dashed = not last and bool(DASH.search(clean))
    if dashed:
        # what stands before a dash is the role of the next name
        clean = clean[: clean.rfind(",") + 1]
    pieces = [piece.strip(EDGES) for piece in COMMAS.split(clean) if piece.strip(EDGES)]
    if not last and not clean.startswith(","):
        pieces = [piece for piece in pieces[:1] if is_instrumental(piece)]
    elif not last and not dashed and not AND.search(clean):
        pieces = pieces[: max(1, len(pieces) - 1)]
    roles = [piece for piece in (AND.sub("", ALSO.sub("", piece)) for piece in pieces) if is_instrumental(piece)]
    posts = [piece for piece in pieces if not is_instrumental(piece) and clean.startswith(",")]
    return " и ".join(roles if last else roles[:1]), (as_position(AND.split(posts[0])[0]) if posts else None)


def _inline(place: Place, text: str, colon: int, offset: int) -> Iterator[AppointmentRecord]:
    """A list within the sentence: «ответственными за эвакуацию: на первом этаже – …, на втором – …»."""
    late = form("assignment", "late_verb").search(f"{text[:colon]} ")
    named = late is not None and is_instrumental(text)
    role = as_role(text[: late.start()]) if named and late else role_over_list(text[:colon])
    # «Кураторами утвердить учителей: …» are teachers all
    post = as_position(text[late.end() : colon]) if named and late else None
    for start, end in items_of(text, colon + 1):
        for item in of_item(place, text[start:end], role, offset=offset + start):
            yield replace(item, position=item.position or post)


def items_of(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Items after a colon: parted by semicolons, or each beginning with a label and a dash."""
    mentions = mentions_of(text)
    cuts = [start]
    for before, after in pairwise(mentions):
        between = text[before.end : after.start]
        parted = form("assignment", "next_item").search(between)
        if parted and before.start >= start:
            cuts.append(before.end + parted.end())
    yield from zip(cuts, [*cuts[1:], len(text)], strict=False)
