"""Who bears a duty: the persons whom the order itself names for a role, or lists in another clause."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from parsing.forms import form, table
from parsing.language import annotate, people_of
from parsing.order.grades import grades_of
from parsing.order.likeness import ALIKE_ENOUGH, LONG, TRIPLE, alike, head_noun, role_words
from parsing.order.nodes import walk
from parsing.order.people import same
from parsing.order.posts import post_of
from school.morphology import is_adjective, is_person_noun, lemma, lemmas
from school.roles import ACTING, expand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from parsing.records import AppointmentRecord, PersonRecord

NO_TEXTS: Mapping[str | None, str] = MappingProxyType({})


def referred(
    lead: str, roots: list[Node], people: People, appointments: Sequence[AppointmentRecord]
) -> tuple[PersonRecord, ...]:
    """«Лицам, указанным в пункте 3»: everybody whom that clause, or the table under it, names."""
    said = form("address", "referred").search(lead)
    node = next((item for item in walk(roots) if said and item.number == said.group("clause")), None)
    node = node or _list_of(lead, roots)
    texts = [item.text for item in walk([node])] if node is not None else []
    named = tuple(people.resolve(mention, "nomn") for text in texts for mention in people_of(annotate(text)))
    if said is None or named:
        return named
    return tuple(item.person for item in appointments if item.clause == said.group("clause"))


def _list_of(lead: str, roots: list[Node]) -> Node | None:
    """The clause that lists whom the lead addresses: «работников, допущенных к …» and «Работникам, допущенным к …»."""
    words = set(lemmas(lead))
    lists = (item for item in walk(roots) if item.children and form("assignment", "listing").search(item.text))
    return next((item for item in lists if len(words) > ALIKE_ENOUGH and words <= set(lemmas(item.text))), None)


def resolved(
    role: str | None, appointments: Sequence[AppointmentRecord], texts: Mapping[str | None, str] = NO_TEXTS
) -> tuple[PersonRecord, ...]:
    """Every person whom the order itself appoints to the role; «ЭЖ» is «электронный журнал».

    Args:
        role: of a duty, in the nominative.
        appointments: of the order.
        texts: clauses by their numbers; they tell a commission from another.
    """
    if role is None:
        return ()
    head, _, rest = role.partition(", ")
    if head and form("assignment", "answering").match(rest):
        # «преподаватели, ответственные за инструменты»
        return resolved(rest, appointments, texts)
    classes = grades_of(role)
    # «классным руководителям 5–8 классов» are none of the first classes
    appointments = [item for item in appointments if not classes or not (of := grades_of(item.role)) or classes & of]
    body = _of_body(role, appointments, texts)
    if body:
        return tuple(dict.fromkeys(item.person for item in body))
    return _of_list(role, appointments) or _holders(role, appointments) or _beside(role, appointments, texts)


def bearers_of(
    role: str | None,
    appointments: Sequence[AppointmentRecord],
    posts: Mapping[frozenset[str], tuple[PersonRecord, ...]],
    texts: Mapping[str | None, str] = NO_TEXTS,
) -> tuple[PersonRecord, ...]:
    """Who bears a duty beside whose role nobody is named: who is appointed to it, else who holds the post.

    Args:
        role: of a duty, in the nominative.
        appointments: of the order.
        posts: whose they are by other parts of the order (`posts_named`).
        texts: clauses by their numbers; they tell a commission from another.
    """
    return resolved(role, appointments, texts) or posts.get(post_of(role), ())


def _of_list(role: str, appointments: Sequence[AppointmentRecord]) -> tuple[PersonRecord, ...]:
    """«руководители газеты, театра и отряда»: the head of each, where all of them are appointed."""
    head, _, rest = role.partition(" ")
    things = re.split(r",\s*|\s+и\s+", rest)
    if len(things) < TRIPLE or not is_person_noun(head.lower()):
        return ()
    each = [_holders(f"{lemma(head)} {thing}", appointments) for thing in things]
    return tuple(dict.fromkeys(person for persons in each for person in persons)) if all(each) else ()


def _holders(role: str, appointments: Sequence[AppointmentRecord]) -> tuple[PersonRecord, ...]:
    """Who is appointed to the role, or holds the post."""
    bearers: list[PersonRecord] = []
    words = role_words(role)
    # a post printed beside a name tells who holds it, where nobody is appointed to it but for a time
    for post, titles in (
        (False, [item.role for item in appointments]),
        (True, [item.position or "" for item in appointments]),
    ):
        found: list[AppointmentRecord] = []
        # «главному бухгалтеру» is not every accountant
        exact = post and any(words == role_words(title) for title in titles)
        for item, title in zip(appointments, titles, strict=True):
            if exact and words != role_words(title):
                continue
            if alike(role, title) and not any(same(item.person, person) for person in bearers):
                bearers.append(item.person)
                found.append(item)
        if found and not all(ACTING.match(item.role) for item in found):
            break
    return tuple(bearers)


def _beside(
    role: str, appointments: Sequence[AppointmentRecord], texts: Mapping[str | None, str]
) -> tuple[PersonRecord, ...]:
    """Whom other words of the order mean by the role."""
    answerable = _labelled(role, appointments) or _answering(role, appointments, texts)
    if answerable:
        return tuple(dict.fromkeys(item.person for item in answerable))
    seat = _seat_of(role, appointments, texts)
    if seat:
        return seat
    group = _of_groups(role, appointments)
    if group:
        return group
    # «воспитателям учебных взводов» of a table whose column says «Воспитатель»
    short = [item for item in appointments if lemmas(item.role) == lemmas(role)[:1]]
    if short and len({item.clause for item in short}) == 1:
        return tuple(dict.fromkeys(item.person for item in short))
    head, _, rest = role.partition(" и ")
    if rest and not any(map(is_person_noun, lemmas(rest)[:2])) and (found := _holders(head, appointments)):
        # «заведующие учебными кабинетами и мастерской»
        return found
    # «дежурным учителям» of an order that appoints teachers «дежурными в дни проведения мероприятий»
    words = set(lemmas(role))
    both = [
        item
        for item in appointments
        if words <= set(lemmas(f"{item.role} {item.position or ''}"))
        and not form("assignment", "answerable").match(item.role)
        and not (words <= set(lemmas(item.role)) and head_noun(item.role) != head_noun(role))
    ]
    return tuple(item.person for item in both) if len(words) >= ALIKE_ENOUGH else ()


def _of_groups(role: str, appointments: Sequence[AppointmentRecord]) -> tuple[PersonRecord, ...]:
    """«воспитатели ясельных групп» of an order that gives each group its own: «воспитатель группы «Капелька»»."""
    words = lemmas(role)
    if len(words) != TRIPLE or not is_person_noun(words[0]) or not is_adjective(role.split()[1]):
        return ()
    plain = (words[0], words[2])
    return tuple(dict.fromkeys(item.person for item in appointments if lemmas(item.role)[:2] == plain))


def _labelled(role: str, appointments: Sequence[AppointmentRecord]) -> list[AppointmentRecord]:
    """«Ответственному за оформление» of a table that has «за оформление» beside the name."""
    what = lemmas(role.partition(" ")[2]) if form("assignment", "answerable").match(role) else ()
    return [item for item in appointments if what and item.label and lemmas(item.label) == what]


def _answering(
    role: str, appointments: Sequence[AppointmentRecord], texts: Mapping[str | None, str]
) -> list[AppointmentRecord]:
    """«Ответственным за проведение праздников»: those whom a table makes answer for what its clause is about."""
    said = form("assignment", "answerable").match(role)
    things = {word for word in lemmas(role[said.end() :]) if len(word) >= LONG - 1} if said else set()
    listed = [item for item in appointments if form("assignment", "answering").match(item.role)]
    clauses = {item.clause for item in listed if things & set(lemmas(texts.get(item.clause, "")))}
    found = [item for item in listed if item.clause in clauses]
    return found if len(clauses) == 1 and len(found) >= ALIKE_ENOUGH else []


def _of_body(
    role: str, appointments: Sequence[AppointmentRecord], texts: Mapping[str | None, str]
) -> list[AppointmentRecord]:
    """«Комиссии по проверке работ»: everybody whom its clause seats, though only as «председатель».

    The clause is told by the seats («член комиссии по проверке работ»), or by its own words.
    """
    words = role_words(role)
    seats, kinds = set(table("body", "seats")), set(table("body", "kinds"))
    if len(words) < ALIKE_ENOUGH or words & seats or not words & kinds:
        return []
    seated = [(item, set(lemmas(expand(item.role)))) for item in appointments]
    whole = {item.clause: set(lemmas(_text_over(item.clause, texts))) for item in appointments}
    clauses = {item.clause for item, said in seated if said & seats and words <= said}
    clauses = clauses or {item.clause for item, said in seated if said & seats and words <= whole[item.clause]}
    # a member of another seat stands in another item of the same clause
    lists = {_over(clause) for clause in clauses if words <= set(lemmas(texts.get(_over(clause), "")))}
    return [item for item, _ in seated if item.clause in clauses or _over(item.clause) in lists]


def _seat_of(
    role: str, appointments: Sequence[AppointmentRecord], texts: Mapping[str | None, str]
) -> tuple[PersonRecord, ...]:
    """«Секретарю комиссии» of an order that calls the body by its short name: the one who has that seat."""
    seats = set(table("body", "seats"))
    words = role_words(role)
    own = words & seats
    rest = words - seats
    if not own or not rest or not rest & set(table("body", "kinds")):
        return ()
    found = [
        item
        for item in appointments
        if role_words(item.role) & seats == own and rest <= set(lemmas(_text_over(item.clause, texts)))
    ]
    persons = tuple(dict.fromkeys(item.person for item in found))
    return persons if len(persons) == 1 else ()


def _over(clause: str | None) -> str:
    """The clause whose list it is an item of; itself where it is none."""
    return (clause or "").rpartition(".")[0] or (clause or "")


def _text_over(clause: str | None, texts: Mapping[str | None, str]) -> str:
    """The text of a clause with those of the clauses over it."""
    parts = (clause or "").split(".")
    numbers = [".".join(parts[:end]) for end in range(1, len(parts) + 1)]
    return " ".join(texts.get(number, "") for number in numbers)
