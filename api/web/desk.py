"""A staged page as a person goes through it: questions, cells grouped by what was read, the table of the page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from journal.pages import Decision, EntryKind
from journal.paper.dates import said
from journal.paper.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ingest.model import Box
    from journal.model import Person
    from journal.pages import Entry, PageView

MARGIN = 0.35
"""How much of its own height a cell's crop shows around it: ink of a mark often leaves its cell."""
SHOWN_HIGH = 76
"""Height of a cut on the screen, pixels."""


class Look(StrEnum):
    """What an entry looks like."""

    OPEN = "open"
    DECIDED = "decided"
    REJECTED = "rejected"
    SURE = "sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An entry with its picture and what a person may say of it."""

    entry: Entry
    title: str
    look: Look
    box: Box | None

    @property
    def entry_id(self) -> str:
        """Id of the entry."""
        return self.entry.reading.entry_id

    @property
    def agreeable(self) -> bool:
        """True when agreeing is an answer."""
        return not any(question.firm for question in self.entry.questions)

    @property
    def view(self) -> str:
        """The part of the sheet to show, as an SVG view box; empty without a place on it."""
        return " ".join(f"{side:.1f}" for side in self._cut) if self.box is not None else ""

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height of the cut on the screen."""
        _, _, width, height = self._cut
        return round(SHOWN_HIGH * width / height), SHOWN_HIGH

    @property
    def _cut(self) -> tuple[float, float, float, float]:
        if self.box is None:
            return (0.0, 0.0, 1.0, 1.0)
        pad = MARGIN * (self.box.y1 - self.box.y0)
        width, height = self.box.x1 - self.box.x0 + 2 * pad, self.box.y1 - self.box.y0 + 2 * pad
        return (self.box.x0 - pad, self.box.y0 - pad, width, height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cells that were read as one value."""

    value: str
    cards: tuple[Card, ...]

    @property
    def waiting(self) -> int:
        """How many of them wait for a person."""
        return sum(card.look is Look.OPEN for card in self.cards)

    @property
    def simple(self) -> int:
        """How many can be agreed with at once: only their reading is in doubt."""
        return sum(
            card.look is Look.OPEN and all(question.of_reading and not question.firm for question in card.entry.asked)
            for card in self.cards
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of the page: a pupil with marks, or a lesson with its texts."""

    number: int | None
    head: Card
    cells: tuple[Card | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The page as it was read."""

    heads: tuple[tuple[str, Card | None], ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything on the page, sorted for the eye."""

    about: tuple[Card, ...]
    """Questions about the page, its rows and columns, and what was decided about them."""
    groups: tuple[Group, ...]
    table: Table
    cards: Mapping[str, Card]
    """Every entry by its id."""
    names: Mapping[str, str]
    """Pupils of the class: name by id."""

    @property
    def waiting(self) -> int:
        """How many entries wait for a person."""
        return sum(card.look is Look.OPEN for card in self.cards.values())


def desk(view: PageView, pupils: Iterable[Person]) -> Desk:
    """Sorts the entries of a page."""
    cards = {entry.reading.entry_id: _card(entry) for entry in view.entries}
    asked = [card for card in cards.values() if card.entry.questions or card.entry.ruling is not None]
    return Desk(
        about=tuple(card for card in asked if card.entry.reading.kind is not EntryKind.MARK),
        groups=_groups(card for card in asked if card.entry.reading.kind is EntryKind.MARK),
        table=_lessons(cards) if _of(cards, EntryKind.LESSON) else _marks(cards),
        cards=cards,
        names={person.person_id: person.full_name for person in pupils},
    )


def _card(entry: Entry) -> Card:
    source = entry.reading.source
    return Card(entry=entry, title=place_of(entry.reading), look=_look(entry), box=source.box if source else None)


def _look(entry: Entry) -> Look:
    if entry.open:
        return Look.OPEN
    if entry.ruling is None:
        return Look.SURE
    return Look.REJECTED if entry.ruling.decision is Decision.REJECTED else Look.DECIDED


def _groups(cards: Iterable[Card]) -> tuple[Group, ...]:
    """Groups with open cells first, then by value; inside by place, so that nothing moves while one works."""
    found: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        found[card.entry.reading.value].append(card)
    groups = [Group(value=value, cards=tuple(items)) for value, items in found.items()]
    return tuple(sorted(groups, key=lambda group: group.value))


def _of(cards: Mapping[str, Card], kind: EntryKind) -> Sequence[Card]:
    return [card for card in cards.values() if card.entry.reading.kind is kind]


def _marks(cards: Mapping[str, Card]) -> Table:
    """Pupils × columns; on a summary register a column is a subject in a period."""
    marks = _of(cards, EntryKind.MARK)
    dated = {card.entry.reading.place: card for card in _of(cards, EntryKind.COLUMN)}
    keys = [(place, card.entry.reading.column) for place, card in dated.items()]
    keys += [key for key in dict.fromkeys(map(_column, marks)) if key[0] not in dated]
    placed = {(card.entry.reading.row_place, _column(card)): card for card in marks}
    rows = tuple(
        TableRow(
            number=card.entry.reading.row,
            head=card,
            cells=tuple(placed.get((card.entry.reading.place, key)) for key in keys),
        )
        for card in _of(cards, EntryKind.PUPIL)
    )
    subjects = {card.entry.reading.place: card.entry.shown for card in _of(cards, EntryKind.SUBJECT)}
    heads = tuple((_head(key, dated, subjects), dated.get(key[0])) for key in keys)
    return Table(heads=heads, rows=rows)


def _column(card: Card) -> tuple[str, str | None]:
    return (card.entry.reading.column_place or "", card.entry.reading.column)


def _head(key: tuple[str, str | None], dated: Mapping[str, Card], subjects: Mapping[str, str]) -> str:
    """«04.09» over a lesson, «II четверть» over a term, «Физика, II четверть» in the summary register."""
    place, column = key
    if place in dated:
        shown = dated[place].entry.shown or said(column or "") or "?"
        # the year is the same all over the page
        return shown[:5] + shown[10:] if shown[2:3] == "." else shown
    return ", ".join(part for part in (subjects.get(place, ""), said(column or "")) if part)


def _lessons(cards: Mapping[str, Card]) -> Table:
    """Lessons with their topics and homework."""
    texts = {
        (card.entry.reading.kind, card.entry.reading.row_place): card
        for card in cards.values()
        if card.entry.reading.kind in {EntryKind.TOPIC, EntryKind.HOMEWORK}
    }
    rows = tuple(
        TableRow(
            number=card.entry.reading.row,
            head=card,
            cells=tuple(texts.get((kind, card.entry.reading.place)) for kind in (EntryKind.TOPIC, EntryKind.HOMEWORK)),
        )
        for card in _of(cards, EntryKind.LESSON)
    )
    return Table(heads=(("Что пройдено", None), ("Задано", None)), rows=rows)
