"""Staged pages of the paper journal with their entries and people's decisions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, insert, select, update

from ingest.export.source_json import source_json, source_of
from journal.pages import Decision, EntryKind, PageState, PaperSheet, Reading, Ruling, StagedPage
from journal.store.papers import paper_entries, paper_pages

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from journal.pages import Item

OPEN = func.count(paper_entries.c.entry_id).filter(paper_entries.c.open)
HEADS = (EntryKind.SUBJECT.value, EntryKind.COLUMN.value, EntryKind.LESSON.value)
ALL = func.count(paper_entries.c.entry_id)


@dataclass(frozen=True, slots=True)
class PaperRepository:
    """Pages and entries of one transaction."""

    connection: Connection

    def all(self) -> Sequence[StagedPage]:
        """Every page, by class and place in its document, without what was read."""
        counts = (
            select(paper_entries.c.page_id, OPEN.label("open_entries"), ALL.label("entries"))
            .group_by(paper_entries.c.page_id)
            .subquery()
        )
        columns = [column for column in paper_pages.c if column.name != "record"]
        rows = self.connection.execute(
            select(*columns, counts.c.open_entries, counts.c.entries)
            .join(counts, counts.c.page_id == paper_pages.c.page_id)
            .order_by(paper_pages.c.school_year, paper_pages.c.class_id, paper_pages.c.document, paper_pages.c.page)
        )
        return tuple(_page(dict(row._mapping)) for row in rows)  # noqa: SLF001 - SQLAlchemy's public name for it

    def get(self, page_id: str, *, to_change: bool = False) -> StagedPage | None:
        """One page whole; `to_change` keeps other transactions from changing it until this one ends."""
        query = select(paper_pages).where(paper_pages.c.page_id == page_id)
        row = self.connection.execute(query.with_for_update() if to_change else query).first()
        if row is None:
            return None
        counts = self.connection.execute(
            select(OPEN.label("open_entries"), ALL.label("entries")).where(paper_entries.c.page_id == page_id)
        ).one()
        return _page({**row._mapping, **counts._mapping})  # noqa: SLF001

    def page_of(self, entry_id: str) -> str | None:
        """Id of the page that an entry stands on."""
        return self.connection.scalar(select(paper_entries.c.page_id).where(paper_entries.c.entry_id == entry_id))

    def put(self, page: StagedPage) -> None:
        """Writes a page, or writes it anew."""
        values = {
            "page_id": page.page_id,
            "document": page.document,
            "page": page.page,
            "kind": page.kind,
            "class_id": page.class_id,
            "class_name": page.class_name,
            "school_year": page.school_year,
            "subject": page.subject,
            "state": page.state.value,
            "sheet": asdict(page.sheet),
            "record": dict(page.content),
            "batch_id": page.batch_id,
            "confirmed_batch": page.confirmed_batch,
        }
        changed = self.connection.execute(
            update(paper_pages).where(paper_pages.c.page_id == page.page_id).values(values)
        ).rowcount
        if not changed:
            self.connection.execute(insert(paper_pages).values(values))

    def set_state(self, page_id: str, state: PageState, confirmed_batch: str | None = None) -> None:
        """Moves a page on, or back."""
        self.connection.execute(
            update(paper_pages)
            .where(paper_pages.c.page_id == page_id)
            .values(state=state.value, confirmed_batch=confirmed_batch)
        )

    def entries(self, page_id: str) -> Sequence[tuple[Reading, Ruling | None]]:
        """What was read off a page and decided about it, in the order of the page."""
        rows = self.connection.execute(
            select(paper_entries)
            .where(paper_entries.c.page_id == page_id)
            .order_by(paper_entries.c.ordinal, paper_entries.c.entry_id)
        )
        return tuple((_reading(row), _ruling(row)) for row in rows)

    def other_sides(self, page: StagedPage) -> Mapping[str, Sequence[Item]]:
        """Subjects and dates of the pages of the other side, left or right, of the same class and year, by page."""
        p, e = paper_pages.c, paper_entries.c
        side = {"left": "right", "right": "left"}.get(page.kind, "")
        rows = self.connection.execute(
            select(paper_entries)
            .join(paper_pages, p.page_id == e.page_id)
            .where(p.kind == side, p.class_id == page.class_id, p.school_year == page.school_year)
            .where(p.state != PageState.REVERTED.value, e.kind.in_(HEADS))
            .order_by(e.page_id, e.ordinal)
        )
        found: dict[str, list[Item]] = defaultdict(list)
        for row in rows:
            found[row.page_id].append((_reading(row), _ruling(row)))
        return found

    def put_readings(self, page_id: str, readings: Sequence[Reading]) -> None:
        """Replaces what was read; decisions stay, also about places where nothing is read any more."""
        known = set(self.connection.scalars(select(paper_entries.c.entry_id).where(paper_entries.c.page_id == page_id)))
        gone = and_(
            paper_entries.c.page_id == page_id,
            paper_entries.c.entry_id.not_in([reading.entry_id for reading in readings]),
        )
        self.connection.execute(delete(paper_entries).where(gone, paper_entries.c.decision.is_(None)))
        self.connection.execute(update(paper_entries).where(gone).values(reading="", doubtful=False, alternatives=[]))
        for ordinal, reading in enumerate(readings):
            if reading.entry_id in known:
                self.connection.execute(
                    update(paper_entries)
                    .where(paper_entries.c.entry_id == reading.entry_id)
                    .values(_values(page_id, ordinal, reading))
                )
        fresh = [
            _values(page_id, ordinal, reading)
            for ordinal, reading in enumerate(readings)
            if reading.entry_id not in known
        ]
        if fresh:
            self.connection.execute(insert(paper_entries), fresh)

    def add_reading(self, page_id: str, reading: Reading) -> None:
        """Adds a place to a page's entries; one that is there stays as it is."""
        if self.page_of(reading.entry_id) is None:
            last = self.connection.scalar(
                select(func.max(paper_entries.c.ordinal)).where(paper_entries.c.page_id == page_id)
            )
            self.connection.execute(insert(paper_entries).values(_values(page_id, (last or 0) + 1, reading)))

    def rule(self, entry_id: str, ruling: Ruling | None) -> None:
        """Writes a person's decision; None takes it back."""
        self.connection.execute(
            update(paper_entries)
            .where(paper_entries.c.entry_id == entry_id)
            .values(
                decision=ruling.decision.value if ruling else None,
                value=ruling.value if ruling else None,
                settled=list(ruling.settled) if ruling else None,
                decided_by=ruling.by if ruling else None,
                decided_at=ruling.at if ruling else None,
            )
        )

    def mark_open(self, page_id: str, entry_ids: Collection[str]) -> None:
        """Remembers which entries wait for a person."""
        mine = paper_entries.c.page_id == page_id
        waiting = paper_entries.c.entry_id.in_(sorted(entry_ids))
        self.connection.execute(update(paper_entries).where(mine, waiting).values(open=True))
        self.connection.execute(update(paper_entries).where(mine, ~waiting).values(open=False))


