"""Who must do what: lists under a role, and sentences with an addressee in the dative."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.forms import form, periodicities
from parsing.language import annotate, infinitives, people_of
from parsing.order.nodes import nearest_number, paths
from parsing.order.people import same
from parsing.records import DutyRecord, Periodicity
from school.morphology import cases, is_finite_verb, is_infinitive, lemmas, nominative_phrase
from school.roles import expand, find_role, role_at_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.order.nodes import Node
    from parsing.order.people import People
    from parsing.records import AppointmentRecord, PersonRecord
    from school.names import Mention

DASH_BETWEEN_WORDS = re.compile(r"\s*[-–—]\s*(?=предметник)")
EDGES = " ,;:–—-."
LONGEST_ADDRESSEE = 160
ALIKE_ENOUGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom a heading or a sentence addresses."""

    role: str | None
    persons: tuple[PersonRecord, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    node: Node
    clause: str | None
    addressee: Addressee
    start: int
    end: int


def read_duties(roots: list[Node], people: People, appointments: Sequence[AppointmentRecord]) -> tuple[DutyRecord, ...]:
    """Every duty of the order, numbered within its clause."""
    counts: dict[str | None, int] = {}
    duties = []
    for found in _find(roots, people):
        counts[found.clause] = counts.get(found.clause, 0) + 1
        duties.append(_record(found, counts[found.clause], appointments))
    return tuple(duties)


def _find(roots: list[Node], people: People) -> Iterator[_Found]:
    under: dict[int, Addressee] = {}
    for path in paths(roots):
        node = path[-1]
        parent = under.get(id(path[-2])) if len(path) > 1 else None
        if form("control", "clause").search(node.text):
            continue
        heading = heading_addressee(node, people)
        if heading is not None:
            under[id(node)] = heading
        elif parent is not None and not node.children:
            yield _Found(node, nearest_number(path), parent, 0, len(node.text))
        else:
            yield from _sentence(node, path, people, under)


def heading_addressee(node: Node, people: People) -> Addressee | None:
    """The addressee when the clause is only a heading over a list: «Классные руководители:»."""
    if not node.children:
        return None
    text = node.text.rstrip(" :–—-")
    known = role_at_start(text)
    mentions = people_of(annotate(node.text))
    if known is None and not (mentions and mentions[0].start == 0):
        return None
    words = re.findall(r"[А-Яа-яЁё]+", text[known[1] if known else mentions[0].end :])
    if any(is_infinitive(word) or is_finite_verb(word) for word in words if word.islower()):
        return None
    case = "datv" if _dative(text) else "nomn"
    persons = tuple(people.resolve(mention, case) for mention in mentions)
    return Addressee(role=_role(node.text, mentions), persons=persons)


def _dative(text: str) -> bool:
    first = re.match(r"[А-Яа-яЁё]+", text)
    return first is not None and "datv" in cases(first.group()) and "nomn" not in cases(first.group())


def _role(text: str, mentions: Sequence[Mention]) -> str | None:
    """The heading without the names in it, in the nominative, dashes inside a word closed up."""
    for mention in reversed(mentions):
        text = text[: mention.start] + text[mention.end :]
    clean = DASH_BETWEEN_WORDS.sub("-", re.sub(r"\s+", " ", text).strip(EDGES))
    if not clean:
        return None
    return nominative_phrase(clean) if _dative(clean) else clean


def _sentence(node: Node, path: tuple[Node, ...], people: People, under: dict[int, Addressee]) -> Iterator[_Found]:
    """«Классным руководителям 5–11 классов провести …»: addressee in the dative, then an infinitive."""
    doc = annotate(node.text)
    verb = next(iter(infinitives(doc)), None)
    if verb is None or verb.idx == 0:
        return
    begin = _action_start(node.text, verb.idx)
    lead = node.text[:begin].strip(EDGES)
    mentions = tuple(mention for mention in people_of(doc) if mention.end <= begin)
    known = role_at_start(lead)
    addressed = (known is not None and _dative(lead)) or (mentions and mentions[0].start == 0)
    if not addressed or len(lead) > LONGEST_ADDRESSEE or ". " in _without(lead, mentions):
        return
    persons = tuple(people.resolve(mention, "datv") for mention in mentions)
    addressee = Addressee(role=_role(node.text[:begin], mentions), persons=persons)
    if node.children and node.text.rstrip().endswith(":"):
        under[id(node)] = addressee
        return
    yield _Found(node, nearest_number(path), addressee, begin, len(node.text))


def _action_start(text: str, verb: int) -> int:
    """Where the action begins: at the verb, or at the words of time that stand before it."""
    times = [pattern.search(text, 0, verb) for pattern, _, _ in periodicities()]
    times += [form("deadline", name).search(text, 0, verb) for name in ("date", "text")]
    starts = [match.start() for match in times if match is not None]
    return min([verb, *starts])


def _without(text: str, mentions: Sequence[Mention]) -> str:
    """The text with names blanked out: dots of initials end no sentence."""
    for mention in mentions:
        text = text[: mention.start] + "_" * (mention.end - mention.start) + text[mention.end :]
    return text


def _record(found: _Found, ordinal: int, appointments: Sequence[AppointmentRecord]) -> DutyRecord:
    action = found.node.text[found.start : found.end].strip().rstrip(" ;.,:")
    value, interval = periodicity(action)
    return DutyRecord(
        role=found.addressee.role,
        assignees=found.addressee.persons or resolved(found.addressee.role, appointments),
        action_text=action,
        periodicity=value,
        interval=interval,
        deadline=deadline(action),
        clause=found.clause,
        ordinal=ordinal,
        sources=found.node.sources(),
    )


def resolved(role: str | None, appointments: Sequence[AppointmentRecord]) -> tuple[PersonRecord, ...]:
    """Every person whom the order itself appoints to the role; «ЭЖ» is «электронный журнал»."""
    if role is None:
        return ()
    found: list[PersonRecord] = []
    for item in appointments:
        if alike(role, item.role) and not any(same(item.person, person) for person in found):
            found.append(item.person)
    return tuple(found)


def alike(one: str, other: str) -> bool:
    """True when two phrases name one role: same words after abbreviations are written out, or one inside the other."""
    first, second = set(lemmas(expand(one))), set(lemmas(expand(other)))
    if first == second:
        return True
    role, twin = find_role(one), find_role(other)
    if role is None or twin is None or role.key != twin.key:
        return False
    return (first <= second or second <= first) and (role.named or len(first & second) >= ALIKE_ENOUGH)


def periodicity(text: str) -> tuple[Periodicity, int]:
    """How often, by explicit words of the action."""
    low = text.lower().replace("ё", "е")
    for pattern, value, interval in periodicities():
        if pattern.search(low):
            return Periodicity(value), interval
    return Periodicity.NONE, 1


def deadline(text: str) -> str | None:
    """An ISO date, or the printed relative words."""
    exact = form("deadline", "date").search(text)
    if exact:
        found = find_date(exact.group("date"))
        if found is not None:
            return found[0].isoformat()
    words = form("deadline", "text").search(text)
    return words.group().strip(" ,.;") if words else None
