"""A page is made fit for reading, and nothing is done that it does not need."""

import cv2
import numpy as np
import pytest

from ingest.image.flatten import bend
from ingest.image.ink import without_coloured_ink
from ingest.image.outline import corners
from ingest.image.prepare import prepare
from ingest.image.upright import gutter, lies_on_its_side
from ingest.model import PageKind
from support.paths import ORDER_29

INK, PAPER, DESK = 20, 225, 70


@pytest.fixture(scope="module")
def sheet() -> np.ndarray:
    """A page of print, 300 dpi, white."""
    page = cv2.imread(str(ORDER_29 / "order-29-1.png"), cv2.IMREAD_GRAYSCALE)
    return cv2.resize(prepare(page).image, (2480, 3508))


def test_a_sheet_on_a_desk_is_seen_from_above(sheet: np.ndarray) -> None:
    placed = np.array([(330, 260), (2130, 210), (2290, 2840), (240, 2760)], dtype=np.float32)
    taken = photographed(sheet, placed, (2500, 3000))
    found = corners(taken)
    assert found is not None
    assert np.abs(found - placed).max() < 24
    ready = prepare(taken)
    assert ready.kind is PageKind.PHOTO
    assert "perspective" in [step.name for step in ready.steps]
    back = np.array(ready.to_original).reshape(3, 3)
    high, wide = ready.image.shape
    middle = cv2.perspectiveTransform(np.array([[[wide / 2, high / 2]]]), back)[0, 0]
    assert np.abs(middle - placed.mean(axis=0)).max() < 90


def test_a_page_that_fills_its_picture_and_a_frame_of_a_table_are_no_sheets(sheet: np.ndarray) -> None:
    assert corners(sheet) is None
    framed = sheet.copy()
    cv2.rectangle(framed, (300, 1200), (2200, 2700), INK, 6)
    assert corners(framed) is None


def test_a_curled_page_is_made_flat_and_a_flat_one_left_alone(sheet: np.ndarray) -> None:
    assert bend(sheet) is None
    high, wide = sheet.shape
    x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
    curl = 45 * np.sin(x / wide * np.pi).astype(np.float32)
    curled = cv2.remap(sheet, x, y - curl, cv2.INTER_LINEAR, borderValue=255)
    found = bend(curled)
    assert found is not None
    flat = found.undone(curled)
    assert rows_told_apart(flat) > 0.7 * rows_told_apart(sheet) > 1.3 * rows_told_apart(curled)


def test_one_line_on_a_sheet_is_print_and_dirt_is_none(sheet: np.ndarray) -> None:
    rng = np.random.default_rng(7)
    bare = np.clip(rng.normal(238, 3, sheet.shape), 0, 255).astype(np.uint8)
    for x, y in rng.integers(60, 2400, (60, 2)):
        bare[y : y + 5, x : x + 4] = 90
    assert prepare(bare).blank
    line = sheet[250:1200, 300:700]
    rows = np.flatnonzero((line < 128).any(axis=1))
    top = int(rows[0])
    bare[300:345, 300:700] = np.minimum(bare[300:345, 300:700], line[top : top + 45])
    assert not prepare(bare).blank


def test_a_clean_page_is_not_touched(sheet: np.ndarray) -> None:
    white = np.where(sheet > 160, 255, sheet).astype(np.uint8)
    ready = prepare(white)
    assert ready.kind is PageKind.CLEAN
    assert [step.name for step in ready.steps if step.name != "deskew"] == []


def test_sides_and_spreads(sheet: np.ndarray) -> None:
    assert not lies_on_its_side(sheet)
    assert lies_on_its_side(np.ascontiguousarray(np.rot90(sheet)))
    assert gutter(sheet) is None
    fold = gutter(np.hstack([sheet, sheet]))
    assert fold is not None
    assert abs(fold - sheet.shape[1]) < 0.1 * sheet.shape[1]
    assert gutter(np.hstack([sheet, np.full_like(sheet, 255)])) is None


def test_a_stamp_grows_pale_and_print_stays_black() -> None:
    paper, blue = np.array([240, 236, 214]), np.array([40, 60, 190]) / 255
    picture = np.full((1000, 800, 3), paper, np.uint8)
    cv2.putText(picture, "PRINT", (100, 330), cv2.FONT_HERSHEY_SIMPLEX, 2, (35, 35, 38), 8)
    printed = picture[:, :, 0] < 60
    ring = cv2.circle(np.zeros((1000, 800), np.uint8), (180, 310), 90, 1, 6) > 0
    picture[ring] = (picture[ring] * blue).astype(np.uint8)
    cv2.putText(picture, "BLUE", (100, 700), cv2.FONT_HERSHEY_SIMPLEX, 1, (20, 40, 150), 3)
    grey = without_coloured_ink(picture)
    assert grey[printed].max() < 90
    assert np.percentile(grey[ring & ~printed], 2) > 190
    assert np.median(grey) > 240
    # print of one colour is no stamp: it stays where an engine sees it
    assert grey[660:720].min() < 200


def photographed(sheet: np.ndarray, placed: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The sheet with its corners there, on a dark desk."""
    high, wide = sheet.shape
    flat = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], dtype=np.float32)
    view = cv2.getPerspectiveTransform(flat, placed)
    paper = (sheet.astype(np.float32) / 255 * PAPER).astype(np.uint8)
    return cv2.warpPerspective(paper, view, size, borderValue=float(DESK))


def rows_told_apart(page: np.ndarray) -> float:
    """How sharply rows of ink end: large where lines are level."""
    return float(np.mean(np.diff((page < 128).mean(axis=1)) ** 2))
