"""One order in the forms that schools have it in: text, Word, PDF, scan, text half of which a Latin model read."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from benchmarks.orders.paragraphs import paragraphs
from benchmarks.orders.pdf import born_digital
from benchmarks.orders.word import docx_of
from PIL import Image

from ingest.model import Source
from support.reading_pages.faces import faces
from support.reading_pages.scans import noise
from support.reading_pages.styles import DPI, style
from support.reading_pages.typeset import typeset
from support.repair_pages import Engine, draw, fitting, read_lines, some_look, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    Maker = Callable[["Paper"], list[Source]]

SEED = 32
QUALITY = 90
FONTS = ["LiberationSerif-Regular.ttf", "LiberationSans-Regular.ttf", "DejaVuSerif.ttf"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A text of `texts` with the truth of its orders: mostly one."""

    name: str
    text: str
    orders: list[dict[str, Any]]

    @property
    def number(self) -> int:
        """What is left to chance or taken in turn goes by this."""
        return int(self.name)


def text(paper: Paper) -> list[Source]:
    """As it stands."""
    return [Source(name=f"{paper.name}.txt", data=paper.text.encode())]


def docx(paper: Paper) -> list[Source]:
    """Paragraphs and tables; some are numbered by Word, some have pieces of lines in tables without lines."""
    blocks = paragraphs(paper.text, paper.orders)
    data = docx_of(blocks, numbered=paper.number % 2 == 0, framed=paper.number % 3 == 0)
    return [Source(name=f"{paper.name}.docx", data=data)]


def pdf(paper: Paper) -> list[Source]:
    """Born digital."""
    return [Source(name=f"{paper.name}.pdf", data=born_digital(paragraphs(paper.text, paper.orders)))]


def scan(paper: Paper) -> list[Source]:
    """Printed and scanned at 300 dpi by a fair machine, a picture a sheet."""
    rng = np.random.default_rng([SEED, paper.number])
    look = style(rng, faces(()), columns=1, ruled=True)
    sheets = typeset(paragraphs(paper.text, paper.orders, plain=True), look)
    return [
        Source(name=f"{paper.name}-{page}.jpg", data=_scanned(sheet.image, rng))
        for page, sheet in enumerate(sheets, start=1)
    ]


def _scanned(sheet: Image.Image, rng: np.random.Generator) -> bytes:
    """A little askew, a little soft, a little grain."""
    high, wide = sheet.height, sheet.width
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(-0.4, 0.4), 1.0)
    found = cv2.warpAffine(np.asarray(sheet), turn, (wide, high), flags=cv2.INTER_LINEAR, borderValue=255)
    soft = cv2.GaussianBlur(found.astype(np.float32) * rng.uniform(0.94, 1.0), (0, 0), 0.7)
    grain = noise((high, wide, 1), 3, rng)[:, :, 0]
    target = io.BytesIO()
    picture = Image.fromarray(np.clip(soft + grain, 0, 255).astype(np.uint8))
    picture.save(target, "JPEG", quality=QUALITY, dpi=(DPI, DPI))
    return target.getvalue()


def garbled(paper: Paper) -> list[Source]:
    """The upper half as it stands, the lower one as Tesseract with a Latin model printed it."""
    rng = random.Random(SEED * 1000 + paper.number)  # noqa: S311
    look = some_look(rng, FONTS)
    lines = paper.text.splitlines()
    upper, rows = lines[: len(lines) // 2], wrap(lines[len(lines) // 2 :], look)
    lower = []
    for start in range(0, len(rows), fitting(look)):
        page = rows[start : start + fitting(look)]
        lower += [printed for printed, _ in read_lines(draw(page, look, rng), page, look, Engine())]
    return [Source(name=f"{paper.name}.txt", data="\n".join([*upper, *lower]).encode())]


FORMS: dict[str, Maker] = {"text": text, "docx": docx, "pdf": pdf, "scan": scan, "garbled": garbled}
