"""A staged page as a person goes through it: questions, cells grouped by what was read, the table of the page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ingest.model import Box
from journal.pages import Decision, EntryKind
from journal.paper.dates import said
from journal.paper.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    def read(self) -> str:
        """What was read, in words."""
        return said(self.entry.reading.value)

    @property
    def needed(self) -> bool:
        """True for what a page cannot do without."""
        return self.entry.reading.place in {"page", "subject", "group"}

    @property
    def agreeable(self) -> bool:
        """True when agreeing is an answer."""
        return not any(question.firm for question in self.entry.questions)

    @property
    def simple(self) -> bool:
        """True when only the reading is in doubt, so that it can be agreed with together with others."""
        return self.look is Look.OPEN and all(item.of_reading and not item.firm for item in self.entry.asked)

    @property
    def view(self) -> str:
        """The part of the sheet to show, as an SVG view box; empty without a place on it."""
        return view_of(self.box) if self.box is not None else ""

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height of the cut on the screen."""
        return size_of(self.box)


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
        """How many can be agreed with at once."""
        return sum(card.simple for card in self.cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of the page: a pupil with marks, or a lesson with its texts."""

    number: int | None
    head: Card
    cells: tuple[Card | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A cell in which nothing was read, so that a person can write what stands there."""

    row: int
    column: str
    title: str
    box: Box | None

    @property
    def view(self) -> str:
        """The part of the sheet to show; empty without a place on it."""
        return view_of(self.box) if self.box is not None else ""

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height of the cut on the screen."""
        return size_of(self.box)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The page as it was read."""

    heads: tuple[tuple[str, Card | None], ...]
    columns: tuple[str, ...] = ()
    """Of marks: what names the column to a person who writes into it."""
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

    @property
    def subject(self) -> str:
        """The subject of a left or a right page; empty while it is not known."""
        named = (card for card in self.cards.values() if card.entry.reading.place == "subject")
        return next((card.entry.shown for card in named), "")

    def simple(self, *kinds: str) -> int:
        """How many entries of some kinds can be agreed with at once."""
        return sum(card.simple for card in self.about if card.entry.reading.kind in kinds)

    def blank(self, row: int, column: str) -> Blank | None:
        """The blank cell of a pupil's row and a column; None where there is no such cell, or something was read."""
        place = self.table.columns.index(column) if column in self.table.columns else None
        held = next((item for item in self.table.rows if item.number == row), None)
        if place is None or held is None or held.cells[place] is not None:
            return None
        title, head = self.table.heads[place]
        return Blank(row=row, column=column, title=f"строка {row}, {title}", box=_crossing(held.head, head))


def view_of(box: Box) -> str:
    """A piece of the sheet with a margin, as an SVG view box."""
    pad = MARGIN * (box.y1 - box.y0)
    sides = (box.x0 - pad, box.y0 - pad, box.x1 - box.x0 + 2 * pad, box.y1 - box.y0 + 2 * pad)
    return " ".join(f"{side:.1f}" for side in sides)


def size_of(box: Box | None) -> tuple[int, int]:
    """How large a piece of the sheet is shown."""
    if box is None:
        return (SHOWN_HIGH, SHOWN_HIGH)
    high = box.y1 - box.y0
    return round(SHOWN_HIGH * (box.x1 - box.x0 + 2 * MARGIN * high) / (high + 2 * MARGIN * high)), SHOWN_HIGH


def desk(view: PageView, pupils: Iterable[Person]) -> Desk:
    """Sorts the entries of a page."""
    cards = {entry.reading.entry_id: _card(entry, view.page.sheet.width) for entry in view.entries}
    asked = [card for card in cards.values() if card.entry.questions or card.entry.ruling is not None]
    return Desk(
        about=tuple(card for card in asked if card.entry.reading.kind is not EntryKind.MARK),
        groups=_groups(card for card in asked if card.entry.reading.kind is EntryKind.MARK),
        table=_lessons(cards) if _of(cards, EntryKind.LESSON) else _marks(cards),
        cards=cards,
        names={person.person_id: person.full_name for person in pupils},
    )


def _card(entry: Entry, width: float) -> Card:
    return Card(entry=entry, title=place_of(entry.reading), look=_look(entry), box=_box(entry, width))


def _box(entry: Entry, width: float) -> Box | None:
    """The place of an entry; a row of lessons keeps the place of its topic, the date is before it, homework behind."""
    box = entry.reading.source.box if entry.reading.source else None
    if box is None:
        return None
    if entry.reading.kind is EntryKind.LESSON:
        return replace(box, x0=0.0, x1=box.x0)
    return replace(box, x0=box.x1, x1=width) if entry.reading.kind is EntryKind.HOMEWORK else box


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
    # only a column with a heading of its own can be written into
    columns = tuple(dated[key[0]].entry.value or "" if key[0] in dated else "" for key in keys)
    return Table(heads=heads, columns=columns, rows=rows)


def _crossing(row: Card, column: Card | None) -> Box | None:
    if row.box is None or column is None or column.box is None:
        return None
    return Box(x0=column.box.x0, y0=row.box.y0, x1=column.box.x1, y1=row.box.y1)


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
