"""Makes a page image fit for reading: even light, enough resolution, upright lines.

What helps and in which order was measured (docs/accuracy.md): dividing by the background, upscaling to about
2,480 px across (300 dpi of A4), deskew. A clean page is left alone: filtering eats its bullets and dots.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from ingest.image.flatten import bend
from ingest.image.ink import without_grey_stamps
from ingest.image.outline import corners, from_above, is_flat
from ingest.model import IDENTITY, PageKind, Step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.image.flatten import Bend
    from ingest.model import Affine

    Grey = NDArray[np.uint8]
    Matrix = NDArray[np.float64]

TARGET_ACROSS = 2480
MOST_UPSCALING = 4.0
SMALL_ENOUGH = 0.9
BLANK_INK = 0.0004
LETTER = (0.004, 0.03)
"""A page with little ink is blank unless a few spots on it are as high as letters, in parts of its longer side."""
FEW_LETTERS = 3
LEAST_TURN = 0.08
MOST_TURN = 5.0
PAPER_WHITE = 248
MID_GREY = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An upright page and the way back to the scan.

    `to_original` is a row-major 3×3 matrix from pixels of the upright page to pixels of the scan. `image` is that page,
    made flat where it was `bent`.
    """

    image: Grey
    kind: PageKind
    to_original: Affine
    steps: tuple[Step, ...]
    blank: bool
    bent: Bend | None = None


@dataclass(slots=True)
class _Work:
    """A page on its way; `forward` is the 3×3 matrix from the scan to it."""

    page: Grey
    forward: Matrix
    steps: list[Step]


def prepare(scan: Grey) -> Prepared:
    """Prepares one grey page, shape (height, width)."""
    work = _Work(scan, np.eye(3), [])
    kind = PageKind.CLEAN
    if not is_clean(scan):
        kind = PageKind.PHOTO if _laid_flat(work) else PageKind.SCAN
        work.page = divide_background(work.page)
        work.steps.append(Step(name="background division"))
        work.page, stamps = without_grey_stamps(work.page)
        work.steps += [Step(name="stamps", options={"paler": str(stamps)})] if stamps else []
    _enlarge(work)
    _level(work)
    blank = _is_blank(work.page)
    bent = bend(work.page) if kind is not PageKind.CLEAN and not blank else None
    if bent is not None:
        work.steps.append(Step(name="flatten"))
    return Prepared(
        image=work.page if bent is None else bent.undone(work.page),
        kind=kind,
        to_original=affine(np.linalg.inv(work.forward).astype(np.float64)),
        steps=tuple(work.steps),
        blank=blank,
        bent=bent,
    )


def _is_blank(page: Grey) -> bool:
    """True for a page without print; one line of a sheet that goes on overleaf is print."""
    ink = page < MID_GREY
    if float(np.mean(ink)) >= BLANK_INK:
        return False
    high = cv2.connectedComponentsWithStats(ink.astype(np.uint8))[2][1:, cv2.CC_STAT_HEIGHT] / max(page.shape)
    return int(np.count_nonzero((high > LETTER[0]) & (high < LETTER[1]))) < FEW_LETTERS


def _laid_flat(work: _Work) -> bool:
    """Finds the sheet in a photograph and looks at it from above; on a scan only cuts the dark edges off."""
    sheet = corners(work.page)
    if sheet is None:
        return False
    if is_flat(sheet, work.page.shape):
        mask = cv2.fillConvexPoly(np.zeros_like(work.page), sheet.round().astype(np.int32), 1)
        work.page = np.where(mask > 0, work.page, np.uint8(255))
        work.steps.append(Step(name="edges"))
        return False
    view, size = from_above(sheet, TARGET_ACROSS)
    work.page = cast("Grey", cv2.warpPerspective(work.page, view, size, flags=cv2.INTER_CUBIC, borderValue=255.0))
    work.forward = view @ work.forward
    work.steps.append(Step(name="perspective"))
    return True


