"""Who bears a duty: the persons whom the order itself names for a role, or lists in another clause."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from parsing.forms import form, table
from parsing.language import annotate, people_of
from parsing.order.grades import grades_of, without_grades
from parsing.order.nodes import walk
from parsing.order.people import same
from school.morphology import fold, is_adjective, is_finite_verb, is_infinitive, is_person_noun, lemma, lemmas
from school.phrases import nominative_phrase
from school.roles import ACTING, expand, find_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from parsing.records import AcknowledgementRecord, AppointmentRecord, ControlRecord, PersonRecord

ALIKE_ENOUGH, TRIPLE = 2, 3
NO_TEXTS: Mapping[str | None, str] = MappingProxyType({})
DEPUTY = "заместитель"
ANYBODY = frozenset({"ответственный", "лицо", "работник", "назначить"})
LONG = 8
"""Letters of a word in which a slip is told from another word."""
JOINED = re.compile(r"[\s,.]*(?:и\s+)?")
LABEL = re.compile(r"\s*\([^()]*\)|(?<=[а-яё])\s+по\s+(?:школе|лицею|гимназии|интернату|учреждению)$")


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
    words = _words(role)
    # a post printed beside a name tells who holds it, where nobody is appointed to it but for a time
    for post, titles in (
        (False, [item.role for item in appointments]),
        (True, [item.position or "" for item in appointments]),
    ):
        found: list[AppointmentRecord] = []
        # «главному бухгалтеру» is not every accountant
        exact = post and any(words == _words(title) for title in titles)
        for item, title in zip(appointments, titles, strict=True):
            if exact and words != _words(title):
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
    answerable = _answering(role, appointments, texts)
    if answerable:
        return tuple(dict.fromkeys(item.person for item in answerable))
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
    ]
    return tuple(item.person for item in both) if len(words) >= ALIKE_ENOUGH else ()


def post_of(role: str | None) -> frozenset[str]:
    """The words of a post that one person holds: «Завхоз»; none of «Учителя»."""
    words = re.findall(r"[а-яё]+", (role or "").lower())
    single = any(is_person_noun(word) and lemma(word) == fold(word) for word in words[:3])
    return frozenset(lemmas(expand(role))) if role and single else frozenset()


def posts_beside(roots: list[Node], people: People) -> list[tuple[str | None, tuple[PersonRecord, ...]]]:
    """Posts that stand right before names, and whose they are: «сообщать завучу Дьяконовой Э.Ю. о причинах»."""
    found: list[tuple[str | None, tuple[PersonRecord, ...]]] = []
    for node in walk(roots):
        mentions = people_of(annotate(node.text))
        for before, mention, following in zip((None, *mentions), mentions, (*mentions[1:], None), strict=False):
            if following and JOINED.fullmatch(node.text[mention.end : following.start]):
                # «учителям Шевчук А.П., Хасанову З.М.»: several hold it
                continue
            words = node.text[before.end if before else 0 : mention.start]
            posts = (words[head.start() :] for head in form("positions", "inside").finditer(words))
            post = next((said for said in posts if not re.search(r"[,;:.()]", said) and not _acts(said)), "")
            if post.strip():
                found.append((nominative_phrase(post.strip()), (people.resolve(mention),)))
    return found


def _acts(words: str) -> bool:
    """«учителям сообщать заместителю» is no post."""
    return any(is_infinitive(word) or is_finite_verb(word) for word in re.findall(r"[а-яё]{4,}", words))


def posts_named(
    addressed: Iterable[tuple[str | None, tuple[PersonRecord, ...]]],
    appointments: Sequence[AppointmentRecord],
    control: ControlRecord | None,
    acknowledged: Sequence[AcknowledgementRecord],
) -> dict[frozenset[str], tuple[PersonRecord, ...]]:
    """Who holds which post by other clauses: «Завхозу Ломову П.П.» tells who «Завхозу» of another clause is.

    Posts that the order gives to somebody, and those of several persons, are left out.

    Args:
        addressed: roles of duties with the persons named beside them.
        appointments: of the order.
        control: who controls the order, by his post.
        acknowledged: who is acquainted, by their posts.
    """
    found: dict[frozenset[str], list[PersonRecord]] = {}
    others = [(item.position, (item.person,)) for item in acknowledged]
    others += [(control.position, (control.person,))] if control is not None and control.person is not None else []
    for role, persons in (*addressed, *others):
        holders = found.setdefault(post_of(role), []) if len(persons) == 1 and post_of(role) else []
        holders += [] if any(same(person, persons[0]) for person in holders) else persons
    given = {post_of(item.role) for item in appointments}
    return {post: tuple(who) for post, who in found.items() if len(who) == 1 and post not in given}


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


def _words(role: str) -> set[str]:
    """Lemmas of a role or post: abbreviations written out, without the label of the school."""
    return set(lemmas(expand(LABEL.sub("", role))))


def _of_body(
    role: str, appointments: Sequence[AppointmentRecord], texts: Mapping[str | None, str]
) -> list[AppointmentRecord]:
    """«Комиссии по проверке работ»: everybody whom its clause seats, though only as «председатель».

    The clause is told by the seats («член комиссии по проверке работ»), or by its own words.
    """
    words = _words(role)
    seats, kinds = set(table("body", "seats")), set(table("body", "kinds"))
    if len(words) < ALIKE_ENOUGH or words & seats or not words & kinds:
        return []
    seated = [(item, set(lemmas(expand(item.role)))) for item in appointments]
    clauses = {item.clause for item, said in seated if said & seats and words <= said}
    clauses = clauses or {
        item.clause for item, said in seated if said & seats and words <= set(lemmas(texts.get(item.clause, "")))
    }
    return [item for item, _ in seated if item.clause in clauses]


def alike(one: str, other: str) -> bool:
    """True when a duty's role is that of an appointment.

    Same words after abbreviations are written out; one inside the other («классный руководитель» of a class, «дежурный
    администратор (среда)»); a member of the body that is addressed.
    """
    if grades_of(one) and grades_of(other):
        one, other = without_grades(one), without_grades(other)
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    if first == second or _is_member(first, second) or _misspelt(first, second):
        return True
    # «председатель совета» is not his deputy
    return (DEPUTY in first) == (DEPUTY in second) and _alike(one, other, first, second)


def _alike(one: str, other: str, first: set[str], second: set[str]) -> bool:
    if first <= ANYBODY and "ответственный" in first:
        # «ответственным лицам»: whoever is responsible for something
        return lemmas(other)[:1] == ("ответственный",)
    if form("assignment", "answerable").match(other) and "ответственный" not in first:
        # «ответственный за отчёты классных руководителей» is none of them
        return False
    role, twin = find_role(one), find_role(other)
    if role is not None and twin is not None and role.key == twin.key:
        return (first <= second or second <= first) and (role.named or len(first & second) >= ALIKE_ENOUGH)
    if role is None and len(first) == 1:
        # «воспитателям» of an order that appoints the «воспитатель отряда № 1»
        return lemmas(expand(other))[:1] == tuple(first)
    within = len(first & second) >= ALIKE_ENOUGH and (first <= second or second <= first)
    return within or _of_one_kind(lemmas(one), lemmas(other))


def _of_one_kind(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """«воспитатели учебных взводов» and «воспитатель первого взвода»: one head, one noun, other adjectives."""
    same_ends = len(one) == len(other) == TRIPLE and (one[0], one[2]) == (other[0], other[2])
    return same_ends and is_adjective(one[1]) and is_adjective(other[1])


def _misspelt(one: set[str], other: set[str]) -> bool:
    """The same words but for a slip in a long one: «ответсвенный за журнал»."""
    left, right = sorted(one - other), sorted(other - one)
    return len(left) == len(right) and all(
        min(len(first), len(second)) >= LONG and Levenshtein.distance(first, second) == 1
        for first, second in zip(left, right, strict=True)
    )


def _is_member(body: set[str], member: set[str]) -> bool:
    """«комиссия» and «член бракеражной комиссии»; «секретарь комиссии» is addressed by himself."""
    seats, kinds = set(table("body", "seats")), set(table("body", "kinds"))
    return bool(member & seats) and not body & seats and bool(body & kinds & member)
