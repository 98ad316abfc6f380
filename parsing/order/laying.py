"""Duties laid on somebody and work taken up: «возложить … на», «исполняет обязанности», «принять на должность»."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.naming import after_name, items_of, of_item
from parsing.order.placing import appointed, mentions_of, term, without_start
from parsing.order.roles_given import EDGES, as_position, as_role, cut, each_of, elsewhere, one_of, singular
from school.morphology import PREPOSITIONS
from school.phrases import genitive_phrase, nominative_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.placing import Place
    from parsing.records import AppointmentRecord
    from school.mentions import Mention


def laid_on(place: Place, known: Sequence[AppointmentRecord]) -> Iterator[AppointmentRecord]:
    """«Возложить обязанности администратора … на Иванову А.А., учителя химии» in either order."""
    text = place.text
    mentions = mentions_of(text)
    laid = _laid_on(text, mentions)
    if not laid:
        return
    each = _roles_after(text, mentions, laid)
    if each:
        for mention, role, post in each:
            yield appointed(place, mention, role, as_position(post))
        return
    before, after = text[: laid[0].start], text[laid[-1].end :]
    lead = before[: _onto(before)]
    role = _role_of_absent(lead) or _role_of_duties(lead) or _role_of_duties(cut(without_start(after.strip(EDGES))))
    if not role and form("assignment", "same_duties").search(lead) and known:
        role = known[-1].role
    if not role:
        return
    role = next((item.role for item in known if item.role.lower().startswith(role.lower())), role)
    begins, ends = term(lead)
    own = replace(place, begins=begins or place.begins, ends=ends or place.ends)
    for mention in laid:
        start = max((other.end for other in mentions if other.end <= mention.start), default=0)
        words = text[start : mention.start]
        # «функции администратора возложить на …, функции оператора – на …»
        role = (_role_between(words[: _onto(words)], role) if mention is not laid[0] else "") or role
        post = form("assignment", "joined_by").sub("", words[_onto(words) :] or words).strip(EDGES + ".")
        trailing = "" if mention is not laid[-1] or form("assignment", "laid").search(after) else _post_after(after)
        for one in _roles_laid(role):
            yield appointed(own, mention, one, as_position(post) or trailing or None)


def _roles_after(text: str, mentions: Sequence[Mention], laid: Sequence[Mention]) -> list[tuple[Mention, str, str]]:
    """«… на завхоза Орлова А.А. обязанности сторожа, на повара Лося Б.Б. – обязанности кладовщика»: name, role, post.

    Empty where not every name has its duties after it.
    """
    found = []
    for at, mention in enumerate(laid if len(laid) > 1 and len(laid) == len(mentions) else ()):
        before = text[laid[at - 1].end if at else 0 : mention.start]
        after = text[mention.end : laid[at + 1].start if at + 1 < len(laid) else len(text)]
        last = at + 1 == len(laid)
        role = _role_of_duties((after if last else after[: _onto(after)]).strip(EDGES + ".").rstrip(", "))
        found.append((mention, role, form("assignment", "joined_by").sub("", before[_onto(before) :]).strip(EDGES)))
    return found if all(role for _, role, _ in found) else []


def _roles_laid(role: str) -> list[str]:
    """«ответственный за инвентарь и организатора туристской работы»: the second stands as the duties have it."""
    first, *others = each_of(role)
    return [first, *map(nominative_phrase, others)]


def _role_between(words: str, before: str) -> str:
    """«…, функции оператора – на …», «…, в 5 «Б» – на …»: the role of the next one after that before."""
    words = re.sub(r"^\s*\([^()]*\)", "", words)
    other = form("assignment", "role_between").match(words)
    told = _role_of_duties(words)
    place = form("assignment", "place_label").match(words)
    if place is not None and not told:
        return elsewhere(before, place.group("label"))
    if told or other is None or other.group("role").split(maxsplit=1)[0] in PREPOSITIONS:
        return told
    return nominative_phrase(other.group("role"))


def laid_each(place: Place) -> tuple[list[AppointmentRecord], bool]:
    """«Возложить обязанности дежурного администратора:» and «понедельник – на …» under it, or after the colon.

    Returns:
        What the clause gives, and whether its items were read.
    """
    colon = place.text.find(":")
    role = singular(one_of(_role_of_duties(place.text[:colon]))) if colon >= 0 else ""
    if colon >= 0 and not role and not place.text[colon + 1 :].strip():
        return _laid_in_items(place), True
    if not role or mentions_of(place.text[:colon]):
        return [], False
    if place.text[colon + 1 :].strip():
        pieces = ((start, place.text[start:end]) for start, end in items_of(place.text, colon + 1))
        return [record for start, piece in pieces for record in of_item(place, piece, role, start)], False
    children = place.node.children
    if any(child.children or not mentions_of(child.text) for child in children):
        return [], False
    # «возложить на классных руководителей:» and their classes
    post = as_position(re.sub(r"^на\s+(?:следующ\w+\s+\w+)?", "", place.text[_onto(place.text) : colon]))
    below = (replace(place, node=child, path=(*place.path, child)) for child in children)
    found = [record for item in below for record in of_item(item, item.text, role)]
    return [replace(record, position=record.position or post) for record in found], True


def _laid_in_items(place: Place) -> list[AppointmentRecord]:
    """«Возложить с 7 октября 2025 года:» and «обязанности председателя совета – на …» under it."""
    children = place.node.children
    if any(child.children or not form("assignment", "laid").match(child.text) for child in children):
        return []
    below = (replace(place, node=child, path=(*place.path, child)) for child in children)
    return [record for item in below for record in laid_on(item, ())]


def _onto(words: str) -> int:
    """Where the last «на» stands; the end where there is none."""
    return max((match.start() for match in form("assignment", "onto").finditer(words)), default=len(words))


def _post_after(after: str) -> str:
    return after_name(after, last=True)[1] or ""


def _role_of_absent(lead: str) -> str:
    """«На время отсутствия начальника лагеря его обязанности возложить на …»: the role of who is absent."""
    absent = form("assignment", "absent").search(lead)
    return as_role(absent.group("who")) if absent else ""


def _role_of_duties(lead: str) -> str:
    laid = form("assignment", "laid").search(lead)
    if laid is None:
        return ""
    said = re.sub(r"\s*\(далее[^()]*\)", "", cut(laid.group("role")))
    words = re.split(r"\s*возлож|\s*возлаг|\s+на\s+(?:следующ|нижепереч)", said)[0].strip(EDGES)
    return role_laid(laid.group("what").lower(), words) if words or _is_whole(laid.group("what")) else ""


def _is_whole(what: str) -> bool:
    """«Классное руководство» is a role by itself."""
    return what.lower().startswith("классное")


def _laid_on(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Names after «на», and those joined to them; the absent one («на время болезни …») is none."""
    found: list[Mention] = []
    for at, mention in enumerate(mentions):
        before = text[mentions[at - 1].end if at else 0 : mention.start]
        joined = found and found[-1] is mentions[at - 1] and form("assignment", "joined").search(before)
        if joined or form("assignment", "onto").search(before):
            found.append(mention)
    return found


