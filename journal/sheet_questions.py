"""Asks about sheets of a paper just kept that look like sheets kept before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.model import Sheet
from journal.same_sheets import LEAST_SHARED, compare, sketch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ingest.model import Document, Page
    from journal.store.unit_of_work import UnitOfWork


def sketches(document: Document) -> Mapping[int, tuple[int, ...]]:
    """What every page is known by, where it says enough; ruled pages are told apart by their own ways."""
    found = {page.number: sketch(page) for page in document.pages if page.grid is None}
    return {number: shingles for number, shingles in found.items() if shingles}


def note_sheets(
    uow: UnitOfWork, sha256: str, sheets: Mapping[int, tuple[int, ...]], kept: Callable[[str], Document]
) -> None:
    """Remembers the sheets of a paper just kept and asks where one of them was kept before, in it or elsewhere.

    Args:
        uow: the transaction.
        sha256: the paper.
        sheets: what its pages are known by.
        kept: gives a kept paper as it was read, by its hash.
    """
    uow.sheets.forget(sha256)
    papers: dict[str, Document] = {}

    def page_of(sheet: Sheet) -> Page | None:
        if sheet.document not in papers:
            papers[sheet.document] = kept(sheet.document)
        return next((page for page in papers[sheet.document].pages if page.number == sheet.page), None)

    for number, shingles in sheets.items():
        sheet = Sheet(document=sha256, page=number)
        for earlier in uow.sheets.like(shingles, least=_least(shingles)):
            if _are_same(page_of(sheet), page_of(earlier)):
                uow.sheets.ask(sheet, earlier, now=uow.time)
        uow.sheets.note(sheet, shingles)


def _least(shingles: Sequence[int]) -> int:
    """A short sheet has few shingles at all."""
    return min(LEAST_SHARED, max(1, len(shingles) // 3))


def _are_same(one: Page | None, two: Page | None) -> bool:
    return one is not None and two is not None and compare(one, two).same
