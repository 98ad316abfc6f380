"""Writing in the places of a form: about the middle of a box, or on the line after a printed label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from support.paper.hands import printed, words
from support.paper.sheet import MM

if TYPE_CHECKING:
    import numpy as np

    from support.paper.hands import Hand, Ink
    from support.paper.layout import Form
    from support.paper.sheet import Sheet


def fitted(
    sheet: Sheet, mask: Ink, box: tuple[float, float, float, float], who: Hand, rng: np.random.Generator
) -> None:
    """About the middle of a box, pressed together where too wide, at times over the lines."""
    wide, high = box[2] - box[0], box[3] - box[1]
    over = rng.uniform(0.88, 1.08) if mask.shape[1] < 1.3 * wide else rng.uniform(1.0, 1.2)
    across = min(1.0, over * wide / mask.shape[1])
    down = min(1.0, high * 1.05 / mask.shape[0], max(across, 0.7))
    if across < 1 or down < 1:
        mask = cv2.resize(
            mask, (max(2, int(mask.shape[1] * across)), max(2, int(mask.shape[0] * down))), interpolation=cv2.INTER_AREA
        )
    x = (box[0] + box[2] - mask.shape[1]) / 2 + rng.normal(0, 0.06) * wide
    y = (box[1] + box[3] - mask.shape[0]) / 2 + rng.normal(0, 0.06) * high
    sheet.stamp(mask, (x, y), who.pen)


def headline(sheet: Sheet, form: Form, label: str, text: str, who: Hand, rng: np.random.Generator) -> None:
    """The line above the table: a printed label, writing after it."""
    y = form.rows[0] - rng.uniform(9, 13) * MM
    print_of = printed(label, 2.4 * MM, form.face)
    x = form.columns[0] + rng.uniform(2, 10) * MM
    sheet.stamp(print_of, (x, y), form.ruling.colour, pen=False)
    end = x + print_of.shape[1] + 3 * MM
    mask = words(text, 3.4 * MM, who, rng)
    sheet.line((end, y + 3 * MM, form.columns[-1] - 4 * MM, y + 3 * MM), form.ruling)
    sheet.stamp(mask, (end + rng.uniform(3, 15) * MM, y + 2.6 * MM - mask.shape[0] * 0.85), who.pen)
