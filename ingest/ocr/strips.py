"""Lines of a page as strips for the line recogniser: how high, which signs, how they are scaled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.model import Box

    Grey = NDArray[np.uint8]

HEIGHT = 36
"""Of a strip, pixels."""
SIGNS = (
    " АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    "0123456789.,:;!?-–—()«»\"'/№%+=*_<>[]@&#§°·•|\\"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
"""What the recogniser tells apart; its class is the place here plus one, 0 is CTC's blank."""
ABOVE, ASIDE = 0.15, 0.25
"""Paper left around a line, as shares of its height."""
LEAST_HIGH = 0.75
"""A line without tall letters is not enlarged more than to this share of the page's usual line."""
NARROWEST, WIDEST = 8, 2400


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A line cut out of its page: shape (HEIGHT, width); a place x of it is `left + x * scale` on the page."""

    picture: Grey
    left: float
    scale: float

    def on_page(self, x: float) -> float:
        """The x on the page of an x of the strip."""
        return self.left + x * self.scale


def strip(page: Grey, box: Box, usual: float) -> Strip | None:
    """A line of a page as the recogniser wants it, paper around it; None where there is nothing to read.

    Args:
        page: grey page, even light, 0 is ink.
        box: of the line's ink.
        usual: height of a usual line of the page, pixels.
    """
    high = max(box.y1 - box.y0, LEAST_HIGH * usual, 1.0)
    middle = (box.y0 + box.y1) / 2
    top, bottom = round(middle - (0.5 + ABOVE) * high), round(middle + (0.5 + ABOVE) * high) + 1
    left, right = max(0, round(box.x0 - ASIDE * high)), round(box.x1 + ASIDE * high) + 1
    piece = page[max(0, top) : bottom, left:right]
    if piece.size == 0:
        return None
    scale = piece.shape[0] / HEIGHT
    across = round(piece.shape[1] / scale)
    if not NARROWEST <= across <= WIDEST:
        return None
    way = cv2.INTER_AREA if scale > 1 else cv2.INTER_CUBIC
    picture = cast("Grey", cv2.resize(piece, (across, HEIGHT), interpolation=way))
    return Strip(picture=picture, left=float(left), scale=scale)