def role_laid(what: str, words: str) -> str:
    """The role of «обязанности администратора», «ответственность за режим», «заведование кабинетом»."""
    if what.startswith("ответственност"):
        return f"ответственный {words}"
    if what.startswith("исполнение"):
        return f"исполняющий обязанности {words}"
    if what.startswith("заведовани"):
        return as_role(f"заведующий {words}")
    if what.startswith("руководство"):
        return as_role(f"руководитель {genitive_phrase(words)}")
    if _is_whole(what):
        return f"классный руководитель {re.sub(r'^в ', '', words).replace('классе', 'класса')}".strip()
    clean = re.sub(r"\s*\(далее[^()]*\)", "", re.sub(r"^(?:обязанностей|по)\s+", "", words))
    return nominative_phrase(clean)


def entrusted_each(place: Place) -> Iterator[AppointmentRecord]:
    """«Поручить в порядке совмещения:» and «лаборанту Черногузу Г.Т. – обязанности секретаря с … по …» under it."""
    for child in place.node.children:
        below = replace(place, node=child, path=(*place.path, child))
        said = form("assignment", "entrusted_what").search(child.text)
        for mention in mentions_of(child.text)[:1] if said else ():
            role = role_laid("обязанности", cut(said.group("role")).strip(EDGES)) if said else ""
            yield appointed(below, mention, role, as_position(child.text[: mention.start]), case="datv")


def duties_each(place: Place) -> Iterator[AppointmentRecord]:
    """«Возложить обязанности:» and «по ведению сайта – на Иванову А.А.» under it."""
    said = form("assignment", "duties_each").match(place.text)
    what = said.group("what").lower() if said else ""
    for child in place.node.children:
        below = replace(place, node=child, path=(*place.path, child))
        for mention in _laid_on(child.text, mentions_of(child.text))[:1]:
            before = child.text[: mention.start]
            words = before[: _onto(before)].strip(EDGES)
            post = form("assignment", "joined_by").sub("", before[_onto(before) :]).strip(EDGES)
            beside = _post_after(child.text[mention.end :])
            yield appointed(below, mention, role_laid(what, words), as_position(post) or beside or None)
