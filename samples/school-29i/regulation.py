"""The local act as a DOCX: the same text, set as a school would set it, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from pathlib import Path

MADE = datetime(2023, 10, 28, 9, tzinfo=UTC)
ZIP_TIME = (2023, 10, 28, 9, 0, 0)


def write_docx(text: str, path: Path) -> None:
    book = docx.Document()
    style = book.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    head, _, body = text.partition("\n\n")
    for line in head.splitlines():
        paragraph = book.add_paragraph(line)
        paragraph.paragraph_format.left_indent = Cm(9)
        paragraph.paragraph_format.space_after = Pt(0)
    for line in body.splitlines():
        paragraph = book.add_paragraph()
        run = paragraph.add_run(line)
        if line.isupper() or re.match(r"(о журнале|МОУ)", line):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run.bold = line.isupper() or re.match(r"\d+\. ", line) is not None
    properties = book.core_properties
    properties.author, properties.title = "МОУ СОШ № 3 п.Береговой", "Положение о журнале успеваемости"
    properties.created = properties.modified = MADE
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(dated(stream.getvalue()))


def dated(data: bytes) -> bytes:
    """The archive with one time on all its members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as again:
        for name in made.namelist():
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(member, made.read(name))
    return stream.getvalue()
