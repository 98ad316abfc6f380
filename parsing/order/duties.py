"""Who must do what: lists under a role, and sentences with an addressee in the dative."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.language import annotate, infinitives, people_of
from parsing.order.actions import actions_of, sentences
from parsing.order.addressees import of_end, of_heading, of_laid, of_sentence
from parsing.order.apart import (
    acting_sentences,
    closing,
    comes_round,
    enumerated,
    has_time,
    holds_for_all,
    is_condition,
    objects_timed,
    pieces_of,
    timed_apart,
)
from parsing.order.bearers import bearers_of, referred
from parsing.order.no_duties import appoints, is_no_duty
from parsing.order.nodes import nearest_number, paths
from parsing.order.posts import posts_beside, posts_named
from parsing.order.times import deadline, first_time, happens_once, periodicity
from parsing.order.trailers import due_by, trailer_of
from parsing.order.whom import Addressed, Addressee, named_in
from parsing.records import DutyRecord, Periodicity
from school.morphology import cases, is_person_noun, lemmas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from parsing.records import AppointmentRecord, PersonRecord


@dataclass(frozen=True, slots=True)
class _Found:
    node: Node
    clause: str | None
    addressee: Addressee
    start: int
    end: int
    before: str = ""
    """What the sentence says of the action before it names the addressee: «До 10 сентября»."""
    fronted: str = ""
    """Words of time before the first action of the sentence: they hold for the others too."""
    condition: bool = False
    """The sentence begins with «при аварии»: its other actions wait for that too, whatever their terms."""
    due: str = ""
    """Words after «Срок:» at the end of the clause."""


def read_duties(
    roots: list[Node],
    people: People,
    appointments: Sequence[AppointmentRecord],
    posts_elsewhere: Sequence[tuple[str | None, tuple[PersonRecord, ...]]] = (),
    title: str = "",
) -> tuple[DutyRecord, ...]:
    """Every duty of the order, numbered within its clause.

    Args:
        roots: clauses.
        people: names of the order.
        appointments: what makes a role a person.
        posts_elsewhere: posts and whose they are by other parts of the order; they tell whom a clause means.
        title: of the order; it tells whether an exam is one of many.
    """
    counts: dict[str | None, int] = {}
    texts: dict[str | None, str] = {}
    for path in paths(roots):
        texts[nearest_number(path)] = f"{texts.get(nearest_number(path), '')} {path[-1].text}"
    duties = []
    every = list(filter(None, map(_without_trailer, _find(roots, people))))
    named = [(item.addressee.role, item.addressee.persons) for item in every] + posts_beside(roots, people)
    posts = posts_named([*named, *posts_elsewhere], appointments)
    for found in every:
        counts[found.clause] = counts.get(found.clause, 0) + 1
        lead = found.node.text[: found.start] or found.addressee.said
        bearers = referred(lead, roots, people, appointments)
        bearers = found.addressee.persons or bearers or bearers_of(found.addressee.role, appointments, posts, texts)
        duties.append(_record(found, counts[found.clause], bearers, title))
    return tuple(duties)


def _find(roots: list[Node], people: People) -> Iterator[_Found]:
    under: dict[int, Addressee] = {}
    for path in paths(roots):
        node = path[-1]
        parent = under.get(id(path[-2])) if len(path) > 1 else None
        if is_no_duty(path):
            continue
        heading = of_heading(node, people)
        if heading is not None:
            under[id(node)] = replace(heading, said=node.text)
        elif parent is not None and node.children and node.text.rstrip().endswith(":"):
            # «Обеспечить:», «не позднее чем за день до экзамена:» and what is to be done under it
            under[id(node)] = replace(parent, times=f"{parent.times} {node.text}".strip())
        elif parent is not None and not node.children:
            yield from _item(node, nearest_number(path), parent, people)
        elif len(path) > 1 and form("address", "shared_out").match(path[-2].text):
            yield from _shared(node, nearest_number(path), people)
        else:
            said = list(_sentences(node, path, people, under))
            yield from said or ([] if id(node) in under else _of_responsible(node, path, people))


def _without_trailer(found: _Found) -> _Found | None:
    """The action before «Срок: …», the term of all in the clause; None where nothing stands before it."""
    tail = trailer_of(found.node.text)
    if tail is None:
        return found
    if found.start >= tail.start:
        return None
    return replace(found, end=min(found.end, tail.start), due=tail.when)


def _of_responsible(node: Node, path: tuple[Node, ...], people: People) -> Iterator[_Found]:
    """«Провести инструктаж. Ответственный: Орлова А.А.»: an action without an addressee before it."""
    tail = trailer_of(node.text)
    addressee = of_end(tail.who, people) if tail and tail.who else None
    if tail is None or addressee is None or not (_goes_on(node.text[: tail.start]) or _is_to_be_done(path)):
        return
    yield _Found(node, nearest_number(path), addressee, 0, tail.start)


def _is_to_be_done(path: tuple[Node, ...]) -> bool:
    """«Провести в октябре:» over «проверку журналов. Ответственный: …»."""
    above = path[-2].text if len(path) > 1 else ""
    return _goes_on(above) and not form("assignment", "appointing").search(above)


def _item(node: Node, clause: str | None, addressee: Addressee, people: People) -> Iterator[_Found]:
    """An item of a list under an addressee: its actions, or what it names by nouns."""
    for first, last in acting_sentences(node.text):
        for start, end in pieces_of(node.text[first:last]):
            low, high = first + start, first + end
            if actions_of(node.text[:high], low):
                yield from _actions(node, clause, addressee, (low, high), people, listed=True)
                continue
            for one, other in timed_apart(node.text[:high], low):
                yield _Found(node, clause, addressee, one, other, fronted=addressee.times)


def _shared(node: Node, clause: str | None, people: People) -> Iterator[_Found]:
    """«секретарь – ведение протоколов» under «Обязанности распределить так:»."""
    said = form("address", "share").match(node.text)
    if said is None or not any(map(is_person_noun, lemmas(said.group("who")))):
        return
    who = said.group("who")
    addressee = named_in(who, people_of(annotate(who)), people, "nomn")
    for start, end in timed_apart(node.text, said.end()):
        yield _Found(node, clause, addressee, start, end)


def _sentences(node: Node, path: tuple[Node, ...], people: People, under: dict[int, Addressee]) -> Iterator[_Found]:
    """Sentences of a clause: those that address somebody, and those that go on with what he is to do."""
    clause = nearest_number(path)
    laid = of_laid(node.text, people)
    if laid is not None:
        yield from _listed(node, clause, laid)
        return
    addressee = None
    for start, end in sentences(node.text):
        hers = _hers(node.text, start, end, people)
        if hers is not None:
            yield from _listed(node, clause, hers, end)
            continue
        addressed = of_sentence(node.text, start, end, people, known=addressee is not None)
        if addressed is not None and appoints(node.text[start:end], node.text[addressed.action : end]):
            continue
        if addressed is not None:
            addressee = addressed.addressee
            if node.children and node.text[start:end].rstrip().endswith(":"):
                under[id(node)] = addressee
                return
            span = (addressed.action, addressed.until or end)
            yield from _actions(node, clause, addressed.addressee, span, people, addressed.before)
        elif addressee is not None and _goes_on(node.text[start:end]):
            yield from _actions(node, clause, addressee, (start, end), people)


def _listed(node: Node, clause: str | None, laid: Addressed, end: int | None = None) -> Iterator[_Found]:
    """What is laid on somebody in one sentence, piece by piece."""
    text = node.text[:end]
    for start, stop in pieces_of(text[laid.action :]):
        for low, high in timed_apart(text[: laid.action + stop], laid.action + start):
            yield _Found(node, clause, laid.addressee, low, high)


def _hers(text: str, start: int, end: int, people: People) -> Addressed | None:
    """«Ей поручается: …»: said of whom the sentence before names."""
    said = form("address", "pronoun").match(text[start:end])
    last = people_of(annotate(text[:start]))[-1:] if said else ()
    if said is None or not last:
        return None
    persons = tuple(people.resolve(mention, "nomn") for mention in last)
    return Addressed(addressee=Addressee(role=None, persons=persons), action=start + said.end())


def _goes_on(sentence: str) -> bool:
    """A further sentence for the same addressee begins with its infinitive, words of time, or what is done with."""
    sentence = re.sub(r"^не\s+", "", sentence, flags=re.IGNORECASE)
    found = actions_of(sentence)
    if not found:
        return False
    first = re.match(r"[А-Яа-яЁё]+", sentence)
    thing = first is not None and "accs" in cases(first.group()) and not any(map(is_person_noun, lemmas(first.group())))
    thing = thing and any(True for _ in infinitives(annotate(sentence)))
    return first_time(sentence, found[0].predicate) == 0 or thing


def _actions(
    node: Node,
    clause: str | None,
    addressee: Addressee,
    span: tuple[int, int],
    people: People,
    said_before: str = "",
    *,
    listed: bool = False,
) -> Iterator[_Found]:
    """Actions of one sentence; another addressee may come in between.

    «Нести ответственность» is a duty where it is `listed` among the duties of somebody.
    """
    text, fronted, ended, condition = node.text[: span[1]], addressee.times, 0, False
    actions = actions_of(text, span[0])
    if not actions and said_before:
        # «Провести классным руководителям инструктаж»
        yield _Found(node, clause, addressee, *span, said_before)
    for place, action in enumerate(actions):
        if form("address", "no_duty").search(text[action.start : action.end]) and not listed:
            continue
        other = of_sentence(text, action.start, action.end, people) if place else None
        if other is not None and not other.before:
            addressee, fronted, condition = other.addressee, "", False
            yield _Found(node, clause, addressee, other.action, action.end)
            continue
        own = "" if place else said_before
        before = f"{own} {text[action.start : action.predicate]}".strip()
        condition = condition or (place == 0 and is_condition(before))
        if place == 0 or has_time(before):
            # a date is said of all only where it comes before the first
            lasting = holds_for_all(before) if place == 0 else periodicity(before)[0] is Periodicity.EVENT
            fronted = before if lasting else "" if has_time(before) else fronted
        # «ежедневно перед выездом» goes on over an «и», not over a comma
        lasts = text[ended : action.start].strip() == "и" or not comes_round(fronted)
        ended = action.end
        for start, end in enumerated(text, action.predicate, action.end):
            for low, high in objects_timed(text[:end], start or action.start):
                yield _Found(
                    node,
                    clause,
                    addressee,
                    low,
                    high,
                    own,
                    (fronted if lasts else "") or closing(text, actions[place:]),
                    condition,
                )


def _record(found: _Found, ordinal: int, bearers: tuple[PersonRecord, ...], title: str) -> DutyRecord:
    action = f"{found.before} {found.node.text[found.start : found.end].strip()}".strip().rstrip(" ;.,:")
    value, interval = periodicity(action)
    when = deadline(action)
    if found.fronted and value is Periodicity.NONE and when is None:
        value, interval = periodicity(f"{found.fronted} {action}")
        when = deadline(found.fronted)
    if found.condition and value is Periodicity.NONE and not (when and when.is_date):
        value = Periodicity.EVENT
    dated = when is not None and when.is_date and not is_condition(action.split(",")[0])
    if value is Periodicity.EVENT and when and (dated or happens_once(title, when.value)):
        value = Periodicity.NONE
    due = due_by(found.due)
    if found.due and value is Periodicity.NONE:
        value, interval = periodicity(found.due)
    return DutyRecord(
        role=found.addressee.role,
        assignees=bearers,
        action_text=action,
        periodicity=value,
        interval=interval,
        deadline=when.value if when and not (due and form("deadline", "loose").match(when.value)) else due,
        clause=found.clause,
        ordinal=ordinal,
        sources=found.node.sources(),
    )
