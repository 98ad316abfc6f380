"""A page's record → entries: everything on the page that can be right or wrong by itself, each with its place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ingest.model import Box
from journal.pages import EntryKind, Reading
from journal.paper.dates import date_id, effective_date
from parsing.page_records import SheetKind
from parsing.paper.marks import needed
from school.errors import NotFound
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.model import SourceRef
    from journal.pages import CellName, Item, ReadPage, StagedPage
    from parsing.page_records import ColumnRecord, LessonRowRecord, MarkRecord, PupilRowRecord


def page_id_of(document: str, page: int) -> str:
    """One sheet of paper is staged once: its id is made of the document and the page."""
    return _short(document, str(page))


def entry_id_of(document: str, page: int, kind: EntryKind, place: str) -> str:
    """Id of an entry, the same in every reading of the paper."""
    return _short(document, str(page), kind.value, place)


def readings_of(read: ReadPage, subject: str | None) -> tuple[Reading, ...]:
    """Entries in the order of the page.

    Args:
        read: the page.
        subject: what the person who handed the page in says it is; goes before what was read.
    """
    return tuple(_Page(read).all(subject))


def blank_reading(page: StagedPage, items: Sequence[Item], cell: CellName) -> Reading:
    """A cell in which nothing was read, named by its row and its column as read or decided.

    Raises:
        NotFound: the page has no such row or column.
    """
    rows = [reading for reading, _ in items if reading.kind is EntryKind.PUPIL and reading.row == cell.row]
    wanted = date_id(cell.column)
    columns = [item[0] for item in items if item[0].kind is EntryKind.COLUMN and effective_date(item) == wanted]
    if not rows or not columns:
        raise NotFound(what=f"клетка: строка {cell.row}, столбец {cell.column}")
    row, column = rows[0], columns[0]
    place = f"{row.place}{column.place}"
    return Reading(
        entry_id=entry_id_of(page.document, page.page, EntryKind.MARK, place),
        kind=EntryKind.MARK,
        place=place,
        row_place=row.place,
        column_place=column.place,
        row=row.row,
        column=column.column,
        value="",
        source=_crossing(row.source, column.source),
    )


def _crossing(row: SourceRef | None, column: SourceRef | None) -> SourceRef | None:
    """Where a row and a column of the lattice meet."""
    if row is None or column is None or row.cell is None or column.cell is None:
        return None
    box = None
    if row.box is not None and column.box is not None:
        box = Box(x0=column.box.x0, y0=row.box.y0, x1=column.box.x1, y1=row.box.y1)
    return replace(row, cell=(row.cell[0], column.cell[1]), box=box)


def _short(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Page:
    read: ReadPage

    def all(self, subject: str | None) -> Iterator[Reading]:
        record = self.read.record
        flags = [part.needs_review for parts in (record.columns, record.pupils, record.lessons) for part in parts]
        # a page in doubt because of a part of it is asked about by that part
        doubtful = record.needs_review and not any(flags)
        yield self._entry(EntryKind.PAGE, "page", value=record.kind.value, doubtful=doubtful)
        if record.kind is SheetKind.SUMMARY:
            yield from self._summary()
            return
        yield self._entry(EntryKind.SUBJECT, "subject", value=subject or record.subject or "")
        if record.teacher:
            yield self._entry(EntryKind.TEACHER, "teacher", value=record.teacher)
        yield self._entry(EntryKind.GROUP, "group", value="")
        columns = {column.column_id: place for column, place in self._columns()}
        for column, place in self._columns():
            yield self._column(column, place)
        for pupil in record.pupils:
            yield from self._row(pupil, columns)
        yield from self._lessons()

    def _columns(self) -> Iterator[tuple[ColumnRecord, str]]:
        for number, column in enumerate(self.read.record.columns):
            cell = _cell(column.source)
            yield column, f"c{cell[1]}" if cell else f"k{number}"

    def _column(self, column: ColumnRecord, place: str) -> Reading:
        return self._entry(
            EntryKind.COLUMN,
            place,
            value=column.column_id,
            column=column.column_id,
            confidence=column.confidence,
            doubtful=column.needs_review,
            source=column.source,
        )

    def _row(self, pupil: PupilRowRecord, columns: dict[str, str]) -> Iterator[Reading]:
        cell = _cell(pupil.source)
        place = f"r{cell[0]}" if cell else f"n{pupil.row}"
        yield self._entry(
            EntryKind.PUPIL,
            place,
            row=pupil.row,
            value=pupil.name_read,
            confidence=pupil.confidence,
            # the reader had the class list before it: whom it took the row for
            alternatives=(pupil.roster_match,) if pupil.roster_match else (),
            doubtful=pupil.needs_review,
            source=pupil.source,
        )
        for mark in pupil.marks:
            yield self._mark(mark, pupil.row, place, columns)

    def _doubted(self, mark: MarkRecord) -> bool:
        """Doubt about the cell itself: that about its column is asked once, there."""
        if not mark.needs_review or mark.confidence < needed(mark.value):
            return mark.needs_review
        return not any(item.needs_review for item in self.read.record.columns if item.column_id == mark.column_id)

    def _mark(self, mark: MarkRecord, row: int, row_place: str, columns: dict[str, str]) -> Reading:
        column = columns.get(mark.column_id or "") or f"s:{fold(mark.subject or '')}"
        cell = _cell(mark.source)
        return self._entry(
            EntryKind.MARK,
            f"r{cell[0]}c{cell[1]}" if cell else f"{row_place}{column}{mark.period or ''}",
            row_place=row_place,
            column_place=column,
            row=row,
            column=mark.column_id or mark.period,
            value=mark.value,
            confidence=mark.confidence,
            alternatives=mark.alternatives,
            doubtful=self._doubted(mark),
            struck_value=mark.struck_value,
            source=mark.source,
        )

    def _summary(self) -> Iterator[Reading]:
        named = {mark.subject or "": None for pupil in self.read.record.pupils for mark in pupil.marks}
        for subject in named:
            yield self._entry(EntryKind.SUBJECT, f"s:{fold(subject)}", value=subject)
        for pupil in self.read.record.pupils:
            yield from self._row(pupil, {})

    def _lessons(self) -> Iterator[Reading]:
        days: dict[str, int] = {}
        for lesson in self.read.record.lessons:
            cell = _cell(lesson.source)
            place = f"r{cell[0]}" if cell else f"n{lesson.row}"
            day = lesson.date.isoformat() if lesson.date else ""
            days[day] = days.get(day, 0) + 1
            date_id = f"{day}#{days[day]}" if day and days[day] > 1 else day
            yield from self._lesson(lesson, place, date_id)

    def _lesson(self, lesson: LessonRowRecord, place: str, date_id: str) -> Iterator[Reading]:
        about: dict[str, Any] = {
            "row": lesson.row,
            "confidence": lesson.confidence,
            "doubtful": lesson.needs_review,
            "source": lesson.source,
        }
        yield self._entry(EntryKind.LESSON, place, value=date_id, column=date_id or None, **about)
        for kind, text in ((EntryKind.TOPIC, lesson.topic), (EntryKind.HOMEWORK, lesson.homework)):
            if text.strip() or lesson.needs_review:
                others = lesson.alternatives if kind is EntryKind.TOPIC else ()
                yield self._entry(kind, place, value=text.strip(), row_place=place, alternatives=others, **about)

    def _entry(self, kind: EntryKind, place: str, *, value: str, **about: Any) -> Reading:
        entry_id = entry_id_of(self.read.document, self.read.page, kind, place)
        return Reading(entry_id=entry_id, kind=kind, place=place, value=value, **about)


def _cell(source: SourceRef | None) -> tuple[int, int] | None:
    return source.cell if source is not None else None
