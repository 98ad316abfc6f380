"""Orders as a word processor exports them to PDF."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from support.pdfs import SERIF
from support.reading_pages.papers import Block, Kind, in_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

FONT, SIZE, LEADING = "Orders", 12, 14
WIDE = A4[0] - 45 * mm
BODY = ParagraphStyle("body", fontName=FONT, fontSize=SIZE, leading=LEADING, alignment=TA_JUSTIFY, firstLineIndent=20)
HEAD = ParagraphStyle("head", parent=BODY, alignment=TA_CENTER, firstLineIndent=0)
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=11, leading=13)
LEAST = 1.5
GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def born_digital(blocks: Sequence[Block]) -> bytes:
    """The file."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(SERIF)))
    target = io.BytesIO()
    margins = {"leftMargin": 30 * mm, "rightMargin": 15 * mm, "topMargin": 20 * mm, "bottomMargin": 20 * mm}
    SimpleDocTemplate(target, pagesize=A4, invariant=1, **margins).build([_flowable(block) for block in blocks])
    return target.getvalue()


def _flowable(block: Block) -> Flowable:
    if block.kind is Kind.GAP:
        return Spacer(1, LEADING)
    if block.kind is Kind.TABLE:
        return _table(block)
    if block.kind is Kind.ROWS:
        return _rows(block)
    return Paragraph(escape(block.text), HEAD if block.kind is Kind.HEAD else BODY)


def _table(block: Block) -> Table:
    """Ruled; columns as wide as what they hold, more or less."""
    count = max(len(row) for row in block.rows)
    rows = [[Paragraph(escape(piece.text), CELL) for piece in row] + [""] * (count - len(row)) for row in block.rows]
    held = [max(len(row[at].text) if at < len(row) else 0 for row in block.rows) ** 0.7 + LEAST for at in range(count)]
    return Table(rows, colWidths=[WIDE * wide / sum(held) for wide in held], style=GRID)


def _rows(block: Block) -> Table:
    """Pieces of lines stand below one another as in the text."""
    columns = in_columns(block.rows)
    places = sorted(set(columns.values()))
    across = max(block.across, 60)
    widths = [(after - at) * WIDE / across for at, after in zip(places, [*places[1:], across], strict=True)]
    rows = [["" for _ in places] for _ in block.rows]
    for line, row in zip(rows, block.rows, strict=True):
        for piece in row:
            line[places.index(columns[piece.at])] = piece.text
    flat = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("FONT", (0, 0), (-1, -1), FONT, SIZE)]
    return Table(rows, colWidths=widths, style=flat, hAlign="LEFT")