def _enlarge(work: _Work) -> None:
    factor = scale_factor(work.page.shape)
    if factor > 1.0:
        work.page = cast("Grey", cv2.resize(work.page, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC))
        work.forward = np.diag([factor, factor, 1.0]) @ work.forward
        work.steps.append(Step(name="upscale", options={"factor": f"{factor:.3f}"}))


def _level(work: _Work) -> None:
    angle = skew(work.page)
    if abs(angle) > LEAST_TURN:
        work.page, turn = rotate(work.page, angle)
        work.forward = turn @ work.forward
        work.steps.append(Step(name="deskew", options={"degrees": f"{angle:.2f}"}))


def affine(matrix: NDArray[np.float64]) -> Affine:
    """The matrix as a plain tuple, row by row."""
    return cast("Affine", tuple(round(float(value), 9) for value in matrix.ravel())) if matrix.size else IDENTITY


def is_clean(page: Grey) -> bool:
    """True for a page from a printer driver or a good scanner: paper is white everywhere."""
    small = cv2.resize(page, (256, 256), interpolation=cv2.INTER_AREA)
    paper = np.percentile(small.reshape(8, 32, 8, 32).transpose(0, 2, 1, 3).reshape(64, -1), 80, axis=1)
    return bool(np.min(paper) >= PAPER_WHITE)


def divide_background(page: Grey) -> Grey:
    """Divides by the local brightness of the paper, so that shadows go and ink stays."""
    height, width = page.shape
    small = cv2.resize(page, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 31)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(page, np.maximum(paper, 1), scale=255)
    return cast("Grey", even)


def scale_factor(shape: tuple[int, ...]) -> float:
    """How much to enlarge so that the shorter side is about 300 dpi of A4; never shrinks."""
    wanted = TARGET_ACROSS / min(shape)
    return min(MOST_UPSCALING, wanted) if wanted * SMALL_ENOUGH > 1.0 else 1.0


def skew(page: Grey) -> float:
    """Degrees to turn the page so that lines lie level; 0 when no angle is better than none.

    The angle whose row sums vary most wins (Postl's projection profile), coarse steps first.
    """
    factor = 800 / max(page.shape)
    small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = (small < np.mean(small) - 30).astype(np.uint8) * 255
    best = 0.0
    for span, step in ((MOST_TURN, 0.5), (0.5, 0.1), (0.1, 0.03)):
        turns = np.arange(best - span, best + span + step / 2, step)
        best = float(max(turns, key=lambda turn: _levelness(ink, float(turn))))
    return best if _levelness(ink, best) > 1.02 * _levelness(ink, 0.0) else 0.0


def _levelness(ink: Grey, degrees: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    sums = cv2.warpAffine(ink, turn, (width, height)).sum(axis=1, dtype=np.float64)
    return float(np.sum(np.diff(sums) ** 2))


def rotate(page: Grey, degrees: float) -> tuple[Grey, NDArray[np.float64]]:
    """The page turned about its middle on a sheet that holds all of it, and the 3×3 matrix that did it."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    wide, high = int(height * sine + width * cosine), int(height * cosine + width * sine)
    turn[0, 2] += wide / 2 - width / 2
    turn[1, 2] += high / 2 - height / 2
    level = cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255)
    return cast("Grey", level), np.vstack([turn, [0.0, 0.0, 1.0]])


def quarter_turn(page: Grey, quarters: int) -> tuple[Grey, NDArray[np.float64]]:
    """The page turned anticlockwise by quarters of a circle, and the 3×3 matrix from the old page to the new."""
    height, width = page.shape
    matrices = {
        0: np.eye(3),
        1: np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, width], [0.0, 0.0, 1.0]]),
        2: np.array([[-1.0, 0.0, width], [0.0, -1.0, height], [0.0, 0.0, 1.0]]),
        3: np.array([[0.0, -1.0, height], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
    }
    return cast("Grey", np.ascontiguousarray(np.rot90(page, quarters))), matrices[quarters % 4]
