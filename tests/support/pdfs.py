"""PDF files made on the spot: typeset, scanned, turned, locked, broken, filled in."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

SERIF = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
A4 = (595.0, 842.0)
LINES = (
    "ПРИКАЗЫВАЮ:",
    "1. Назначить ответственным за питание учителя математики",
    "2. Контроль за исполнением приказа оставляю за собой.",
)


def canvas(stream: io.BytesIO, size: tuple[float, float] = A4) -> Canvas:
    if "Svod" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Svod", str(SERIF)))
    return Canvas(stream, pagesize=size, invariant=1)


def put(sheet: Canvas, lines: Sequence[str], *, top: float = 780.0, visible: bool = True) -> None:
    for place, line in enumerate(lines):
        text = sheet.beginText(60, top - 16 * place)
        text.setFont("Svod", 12)
        text.setTextRenderMode(0 if visible else 3)
        text.textLine(line)
        sheet.drawText(text)


def typeset(*pages: Sequence[str], size: tuple[float, float] = A4) -> bytes:
    """Born digital: a page for each group of lines."""
    stream = io.BytesIO()
    sheet = canvas(stream, size)
    for lines in pages:
        put(sheet, lines, top=size[1] - 62)
        sheet.showPage()
    sheet.save()
    return stream.getvalue()


def tabled(rows: Sequence[Sequence[str]], above: str, below: str) -> bytes:
    """A ruled table between two lines of text."""
    stream = io.BytesIO()
    sheet = canvas(stream)
    put(sheet, [above])
    sheet.setFont("Svod", 12)
    left, top, wide, high = 50.0, 700.0, 160.0, 24.0
    for down in range(len(rows) + 1):
        sheet.line(left, top - down * high, left + wide * len(rows[0]), top - down * high)
    for across in range(len(rows[0]) + 1):
        sheet.line(left + across * wide, top, left + across * wide, top - high * len(rows))
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            sheet.drawString(left + across * wide + 4, top - (down + 1) * high + 8, text)
    put(sheet, [below], top=top - high * len(rows) - 40)
    sheet.save()
    return stream.getvalue()


def laid_along(lines: Sequence[str], turned: int) -> bytes:
    """A wide sheet drawn on its side, so that turning it by `turned` makes it upright."""
    stream = io.BytesIO()
    sheet = canvas(stream)
    if turned == 90:
        sheet.translate(A4[0], 0)
        sheet.rotate(90)
    else:
        sheet.translate(0, A4[1])
        sheet.rotate(-90)
    put(sheet, lines, top=A4[0] - 62)
    sheet.save()
    return stream.getvalue()


def over_picture(picture: Image.Image, lines: Sequence[str], *, top: float = 780.0, visible: bool = False) -> bytes:
    """A scan with a text layer."""
    stream = io.BytesIO()
    sheet = canvas(stream)
    sheet.drawImage(ImageReader(picture), 0, 0, *A4)
    put(sheet, lines, top=top, visible=visible)
    sheet.save()
    return stream.getvalue()


def drawn(lines: Sequence[str], wide: int = 1240, high: int = 1754) -> Image.Image:
    """A sheet as a scanner would give it at 150 dpi."""
    sheet = Image.new("L", (wide, high), 255)
    font = ImageFont.truetype(str(SERIF), 32)
    ImageDraw.Draw(sheet).multiline_text((120, 140), "\n".join(lines), font=font, fill=20, spacing=18)
    return sheet


def changed(data: bytes, *, rotate: Sequence[int] = (), cut: float = 0.0) -> bytes:
    """The same pages turned by quarters, or with a margin cut off."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as book:
        for page, degrees in zip(book.pages, rotate, strict=False):
            page.Rotate = degrees
        if cut:
            for page in book.pages:
                page.CropBox = pikepdf.Array([cut, cut, A4[0], A4[1]])
        book.save(stream)
    return stream.getvalue()


def locked(data: bytes, *, owner: str = "owner", user: str = "") -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as book:
        book.save(stream, encryption=pikepdf.Encryption(owner=owner, user=user))
    return stream.getvalue()


def without_page(data: bytes, number: int) -> bytes:
    """One page of the file is not there, though the tree of pages names it."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as book:
        book.Root.Pages.Kids[number - 1] = book.make_indirect(pikepdf.Dictionary(Broken=True))
        book.save(stream)
    return stream.getvalue()


def form(value: str, lines: Sequence[str]) -> bytes:
    """A typeset page with one field of a form, filled in or not."""
    stream = io.BytesIO()
    sheet = canvas(stream)
    put(sheet, lines)
    sheet.acroForm.textfield(
        name="number", x=60, y=600, width=300, height=30, value=value, fontName="Helvetica", fontSize=20,
        borderWidth=0, relative=False,
    )  # fmt: skip
    sheet.save()
    return stream.getvalue()


def of_pictures(*pictures: Image.Image) -> bytes:
    stream = io.BytesIO()
    pictures[0].save(stream, "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    return stream.getvalue()


def many(count: int) -> bytes:
    """So many small pages, all different."""
    return typeset(
        *([f"Лист номер {number} школьного журнала", "учитель, класс, урок"] for number in range(1, count + 1))
    )


def noise(wide: int, high: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(5).integers(0, 255, (high, wide), dtype=np.uint8))
