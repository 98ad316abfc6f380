"""Orders as people type them in Word: paragraphs, tables, numbers that are typed or counted."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from support.reading_pages.papers import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

TYPED = re.compile(r"(\d+)\.(?:(\d+)\.)?\s*(?=[^\d\s])")
GRID = "Table Grid"


def docx_of(blocks: Sequence[Block], *, numbered: bool = False, framed: bool = False) -> bytes:
    """The file; `numbered` lets Word count items, `framed` puts pieces of a line into a table without lines."""
    book = docx.Document()
    lists = _Lists(book) if numbered else None
    for block in blocks:
        pieces = max((len(row) for row in block.rows), default=0)
        if block.kind is Kind.TABLE or (framed and pieces > 1):
            _table(book, block)
        elif block.kind is Kind.ROWS:
            for row in block.rows:
                book.add_paragraph("\t".join(piece.text for piece in row))
        else:
            _paragraph(book, block, lists)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _paragraph(book: Any, block: Block, lists: _Lists | None) -> None:
    found = lists.counted(block.text) if lists else None
    paragraph = book.add_paragraph(block.text if found is None else block.text[found.end() :])
    if found is not None and lists is not None:
        lists.number(paragraph, level=1 if found.group(2) else 0)
    if block.kind is Kind.HEAD:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(book: Any, block: Block) -> None:
    table = book.add_table(rows=0, cols=max(len(row) for row in block.rows))
    if block.kind is Kind.TABLE:
        table.style = GRID
    for row in block.rows:
        for cell, piece in zip(table.add_row().cells, row, strict=False):
            cell.text = piece.text


class _Lists:
    """A multilevel list «1.», «1.1.»; begun anew where the text begins anew; what breaks the order stays typed."""

    def __init__(self, book: Any) -> None:
        self.root = book.part.numbering_part.element
        self.counts = [0, 0]
        self.abstract = self._element("abstractNum", abstractNumId=self._free("abstractNum", "abstractNumId"))
        for level, text in enumerate(("%1.", "%1.%2.")):
            item = self._element("lvl", ilvl=level)
            for name, value in (("start", 1), ("numFmt", "decimal"), ("lvlText", text)):
                item.append(self._element(name, val=value))
            self.abstract.append(item)
        # definitions of lists stand before the lists themselves
        self.root.insert(0, self.abstract)
        self.number_id = 0

    def counted(self, text: str) -> re.Match[str] | None:
        """The typed number, if it is the one that Word would count here."""
        found = TYPED.match(text)
        if found is None:
            return None
        first, second = int(found.group(1)), int(found.group(2) or 0)
        if first == 1 and not second:
            self._begin()
        elif second:
            if [first, second - 1] != self.counts:
                return None
        elif first != self.counts[0] + 1:
            return None
        self.counts = [first, second]
        return found

    def number(self, paragraph: Any, *, level: int) -> None:
        """Makes the paragraph an item."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = self.number_id

    def _begin(self) -> None:
        self.number_id = self._free("num", "numId")
        item = self._element("num", numId=self.number_id)
        item.append(self._element("abstractNumId", val=self.abstract.get(qn("w:abstractNumId"))))
        override = self._element("lvlOverride", ilvl=0)
        override.append(self._element("startOverride", val=1))
        item.append(override)
        self.root.append(item)

    def _free(self, tag: str, name: str) -> int:
        return 1 + max((int(item.get(qn(f"w:{name}"))) for item in self.root.findall(qn(f"w:{tag}"))), default=0)

    @staticmethod
    def _element(tag: str, **values: object) -> Any:
        element = OxmlElement(f"w:{tag}")
        for name, value in values.items():
            element.set(qn(f"w:{name}"), str(value))
        return element
