"""Whether two wordings name one role, post or body: the role of a duty and that of an appointment."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from parsing.forms import form, table
from parsing.order.grades import grades_of, without_grades
from parsing.order.roles_given import one_of
from school.morphology import is_adjective, is_person_noun, lemmas
from school.roles import expand, find_role

ALIKE_ENOUGH, TRIPLE = 2, 3
HELPERS = frozenset({"заместитель", "помощник", "ассистент"})
ANYBODY = frozenset({"ответственный", "лицо", "работник", "назначить"})
LONG = 8
"""Letters of a word in which a slip is told from another word."""
LABEL = re.compile(r"\s*\([^()]*\)|(?<=[а-яё])\s+по\s+(?:школе|лицею|гимназии|интернату|учреждению)$")


def role_words(role: str) -> set[str]:
    """Lemmas of a role or post: abbreviations written out, without the label of the school."""
    return set(lemmas(expand(one_of(LABEL.sub("", role)))))


def alike(one: str, other: str) -> bool:
    """True when a duty's role is that of an appointment.

    Same words after abbreviations are written out; one inside the other («классный руководитель» of a class, «дежурный
    администратор (среда)»); a member of the body that is addressed.
    """
    if grades_of(one) and grades_of(other):
        one, other = without_grades(one), without_grades(other)
    first, second = role_words(one), role_words(other)
    if not first or not second:
        return False
    if first == second or _is_member(first, second) or _misspelt(first, second):
        return True
    # «председатель совета» is not his deputy, «дежурный по корпусу» not his assistant
    return first & HELPERS == second & HELPERS and _alike(one, other, first, second)


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
    # «молодые специалисты» are not their mentors
    within = within and head_noun(one) == head_noun(other)
    return within or _of_one_kind(lemmas(one), lemmas(other))


def head_noun(role: str) -> str:
    """The noun of a role that names the person."""
    words = lemmas(expand(role))
    return next((word for word in words if is_person_noun(word)), words[0] if words else "")


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
