"""The text of one page of a document, line by line, as a person goes through it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.web.paper import Sheet, Spot
from ingest.doubts import doubts
from ingest.model import DRAWN
from school.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.usecases.corrections import TextView
    from ingest.doubts import Span
    from ingest.model import Line, Page
    from journal.documents import HeldCorrection


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a line; a doubtful one is marked."""

    text: str
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One line with what may be said of it."""

    number: int
    line: Line
    pieces: tuple[Piece, ...]
    correction: HeldCorrection | None

    @property
    def doubtful(self) -> bool:
        """True when a person is to look at it."""
        return any(piece.doubtful for piece in self.pieces)

    @property
    def blank(self) -> bool:
        """True when nothing stands there and nobody has said so."""
        return not self.line.raw.strip() and not self.line.text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One page on the desk, and where else there is something to look at."""

    sheet: Sheet
    lines: tuple[ShownLine, ...]
    doubts: dict[int, int]
    """Doubtful lines of every page that has any."""
    opened: int
    """Number of the line that is open; 0 for none."""

    @property
    def cropped(self) -> bool:
        """True when the picture of a line can be cut out."""
        return self.sheet.page.kind in DRAWN

    @property
    def next_page(self) -> int | None:
        """The next page with doubtful lines, round the document's end to its beginning; None when there is none."""
        here = self.sheet.page.number
        others = sorted(number for number in self.doubts if number != here)
        return next((number for number in others if number > here), next(iter(others), None))


def desk(view: TextView, number: int, *, line: int = 0, after: int | None = None) -> Desk:
    """A page of a document.

    Args:
        view: the document.
        number: of the page, from 1.
        line: the line to open.
        after: opens the first doubtful line behind this one instead.

    Raises:
        NotFound: no such page.
    """
    page = next((item for item in view.document.pages if item.number == number), None)
    if page is None:
        raise NotFound(what=f"лист {number}")
    lines = tuple(_lines(view, page))
    open_doubts = [item.number for item in lines if item.doubtful]
    if after is not None:
        line = next((item for item in open_doubts if item > after), next(iter(open_doubts), 0))
    counted = {item.number: sum(bool(doubts(row)) for row in item.lines) for item in view.document.pages}
    return Desk(
        sheet=Sheet(document=view.document.sha256, name=view.document.name, page=page, spots=tuple(_spots(lines))),
        lines=lines,
        doubts={page_number: count for page_number, count in counted.items() if count},
        opened=line,
    )


def _lines(view: TextView, page: Page) -> Iterator[ShownLine]:
    for number, line in enumerate(page.lines, 1):
        yield ShownLine(
            number=number,
            line=line,
            pieces=tuple(_pieces(line.text, doubts(line))),
            correction=view.corrections.get((page.number, number)),
        )


def _pieces(text: str, spans: tuple[Span, ...]) -> Iterator[Piece]:
    place = 0
    for start, end in spans:
        if text[place:start]:
            yield Piece(text=text[place:start], doubtful=False)
        yield Piece(text=text[start:end], doubtful=True)
        place = end
    if text[place:]:
        yield Piece(text=text[place:], doubtful=False)


def _spots(lines: tuple[ShownLine, ...]) -> Iterator[Spot]:
    for item in lines:
        if item.line.box is not None:
            yield Spot(name=f"p-{item.number}", fact=f"{item.number}", title=item.line.text, box=item.line.box)
