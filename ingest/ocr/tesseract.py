"""Tesseract through pytesseract."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import pytesseract

from ingest.model import Box, Line, Step, Word
from ingest.ocr.engine import EngineFailed, EngineTimeout, Layout
from ingest.ocr.lines import line_of
from school.errors import EngineMissing

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)
WORD_LEVEL = 5
SEGMENTATION = {Layout.PAGE: 3, Layout.BLOCK: 6, Layout.SPARSE: 11}
RESOLUTION = 300
"""What pages are prepared to, dots per inch; a guess of the engine's own loses columns of tables."""
WITHOUT_INVERSION = "-c tessedit_do_invert=0"
"""A line read badly is not read again as white on black: a fifth of the time goes into that, and papers are not so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TesseractEngine:
    """Debian's Tesseract with the Russian model; whole pages are segmented by it (psm 3).

    One thread per page (`OMP_THREAD_LIMIT=1`) is set by the entry point: pytesseract hands on the environment.
    """

    command: str = "tesseract"
    language: str = "rus"
    timeout: float = 120.0

    def describe(self) -> Step:
        """See `OcrEngine.describe`."""
        version = _installed(self.command, self.language)
        return Step(name="tesseract", version=version, options={"language": self.language, "psm": "3"})

    def read(self, image: NDArray[np.uint8], layout: Layout = Layout.PAGE) -> tuple[Line, ...]:
        """See `OcrEngine.read`."""
        pytesseract.pytesseract.tesseract_cmd = self.command
        try:
            # a bitmap, because packing a page as PNG costs a third of reading it
            with tempfile.TemporaryDirectory(prefix="svod-page-") as folder:
                bitmap = Path(folder, "page.bmp")
                cv2.imwrite(str(bitmap), image)
                data = self._data(bitmap, layout)
        except pytesseract.TesseractNotFoundError as error:
            raise EngineMissing(engine="Tesseract") from error
        except pytesseract.TesseractError as error:
            log.warning("tesseract failed", extra={"status": error.status})
            if layout is not Layout.PAGE:
                return ()
            raise EngineFailed from error
        except RuntimeError as error:
            raise EngineTimeout from error
        return tuple(_lines(data))

    def _data(self, bitmap: Path, layout: Layout) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = pytesseract.image_to_data(
            str(bitmap),
            lang=self.language,
            config=f"--psm {SEGMENTATION[layout]} --dpi {RESOLUTION} {WITHOUT_INVERSION}",
            timeout=self.timeout,
            output_type=pytesseract.Output.DICT,
        )
        return found


@cache
def _installed(command: str, language: str) -> str:
    """Version of the engine; asked once, unless it is missing.

    Raises:
        EngineMissing: the engine or the data of the language is not installed.
    """
    pytesseract.pytesseract.tesseract_cmd = command
    try:
        version = str(pytesseract.get_tesseract_version())
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, SystemExit) as error:
        raise EngineMissing(engine="Tesseract") from error
    if language not in languages:
        raise EngineMissing(engine=f"Tesseract, данные «{language}»")
    return version


def _lines(data: dict[str, list[Any]]) -> Iterator[Line]:
    """Words grouped into lines; a blank line stands where a paragraph ends."""
    words: list[Word] = []
    place: tuple[int, ...] | None = None
    for index, level in enumerate(data["level"]):
        text = str(data["text"][index]).strip()
        if level != WORD_LEVEL or not text:
            continue
        here = tuple(int(data[key][index]) for key in ("block_num", "par_num", "line_num"))
        if place is not None and here != place:
            yield line_of(words)
            words = []
            if here[:2] != place[:2]:
                yield Line(raw="", text="")
        place = here
        words.append(_word(data, index, text))
    if words:
        yield line_of(words)


def _word(data: dict[str, list[Any]], index: int, text: str) -> Word:
    left, top = float(data["left"][index]), float(data["top"][index])
    return Word(
        text=text,
        confidence=max(0.0, float(data["conf"][index]) / 100),
        box=Box(x0=left, y0=top, x1=left + float(data["width"][index]), y1=top + float(data["height"][index])),
    )
