"""Coloured ink told from print: a stamp or a pen over a line hides it from an engine that sees grey only."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

FAINT, FULL = 28, 64
"""Difference of the brightest and the darkest channel from which ink is coloured a little, and wholly."""


def has_coloured_ink(picture: NDArray[np.uint8]) -> bool:
    """True when something on the picture, shape (height, width, 3), has a colour of its own."""
    spread = picture.max(axis=2).astype(np.int16) - picture.min(axis=2)
    return bool(spread.max() >= FAINT + np.median(spread))


def without_coloured_ink(picture: NDArray[np.uint8]) -> Grey:
    """Grey of a colour picture in which blue and red ink is as pale as its brightest channel; black print stays black.

    Args:
        picture: shape (height, width, 3), RGB.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    red, green, blue = cv2.split(picture)
    brightest = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue))
    # the tint of paper and light is no ink
    tint = int(np.median(spread[::16, ::16]))
    if int(spread.max()) < FAINT + tint:
        return cast("Grey", grey)
    share = np.clip((spread.astype(np.float32) - tint - FAINT) / (FULL - FAINT), 0, 1)
    return cast("Grey", (grey + share * (brightest.astype(np.float32) - grey)).astype(np.uint8))
