"""Who holds which post by the orders of the register, from which day to which. Pure.

A post begins with the appointment, or with the edition of the order that brought it. It ends on the day that the order
names, when the order stops binding or loses the clause, when a later order frees the person, and, where one person
at a time holds the post, when a later order gives it to another for good.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from journal.matching import match
from journal.model import Post
from parsing.forms import form
from parsing.order.amended import walk
from school.morphology import fold, lemmas
from school.roles import OTHER, held_role, role_of_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from journal.amending import Life
    from journal.model import Person
    from parsing.records import AppointmentRecord

SINGLE = frozenset({"administrator", "director"})
"""Posts that one person at a time holds."""
CLASS_TEACHER = "class_teacher"
CLASS = re.compile(r"(?<![\d–-])\b(\d{1,2})\s*-?\s*[«\"“]?([А-ЯЁ]?)[»\"”]?(?:\s*-?го)?\s+класса\b", re.IGNORECASE)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """An order that binds or has bound, with its life."""

    order_id: str
    life: Life


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Somebody holds a post no more because another order says so."""

    person_id: str
    title: str
    last_day: date
    order_id: str
    """The order that says so."""
    successor: str | None = None
    """Id of the person who holds it now, where that is why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """A revocation, or an appointment to a post that one person holds."""

    order_id: str
    on: date
    post: str
    title: str
    person_id: str
    frees: bool

    def ends(self, held: Post) -> bool:
        """True when the held post ends because of it."""
        begun = held.valid_from is None or held.valid_from < self.on
        open_still = held.valid_to is None or held.valid_to >= self.on
        if not (begun and open_still and held.post == self.post):
            return False
        if self.frees:
            return held.person_id == self.person_id and (self.post != OTHER or alike(held.title, self.title))
        return held.person_id != self.person_id and held.order_id != self.order_id


def post_of(role: str) -> str:
    """The kind of post that a role is."""
    found = held_role(role)
    return found.post if found else OTHER


def class_led(post: Post) -> str | None:
    """The class that a class teacher leads, as the title names it; None for several classes and for none."""
    if post.post != CLASS_TEACHER:
        return None
    found = CLASS.findall(post.title)
    return f"{found[0][0]}{found[0][1]}" if len(found) == 1 else None


def alike(one: str, other: str) -> bool:
    """True when two titles name one role: one says no word that the other lacks."""
    first, second = _words(one), _words(other)
    return bool(first and second) and (first <= second or second <= first)


@lru_cache(maxsize=10_000)
def _words(title: str) -> frozenset[str]:
    return frozenset(lemmas(fold(title)))


class HeldPost(Protocol):
    """A dated post, of whatever source."""

    @property
    def person_id(self) -> str:
        """Who holds it."""

    @property
    def post(self) -> str:
        """Its kind."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def order_id(self) -> str | None:
        """The order that gave it."""


P = TypeVar("P", bound=HeldPost)


def holders(posts: Sequence[P], role_key: str | None, role: str | None, order_id: str) -> list[P]:
    """Posts of a role that one person at a time holds, as an order calls it; none for a class of persons.

    A role without a post of its own («ответственный за питание») is known by its words: by all of them, or, inside the
    order itself, by those that it repeats.
    """
    known = role_of_key(role_key)
    if known is not None and not known.named:
        return []
    if known is not None and known.post != OTHER:
        return [post for post in posts if post.post == known.post]
    return [
        post
        for post in posts
        if role
        and post.post == OTHER
        and (_words(post.title) == _words(role) or (post.order_id == order_id and alike(post.title, role)))
    ]


def posts_by(orders: Sequence[Binding], others: Sequence[Post], staff: Sequence[Person]) -> tuple[Post, ...]:
    """Every post that the orders give or end, as it should stand now.

    Args:
        orders: every order that binds or has bound.
        others: posts of the school's own list; those that an order ends come back with their end, and what the list
            says already is not said again.
        staff: whom the names may mean; a name that fits nobody alone gives no post.
    """
    settled = [post for post, _ in _settled(orders, others, staff)]
    ended = {post.fact_key: post for post in settled if not post.derived}
    listed = [ended.get(post.fact_key, post) for post in others]
    return (*ended.values(), *(post for post in settled if post.derived and not _listed(post, listed)))


