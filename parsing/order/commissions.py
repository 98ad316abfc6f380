"""Members of commissions, councils, juries: «председатель – …; члены комиссии: …», or an item for each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsing.forms import form, table
from parsing.order.labels import DASH
from parsing.order.naming import own_words
from parsing.order.placing import appointed, mentions_of
from parsing.order.roles_given import EDGES, as_position, membership, singular, split_position
from school.morphology import PREPOSITIONS, cases, is_person_noun, is_singular, lemmas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.nodes import Node
    from parsing.order.placing import Place
    from parsing.records import AppointmentRecord
    from school.mentions import Mention


NEXT_LABEL = re.compile(r"(?:^|\s)[а-яё][а-яё -]*\s[–—-]\s*$")
"""«… повар – » before the next name: its label, though no stop parts it from the name before."""
SEVERAL = re.compile(r"[а-яё]+[ыи]", re.IGNORECASE)
"""«медиаторы»: the dictionary knows them as things."""
STAFF = "штат"
"""«Утвердить штат лагеря:» – there posts are seats."""


def of_commission(place: Place, body: str) -> Iterator[AppointmentRecord]:
    """Members of a commission, in a list or in the sentence."""
    if _named_inline(place.node):
        start = _inline_from(place.text)
        yield from _led(place, place.text[:start], body)
        yield from _members(place, place.text[start:], body, start)
    for child in place.node.children if has_member_items(place.node) else ():
        below = replace(place, node=child, path=(*place.path, child))
        yield from _members(below, child.text, body, 0)
        for item in child.children:
            # «2.2. Члены комиссии:» over a list of them
            lower = replace(below, node=item, path=(*below.path, item))
            yield from _members(lower, item.text, body, 0, membership(child.text.strip(" :."), body))


def _led(place: Place, lead: str, body: str) -> Iterator[AppointmentRecord]:
    """«… под председательством заместителя директора Дрозд А.А. в составе …»."""
    said = form("composition", "led").search(lead)
    for mention in mentions_of(lead)[-1:] if said else ():
        post = as_position(lead[said.end() : mention.start]) if said else None
        yield appointed(place, mention, f"председатель {body}", post, case="gent")


def has_member_items(node: Node) -> bool:
    """Items of a commission's clause are its members, unless the sentence names these and numbered clauses follow."""
    numbered = all(child.number for child in node.children)
    # «… председатель – Байрамова Л.Т.; члены жюри:» and the list of these
    announced = form("composition", "announced").search(node.text) is not None
    return bool(node.children) and (announced or not (numbered and _named_inline(node)))


def _named_inline(node: Node) -> bool:
    """Names after the colon of the clause itself."""
    start = _inline_from(node.text)
    return bool(start and mentions_of(node.text[start:]))


def _inline_from(text: str) -> int:
    """Where members begin in the sentence: after the colon, or «, включив в неё»; 0 where they do not."""
    said = form("assignment", "including").search(text)
    return said.end() if said else text.find(":") + 1


