"""A draft as a DOCX file (python-docx) in the form of ГОСТ Р 7.0.97.

A4; margins 30 mm left (documents kept for more than 10 years, as orders on a school's main activity are; else 20),
10 right, 20 above and below; pages numbered from the second one in the middle of the upper margin; letters of 12 to 14
points, an indent of 1.25 cm, text justified through 1 to 1.5 lines, requisites of several lines through one. What goes
beyond that (bold letters, tables without lines, air between requisites) is as commonly printed. Numbers of clauses are
text, never counted by Word, so that any program reads them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from parsing.drafting.model import Kind, Paragraph, Table, TableKind

if TYPE_CHECKING:
    from parsing.drafting.model import Draft

FONT = "Times New Roman"
BODY, SMALL = Pt(14), Pt(12)
INDENT = Cm(1.25)
LEFT_LONG_KEPT, LEFT, RIGHT, ABOVE, BELOW = Cm(3), Cm(2), Cm(1), Cm(2), Cm(2)
HEADER = Cm(1.25)
"""Of the page number from the edge; the standard asks for 10 mm at least."""
TEXT_WIDTH = 17.0
"""Between the margins of a sheet that is kept long, cm."""
SPACING = 1.15
SIGNED = Cm(1)
"""Height of a row that is signed by hand, at least."""
AIR = 120
"""Between columns without lines, twentieths of a point."""
GRID = "Table Grid"
CENTER, SIDE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True)
class _Look:
    """How paragraphs of a kind look; lengths in points and centimetres."""

    alignment: Any
    bold: bool = False
    before: float = 0
    after: float = 0
    indent: bool = False
    left: float = 0
    right: float = 0
    spacing: float = 1.0
    with_next: bool = False


LOOKS = {
    Kind.ORGANIZATION: _Look(CENTER, bold=True, left=2, right=2, after=18),
    Kind.WORD: _Look(CENTER, bold=True, after=12),
    Kind.DATE_AND_NUMBER: _Look(SIDE, after=6),
    Kind.PLACE: _Look(CENTER, after=6),
    Kind.TITLE: _Look(SIDE, before=12, after=18, right=TEXT_WIDTH / 2),
    Kind.PREAMBLE: _Look(BOTH, indent=True, spacing=SPACING, after=6),
    Kind.VERB: _Look(SIDE, spacing=SPACING, before=6, after=6, with_next=True),
    Kind.CLAUSE: _Look(BOTH, indent=True, spacing=SPACING),
    Kind.KNOWN: _Look(SIDE, before=24, after=6, with_next=True),
    Kind.ANNEX_MARK: _Look(SIDE, left=TEXT_WIDTH / 2),
    Kind.ANNEX_TITLE: _Look(CENTER, bold=True, before=24, after=12, with_next=True),
    Kind.NOTE: _Look(SIDE, before=12),
}
WIDTHS = {
    (TableKind.SIGNATURE, 3): (7.5, 4.5, 5.0),
    (TableKind.KNOWN, 3): (6.5, 5.0, 5.5),
    (TableKind.PEOPLE, 5): (1.2, 5.3, 4.7, 2.6, 3.2),
    (TableKind.KNOWN, 4): (4.5, 3.9, 3.5, 5.1),
}


def to_docx(draft: Draft, *, kept_long: bool = True) -> bytes:
    """The file.

    Args:
        draft: what `draft_order` made.
        kept_long: the order is kept for more than 10 years, so that its left margin is wider.
    """
    book = docx.Document()
    _page(book, kept_long=kept_long)
    book.core_properties.title, book.core_properties.author = draft.title, ""
    for block, following in zip(draft.blocks, (*draft.blocks[1:], None), strict=True):
        if isinstance(block, Paragraph):
            _paragraph(book, block, signed=isinstance(following, Table) and following.kind is TableKind.SIGNATURE)
        else:
            _table(book, block)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _page(book: Any, *, kept_long: bool) -> None:
    section = book.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = LEFT_LONG_KEPT if kept_long else LEFT, RIGHT
    section.top_margin, section.bottom_margin = ABOVE, BELOW
    section.header_distance = HEADER
    section.different_first_page_header_footer = True
    style = book.styles["Normal"]
    style.font.name, style.font.size = FONT, BODY
    # python-docx names the Latin font only; Word asks the eastern one for Cyrillic in some locales
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    # or Word would underline every word as misspelt English
    language.set(qn("w:val"), "ru-RU")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = Pt(0)
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    _field(number.add_run(), "PAGE")


def _field(run: Any, code: str) -> None:
    for kind, text in (("begin", None), (None, code), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run.element.append(element)


def _paragraph(book: Any, block: Paragraph, *, signed: bool) -> None:
    """One paragraph; the last one above the signature is never left alone on its page (`signed`)."""
    look = LOOKS[block.kind]
    paragraph = book.add_paragraph()
    paragraph.add_run(_unbroken(block.text)).bold = look.bold
    paragraph.alignment = look.alignment
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.left_indent, layout.right_indent = Cm(look.left), Cm(look.right)
    layout.first_line_indent = INDENT if look.indent else None
    layout.line_spacing, layout.keep_with_next = look.spacing, look.with_next or signed
    layout.page_break_before = block.new_page
    if "\t" in block.text:
        section = book.sections[0]
        edge = section.page_width - section.left_margin - section.right_margin
        layout.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)


def _unbroken(text: str) -> str:
    """A number is not parted from its sign by the end of a line."""
    return text.replace("№ ", "№\N{NO-BREAK SPACE}")


def _table(book: Any, block: Table) -> None:
    if block.kind is TableKind.SIGNATURE:
        _gap(book, before=24)
    table = book.add_table(rows=0, cols=len(block.rows[0]))
    ruled = block.kind is TableKind.PEOPLE
    if ruled:
        table.style = GRID
    else:
        _flush(table, between=block.kind is TableKind.KNOWN)
    for number, row in enumerate(block.rows):
        cells = table.add_row().cells
        _whole(table.rows[-1], header=ruled and number == 0)
        if block.signed and number:
            table.rows[-1].height = SIGNED
        for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
            _cell(cell, text, block.kind, last=place == len(row) - 1)
            if ruled and number == 0:
                cell.paragraphs[0].alignment = CENTER
    _widths(table, block)
    if ruled:
        _gap(book)


def _cell(cell: Any, text: str, kind: TableKind, *, last: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    if kind is not TableKind.SIGNATURE:
        run.font.size = SMALL
    else:
        # the name stands on the line of the post's last words
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if last else SIDE
        paragraph.paragraph_format.keep_with_next = False
    if kind is TableKind.KNOWN:
        paragraph.paragraph_format.space_before = Pt(4)


def _whole(row: Any, *, header: bool) -> None:
    """A row is never parted by the end of a page; the header comes again on every page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other door to it
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _widths(table: Any, block: Table) -> None:
    columns = len(block.rows[0])
    widths = WIDTHS.get((block.kind, columns), (TEXT_WIDTH / columns,) * columns)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _flush(table: Any, *, between: bool) -> None:
    """Without lines a cell needs no air at the margin of the sheet, only `between` columns of words."""
    margins = OxmlElement("w:tblCellMar")
    for side, air in (("left", 0), ("right", AIR if between else 0)):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(air))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tblPr.append(margins)  # noqa: SLF001 - python-docx has no other door to it


def _gap(book: Any, *, before: float = 0) -> None:
    """Air around a table, which has none of its own."""
    layout = book.add_paragraph().paragraph_format
    layout.space_before, layout.line_spacing = Pt(before), 0.5
    layout.keep_with_next = before > 0