def _listed(post: Post, listed: Sequence[Post]) -> bool:
    """True when the school's own list has the person in that post on the day on which the order gives it."""
    return post.valid_from is not None and any(
        (other.person_id, other.post) == (post.person_id, post.post)
        and other.held_on(post.valid_from)
        and (post.post != OTHER or alike(other.title, post.title))
        for other in listed
    )


def handovers(orders: Sequence[Binding], others: Sequence[Post], staff: Sequence[Person]) -> tuple[Handover, ...]:
    """Posts that end because another order says so."""
    return tuple(handover for _, handover in _settled(orders, others, staff) if handover is not None)


def _settled(
    orders: Sequence[Binding], others: Sequence[Post], staff: Sequence[Person]
) -> Iterator[tuple[Post, Handover | None]]:
    turns = sorted((turn for order in orders for turn in _turns(order, staff)), key=lambda turn: (turn.on, turn.frees))
    given = [post for order in orders for post in _given(order, staff)]
    for post in given:
        yield _ended(post, turns)
    for post in others:
        ended, handover = _ended(post, turns)
        if handover is not None:
            yield ended, handover


def _ended(post: Post, turns: Sequence[_Turn]) -> tuple[Post, Handover | None]:
    first = next((turn for turn in turns if turn.ends(post)), None)
    if first is None:
        return post, None
    last = first.on - DAY
    handover = Handover(
        person_id=post.person_id,
        title=post.title,
        last_day=last,
        order_id=first.order_id,
        successor=None if first.frees else first.person_id,
    )
    return replace(post, valid_to=last), handover


def _given(order: Binding, staff: Sequence[Person]) -> Iterator[Post]:
    """Posts of one order; one that several editions give runs through them."""
    running: dict[tuple[str, str, str], Post] = {}
    editions = order.life.editions
    for place, edition in enumerate(editions):
        last = editions[place + 1].start - DAY if place + 1 < len(editions) else order.life.ends
        here: dict[tuple[str, str, str], Post] = {}
        for item in edition.record.appointments:
            post = _post(order, item, edition.start, last, staff)
            if post is not None:
                key = (post.person_id, post.post, fold(post.title))
                earlier = running.pop(key, None)
                here[key] = replace(earlier, valid_to=post.valid_to) if earlier else post
        yield from running.values()
        running = here
    yield from running.values()


def _post(
    order: Binding, item: AppointmentRecord, start: date, last: date | None, staff: Sequence[Person]
) -> Post | None:
    person_id = match(item.person, staff).person_id
    if person_id is None:
        return None
    ends = [day for day in (item.valid_to, last) if day is not None]
    begins = max(item.valid_from, start) if item.valid_from else start
    post = post_of(item.role)
    return Post(
        person_id=person_id,
        post=post,
        title=item.title,
        valid_from=begins,
        valid_to=min(ends, default=None),
        order_id=order.order_id,
        derived=True,
        fact_key=f"{person_id}|{post}|{item.title}|{begins.isoformat()}",
    )


def _turns(order: Binding, staff: Sequence[Person]) -> Iterator[_Turn]:
    ends = order.life.ends
    for edition in order.life.editions:
        for item in edition.record.revocations:
            if item.valid_to is None:
                yield from _turn(order, item, edition.start, staff, frees=True)
        words = {clause.number: clause.text for clause in walk(edition.record.clauses)}
        for item in edition.record.appointments:
            for_good = item.valid_to is None and (ends is None or ends > edition.start)
            # «на время отпуска Н.П. Дорофеевой» ends nobody's post, dates or not
            passing = form("assignment", "temporary").search(words.get(item.clause, "") + item.role)
            if for_good and not passing and post_of(item.role) in SINGLE:
                yield from _turn(order, item, edition.start, staff, frees=False)


def _turn(
    order: Binding, item: AppointmentRecord, start: date, staff: Sequence[Person], *, frees: bool
) -> Iterator[_Turn]:
    person_id = match(item.person, staff).person_id
    if person_id is not None:
        on = max(item.valid_from, start) if item.valid_from else start
        yield _Turn(
            order_id=order.order_id, on=on, post=post_of(item.role), title=item.role, person_id=person_id, frees=frees
        )
