"""Ruled tables of born-digital pages: rules are looked for on the drawn page, cells filled from the text layer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium_c

from ingest.image.tables import ruled_tables
from ingest.model import Box, Word
from ingest.readers.arranged import with_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ingest.model import Line
    from ingest.readers.pdf_places import Shown

LEAST_RULES = 6
"""Paths that a table is drawn with, at least."""
SCALE = 100 / 72
"""Pixels to a point of the page that rules are looked for on."""


def has_rules(page: Any) -> bool:
    """True when so much is drawn on the page that it may hold a table."""
    paths = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=3)
    return sum(1 for _ in zip(paths, range(LEAST_RULES), strict=False)) == LEAST_RULES


def in_cells(
    lines: Sequence[Line], starts: Sequence[int], layer: Any, shown: Shown, draw: Callable[[float], NDArray[np.uint8]]
) -> tuple[Line, ...]:
    """The lines of a page, those in ruled tables told row by row with their cells.

    Args:
        lines: of the text layer.
        starts: the first character of each in the layer.
        layer: PDFium's text page.
        shown: from PDFium's coordinates to points from the top left of the page as it is shown.
        draw: the page drawn grey, so many pixels to a point.
    """
    tables = ruled_tables(draw(SCALE))
    if not tables:
        return tuple(lines)
    found: list[Line] = [
        replace(line, words=_words(line.raw, start, layer, shown)) for line, start in zip(lines, starts, strict=True)
    ]
    for number, table in enumerate(tables, 1):
        found = with_table(found, table.scaled(1 / SCALE), number)
    return tuple(replace(line, words=()) for line in found)


def _words(text: str, start: int, layer: Any, shown: Shown) -> tuple[Word, ...]:
    """Words of a line where they stand."""
    words = []
    for match in re.finditer(r"\S+", text):
        whole: Box | None = None
        for index in range(start + match.start(), start + match.end()):
            box = shown(*layer.get_charbox(index))
            whole = box if whole is None else whole.union(box)
        if whole is not None:
            words.append(Word(text=match[0], confidence=1.0, box=whole))
    return tuple(words)
