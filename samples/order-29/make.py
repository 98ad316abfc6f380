"""Makes the DOCX, the scan-like pages and the image-only PDF of order № 29 from the clean half of its text.

Run: ./run python samples/order-29/make.py
Needs Debian's fonts-liberation. The result depends on the seed and the font version only.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

import cv2
import docx
import numpy as np
import pikepdf
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
SEED = 20231028
DPI = 200
WIDTH, HEIGHT = 1654, 2339
LEFT, RIGHT, TOP, BOTTOM = 236, 118, 157, 157
SIZE = 33
LEADING = 45
FONTS = Path("/usr/share/fonts/truetype/liberation")
GARBLED_START = " 5.2 Yuurens"


@dataclass(frozen=True)
class Paragraph:
    text: str
    align: str = "left"
    bold: bool = False


def clean_half() -> list[str]:
    lines = (HERE / "order-29.txt").read_text(encoding="utf-8").splitlines()
    stop = next(i for i, line in enumerate(lines) if line.startswith(GARBLED_START))
    return lines[:stop]


def paragraphs() -> list[Paragraph]:
    result = []
    head = True
    for line in clean_half():
        text = " ".join(line.split())
        if head:
            head = text != "ПРИКАЗ"
            result.append(Paragraph(text, "centre", bold=not head))
        else:
            result.append(Paragraph(text, bold=text == "ПРИКАЗЫВАЮ:"))
    return squeeze(result)


def squeeze(items: list[Paragraph]) -> list[Paragraph]:
    """No more than one blank line in a row."""
    kept: list[Paragraph] = []
    for item in items:
        if item.text or (kept and kept[-1].text):
            kept.append(item)
    return kept


def write_docx(items: list[Paragraph], path: Path) -> None:
    """Bullets become a Word list, so that the marker is numbering and not text."""
    book = docx.Document()
    book.styles["Normal"].font.name = "Times New Roman"
    book.styles["Normal"].font.size = Pt(12)
    for item in items:
        bullet = item.text.startswith("·")
        style = "List Bullet" if bullet else None
        paragraph = book.add_paragraph(style=style)
        run = paragraph.add_run(item.text.lstrip("· ") if bullet else item.text)
        run.bold = item.bold
        if item.align == "centre":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    book.core_properties.author = "Svod"
    book.save(str(path))


def font(*, bold: bool) -> ImageFont.FreeTypeFont:
    name = "LiberationSerif-Bold.ttf" if bold else "LiberationSerif-Regular.ttf"
    return ImageFont.truetype(str(FONTS / name), SIZE)


def wrap(item: Paragraph, face: ImageFont.FreeTypeFont) -> list[str]:
    room = WIDTH - LEFT - RIGHT
    for columns in range(110, 40, -1):
        rows = textwrap.wrap(item.text, columns) or [""]
        if all(face.getlength(row) <= room for row in rows):
            return rows
    return textwrap.wrap(item.text, 40)


def draw_pages(items: list[Paragraph]) -> list[Image.Image]:
    pages = [Image.new("L", (WIDTH, HEIGHT), 255)]
    y = TOP
    for item in items:
        face = font(bold=item.bold)
        for row in wrap(item, face):
            if y > HEIGHT - BOTTOM - LEADING:
                pages.append(Image.new("L", (WIDTH, HEIGHT), 255))
                y = TOP
            x = LEFT if item.align == "left" else (WIDTH + LEFT - RIGHT - face.getlength(row)) / 2
            ImageDraw.Draw(pages[-1]).text((x, y), row, font=face, fill=20)
            y += LEADING if row else LEADING // 2
    return pages


def scan_like(page: Image.Image, rng: np.random.Generator) -> np.ndarray:
    """Uneven light, a slight turn, blur and noise: an ordinary flatbed of a school office."""
    ink = np.asarray(page, dtype=np.float32)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), float(rng.uniform(-0.9, 0.9)), 1.0)
    ink = cv2.warpAffine(ink, turn, (WIDTH, HEIGHT), borderValue=255.0)
    ink = cv2.GaussianBlur(ink, (0, 0), 0.8)
    across = np.linspace(0.0, 1.0, WIDTH, dtype=np.float32)[None, :]
    down = np.linspace(0.0, 1.0, HEIGHT, dtype=np.float32)[:, None]
    light = 0.95 - 0.12 * across - 0.06 * down
    noise = rng.normal(0.0, 5.0, ink.shape).astype(np.float32)
    return np.clip(ink * light + noise, 0, 255).astype(np.uint8)


def write_pdf(images: list[np.ndarray], path: Path) -> None:
    """One JPEG to a page and no text layer; a fixed document id keeps the bytes the same."""
    with pikepdf.new() as pdf:
        for image in images:
            jpeg = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 72])[1].tobytes()
            stream = pdf.make_stream(
                jpeg,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=WIDTH,
                Height=HEIGHT,
                ColorSpace=pikepdf.Name.DeviceGray,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            wide, high = WIDTH * 72 / DPI, HEIGHT * 72 / DPI
            page = pdf.add_blank_page(page_size=(wide, high))
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
            page.Contents = pdf.make_stream(f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /Im0 Do Q".encode())
        pdf.save(path, deterministic_id=True)


def main() -> None:
    rng = np.random.default_rng(SEED)
    items = paragraphs()
    write_docx(items, HERE / "order-29.docx")
    scans = [scan_like(page, rng) for page in draw_pages(items)]
    for number, scan in enumerate(scans, 1):
        # 16 grey levels compress three times better and read the same
        cv2.imwrite(str(HERE / f"order-29-{number}.png"), scan // 16 * 17, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    write_pdf(scans, HERE / "order-29-scan.pdf")


if __name__ == "__main__":
    main()
