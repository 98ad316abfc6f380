"""A sheet of paper at 8 pixels a millimetre: ruling, print, writing, and where everything stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from support.paper.hands import Colour, Ink

MM = 8
WIDE, HIGH = 210 * MM, 297 * MM
DOTTED = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """How the lines of a form are printed."""

    colour: Colour
    thin: float
    """Pixels; heavy lines are as many times thicker."""
    heavy: float
    dotted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CellTruth:
    """A cell of the sheet: place in the lattice, box before the scan, what counts in it, what is drawn."""

    row: int
    column: int
    box: tuple[float, float, float, float]
    role: str
    """mark, name, day, month, number, date, topic, homework, blank."""
    value: str
    struck: str | None = None


@dataclass(slots=True, kw_only=True)
class Sheet:
    """Paper in red, green, blue of 0 … 1; `writing` is the ink of the pens alone, for what shows through."""

    paper: NDArray[np.float32] = field(default_factory=lambda: np.ones((HIGH, WIDE, 3), np.float32))
    writing: NDArray[np.float32] = field(default_factory=lambda: np.zeros((HIGH, WIDE), np.float32))
    columns: list[float] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)
    cells: list[CellTruth] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)
    spine: int = 1
    """Where the facing page lies: 1 to the right, -1 to the left."""

    def stamp(self, mask: Ink, at: tuple[float, float], colour: Colour, *, pen: bool = True) -> None:
        """Lays ink on with its top left corner at `at`."""
        left, top = round(at[0]), round(at[1])
        x0, y0 = max(left, 0), max(top, 0)
        x1, y1 = min(left + mask.shape[1], WIDE), min(top + mask.shape[0], HIGH)
        if x0 >= x1 or y0 >= y1:
            return
        piece = mask[y0 - top : y1 - top, x0 - left : x1 - left]
        self.paper[y0:y1, x0:x1] *= 1 - piece[:, :, None] * (1 - np.array(colour, np.float32))
        if pen:
            self.writing[y0:y1, x0:x1] = np.maximum(self.writing[y0:y1, x0:x1], piece)

    def line(self, ends: tuple[float, float, float, float], ruling: Ruling, *, heavy: bool = False) -> None:
        """A printed line from (x, y) to (x, y)."""
        x0, y0, x1, y1 = ends
        thick = ruling.thin * (ruling.heavy if heavy else 1)
        margin = int(thick) + 3
        left, top = int(min(x0, x1)) - margin, int(min(y0, y1)) - margin
        size = (int(abs(y1 - y0)) + 2 * margin, int(abs(x1 - x0)) + 2 * margin)
        mask = np.zeros(size, np.uint8)
        points = [(round((x - left) * 16), round((y - top) * 16)) for x, y in ((x0, y0), (x1, y1))]
        cv2.line(mask, points[0], points[1], 255, max(1, round(thick)), cv2.LINE_AA, 4)
        found = mask.astype(np.float32) / 255 * min(1.0, thick)
        if ruling.dotted and not heavy:
            along = np.arange(size[0])[:, None] if size[0] > size[1] else np.arange(size[1])[None, :]
            found = found * ((along % 9) < 9 * DOTTED)
        self.stamp(found.astype(np.float32), (left, top), ruling.colour, pen=False)
