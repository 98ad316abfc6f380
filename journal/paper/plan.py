"""A staged page against the journal: what each entry would bring, and what a person must still say. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from journal.pages import EntryKind
from journal.paper.cells import Place, plan_mark
from journal.paper.dates import LessonTarget, TermTarget, days_of, plan_dates
from journal.paper.groups import plan_group
from journal.paper.headers import plan_page, plan_subject, plan_teacher
from journal.paper.means import average_before, values_of
from journal.paper.pupils import plan_pupils
from journal.paper.texts import plan_text
from school.terms import period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from journal.holdings import ClassJournal, HeldValues
    from journal.model import Person
    from journal.pages import Entry, Item, Question, Reading
    from journal.paper.dates import Target

TEXTS = frozenset({EntryKind.TOPIC, EntryKind.HOMEWORK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the page's rows and columns mean; enough to ask the journal what it holds there."""

    heads: tuple[Entry, ...]
    """Page, subjects, teacher."""
    rows: Mapping[str, Entry]
    """Pupils' rows by place."""
    dates: Mapping[str, Entry]
    """Columns, or rows of lessons, by place."""
    targets: Mapping[str, Target]
    subjects: Mapping[str, str | None]
    """By place of the subject; None where it was left out."""
    group_id: str | None = None
    """The group whose page it is; None for the whole class."""

    @property
    def subject(self) -> str:
        """The subject of a left or a right page; empty while it is not known."""
        return self.subjects.get("subject") or ""

    @property
    def teacher_id(self) -> str | None:
        """The teacher whom the page names."""
        return next((head.value or None for head in self.heads if head.reading.kind is EntryKind.TEACHER), None)

    @property
    def lessons(self) -> tuple[LessonTarget, ...]:
        """Lessons that the page speaks of."""
        return tuple(target for target in self.targets.values() if isinstance(target, LessonTarget))

    @property
    def pupil_ids(self) -> tuple[str, ...]:
        """Pupils who were found."""
        return tuple(entry.value for entry in self.rows.values() if entry.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every entry with its questions, in the order of the page."""

    frame: Frame
    entries: tuple[Entry, ...]
    places: Mapping[str, Place] = field(default_factory=dict)
    """Whose cell each entry of a mark is, by entry id."""

    @property
    def open(self) -> tuple[Entry, ...]:
        """Entries that wait for a person."""
        return tuple(entry for entry in self.entries if entry.open)


def frame_of(items: Sequence[Item], journal: ClassJournal, across: tuple[Question, ...] = ()) -> Frame:
    """Rows and columns of a page.

    Args:
        items: what was read and decided.
        journal: the class.
        across: questions that come from the other page of the spread.
    """
    heads = [plan_page(*item, across) for item in _of(items, EntryKind.PAGE)]
    subjects = [plan_subject(*item, journal) for item in _of(items, EntryKind.SUBJECT)]
    named = {entry.reading.place: entry.value for entry in subjects}
    teachers = [plan_teacher(*item, journal.staff) for item in _of(items, EntryKind.TEACHER)]
    columns = [*_of(items, EntryKind.COLUMN), *_of(items, EntryKind.LESSON)]
    rows = tuple(plan_pupils(_of(items, EntryKind.PUPIL), _present(journal, days_of(columns)), journal))
    found = [entry.value for entry in rows if entry.value]
    subject, teacher = named.get("subject") or "", next((entry.value or None for entry in teachers), None)
    groups = [plan_group(item, journal, subject, found, teacher) for item in _of(items, EntryKind.GROUP)]
    group_id = next((entry.value or None for entry in groups), None)
    dated = tuple(plan_dates(columns, journal, subject, group_id))
    return Frame(
        heads=(*heads, *subjects, *teachers, *groups),
        rows={entry.reading.place: entry for entry in rows},
        dates={entry.reading.place: entry for entry, _ in dated},
        targets={entry.reading.place: target for entry, target in dated if target is not None},
        subjects=named,
        group_id=group_id,
    )


def plan_of(items: Sequence[Item], frame: Frame, journal: ClassJournal, held: HeldValues) -> Plan:
    """The whole page with everything that is asked about it."""
    known = {entry.reading.entry_id: entry for entry in (*frame.heads, *frame.rows.values(), *frame.dates.values())}
    cells, columns = values_of(items), tuple(frame.dates)
    places = {
        reading.entry_id: _with_average(_place(reading, frame, journal), reading, frame, columns, cells)
        for reading, _ in _of(items, EntryKind.MARK)
    }
    for reading, ruling in items:
        if reading.kind is EntryKind.MARK:
            known[reading.entry_id] = plan_mark(reading, ruling, places[reading.entry_id], journal, held)
        elif reading.kind in TEXTS:
            row = reading.row_place or ""
            used = row not in frame.dates or frame.dates[row].value is not None
            known[reading.entry_id] = plan_text(reading, ruling, frame.targets.get(row), held, used=used)
    return Plan(frame=frame, entries=tuple(known[reading.entry_id] for reading, _ in items), places=places)


def _of(items: Sequence[Item], kind: EntryKind) -> Sequence[Item]:
    return [item for item in items if item[0].kind is kind]


def _present(journal: ClassJournal, dated: Sequence[date]) -> tuple[Person, ...]:
    """Pupils who were in the class while the page was written, each once."""
    days = [day for day in dated if journal.year.holds(day)] or [journal.year.start, journal.year.end]
    found = {item.person.person_id: item.person for item in journal.pupils if item.on(min(days), max(days))}
    return tuple(found.values())


def _place(reading: Reading, frame: Frame, journal: ClassJournal) -> Place:
    """Whose cell it is, in which lesson or term, of which subject."""
    row, column = frame.rows.get(reading.row_place or ""), reading.column_place or ""
    summary = column in frame.subjects
    subject = frame.subjects.get(column) if summary else frame.subject
    dropped = (
        (row is not None and row.value is None)
        or (column in frame.dates and frame.dates[column].value is None)
        or (summary and subject is None)
    )
    place = Place(
        pupil=journal.pupil(row.value) if row is not None and row.value else None,
        target=frame.targets.get(column),
        subject=subject or "",
        used=not dropped,
    )
    return _in_term(place, reading.column or "", journal) if summary else place


def _with_average(
    place: Place, reading: Reading, frame: Frame, columns: Sequence[str], cells: Mapping[tuple[str, str], str]
) -> Place:
    """A term mark of a left page is shown with the average of the marks before it."""
    row, column = reading.row_place or "", reading.column_place or ""
    if not isinstance(place.target, TermTarget) or column not in columns:
        return place
    return replace(place, average=average_before(row, column, columns, frame.targets, cells))


def _in_term(place: Place, code: str, journal: ClassJournal) -> Place:
    """A cell of the summary register stands in a term, not in a lesson."""
    named = period(code)
    term = journal.term(named) if named else None
    if named is None or term is None:
        return replace(place, lacking=named.title if named else code or "—")
    return replace(place, target=TermTarget(term=term, period=named))