def changes_composition(text: str) -> bool:
    """True for «вывести из состава …», «ввести в её состав …»."""
    return bool(form("composition", "leaving").search(text) or form("composition", "joining").search(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who joins and who leaves a body, and where the clause begins to say so."""

    joined: tuple[AppointmentRecord, ...] = ()
    left: tuple[AppointmentRecord, ...] = ()
    start: int = 0
    items: bool = False
    """The names stand in the list under the clause."""


def of_composition(place: Place) -> Change:
    """«Вывести из состава комиссии Орлову А.А., ввести в её состав …»; names after it, or a list of them."""
    turns = sorted(
        (match.start(), match.end(), name)
        for name in ("joining", "leaving")
        for match in form("composition", name).finditer(place.text)
    )
    if not turns:
        return Change()
    body = _body_changed(place)
    found: dict[str, list[AppointmentRecord]] = {"joining": [], "leaving": []}
    named = False
    for turn, text, mention, after in _changing(place, turns):
        named = True
        found[turn].append(_changed(place, place.node, (text, mention, after), body))
    if not named and place.text.rstrip().endswith(":"):
        for child in place.node.children:
            below = replace(place, node=child, path=(*place.path, child))
            for before, mention, after in _around(child.text, 0):
                found[turns[-1][2]].append(_changed(below, child, (before, mention, after), body))
    return Change(joined=tuple(found["joining"]), left=tuple(found["leaving"]), start=turns[0][0], items=not named)


def _changing(place: Place, turns: Sequence[tuple[int, int, str]]) -> Iterator[tuple[str, str, Mention, str]]:
    """(turn, words before the name, the name, words after it) of the clause itself."""
    ends = [end for _, end, _ in turns]
    for before, mention, after in _around(place.text, ends[0]):
        turn = next(name for _, end, name in reversed(turns) if end <= mention.start)
        nearest = max((end for end in ends if end <= mention.start), default=0)
        yield turn, before[-(mention.start - nearest) :] if mention.start > nearest else "", mention, after


def _around(text: str, start: int) -> Iterator[tuple[str, Mention, str]]:
    """Every name from `start` on with the words before it, after the name before, and those up to the next one."""
    mentions = [mention for mention in mentions_of(text) if mention.start >= start]
    for at, mention in enumerate(mentions):
        low = mentions[at - 1].end if at else start
        high = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
        yield text[low : mention.start], mention, text[mention.end : high]


def _changed(place: Place, node: Node, said: tuple[str, Mention, str], body: str) -> AppointmentRecord:
    before, mention, after = said
    post = split_position(own_words(before))[1]
    told, beside = _member_after(after, body)
    return appointed(place, mention, told or f"член {body}", as_position(post) or beside, source=node)


def _body_changed(place: Place) -> str:
    """The commission, in the genitive, as this clause or one above it names it in full."""
    named = [
        _before_person(form("positions", "inside").split(match.group("body"))[0]).strip()
        for node in place.path
        for match in form("composition", "body").finditer(node.text)
    ]
    return max(named, key=len, default="комиссии")


def _before_person(words: str) -> str:
    """«совета профилактики инспектора»: of whom joins it, nothing belongs to the name of the body."""
    for match in re.finditer(r"(?<=\s)[А-Яа-яЁё-]+", words):
        word = match.group()
        person = any(map(is_person_noun, lemmas(word))) and is_singular(word)
        if " по " not in words[: match.start()] and (word[0].isupper() or person or "gent" not in cases(word)):
            return words if word == "по" else words[: match.start()]
    return words


def _members(place: Place, text: str, body: str, offset: int, seat: str | None = None) -> Iterator[AppointmentRecord]:
    """«председатель – директор Иванова А.А.; члены: …», «Иванова А.А., учитель химии, – секретарь»."""
    kind = seat or f"член {body}"
    mentions = mentions_of(text)
    # «назначить членами жюри: Орлову А.А., …»
    case = "accs" if any(form("assignment", "accusative").search(mention.surname) for mention in mentions) else "nomn"
    case = "gent" if form("composition", "made_of").search(place.text[:offset]) else case
    for at, mention in enumerate(mentions):
        before = text[mentions[at - 1].end if at else 0 : mention.start]
        after = text[mention.end : mentions[at + 1].start if at + 1 < len(mentions) else len(text)]
        label, rest = _label(before, first=at == 0)
        kind = membership(label, body) or _other_seat(label, body) or kind
        told, position = _member_after(after, body)
        if at and _posts_follow(text, mentions) and before.lstrip(". ").startswith(",") and before.count(",") == 1:
            # «Юнусова Л.Х., главный бухгалтер Цой В.И., учитель»: lines without a sign between them
            rest = ""
        post = _plain_post(rest)
        if post is not None and membership(post, body):
            # «председатель жюри Дрозд А.А., заместитель директора»
            told, post = membership(post, body), None
        yield appointed(place, mention, told or kind, post or position, offset=offset, case=case)


def _posts_follow(text: str, mentions: Sequence[Mention]) -> bool:
    """Each name has its post after it, the last one too."""
    return bool(re.match(r"\.?\s*,\s*[а-яё]", text[mentions[-1].end :]))


def _label(before: str, *, first: bool) -> tuple[str, str]:
    """(label, words after it) before a member's name: «председатель – директор», «… лаборант Секретарь комиссии:»."""
    seat = next(iter(reversed(list(form("composition", "seat").finditer(before)))), None)
    if seat is not None:
        return seat.group("label"), before[seat.end() :]
    pieces = re.split(r";\s*|\.\s+", before)
    lead = before if first else pieces[-1] if len(pieces) > 1 else own_words(before)
    if not first and not _dash(lead):
        # « - председатель, »: what is before the comma was said of the member before
        lead = lead.rpartition(",")[2]
    if not first and lead.rstrip().endswith(","):
        # « – председатель, »
        return "", ""
    label, _, rest = lead.partition(_dash(lead)) if _dash(lead) else ("", "", lead)
    return label, rest


def _other_seat(label: str, body: str) -> str | None:
    """«медиаторы», «руководитель службы»: who is no chairman, secretary or member is called what he is."""
    words = label.strip(EDGES)
    first = re.split(r"\W", words)[0].lower()
    ordinary = form("positions", "ordinary").match(words) and not body.startswith(STAFF)
    if first in PREPOSITIONS or "nomn" not in cases(first) or ordinary:
        return None
    if not any(map(is_person_noun, re.findall(r"[А-Яа-яЁё]+", words))) and not SEVERAL.fullmatch(words):
        # «математика – Орлова А.А.»: what the member judges
        return f"член {body} ({words})"
    seat = singular(words[:1].lower() + words[1:])
    return f"{seat} {body}" if seat in table("body", "seats") else seat


def _dash(text: str) -> str:
    found = DASH.search(text)
    return found.group() if found else ""


def _plain_post(words: str) -> str | None:
    """The post before a name, in the nominative («заместитель директора») or in the case of the sentence."""
    first = re.match(r"\s*([а-яё]+)", words)
    plain = _nominative_post(words) if first is not None and lemmas(first[1]) == (first[1],) else None
    told = split_position(words)[1]
    return plain or (as_position(told) if told else _nominative_post(words))


def _nominative_post(words: str) -> str | None:
    clean = words.strip(EDGES + ".")
    return clean if clean and clean[:1].islower() and re.match(form("positions", "head"), clean) else None


def _member_after(after: str, body: str) -> tuple[str | None, str | None]:
    """(membership, post) of the words after a member's name, up to the next one's."""
    own = re.split(r";|\.\s", after.lstrip("."))[0]
    following = form("composition", "seat").search(own) or NEXT_LABEL.search(own)
    own = own[: following.start()] if following else own
    position, told = None, _seat_in_brackets(own, body)
    parts = ["", *re.split(r"([,\s]*\s[–—-]\s+|,\s*)", own)]
    for separator, piece in zip(parts[::2], parts[1::2], strict=True):
        words = re.sub(r"\([^()]*\)", "", piece).strip(EDGES + ".")
        if not words:
            continue
        found = membership(words, body)
        if found:
            told = found
        elif position is not None and set(separator) & set("–—-"):
            # «учитель физкультуры, – главный судья»
            told = told or _other_seat(words, body)
        elif position is None and not re.match(r"(?:и|а)\s*$", words) and _is_post(words):
            position = as_position(words)
    return told, position


def _seat_in_brackets(own: str, body: str) -> str | None:
    """«Бирюк А.Б. (бригадир)»; «(по согласованию)» and «(председатель профкома)» are no seats."""
    found = re.match(r"\s*\(([^()\s]+)\)", own)
    if found is not None:
        return membership(found[1], body) or _other_seat(found[1], body)
    later = re.search(r"\(([^()]+)\)[\s,]*$", own)
    # «Канева Л.Е., заместитель директора (председатель)»
    return membership(later[1], body) if later and later[1].islower() else None


def _is_post(words: str) -> bool:
    first = words.split(maxsplit=1)[0].lower()
    return (words[:1].islower() and first not in PREPOSITIONS) or bool(re.match(form("positions", "head"), words))
