"""Report → DOCX that a deputy director prints and signs (python-docx)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from compliance.outline import Block, Kind, outline

if TYPE_CHECKING:
    from compliance.model import Report

FONT = "Times New Roman"
BODY, SMALL = Pt(12), Pt(11)
GREY = RGBColor(0x55, 0x55, 0x55)
INDENTS = {Kind.CHECK: 0.0, Kind.WHO: 0.75, Kind.VERDICT: 0.75, Kind.ITEM: 1.25, Kind.LINE: 0.75}
BOLD = frozenset({Kind.TITLE, Kind.HEADING, Kind.CLAUSE})
SIGNATURE = "Отчёт составил(а): ______________________    Дата: ______________"


def render_docx(report: Report, *, everything: bool = False) -> bytes:
    """The report as a DOCX file: A4, the margins of ГОСТ Р 7.0.97, a line for the signature.

    Args:
        report: of `compliance.check`.
        everything: print fulfilled and not-bound instances one by one too.
    """
    book = docx.Document()
    _page(book)
    for block in outline(report, everything=everything):
        _paragraph(book, block)
    book.add_paragraph()
    book.add_paragraph(SIGNATURE)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _page(book: Any) -> None:
    section = book.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3.0), Cm(1.0)
    section.top_margin = section.bottom_margin = Cm(2.0)
    style = book.styles["Normal"]
    style.font.name, style.font.size = FONT, BODY
    # python-docx sets the Latin font only; Word asks the eastern one for Cyrillic in some locales
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(2)
    book.core_properties.title = "Исполнение приказов"
    book.core_properties.author = "Свод"


def _paragraph(book: Any, block: Block) -> None:
    paragraph = book.add_paragraph(style="List Bullet" if block.kind is Kind.ITEM else None)
    run = paragraph.add_run(block.text)
    run.bold = block.kind in BOLD
    layout = paragraph.paragraph_format
    if block.kind is Kind.TITLE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if block.kind in {Kind.HEADING, Kind.CLAUSE}:
        layout.space_before, layout.keep_with_next = Pt(10), True
    if block.kind in INDENTS:
        layout.left_indent = Cm(INDENTS[block.kind])
    if block.kind in {Kind.WHO, Kind.ITEM}:
        run.font.size = SMALL
    if block.kind is Kind.WHO:
        run.font.color.rgb = GREY
