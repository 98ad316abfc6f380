"""Sheets that may have been scanned twice: where to look, what was asked, what was answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from journal.documents import Sheet, SheetPair
from journal.store.sheets import same_sheets, sheet_shingles
from journal.store.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

c = same_sheets.c
ID_DIGITS = 16
MOST = 20
"""So many likeliest sheets are looked at: forms of one kind are alike by the hundred."""


@dataclass(frozen=True, slots=True)
class SheetRepository:
    """Sheets of one transaction."""

    connection: Connection

    def forget(self, document: str) -> None:
        """A paper that was read anew has other words."""
        self.connection.execute(delete(sheet_shingles).where(sheet_shingles.c.document == document))

    def note(self, sheet: Sheet, shingles: Sequence[int]) -> None:
        """Remembers a sheet by some of its words."""
        if shingles:
            rows = [{"document": sheet.document, "page": sheet.page, "shingle": item} for item in shingles]
            self.connection.execute(insert(sheet_shingles), rows)

    def like(self, shingles: Sequence[int], *, least: int) -> Sequence[Sheet]:
        """Sheets with so many shingles in common, likeliest first."""
        shared = func.count().label("shared")
        where = sheet_shingles.c
        rows = self.connection.execute(
            select(where.document, where.page, shared)
            .where(where.shingle.in_(shingles))
            .group_by(where.document, where.page)
            .having(shared >= least)
            .order_by(shared.desc(), where.document, where.page)
            .limit(MOST)
        )
        return tuple(Sheet(document=row.document, page=row.page) for row in rows)

    def ask(self, sheet: Sheet, earlier: Sheet, *, now: datetime) -> None:
        """Asks about a pair, unless that was done before, whichever of the two came first."""
        if self._asked(sheet, earlier) or self._asked(earlier, sheet):
            return
        seed = f"{sheet.document}:{sheet.page}:{earlier.document}:{earlier.page}"
        insert_new(
            self.connection,
            same_sheets,
            pair_id=hashlib.sha256(seed.encode()).hexdigest()[:ID_DIGITS],
            document=sheet.document,
            page=sheet.page,
            earlier_document=earlier.document,
            earlier_page=earlier.page,
            asked_at=now,
        )

    def pairs(self) -> Sequence[SheetPair]:
        """Every pair that was asked about, open ones first."""
        return self._select(c.pair_id.is_not(None))

    def of(self, document: str) -> Sequence[SheetPair]:
        """Pairs with a sheet of this paper."""
        return self._select((c.document == document) | (c.earlier_document == document))

    def answer(self, pair_id: str, *, same: bool, now: datetime, by: str) -> SheetPair | None:
        """Keeps what a person says; None where nothing was asked."""
        self.connection.execute(
            update(same_sheets).where(c.pair_id == pair_id).values(same=same, decided_at=now, decided_by=by)
        )
        return next(iter(self._select(c.pair_id == pair_id)), None)

    def _asked(self, one: Sheet, two: Sheet) -> bool:
        first = (c.document == one.document) & (c.page == one.page)
        second = (c.earlier_document == two.document) & (c.earlier_page == two.page)
        return self.connection.scalar(select(c.pair_id).where(first, second)) is not None

    def _select(self, where: ColumnElement[bool]) -> Sequence[SheetPair]:
        rows = self.connection.execute(
            select(same_sheets).where(where).order_by(c.same.is_not(None), c.asked_at, c.pair_id)
        )
        return tuple(_pair(row) for row in rows)


def _pair(row: Row[Any]) -> SheetPair:
    return SheetPair(
        pair_id=row.pair_id,
        sheet=Sheet(document=row.document, page=row.page),
        earlier=Sheet(document=row.earlier_document, page=row.earlier_page),
        asked_at=row.asked_at,
        same=row.same,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
    )
