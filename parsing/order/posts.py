"""Who holds a post, as an order tells it somewhere: beside a name, in the control, in the sheet of acquaintance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.language import annotate, people_of
from parsing.order.grades import grades_of
from parsing.order.nodes import walk
from parsing.order.people import same
from school.morphology import fold, is_finite_verb, is_infinitive, is_person_noun, lemma, lemmas
from school.phrases import nominative_phrase
from school.roles import expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from parsing.records import AcknowledgementRecord, AppointmentRecord, ControlRecord, PersonRecord

SEVERAL = "*"
JOINED = re.compile(r"[\s,.]*(?:и\s+)?")


def post_of(role: str | None) -> frozenset[str]:
    """The words of a post that one person holds («Завхоз»), or the teachers of some classes («Учителя 1-х классов»).

    None of «Учителя», who are many.
    """
    words = re.findall(r"[а-яё]+", (role or "").lower())
    single = any(is_person_noun(word) and lemma(word) == fold(word) for word in words[:3])
    if role is None or not (single or grades_of(role)):
        return frozenset()
    return frozenset(lemmas(expand(role))) | ({SEVERAL, *map(str, grades_of(role))} if not single else set())


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


def posts_told(
    control: ControlRecord | None,
    acknowledged: Sequence[AcknowledgementRecord],
    revocations: Sequence[AppointmentRecord],
) -> list[tuple[str | None, tuple[PersonRecord, ...]]]:
    """Posts and whose they are by the control, the sheet of acquaintance, and where somebody is freed from a role."""
    found: list[tuple[str | None, tuple[PersonRecord, ...]]] = [
        *((item.position, (item.person,)) for item in acknowledged),
        *((item.position, (item.person,)) for item in revocations),
    ]
    if control is not None and control.person is not None:
        found.append((control.position, (control.person,)))
    return found


def posts_named(
    named: Iterable[tuple[str | None, tuple[PersonRecord, ...]]], appointments: Sequence[AppointmentRecord]
) -> dict[frozenset[str], tuple[PersonRecord, ...]]:
    """Who holds which post by other clauses: «Завхозу Ломову П.П.» tells who «Завхозу» of another clause is.

    Posts that the order gives to somebody are left out, and those of several persons that are no group.

    Args:
        named: roles and posts with the persons named beside them.
        appointments: of the order.
    """
    found: dict[frozenset[str], list[PersonRecord]] = {}
    for role, persons in named:
        post = post_of(role)
        if post and persons and (len(persons) == 1 or SEVERAL in post):
            holders = found.setdefault(post, [])
            holders += [one for one in persons if not any(same(person, one) for person in holders)]
    given = {post_of(item.role) for item in appointments}
    return {post: tuple(who) for post, who in found.items() if (len(who) == 1 or SEVERAL in post) and post not in given}
