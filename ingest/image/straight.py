"""A ruled page made upright: even light, ruling parallel to the axes, the right way up, its lattice found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from ingest.image.lattice import Lattice, find_lattice
from ingest.image.prepare import affine, divide_background, is_clean, quarter_turn
from ingest.image.rulings import sheet_size, straightening
from ingest.model import PageKind, Step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.model import Affine

    Grey = NDArray[np.uint8]
    Matrix = NDArray[np.float64]

LONGEST_SIDE = 3600
GIANT = 3.2
NARROW = 2.2
MANY_NARROW = 6
BLOCKS = 256
WHITE = 255
SURROUNDING = 0.55
"""Darker than this share of the paper is no paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledPage:
    """An upright ruled page; `image` has even light, `lattice` is in its pixels."""

    image: Grey
    lattice: Lattice
    kind: PageKind
    to_original: Affine
    steps: tuple[Step, ...]


def straighten(scan: Grey) -> RuledPage | None:
    """Makes a ruled page upright; None where no lattice is found in any position."""
    for quarters in (0, 1):
        turned, turn = quarter_turn(scan, quarters)
        found = _straight(turned, turn, quarters)
        if found is not None and not lies_on_its_side(found.lattice):
            return _right_way_up(scan, found, quarters)
    return None


def _right_way_up(scan: Grey, found: RuledPage, quarters: int) -> RuledPage | None:
    if not upside_down(found.lattice):
        return found
    turned, turn = quarter_turn(scan, quarters + 2)
    return _straight(turned, turn, quarters + 2)


def _straight(scan: Grey, turn: Matrix, quarters: int) -> RuledPage | None:
    steps = [Step(name="orientation", options={"quarters": str(quarters)})] if quarters else []
    forward = turn
    factor = min(1.0, LONGEST_SIDE / max(scan.shape))
    page = cast("Grey", cv2.resize(scan, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    forward = np.diag([factor, factor, 1.0]) @ forward
    kind = PageKind.CLEAN if is_clean(page) else PageKind.SCAN
    paper = paper_mask(page)
    if kind is PageKind.SCAN:
        page = divide_background(page)
        steps.append(Step(name="background division"))
    # the edges of the sheet help to straighten it, but they are no ruling
    view = straightening(page)
    page = np.where(paper, page, np.uint8(WHITE))
    if view is not None:
        size = sheet_size(view, page.shape)
        page = cast("Grey", cv2.warpPerspective(page, view, size, flags=cv2.INTER_CUBIC, borderValue=255.0))
        forward = view @ forward
        steps.append(Step(name="straightening"))
    lattice = find_lattice(page)
    if lattice is None:
        return None
    back = np.linalg.inv(forward)
    return RuledPage(
        image=page,
        lattice=lattice,
        kind=kind,
        to_original=affine((back / back[2, 2]).astype(np.float64)),
        steps=(*steps, Step(name="lattice", options={"seen": f"{lattice.confidence:.3f}"})),
    )


def paper_mask(page: Grey) -> NDArray[np.bool_]:
    """Where the sheet lies: its brightest piece and all inside it; everywhere on a page without a dark surrounding."""
    height, width = page.shape
    small = cv2.resize(page, (BLOCKS, BLOCKS), interpolation=cv2.INTER_AREA)
    bright = cv2.dilate(small, np.ones((5, 5), np.uint8))
    light = (bright > SURROUNDING * np.percentile(bright, 95)).astype(np.uint8)
    if light.all():
        return np.ones(page.shape, dtype=bool)
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    sheet = cv2.convexHull(max(outlines, key=cv2.contourArea))
    mask = cv2.fillConvexPoly(np.zeros_like(light), sheet, 1)
    # the dilation above has moved the edge out by two blocks; one more keeps the edge itself away
    mask = cv2.erode(mask, np.ones((7, 7), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=1)
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST) > 0)


def lies_on_its_side(lattice: Lattice) -> bool:
    """A journal page has wide columns and no giant rows."""
    across, down = np.diff(lattice.plumb.places), np.diff(lattice.level.places)
    usual = min(float(np.median(across)), float(np.median(down)))
    return bool(down.max() > GIANT * usual and down.max() > across.max())


def upside_down(lattice: Lattice) -> bool:
    """Names stand left of the marks; dates stand left of the topics."""
    widths = np.diff(lattice.plumb.places)
    height = float(np.median(np.diff(lattice.level.places)))
    if np.sum(widths < NARROW * height) >= MANY_NARROW:
        widest = int(np.argmax(widths))
        return 2 * widest > len(widths) - 1
    return bool(widths[0] > 1.3 * widths[-1])
