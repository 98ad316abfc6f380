"""A page of words drawn as bars: where every word lies on the scan is known, however that is turned."""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from ingest.image.prepare import affine, quarter_turn, rotate
from ingest.model import Affine, Box, Document, Line, Page, PageKind, Word

WIDE, HIGH = 1240, 1754
LINES = (
    "О введении электронного журнала",
    "Учителям вносить отметки ежедневно",
    "до 15:30 и сообщать классному руководителю",
    "Контроль возложить на Орлову В.А.",
)
STEP, SIGN, TALL = 150, 20, 36
DPI = 150


def words_of(line: str, top: int) -> tuple[Word, ...]:
    words, left = [], 140
    for text in line.split():
        right = left + SIGN * len(text)
        words.append(Word(text=text, confidence=0.9, box=Box(x0=left, y0=top, x1=right, y1=top + TALL)))
        left = right + SIGN
    return tuple(words)


@dataclass(frozen=True)
class DrawnPage:
    scan: np.ndarray
    page: Page

    def document(self, name: str = "лист.png") -> Document:
        return Document(sha256="a" * 64, name=name, media_type="image/png", pages=(self.page,))

    def png(self) -> bytes:
        return encoded(self.scan, "PNG")

    def truth(self) -> list[tuple[str, np.ndarray]]:
        """Every word with its corners on the scan."""
        return [
            (word.text, corners(word.box, self.page.to_original)) for line in self.page.lines for word in line.words
        ]


def encoded(pixels: np.ndarray, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, form, **{"dpi": (DPI, DPI), **options})
    return out.getvalue()


def corners(box: Box, matrix: Affine) -> np.ndarray:
    points = np.array([[box.x0, box.y0, 1], [box.x1, box.y0, 1], [box.x1, box.y1, 1], [box.x0, box.y1, 1]])
    mapped = points @ np.array(matrix).reshape(3, 3).T
    return mapped[:, :2] / mapped[:, 2:]


def drawn_page(forward: np.ndarray | None = None, size: tuple[int, int] | None = None) -> DrawnPage:
    """The page taken to its scan by `forward`, of `size` (width, height)."""
    upright = np.full((HIGH, WIDE), 255, np.uint8)
    lines = []
    for index, text in enumerate(LINES):
        words = words_of(text, 200 + STEP * index)
        for word in words:
            box = word.box
            upright[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)] = 0
        box = Box(x0=words[0].box.x0, y0=words[0].box.y0, x1=words[-1].box.x1, y1=words[0].box.y1)
        lines.append(Line(raw=text, text=text, confidence=0.9, box=box, words=words))
    matrix = np.eye(3) if forward is None else forward
    scan = cv2.warpPerspective(upright, matrix, size or (WIDE, HIGH), borderValue=255)
    page = Page(
        number=1, kind=PageKind.SCAN, lines=tuple(lines), width=WIDE, height=HIGH, to_original=affine(matrix)
    )  # fmt: skip
    return DrawnPage(scan=scan, page=page)


def turned_page(quarters: int) -> DrawnPage:
    matrix = quarter_turn(np.zeros((HIGH, WIDE), np.uint8), quarters)[1]
    return drawn_page(matrix, (HIGH, WIDE) if quarters % 2 else (WIDE, HIGH))


def skewed_page(degrees: float) -> DrawnPage:
    sheet, matrix = rotate(np.zeros((HIGH, WIDE), np.uint8), degrees)
    return drawn_page(matrix, (sheet.shape[1], sheet.shape[0]))


def photographed_page() -> DrawnPage:
    sheet = np.array([[0, 0], [WIDE, 0], [WIDE, HIGH], [0, HIGH]], np.float32)
    seen = np.array([[120, 90], [1330, 60], [1400, 1790], [60, 1730]], np.float32)
    return drawn_page(cv2.getPerspectiveTransform(sheet, seen), (1450, 1850))


PAGES = {
    "as it is": drawn_page,
    "on its left side": lambda: turned_page(1),
    "on its right side": lambda: turned_page(3),
    "upside down": lambda: turned_page(2),
    "skewed by 1°": lambda: skewed_page(1),
    "skewed by 3°": lambda: skewed_page(3),
    "skewed by -3°": lambda: skewed_page(-3),
    "photographed": photographed_page,
}


def places_in(pdf: bytes, texts: list[str], dpi: float = DPI) -> list[np.ndarray]:
    """Where PDFium finds the words of the first page, one after the other, in pixels of the unturned sheet."""
    with pypdfium2.PdfDocument(pdf) as book:
        sheet = book[0]
        layer = sheet.get_textpage()
        high = sheet.get_mediabox()[3]
        places, start = [], 0
        for text in texts:
            start = layer.get_text_range().index(text, start)
            boxes = np.array([layer.get_charbox(start + index, loose=True) for index in range(len(text))])
            left, bottom, right, top = *boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)
            places.append(np.array([left, high - top, right, high - bottom]) * dpi / 72)
            start += len(text)
        return places
