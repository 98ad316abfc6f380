"""Asks about sheets of a paper just kept that look like sheets kept before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from journal.documents import Sheet
from journal.same_sheets import LEAST_SHARED, compare, sketch, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ingest.model import Document
    from journal.same_sheets import Token
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
    words = _Words(kept)
    for number, shingles in sheets.items():
        sheet = Sheet(document=sha256, page=number)
        for earlier in uow.sheets.like(shingles, least=_least(shingles)):
            if compare(words.of(sheet), words.of(earlier)).same:
                uow.sheets.ask(sheet, earlier, now=uow.time)
        uow.sheets.note(sheet, shingles)


@dataclass(slots=True)
class _Words:
    """Words of sheets, each paper opened once."""

    kept: Callable[[str], Document]
    _found: dict[Sheet, tuple[Token, ...]] = field(default_factory=dict)
    _papers: set[str] = field(default_factory=set)

    def of(self, sheet: Sheet) -> tuple[Token, ...]:
        """Of one sheet; none where the paper has no such page any more."""
        if sheet.document not in self._papers:
            self._papers.add(sheet.document)
            for page in self.kept(sheet.document).pages:
                self._found[Sheet(document=sheet.document, page=page.number)] = tokens_of(page)
        return self._found.get(sheet, ())


def _least(shingles: Sequence[int]) -> int:
    """A short sheet has few shingles at all."""
    return min(LEAST_SHARED, max(1, len(shingles) // 3))
