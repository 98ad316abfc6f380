"""The sheets of a paper with the places of facts on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.model import DRAWN, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.web.facts import Section
    from ingest.model import Box, Document, Line, Page, SourceRef

PAD = 0.004
"""How much wider than the text a highlight is, as a share of the sheet's width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of a fact on a sheet."""

    name: str
    fact: str
    title: str
    box: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a paper: a picture, or the lines of a text that has no picture."""

    document: str
    name: str
    page: Page
    spots: tuple[Spot, ...]

    @property
    def drawn(self) -> bool:
        """True when there is a picture of the page."""
        return self.page.kind is not PageKind.TEXT and bool(self.page.width) and bool(self.page.height)

    @property
    def pad(self) -> float:
        """How far a highlight reaches beyond its text."""
        return self.page.width * PAD

    def line_name(self, number: int) -> str:
        """Names a line inside a page of the site."""
        return line_name(self.document, self.page.number, number)


def sheets(papers: Iterable[Document], parts: Sequence[Section]) -> tuple[Sheet, ...]:
    """Every sheet of every paper of an order."""
    return tuple(
        Sheet(document=paper.sha256, name=paper.name, page=page, spots=_spots(paper.sha256, page.number, parts))
        for paper in papers
        for page in paper.pages
    )


def spot_name(fact: str, place: int) -> str:
    """Names a place inside a page of the site."""
    return f"p-{fact}-{place}"


def line_name(document: str, page: int, line: int) -> str:
    """Names a line of a paper inside a page of the site."""
    return f"l-{document[:8]}-{page}-{line}"


def targets(fact: str, place: int, ref: SourceRef) -> tuple[str, ...]:
    """Names of what a place lights up: its box on a picture, or its lines of a text."""
    if ref.box is not None or not ref.line:
        return (spot_name(fact, place),)
    return tuple(line_name(ref.document, ref.page, line) for line in range(ref.line, max(ref.line, ref.last_line) + 1))


def cropped(shown: Iterable[Sheet], ref: SourceRef | None) -> bool:
    """True when a picture of the paper under a place can be cut out."""
    return ref is not None and any(
        sheet.document == ref.document and sheet.page.number == ref.page and sheet.page.kind in DRAWN for sheet in shown
    )


def repaired(line: Line) -> bool:
    """True when the text was changed after it was read."""
    return bool(line.edits) and line.raw != line.text


def _spots(document: str, page: int, parts: Sequence[Section]) -> tuple[Spot, ...]:
    return tuple(
        Spot(name=spot_name(fact.key, place), fact=fact.key, title=f"{section.title}: {fact.text}", box=ref.box)
        for section in parts
        for fact in section.facts
        for place, ref in enumerate(fact.places)
        if ref.document == document and ref.page == page and ref.box is not None
    )
