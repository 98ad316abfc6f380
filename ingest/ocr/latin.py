"""Latin words of a Russian page read once more by an engine that knows Latin letters.

Only words that are doubtful anyhow, and look Latin to one of the two readings, are read again: cut out, set below one
another on one sheet, so that the engine starts once a page. A word read alike twice is sure; otherwise what the third
reading says is one more choice, and stands first where the others have signs in it that no word has.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.ocr.engine import Layout
from ingest.ocr.judge import DOUBT, asked
from ingest.ocr.lines import line_of
from school.morphology import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ingest.model import Line, Word
    from ingest.ocr.engine import OcrEngine

    Grey = NDArray[np.uint8]

LATIN, CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[А-Яа-яЁё]")
STRANGE = re.compile(r"[A-Za-z§@$&{}\[\]|\\<>]")
WORD = re.compile(r"[^\W_]{2}")
MADE_OF = re.compile(r"[«(„\"]*[A-Za-z0-9.:/@\\_+\-–—#&%!?']*[A-Za-z][A-Za-z0-9.:/@\\_+\-–—#&%!?']*[»)\",.;:]*")
"""What an English word, a name of a program, an address is made of; Russian quotes around it are the page's."""
ABOVE, ASIDE = 0.3, 0.1
"""What is cut out around a word, as shares of its height; its neighbours stand close."""
SURE, LEAST = 0.85, 0.45
MOST = 0.25
"""With more such words the page lies upside down, or is no Russian one."""
AROUND = '«»()",.;:!?\\` '
SECTION = re.compile(r"§\s?\d")
WHITE = 255


def with_latin(page: Grey, lines: Sequence[Line], engine: OcrEngine) -> tuple[Line, ...]:
    """The lines, their doubtful words that look Latin read again.

    Args:
        page: grey page, upright, 0 is ink.
        lines: read and judged, with boxes on this page.
        engine: reads Latin letters.
    """
    asked_for = [
        (number, at) for number, line in enumerate(lines) for at, word in enumerate(line.words) if _is_due(word)
    ]
    if not asked_for or len(asked_for) > MOST * sum(len(line.words) for line in lines):
        return tuple(lines)
    sheet, rows = _sheet(page, [lines[number].words[at] for number, at in asked_for])
    found = _by_row(engine.read(sheet, Layout.BLOCK), rows)
    fresh: dict[int, list[Word]] = {number: list(lines[number].words) for number, _ in asked_for}
    for (number, at), (text, sure) in zip(asked_for, found, strict=True):
        fresh[number][at] = _decided(fresh[number][at], text, sure)
    return tuple(
        replace(line_of(fresh[number]), box=line.box) if number in fresh and fresh[number] != list(line.words) else line
        for number, line in enumerate(lines)
    )


def _is_due(word: Word) -> bool:
    """True for a doubtful word that one of the readings takes for Latin, or for signs."""
    readings = (word.text, *word.alternatives)
    if not word.review or not any(map(STRANGE.search, readings)) or not any(map(WORD.search, readings)):
        return False
    return not SECTION.match(word.text) and not is_known(word.text.strip(AROUND).lower())


def _sheet(page: Grey, words: Sequence[Word]) -> tuple[Grey, list[tuple[int, int]]]:
    """The words below one another on white, and the rows of pixels of each."""
    cuts = []
    for word in words:
        pad = round(ABOVE * (word.box.y1 - word.box.y0)) + 1
        side = round(ASIDE * (word.box.y1 - word.box.y0)) + 1
        top, left = max(0, round(word.box.y0) - pad), max(0, round(word.box.x0) - side)
        cuts.append((page[top : round(word.box.y1) + pad, left : round(word.box.x1) + side], pad))
    high = sum(cut.shape[0] + 2 * pad for cut, pad in cuts)
    wide = max(cut.shape[1] + 2 * pad for cut, pad in cuts)
    sheet = np.full((high, wide), WHITE, np.uint8)
    rows, y = [], 0
    for cut, pad in cuts:
        sheet[y + pad : y + pad + cut.shape[0], pad : pad + cut.shape[1]] = cut
        rows.append((y, y + cut.shape[0] + 2 * pad))
        y = rows[-1][1]
    return sheet, rows


def _by_row(lines: Sequence[Line], rows: Sequence[tuple[int, int]]) -> list[tuple[str, float]]:
    """What stands in each of these rows of pixels, and how sure that is."""
    words = [word for line in lines for word in line.words]
    found = []
    for top, bottom in rows:
        here = [word for word in words if top <= (word.box.y0 + word.box.y1) / 2 < bottom]
        here.sort(key=lambda word: word.box.x0)
        found.append(("".join(word.text for word in here), min((word.confidence for word in here), default=0.0)))
    return found


def _decided(word: Word, text: str, sure: float) -> Word:
    """The word with a third reading."""
    if not MADE_OF.fullmatch(text) or sure < LEAST:
        return word
    if text == word.text:
        return replace(word, confidence=max(word.confidence, sure), review=sure < DOUBT)
    readings = (word.text, *word.alternatives)
    if text in readings and sure > SURE:
        others = tuple(other for other in readings if other != text)
        return replace(word, text=text, confidence=sure, review=False, alternatives=others)
    mixed = LATIN.search(word.text) and CYRILLIC.search(word.text)
    odd = not MADE_OF.fullmatch(word.text) and bool(mixed or STRANGE.search(word.text))
    return (
        asked(word, text, word.text) if odd or sure > SURE else replace(word, alternatives=(*word.alternatives, text))
    )