def _values(page_id: str, ordinal: int, reading: Reading) -> dict[str, Any]:
    return {
        "entry_id": reading.entry_id,
        "page_id": page_id,
        "ordinal": ordinal,
        "kind": reading.kind.value,
        "place": reading.place,
        "row_place": reading.row_place,
        "column_place": reading.column_place,
        "row": reading.row,
        "column": reading.column,
        "reading": reading.value,
        "confidence": reading.confidence,
        "alternatives": list(reading.alternatives),
        "doubtful": reading.doubtful,
        "struck_value": reading.struck_value,
        "source": source_json(reading.source),
        "open": reading.doubtful,
    }


def _page(row: Mapping[str, Any]) -> StagedPage:
    return StagedPage(
        page_id=row["page_id"],
        document=row["document"],
        page=row["page"],
        kind=row["kind"],
        class_id=row["class_id"],
        class_name=row["class_name"],
        school_year=row["school_year"],
        subject=row["subject"],
        state=PageState(row["state"]),
        batch_id=row["batch_id"],
        confirmed_batch=row["confirmed_batch"],
        open_entries=row["open_entries"],
        entries=row["entries"],
        sheet=_sheet(row["sheet"]),
        content=row.get("record") or {},
    )


def _sheet(body: Mapping[str, Any]) -> PaperSheet:
    return PaperSheet(**{**body, "to_original": tuple(body["to_original"])})


def _reading(row: Row[Any]) -> Reading:
    return Reading(
        entry_id=row.entry_id,
        kind=EntryKind(row.kind),
        place=row.place,
        row_place=row.row_place,
        column_place=row.column_place,
        row=row.row,
        column=row.column,
        value=row.reading,
        confidence=row.confidence,
        alternatives=tuple(row.alternatives),
        doubtful=row.doubtful,
        struck_value=row.struck_value,
        source=source_of(row.source),
    )


def _ruling(row: Row[Any]) -> Ruling | None:
    if row.decision is None:
        return None
    return Ruling(
        decision=Decision(row.decision),
        value=row.value or "",
        settled=tuple(row.settled or ()),
        by=row.decided_by,
        at=row.decided_at,
    )
