"""Blocks set on sheets of A4 at 300 dpi, with the truth of every sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from support.reading_pages.hyphens import breaks
from support.reading_pages.papers import Block, Kind, in_columns
from support.reading_pages.styles import HIGH, MM, WIDE
from support.reading_pages.truth import SOFT, Part, Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL import ImageFont

    from support.reading_pages.styles import Style

PADDING = round(1.6 * MM)
SPACE = 0.3
SMALLEST = 0.75
RULE = 3


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One sheet: black on white, what it says, where its text ends."""

    image: Image.Image = field(default_factory=lambda: Image.new("L", (WIDE, HIGH), 255))
    parts: list[Part] = field(default_factory=list)
    lowest: int = 0
    signed: tuple[int, int] | None = None
    """Where the last row of signatures stands."""

    @property
    def truth(self) -> Truth:
        return Truth(parts=tuple(self.parts))


@dataclass(slots=True, kw_only=True)
class Setter:
    """Sets blocks one below another, on new sheets as they are needed."""

    style: Style
    sheets: list[Sheet] = field(default_factory=lambda: [Sheet()])
    column: int = 0
    y: int = 0
    columns_from: int = 0
    """Where the columns begin on this sheet; 0 while the text goes over the whole width."""
    lowest: int = HIGH
    """How far down columns may go."""

    def set(self, blocks: Sequence[Block]) -> list[Sheet]:
        """All of them."""
        self.y = self.style.top
        makers: dict[Kind, Callable[[Block], None]] = {
            Kind.HEAD: self._head,
            Kind.TEXT: self._text,
            Kind.BULLET: self._text,
            Kind.ROWS: self._rows,
            Kind.TABLE: self._table,
            Kind.GAP: self._gap,
        }
        for block in blocks:
            if self.style.columns > 1 and not self.columns_from and block.kind in {Kind.TEXT, Kind.BULLET}:
                self.columns_from = self.y
            makers[block.kind](block)
        return self.sheets

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.sheet.image)

    @property
    def span(self) -> tuple[int, int]:
        """Left and right edge of the column."""
        style, gutter = self.style, round(8 * MM)
        if not self.columns_from:
            return style.left, WIDE - style.right
        wide = (WIDE - style.left - style.right - gutter) // 2
        left = style.left + self.column * (wide + gutter)
        return left, left + wide

    def room(self, height: int) -> None:
        """Goes on where so much fits: in the next column, or on a new sheet."""
        if self.y + height <= min(self.lowest if self.columns_from else HIGH, HIGH - self.style.bottom):
            return
        if self.columns_from and self.column == 0:
            self.column, self.y = 1, self.columns_from
            return
        self.sheets.append(Sheet())
        self.column, self.y = 0, self.style.top
        self.columns_from = self.style.top if self.columns_from else 0

    def balanced(self) -> int:
        """How far down columns go that share the text of this one sheet; the sheet's height where it has none."""
        if not self.columns_from or len(self.sheets) > 1:
            return HIGH
        first = self.sheet.lowest if self.column else self.columns_from
        return self.columns_from + round(0.53 * (first + self.y - 2 * self.columns_from))

    def _down(self, height: int) -> None:
        self.y += height
        self.sheet.lowest = max(self.sheet.lowest, self.y)

    def _gap(self, _block: Block) -> None:
        self.y += round(self.style.step(self.style.size) * self.style.gap)

    def _head(self, block: Block) -> None:
        style = self.style
        capital = block.text.isupper()
        size = round(style.size * 1.15) if capital and style.bold else style.size
        font = style.face.font(size, bold=style.bold and (capital or style.centred))
        left, right = self.span
        self._lines(_wrapped(block.text, font, right - left), font, size, centred=style.centred or capital)

    def _text(self, block: Block) -> None:
        style, (left, right) = self.style, self.span
        font = style.face.font(style.size)
        text = f"{style.bullet} {block.text}" if block.kind is Kind.BULLET else block.text
        lines = _wrapped(text, font, right - left, style.indent, hyphens=style.hyphens)
        self._lines(lines, font, style.size, indent=style.indent, justified=style.justified)

    def _lines(
        self,
        lines: list[str],
        font: ImageFont.FreeTypeFont,
        size: int,
        *,
        indent: int = 0,
        centred: bool = False,
        justified: bool = False,
    ) -> None:
        for number, line in enumerate(lines):
            self.room(self.style.step(size))
            left, right = self.span
            left += 0 if number else indent
            if centred:
                left = round((left + right - font.getlength(line)) / 2)
            stretched = justified and number < len(lines) - 1
            self._line(line, (left, self.y), font, wide=right - left if stretched else 0)
            self.sheet.parts.append(Part(orders=((line,),)))
            self._down(self.style.step(size))

    def _line(self, line: str, place: tuple[int, int], font: ImageFont.FreeTypeFont, *, wide: int = 0) -> None:
        """One line, stretched to a width where one is told."""
        pen, text = self.pen, line.replace(SOFT, "-")
        words = text.split(" ")
        if not wide or len(words) == 1:
            pen.text(place, text, fill=self.style.ink, font=font)
            return
        lengths = [font.getlength(word) for word in words]
        space, x = (wide - sum(lengths)) / (len(words) - 1), float(place[0])
        for word, length in zip(words, lengths, strict=True):
            pen.text((round(x), place[1]), word, fill=self.style.ink, font=font)
            x += length + space

    def _rows(self, block: Block) -> None:
        """Pieces side by side, below one another as in the text; as plain lines where they would not fit."""
        style, (left, right) = self.style, self.span
        sizes = range(style.size, round(SMALLEST * style.size), -1)
        size = next((size for size in sizes if self._fits(block, size, right - left)), 0)
        if not size:
            for row in block.rows:
                self._text(Block(kind=Kind.TEXT, text=" ".join(piece.text for piece in row)))
            return
        font = style.face.font(size)
        columns = in_columns(block.rows)
        places = _places(block, columns, font, right - left)
        along: list[tuple[str, list[tuple[int, str]]]] = []
        self.room(min(style.step(size) * len(block.rows), (HIGH - style.top - style.bottom) // 2))
        for row in block.rows:
            sheet = self.sheet
            self.room(style.step(size))
            if along and self.sheet is not sheet:
                sheet.parts.append(Part(orders=_orders(along)))
                along = []
            left, _ = self.span
            for piece in row:
                self._line(piece.text, (left + places[columns[piece.at]], self.y), font)
            self.sheet.signed = (left + places[columns[row[0].at]], self.y) if row[1:] else self.sheet.signed
            along.append((" ".join(piece.text for piece in row), [(columns[p.at], p.text) for p in row]))
            self._down(style.step(size))
        self.sheet.parts.append(Part(orders=_orders(along)))

    def _fits(self, block: Block, size: int, wide: int) -> bool:
        font, columns = self.style.face.font(size), in_columns(block.rows)
        places = _places(block, columns, font, wide)
        for row in block.rows:
            starts = [places[columns[piece.at]] for piece in row]
            ends = [start + font.getlength(piece.text) for start, piece in zip(starts, row, strict=True)]
            apart = all(end + SPACE * 2 * size <= start for end, start in zip(ends, starts[1:], strict=False))
            if starts[0] < 0 or ends[-1] > wide or not apart:
                return False
        return True

    def _table(self, block: Block) -> None:
        """A table; ruled or not as the style says; each row on one sheet."""
        style, (left, right) = self.style, self.span
        size = round(style.size * 0.9)
        font = style.face.font(size)
        widths = _widths([[cell.text for cell in row] for row in block.rows], font, right - left)
        edges = [left + sum(widths[:at]) for at in range(len(widths) + 1)]
        for row in block.rows:
            cells = [_wrapped(p.text, font, wide - 2 * PADDING) for p, wide in zip(row, widths, strict=False)]
            height = max(len(lines) for lines in cells) * round(size * 1.15) + PADDING
            self.room(height)
            for lines, x in zip(cells, edges, strict=False):
                for number, line in enumerate(lines):
                    self._line(line, (x + PADDING, self.y + PADDING // 3 + number * round(size * 1.15)), font)
            if style.ruled:
                self._rule(edges, height)
            self.sheet.parts.append(Part(orders=(tuple(line for lines in cells for line in lines),)))
            self._down(height)

    def _rule(self, edges: list[int], height: int) -> None:
        pen = self.pen
        for y in (self.y, self.y + height):
            pen.line([(edges[0], y), (edges[-1], y)], fill=self.style.ink, width=RULE)
        for x in edges:
            pen.line([(x, self.y), (x, self.y + height)], fill=self.style.ink, width=RULE)


def typeset(blocks: Sequence[Block], style: Style) -> list[Sheet]:
    """The sheets of a paper; columns that do not fill a sheet are of one length."""
    setter = Setter(style=style)
    sheets = setter.set(blocks)
    lowest = setter.balanced()
    return sheets if lowest == HIGH else Setter(style=style, lowest=lowest).set(blocks)


def _places(block: Block, columns: dict[int, int], font: ImageFont.FreeTypeFont, wide: int) -> dict[int, int]:
    """Where columns of pieces stand: as in the text, moved to the left where a piece would stand out."""
    found: dict[int, int] = {}
    for row in block.rows:
        for piece in row:
            column = columns[piece.at]
            most = wide - font.getlength(piece.text) if piece is row[-1] else wide
            found[column] = int(min(found.get(column, wide), wide * column / max(block.across, 60), most))
    return found


def _orders(along: list[tuple[str, list[tuple[int, str]]]]) -> tuple[tuple[str, ...], ...]:
    """Row by row, and column by column where there are several rows."""
    by_rows = tuple(line for line, _ in along)
    columns = sorted({at for _, pieces in along for at, _ in pieces})
    by_columns = tuple(text for column in columns for _, pieces in along for at, text in pieces if at == column)
    return (by_rows, by_columns) if len(along) > 1 and len(columns) > 1 else (by_rows,)


def _widths(rows: list[list[str]], font: ImageFont.FreeTypeFont, wide: int) -> list[int]:
    """Column widths that sum up to the width: no less than the longest word, then by what they hold."""
    count = max(len(row) for row in rows)
    columns = [[row[at] for row in rows if at < len(row)] for at in range(count)]
    least = [max(font.getlength(w) for text in col for w in [*text.split(), "№"]) + 2.5 * PADDING for col in columns]
    wanted = [max(font.getlength(text) for text in column) for column in columns]
    rest = wide - sum(least)
    total = sum(wanted)
    return [int(low + rest * want / total) for low, want in zip(least, wanted, strict=True)]


def _wrapped(
    text: str, font: ImageFont.FreeTypeFont, wide: float, indent: int = 0, *, hyphens: bool = False
) -> list[str]:
    """Lines that fit; a word that does not may be broken."""
    lines, row = [], ""
    for word in text.split():
        rest, room = word, wide - (0 if lines else indent)
        if row and font.getlength(f"{row} {rest}") > room:
            start, rest = _broken(row, rest, font, room) if hyphens else ("", rest)
            lines.append(f"{row} {start}{SOFT}" if start else row)
            row = rest
        else:
            row = f"{row} {rest}".strip()
    return [*lines, row] if row else lines or [""]


def _broken(row: str, word: str, font: ImageFont.FreeTypeFont, room: float) -> tuple[str, str]:
    """The most of the word that still fits, and its rest."""
    for at in reversed(breaks(word)):
        if font.getlength(f"{row} {word[:at]}-") <= room:
            return word[:at], word[at:]
    return "", word
