"""Two readings of a page's lines made one: where they agree they are sure, where not the likelier one is taken.

The engine sees whole pages and has a dictionary behind it; the line recogniser sees print only, so their errors seldom
fall together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from ingest.model import Box
from ingest.ocr.judge import BROKEN, judged
from ingest.ocr.lines import line_of
from ingest.ocr.meetings import meetings, tokens_of
from ingest.ocr.strips import strip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ingest.model import Line, Word
    from ingest.ocr.line_reader import LineReader

    Grey = NDArray[np.uint8]

FAR_APART = 3.0
"""A gap of so many line heights parts cells, not words."""
MOSTLY = 0.7
MARKED = frozenset("ИЙЕЁ")
MARK = 0.3
"""Over a word in capitals a mark is so high, in parts of the letters; the engine's boxes leave it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A run of words of a line, without a wide gap."""

    line: int
    words: tuple[Word, ...]
    box: Box


def voted(page: Grey, lines: Sequence[Line], reader: LineReader) -> tuple[Line, ...]:
    """The lines, read a second time and decided word by word.

    Args:
        page: grey page, even light, upright.
        lines: as the engine read them, with boxes on this page.
        reader: the line recogniser.
    """
    usual = usual_height(lines)
    pieces = [piece for number, line in enumerate(lines) if line.words for piece in _pieces(number, line, usual)]
    strips = [strip(page, piece.box, usual) for piece in pieces]
    readings = iter(reader.read([cut.picture for cut in strips if cut is not None]))
    words: dict[int, list[Word]] = {}
    before = ""
    for piece, cut in zip(pieces, strips, strict=True):
        tokens = tokens_of(next(readings), cut) if cut is not None else ()
        met = meetings(piece.words, tokens, piece.box)
        if before and met:
            met[0] = replace(met[0], before=before)
        decided = [judged(meeting) for meeting in met]
        before = _broken(decided)
        words.setdefault(piece.line, []).extend(decided)
    return tuple(
        replace(line_of([word for word in words[number] if word.text]), box=line.box) if number in words else line
        for number, line in enumerate(lines)
    )


def usual_height(lines: Sequence[Line]) -> float:
    """Height of the ink of a usual line, pixels."""
    inks = [_ink(line.words) for line in lines if line.words]
    return median([ink.y1 - ink.y0 for ink in inks] or [1.0])


def _broken(words: Sequence[Word]) -> str:
    """The beginning of a word that the end of a line broke."""
    found = BROKEN.search(words[-1].text) if words else None
    return found[0].removesuffix("-") if found else ""


def _pieces(number: int, line: Line, usual: float) -> Iterator[_Piece]:
    run: list[Word] = []
    for word in line.words:
        if run and word.box.x0 - run[-1].box.x1 > FAR_APART * usual:
            yield _Piece(line=number, words=tuple(run), box=_with_marks(run))
            run = []
        run.append(word)
    yield _Piece(line=number, words=tuple(run), box=_with_marks(run))


def _with_marks(words: Sequence[Word]) -> Box:
    """Box of a run of words, with what may stand over its capitals."""
    box = _ink(words)
    letters = [sign for word in words for sign in word.text if sign.isalpha()]
    if sum(map(str.isupper, letters)) < MOSTLY * len(letters) or not MARKED.intersection(letters):
        return box
    return replace(box, y0=max(0.0, box.y0 - MARK * (box.y1 - box.y0)))


def _ink(words: Sequence[Word]) -> Box:
    """Box of a run of words; one word that caught a speck or a neighbour does not make the line higher."""
    tops, bottoms = sorted(word.box.y0 for word in words), sorted(word.box.y1 for word in words)
    few = len(words) // 6
    return Box(
        x0=min(word.box.x0 for word in words),
        x1=max(word.box.x1 for word in words),
        y0=tops[few],
        y1=bottoms[-1 - few],
    )
