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
PAPER = 60
"""Per cent of a picture that is darker than its paper."""
COARSE = 4
"""Stamps are looked for on a picture so many times smaller."""
SPECK = 0.04
LEAST, MOST = 0.055, 0.4
"""Coloured ink of such a height, as shares of the page's shorter side (12 to 80 mm of A4), is a stamp or a signature:
no print, no table behind the sheet."""
DARKEST = 10
"""Per cent of a stamp's ink that is darker than the ink it is measured by."""
PRINT = 0.4
"""What is darker than this share of a stamp's brightness is print under it."""
MIDDLE, INKED = 128, 200
"""Darker is print; darker is ink of any kind, on a picture COARSE times smaller."""
APART = 45
"""A stamp is so much paler than print."""
SHARE = 0.6
"""So much of what hangs together with a stamp is paler than print."""
LONGEST = 2.2
KNEE = 0.4
"""What is darker than this share of the way from print to stamp stays as it is."""
PALE = 0.15
"""How dark a stamp is left: of no weight, but not hidden."""


def has_coloured_ink(picture: NDArray[np.uint8]) -> bool:
    """True when something on the picture, shape (height, width, 3), RGB, has a colour of its own."""
    return int(_spread(_balanced(picture)).max()) >= FAINT


def without_coloured_ink(picture: NDArray[np.uint8]) -> Grey:
    """Grey of a colour picture in which coloured ink is as pale as its brightest channel; black print stays black.

    Stamps and signatures become paler still.

    Args:
        picture: shape (height, width, 3), RGB.
    """
    balanced = _balanced(picture)
    spread = _spread(balanced)
    if int(spread.max()) < FAINT:
        return cast("Grey", cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    grey = cv2.cvtColor(balanced, cv2.COLOR_RGB2GRAY)
    share = np.clip((spread.astype(np.float32) - FAINT) / np.float32(FULL - FAINT), 0, 1)
    brightest = balanced.max(axis=2)
    result = (grey + share * (brightest.astype(np.float32) - grey)).astype(np.uint8)
    _fade_stamps(result, brightest, share)
    return cast("Grey", result)


def without_grey_stamps(page: Grey) -> tuple[Grey, int]:
    """The page with stamps that are paler than its print made paler still, and how many of them there were.

    Where a machine saw no colours, how dark ink is tells a stamp from the print under it.

    Args:
        page: grey page, even light, 0 is ink.
    """
    height, width = page.shape
    size = (max(1, width // COARSE), max(1, height // COARSE))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    core = page[::COARSE, ::COARSE]
    dark = core[core < MIDDLE]
    if not dark.size:
        return page, 0
    printed = float(np.percentile(dark, DARKEST))
    result, found = page, 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats((small < INKED).astype(np.uint8))
    for label, (left, top, wide, high, _) in enumerate(stats):
        if not label or not _is_round(wide * COARSE, high * COARSE, min(height, width)):
            continue
        place = np.s_[top : top + high, left : left + wide]
        inked = small[place][labels[place] == label]
        pale = inked[inked > printed + APART]
        stamp = float(np.percentile(pale, DARKEST)) if pale.size > SHARE * inked.size else 0.0
        if stamp > printed + APART:
            found += 1
            result = page.copy() if result is page else result
            box = np.s_[top * COARSE : (top + high) * COARSE, left * COARSE : (left + wide) * COARSE]
            known = [0.0, printed + 0.6 * (stamp - printed), stamp, 255.0]
            table = np.interp(np.arange(256), known, [0.0, known[1], 255 * (1 - PALE), 255.0])
            result[box] = table.astype(np.uint8)[page[box]]
    return result, found


def _is_round(wide: int, high: int, page: int) -> bool:
    """True for a box as large as a stamp, and about as wide as high."""
    return LEAST <= high / page <= MOST and LEAST <= wide / page <= MOST and max(wide, high) < LONGEST * min(wide, high)


def _balanced(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture with its paper white: the tint of paper and light is no ink, and hides the colour of what is."""
    sample = picture[::16, ::16].reshape(-1, 3)
    brightness = sample.sum(axis=1, dtype=np.int64)
    paper = np.median(sample[brightness >= np.percentile(brightness, PAPER)], axis=0)
    scale = 255 / np.maximum(paper, 1)
    table = np.minimum(np.arange(256)[:, None] * scale, 255).astype(np.uint8)
    return cast("Grey", cv2.LUT(picture, table[None]))


def _spread(picture: NDArray[np.uint8]) -> Grey:
    """How far the channels of every pixel lie apart."""
    red, green, blue = cv2.split(picture)
    return cast("Grey", cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)))


def _fade_stamps(result: Grey, brightest: Grey, share: NDArray[np.float32]) -> None:
    """Makes stamps and signatures in the result as pale as PALE; black print in the same place stays black.

    Edges of coloured strokes lose their colour to JPEG, so within the box of a stamp ink is told by its brightness.
    """
    height, width = share.shape
    small = cv2.resize(share, (max(1, width // COARSE), max(1, height // COARSE)), interpolation=cv2.INTER_AREA)
    _, _, stats, _ = cv2.connectedComponentsWithStats((small > SPECK).astype(np.uint8))
    for left, top, wide, high, _ in stats[1:] * COARSE:
        if not LEAST <= high / min(height, width) <= MOST or wide > MOST * width:
            continue
        place = np.s_[max(0, top - COARSE) : top + high + COARSE, max(0, left - COARSE) : left + wide + COARSE]
        inked = brightest[place][share[place] == 1]
        if inked.size:
            result[place] = _fading(float(np.percentile(inked, DARKEST)))[brightest[place]]


def _fading(ink: float) -> Grey:
    """New brightness of every brightness: ink of this brightness becomes PALE, print stays as it is."""
    known = [0.0, PRINT * ink, ink, 255.0]
    return np.interp(np.arange(256), known, [0.0, PRINT * ink, 255 * (1 - PALE), 255.0]).astype(np.uint8)
