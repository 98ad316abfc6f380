"""A sentence cut into actions: «проверить … и составить …» is two, «проверить и согласовать планы» is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from parsing.language import annotate, people_of
from parsing.order.times import first_time
from school.morphology import cases, is_adverb, is_known, is_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

JOINTS = re.compile(r";|,\s*а также\s|,|\s(?:и|а)\s|\.\s+(?=[А-ЯЁ])")
SUBORDINATE = re.compile(
    r"^\W*(?:чтобы|что|если|когда|где|как(?![а-яё])|позволя|обеспечива|в том числе)", re.IGNORECASE
)
RELATIVE = "котор"
"""«…, проведение которых обеспечить» goes on, wherever the word stands."""
MONTHS = re.compile(r"(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)е\s+и\s+$")
EDGES = " ,;:–—-."
FARTHEST = 70
"""How far from the joint the predicate of the next action may stand, characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action: offsets into the sentence, and where its words of time before the predicate end."""

    start: int
    end: int
    predicate: int


def actions_of(text: str, start: int = 0) -> tuple[Action, ...]:
    """The actions that a text names from `start` on, left to right; none where it has no predicate.

    Predicates are infinitives («обеспечить»), or verbs of the third person where the text has no infinitive first.
    """
    doc = annotate(text)
    places = [token.idx for token in _predicates(doc, start)]
    if not places:
        return ()
    cuts = [start]
    last = places[0]
    for place in places[1:]:
        joint = _joint(text, last, place, doc)
        if joint is not None:
            cuts.append(joint)
            last = place
    bounds = [*cuts, len(text)]
    return tuple(_action(text, low, high, places) for low, high in pairwise(bounds))


def _action(text: str, low: int, high: int, places: list[int]) -> Action:
    while low < high and text[low] in EDGES:
        low += 1
    joined = re.match(r"(?:и|а также|а)\s+", text[low:high])
    low += joined.end() if joined else 0
    return Action(start=low, end=high, predicate=next((place for place in places if low <= place < high), low))


def _predicates(doc: Doc, start: int) -> list[Token]:
    infinitives = [token for token in doc if token._.infinitive and token.idx >= start]
    finite = [token for token in doc if token._.finite and token.idx >= start]
    if infinitives and (not finite or infinitives[0].idx < finite[0].idx):
        return infinitives
    return finite


def _joint(text: str, last: int, place: int, doc: Doc) -> int | None:
    """Where the text is cut between two predicates; None where the second belongs to the first."""
    between = text[last:place]
    names = [(mention.start - last, mention.end - last) for mention in people_of(doc)]
    joints = [
        match for match in JOINTS.finditer(between) if not any(low <= match.start() < high for low, high in names)
    ]
    for match in reversed(joints):
        fronted = between[match.end() :]
        if MONTHS.search(between[: match.end()]):
            # «в декабре и мае проводят»: this «и» stands within the words of time
            continue
        if SUBORDINATE.match(fronted) or RELATIVE in fronted.lower():
            return None
        comma = next((other for other in reversed(joints) if other.end() <= match.start()), None)
        if _is_pair(match, comma, fronted):
            # «, дверные ручки и перила протирать»: two objects of the next action
            continue
        own = re.sub(r"^\S+\s*", "", between[: match.start()])
        if _is_bare(own) and match.group().strip() in {"и", ",", "а"} and not _has_thing(fronted):
            return None
        if len(fronted) <= FARTHEST and _may_stand_before(fronted, match.group()):
            return last + _before_times(between, joints, match).start()
    return None


def _before_times(between: str, joints: list[re.Match[str]], found: re.Match[str]) -> re.Match[str]:
    """«…, еженедельно, по пятницам, подводить итоги»: times between commas belong to the action after them."""
    for match in reversed([other for other in joints if other.end() <= found.start()]):
        words = between[match.end() : found.start()].strip()
        if found.group().strip() != "," or not words or first_time(words, len(words)) > 0:
            break
        found = match
    return found


def _is_pair(match: re.Match[str], comma: re.Match[str] | None, fronted: str) -> bool:
    bare = match.group().strip() == "и" and first_time(fronted, len(fronted)) == len(fronted)
    nouns = bool(fronted.strip()) and all("accs" in cases(word) for word in fronted.split() if word.isalpha())
    return bare and nouns and comma is not None and comma.group().strip() == ","


def _is_bare(own: str) -> bool:
    """The first verb has nothing of its own: both govern the same words."""
    return not re.search(r"[А-Яа-яЁё]{3}", own)


def _has_thing(fronted: str) -> bool:
    """«…, ключи от кабинетов выдавать»: an object of its own before the predicate."""
    first = re.match(r"\s*([а-яё]+)", fronted)
    return first is not None and "accs" in cases(first[1]) and not is_adverb(first[1])


def _may_stand_before(fronted: str, joint: str) -> bool:
    """Words between the joint and the predicate: of time, of manner, an addressee, an object put first."""
    if not fronted.strip() or fronted.strip() == "не":
        return True
    if joint.strip() in {"и", "а"}:
        return first_time(fronted, len(fronted)) < len(fronted) or len(fronted.split()) <= 3  # noqa: PLR2004
    return True


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Sentences by their full stops; dots of initials and of numbers end none."""
    doc = annotate(text)
    names = [(mention.start, mention.end) for mention in people_of(doc)]
    begin = 0
    for match in re.finditer(r"\.\s+(?=[А-ЯЁ])", text):
        inside = any(low < match.start() < high - 1 for low, high in names)
        inside = inside or (any(match.start() == high - 1 for _, high in names) and not _begins(text[match.end() :]))
        short = re.search(r"(?:^|\s)(?:\w|ст|п|г|ул|им|др|т)$", text[: match.start()])
        if not inside and not short:
            yield begin, match.start() + 1
            begin = match.end()
    yield begin, len(text)


def _begins(text: str) -> bool:
    """«… Мороз Л.Ф. Ей поручается»: a word that is no name begins a sentence after initials."""
    first = re.match(r"[А-ЯЁ][а-яё]+", text)
    return first is not None and is_known(first.group().lower()) and not is_name(first.group())
