"""Clauses of a local act → the parameters that they propose.

A term belongs to what is named before it («тему — в день урока, задание — не позднее следующего дня»), or, where the
sentence begins with it, to what is named after («в день урока учитель вносит: тему, отсутствующих»). A clause without
a term of its own takes that of the clause over it, one without a topic the topic of the clause over it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from parsing.local_act.counts import find_counts
from parsing.local_act.model import Amount, ParameterProposal
from parsing.local_act.terms import CALENDAR, HOUR, MINUTE, SCHOOL_DAY, find_terms
from parsing.local_act.topics import PART, find_topics, is_heading
from parsing.local_act.words import Counts, flat, pattern, unit_table
from parsing.order.nodes import nearest_number, paths
from parsing.passages import Part, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.local_act.terms import Term
    from parsing.local_act.topics import Mention
    from parsing.order.nodes import Node
    from parsing.passages import Passage

SENTENCE = re.compile(r"(?<=[а-яё)»\d])[.!?]\s+(?=[«(]?[А-ЯЁ0-9])")
CERTAIN, INHERITED, UNCERTAIN, CONFLICTING = 0.95, 0.9, 0.6, 0.5
OF_THE_DAY = {HOUR: 24, MINUTE: 24 * 60}
DAYS = frozenset({Counts.DAYS, Counts.DAY_OF_MONTH})


@dataclass(frozen=True, slots=True)
class _Pair:
    """A topic with its terms, the first of which counts."""

    topic: Mention
    terms: list[Term]
    inherited: bool = False


@dataclass(slots=True)
class _Above:
    """What a sentence may take from the one before it or from the clause over it."""

    topics: list[Mention]
    term: Term | None = None
    text: str = ""
    counted: bool = False
    """An item of its list has told the amount; what the others tell is for other cases."""


def propose(roots: list[Node]) -> tuple[ParameterProposal, ...]:
    """Every parameter that the clauses propose, in printed order."""
    unit = _unit_of_days(" ".join(flat(path[-1].text) for path in paths(roots)), "whole_text")
    seen: dict[int, _Above] = {}
    found: list[ParameterProposal] = []
    for path in paths(roots):
        node, above = path[-1], seen.get(id(path[-2])) if len(path) > 1 else None
        clause = nearest_number(path)
        proposals, left = _of_clause(node.passage, clause, above, unit)
        seen[id(node)] = left
        found += proposals
        # a row of a table speaks for itself: what, when, who
        for row in node.table:
            found += _of_clause(join([Part(row=row)]), clause, None, unit)[0]
    return tuple(_with_conflicts(_merged(found)))


def _unit_of_days(text: str, name: str) -> str | None:
    told = pattern("units", name).search(text)
    return unit_table("adjectives")[told.group("unit")] if told else None


def _of_clause(
    passage: Passage, clause: str | None, above: _Above | None, unit: str | None
) -> tuple[list[ParameterProposal], _Above]:
    own = _Above(list(above.topics) if above else [], above.term if above else None, flat(passage.text))
    found: list[ParameterProposal] = []
    unit = _unit_of_days(flat(passage.text), "in_days") or unit
    fresh = True
    for start, end in _sentences(passage.text):
        text = flat(passage.text[start:end])
        told, terms = find_topics(text), find_terms(text, unit)
        counted = find_counts(text, terms, above.text if above and not above.counted else "")
        days = [term for term in terms if term.counts in DAYS]
        pairs = [
            _in_its_part(pair, told, text)
            for pair in _pairs(told, days, own, inherit_term=fresh)
            if not is_heading(pair.topic, told, text)
        ]
        made = [_proposal(part) for pair in pairs for part in _by_day(pair)]
        made += [_count(key, amount, others) for key, amount, *others in counted]
        source = passage.source(start, end)
        found += [
            replace(
                item,
                clause=clause,
                text=passage.text[start:end].strip(),
                source=source,
                confidence=round(item.confidence * source.confidence, 3),
            )
            for item in made
            if item is not None
        ]
        if above is not None and counted:
            above.counted = True
        if told:
            own.topics = told
        leading = bool(days) and (not told or days[0].start < told[0].start)
        own.term, fresh = (days[0] if leading else None) if days else own.term, False
    return found, own


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in SENTENCE.finditer(text):
        yield start, match.start() + 1
        start = match.end()
    yield start, len(text)


def _pairs(told: Sequence[Mention], terms: Sequence[Term], above: _Above, *, inherit_term: bool) -> list[_Pair]:
    if not terms:
        if above.term is None or not inherit_term:
            return []
        return [_Pair(topic, [above.term], inherited=True) for topic in told]
    if not told:
        return [_Pair(topic, list(terms), inherited=True) for topic in above.topics]
    if terms[0].start < told[0].start:
        return _runs(told, terms, leading=True)
    return _runs(told, terms, leading=False)


def _runs(told: Sequence[Mention], terms: Sequence[Term], *, leading: bool) -> list[_Pair]:
    """Topics and terms in turn: each run of topics with the run of terms on its side."""
    marks = sorted([(item.start, 0, item) for item in told] + [(item.start, 1, item) for item in terms],
                   key=lambda mark: mark[:2])  # fmt: skip
    runs = [(kind, [item for *_, item in group]) for kind, group in groupby(marks, key=lambda mark: mark[1])]
    pairs = []
    for place, (kind, items) in enumerate(runs):
        if kind:
            continue
        near = place - 1 if leading else place + 1
        if 0 <= near < len(runs):
            pairs += [_Pair(item, list(runs[near][1])) for item in items]  # type: ignore[arg-type]  # told by its kind
    return pairs


def _in_its_part(pair: _Pair, told: Sequence[Mention], text: str) -> _Pair:
    """«диктант — к уроку; изложение — через неделю»: a term beyond a semicolon is of what is named there."""
    if pair.inherited:
        return pair
    own = text.count(PART, 0, pair.topic.start)
    named = {text.count(PART, 0, item.start) for item in told}
    terms = [term for term in pair.terms if (at := text.count(PART, 0, term.start)) == own or at not in named]
    return replace(pair, terms=terms)


def _by_day(pair: _Pair) -> Iterator[_Pair]:
    """A term in brackets with a day of its own («с 01.12.2023 — …») is a parameter of its own."""
    days = dict.fromkeys(term.valid_from for term in pair.terms)
    for day in days:
        yield replace(pair, terms=[term for term in pair.terms if term.valid_from == day])


def _proposal(pair: _Pair) -> ParameterProposal | None:
    terms = [term for term in pair.terms if _fits(pair.topic, term)]
    if not terms:
        return None
    ordinary = [term for term in terms if not term.exception] or terms
    first = ordinary[0]
    amounts = [_amount(pair.topic, term) for term in (first, *(item for item in terms if item is not first))]
    own, *others = amounts
    ruling = [_amount(pair.topic, term).amount for term in terms if not term.exception]
    doubtful = any(amount != own.amount for amount in ruling)
    confidence = CERTAIN
    confidence *= INHERITED if pair.inherited else 1
    confidence *= UNCERTAIN if not first.certain or doubtful or own.unit_is_guess else 1
    alternatives = [*(item.amount for item in others), *own.other]
    return ParameterProposal(
        key=pair.topic.key,
        value=own.amount.value,
        unit=own.amount.unit,
        clause=None,
        text="",
        confidence=confidence,
        valid_from=first.valid_from,
        alternatives=tuple(dict.fromkeys(item for item in alternatives if item != own.amount)),
    )


def _fits(topic: Mention, term: Term) -> bool:
    """A day of the month is a term of what is done monthly; only a mark of a period is given before something ends."""
    if term.counts is Counts.DAY_OF_MONTH:
        return topic.topic.monthly
    return term.number >= 0 or topic.key == "N_term"


@dataclass(frozen=True, slots=True)
class _Told:
    amount: Amount
    other: tuple[Amount, ...] = ()
    unit_is_guess: bool = False


def _amount(topic: Mention, term: Term) -> _Told:
    """Deadlines of the journal are judged by the day: a few hours are the same day."""
    said = Amount(value=str(term.number), unit=term.unit)
    if term.unit in OF_THE_DAY and not topic.topic.hours:
        days, rest = divmod(term.number, OF_THE_DAY[term.unit])
        if not rest:
            return _Told(Amount(value=str(days), unit=CALENDAR), (said,))
        return _Told(Amount(value="0", unit=SCHOOL_DAY), (said,), unit_is_guess=True)
    other = () if term.certain else (replace(said, unit=SCHOOL_DAY), replace(said, unit="WORKING"))
    return _Told(said, other)


def _count(key: str, amount: Amount, others: Sequence[Amount]) -> ParameterProposal:
    return ParameterProposal(
        key=key,
        value=amount.value,
        unit=amount.unit,
        clause=None,
        text="",
        confidence=CERTAIN * (UNCERTAIN if others else 1),
        alternatives=tuple(others),
    )


def _merged(found: Sequence[ParameterProposal]) -> list[ParameterProposal]:
    """One proposal of a clause for one key and day; what the clause says besides is an alternative."""
    kept: dict[tuple[object, ...], ParameterProposal] = {}
    for item in found:
        place = (item.key, item.clause, item.valid_from)
        held = kept.get(place)
        if held is None:
            kept[place] = item
        elif (other := Amount(value=item.value, unit=item.unit)) != Amount(value=held.value, unit=held.unit):
            kept[place] = replace(held, alternatives=tuple(dict.fromkeys((*held.alternatives, other))))
    return list(kept.values())


def _with_conflicts(found: Sequence[ParameterProposal]) -> Iterator[ParameterProposal]:
    """Where two clauses propose different values of one key from the same day, neither is sure."""
    for item in found:
        rivals = [
            Amount(value=other.value, unit=other.unit)
            for other in found
            if (other.key, other.valid_from) == (item.key, item.valid_from)
            and (other.value, other.unit) != (item.value, item.unit)
        ]
        if rivals:
            alternatives = tuple(dict.fromkeys((*item.alternatives, *rivals)))
            item = replace(item, confidence=round(item.confidence * CONFLICTING, 3), alternatives=alternatives)  # noqa: PLW2901
        yield item
