"""Work taken up in other words: «исполняет обязанности», «принять на должность», «отвечает за», «является»."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.order.laying import laid_each, role_laid
from parsing.order.naming import after_name, own_words, post_beside
from parsing.order.nodes import paths
from parsing.order.people import same
from parsing.order.placing import Place, after_verb, appointed, mentions_of
from parsing.order.roles_given import EDGES, as_position, as_role, cut, singular, split_position
from school.morphology import cases, is_person_noun, lemmas
from school.phrases import genitive_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from parsing.records import AppointmentRecord

TWO = 2
"""From whom, and to whom."""


def hired(place: Place) -> Iterator[AppointmentRecord]:
    """«Принять … на должность …», «Перевести … на должность …»."""
    mentions = mentions_of(place.text)
    job = form("assignment", "job").search(place.text)
    if not mentions or job is None:
        return
    first = job.start() > mentions[0].start
    post = split_position(after_verb(place.text[: mentions[0].start]))[1] if first else ""
    end = min(job.end("job"), mentions[0].start if mentions[0].start > job.start("job") else len(place.text))
    told = cut(place.text[job.start("job") : end]).strip(EDGES)
    # «на должность советника директора по воспитанию Орлову А.А.»
    role = as_role(told if end < job.end("job") else re.split(r"\s+(?:с|со|на|по)\s", told)[0])
    beside = after_name(place.text[mentions[0].end :], last=True)[1]
    yield appointed(place, mentions[0], role, as_position(post) or beside)


def acting(place: Place) -> Iterator[AppointmentRecord]:
    """«В отсутствие директора его обязанности исполняет заместитель директора Блинова Н.Ю.»."""
    said = form("assignment", "acting").match(place.text)
    for mention in mentions_of(place.text)[:1] if said else ():
        post = as_position(place.text[said.end() : mention.start]) if said else None
        yield appointed(place, mention, as_role(said.group("who")) if said else "", post, case="nomn")


def in_place_of(place: Place, known: Sequence[AppointmentRecord]) -> Iterator[AppointmentRecord]:
    """«На время отсутствия Лозового И.Н. его обязанности исполняет … Цой Э.А.»: all that the absent one is."""
    mentions = mentions_of(place.text)
    for said in form("assignment", "in_place_of").finditer(place.text):
        absent, other = next(((one, two) for one, two in pairwise(mentions) if one.start == said.end()), (None, None))
        if absent is None or other is None or form("assignment", "appoint_later").search(place.text, absent.end):
            continue
        person = place.people.resolve(absent, "gent")
        post = form("assignment", "does_for").sub("", place.text[absent.end : other.start]).strip(EDGES)
        for item in known:
            if same(item.person, person):
                yield appointed(place, other, item.role, as_position(post), case="nomn")


def performing(place: Place) -> Iterator[AppointmentRecord]:
    """«Исполнять обязанности дежурного администратора: с … по … – Лихой Т.А.; …»."""
    yield from laid_each(place)[0]


def mentor(place: Place) -> Iterator[AppointmentRecord]:
    """«Закрепить в качестве наставника учителя Галушко И.Э. за молодым специалистом …»."""
    said = form("assignment", "mentor").match(place.text)
    for mention in mentions_of(place.text)[:1] if said else ():
        post = as_position(place.text[said.end() : mention.start]) if said else None
        yield appointed(place, mention, "наставник", post)


def performed(place: Place) -> Iterator[AppointmentRecord]:
    """«Обязанности водителя исполнять Войтко А.Н.», «Заведование кабинетом закрепить за Шостаком В.Ю.»."""
    said = form("assignment", "performed").match(place.text)
    if said is None:
        return
    mentions = [mention for mention in mentions_of(place.text) if mention.start >= said.end()]
    role = role_laid(said.group("what").lower(), cut(said.group("role")))
    case = "ablt" if said.group("behind") else "nomn" if said.group("does") else "datv"
    for before, mention in zip((None, *mentions), mentions, strict=False):
        words = place.text[before.end if before else said.end() : mention.start]
        post = form("assignment", "substitute").sub("", words).strip(EDGES)
        beside = after_name(place.text[mention.end :], last=True)[1] if len(mentions) == 1 else None
        yield appointed(place, mention, role, as_position(post) or beside, case=case)


def entrusted(place: Place) -> Iterator[AppointmentRecord]:
    """«Поручить исполнение обязанностей секретаря лаборанту Орловой Н.Н.»: the role stands in the genitive."""
    said = form("assignment", "entrusted").match(place.text)
    mention = next(iter(mentions_of(place.text)), None)
    if said is None or mention is None:
        return
    words = place.text[said.end() : mention.start]
    start = next(
        (match.start() for match in re.finditer(r"[а-яё-]+", words) if _is_post_in_dative(match.group())), None
    )
    role, post = (words, "") if start is None else (words[:start], words[start:])
    yield appointed(place, mention, role_laid(said.group("what").lower(), role.strip()), as_position(post), case="datv")


def _is_post_in_dative(word: str) -> bool:
    """«лаборанту», which can be no genitive."""
    known = cases(word.rsplit("-", maxsplit=1)[-1])
    return (
        "datv" in known and "gent" not in known and any(map(is_person_noun, lemmas(word.rsplit("-", maxsplit=1)[-1])))
    )


def named_so(place: Place) -> Iterator[AppointmentRecord]:
    """«Ответственным за сайт является Лось Б.Б.», «Старшим по корпусу назначается воспитатель Карп В.В.»."""
    mentions = mentions_of(place.text)
    for said in form("assignment", "named_so").finditer(place.text):
        following = [mention for mention in mentions if mention.start >= said.end()]
        last = next((other.start() for other in form("assignment", "named_so").finditer(place.text, said.end())), None)
        for before, mention in zip((None, *following), following, strict=False):
            words = place.text[before.end if before else said.end() : mention.start]
            if (last is not None and mention.start > last) or (
                before and not form("assignment", "joined").search(words)
            ):
                break
            post = as_position(form("assignment", "joined_by").sub("", words))
            yield appointed(place, mention, as_role(said.group("role")), post, case="nomn")


def transferred(place: Place) -> Iterator[AppointmentRecord]:
    """«Передать обязанности администратора сайта от Лося Б.Б. Карпу В.В.»: to whom."""
    said = form("assignment", "transferred").match(place.text)
    mentions = mentions_of(place.text)
    if said is None or len(mentions) < TWO:
        return
    words = re.sub(r"^[\s,.]*(?:на\s+)?", "", place.text[mentions[0].end : mentions[1].start])
    case = "accs" if re.match(r"[\s.]*на\s", place.text[mentions[0].end :]) else "datv"
    role = role_laid(said.group("what").lower(), said.group("role"))
    yield appointed(place, mentions[1], role, as_position(words), case=case)


def answering(place: Place) -> Iterator[AppointmentRecord]:
    """«За расписание отвечает Лесничая В.И.», «Ответственность за режим несёт сестра-хозяйка Мороз Л.Ф.»."""
    said = form("assignment", "answers").match(place.text)
    for mention in mentions_of(place.text)[:1] if said else ():
        what = (said.group("what") or said.group("whose")) if said else ""
        post = as_position(place.text[said.end() : mention.start]) if said else None
        yield appointed(place, mention, f"ответственный за {what}", post, case="nomn")


def placed_on(place: Place) -> Iterator[AppointmentRecord]:
    """«На руководителя похода Сковороду Т.Е. возлагается ответственность за жизнь кадет»."""
    said = form("assignment", "placed_on").match(place.text)
    for mention in mentions_of(place.text)[:1] if said else ():
        # the words after «На»
        post = as_position(place.text[2 : mention.start])
        yield appointed(place, mention, f"ответственный за {said.group('what')}" if said else "", post)


def kept(place: Place) -> Iterator[AppointmentRecord]:
    """«Закрепить за Смирных О.В., учителем физкультуры, спортивный зал, за Гармашом К.К. – мастерские»."""
    starts = [match.end() for match in form("assignment", "kept_next").finditer(place.text)]
    for mention in mentions_of(place.text):
        if mention.start not in starts:
            continue
        end = next((start for start in starts if start > mention.start), len(place.text))
        told = re.sub(r"[,;]\s+за\s+$", "", place.text[mention.end : end]).strip(EDGES + ".")
        pieces = [piece.strip(EDGES) for piece in re.split(r",\s*|\s+[–—-]\s+", told)]
        thing, post = pieces[-1], pieces[0] if len(pieces) > 1 else ""
        if thing:
            yield appointed(place, mention, f"ответственный за {thing}", as_position(post), case="ablt")


def of_mentors(place: Place) -> Iterator[AppointmentRecord]:
    """«Закрепить наставников за молодыми учителями:» and «Пушкарь Н.А. – за учителем Мисюрой О.О.»."""
    said = form("assignment", "mentors").match(place.text)
    role = as_role(said.group("whom")) if said else ""
    for child in place.node.children:
        below = replace(place, node=child, path=(*place.path, child))
        for mention in mentions_of(child.text)[:1]:
            yield appointed(below, mention, role, None)


def mentors_each(place: Place) -> Iterator[AppointmentRecord]:
    """«Закрепить за молодыми специалистами наставников:» and «за учителем Литвиным П.О. – Вартаняна Р.С.» under it."""
    said = form("assignment", "mentors_each").match(place.text)
    for child in place.node.children:
        below = replace(place, node=child, path=(*place.path, child))
        for mention in mentions_of(child.text)[-1:]:
            own = re.split(r"\s[–—-]\s", child.text[: mention.start])[-1]
            post = as_position(own) or after_name(child.text[mention.end :], last=True)[1]
            yield appointed(below, mention, as_role(said.group("whom")) if said else "", post)


def mentored(roots: list[Node], people: People) -> list[AppointmentRecord]:
    """Whom mentors are given to, as what the clause calls them: they may have duties."""
    found = []
    for path in paths(roots):
        said = form("assignment", "mentors_each").match(path[-1].text)
        for child in path[-1].children if said else ():
            for mention in mentions_of(child.text)[:-1][:1]:
                place = Place(node=child, path=(*path, child), people=people)
                role = singular(said.group("whose")) if said else ""
                found.append(appointed(place, mention, role, None, case="ablt"))
    return found


def kept_groups(place: Place) -> Iterator[AppointmentRecord]:
    """«Закрепить за группой «Капелька» воспитателя Рябоконь Ж.Ф.» makes her the teacher of that group."""
    turns = list(form("assignment", "kept_group").finditer(place.text))
    mentions = mentions_of(place.text)
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        end = following.start() if following else len(place.text)
        for mention in [one for one in mentions if turn.end() <= one.start < end][:1]:
            post = as_position(place.text[turn.end() : mention.start])
            yield appointed(place, mention, f"{post} {genitive_phrase(turn.group('what'))}", post)


def mentor_for(place: Place) -> Iterator[AppointmentRecord]:
    """«Закрепить за учителем Ильясовым М.Р. наставника – учителя физики Кузьменко В.З.»; a list of such."""
    said = form("assignment", "mentor_for").match(place.text)
    following = [mention for mention in mentions_of(place.text) if said and mention.start >= said.end()]
    for mention in following[:1] if said else ():
        post = as_position(place.text[said.end() : mention.start]) if said else None
        beside = after_name(place.text[mention.end :], last=True)[1]
        yield appointed(place, mention, said.group("whom") if said else "", post or beside)
    for child in place.node.children if said is None else ():
        yield from mentor_for(replace(place, node=child, path=(*place.path, child)))


def of_responsible(place: Place) -> Iterator[AppointmentRecord]:
    """«… Ответственные: Орлова А.А., завуч, и Рудых Е.П.» within a clause of something else."""
    said = form("assignment", "responsible").search(place.text)
    if said is None:
        return
    role = f"ответственный{said.group('what') or ''}"
    mentions = [mention for mention in mentions_of(place.text) if mention.start >= said.end()]
    if not mentions or re.search(r"[;.]\s", place.text[said.end() : mentions[0].start]):
        return
    for at, mention in enumerate(mentions):
        start = mentions[at - 1].end if at else said.end()
        end = mentions[at + 1].start if at + 1 < len(mentions) else len(place.text)
        after = re.split(r",?\s*срок", place.text[mention.end : end])[0]
        post = post_beside(own_words(place.text[start : mention.start]), after)
        yield appointed(place, mention, role, post, case="nomn")
