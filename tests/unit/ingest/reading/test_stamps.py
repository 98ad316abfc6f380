"""A stamp that is paler than print is made paler still where no colours tell it from print."""

import cv2
import numpy as np
import pytest

from ingest.image.ink import without_grey_stamps

PAPER, PRINT, STAMP = 250, 40, 120


@pytest.fixture
def page() -> np.ndarray:
    """Lines of print as bars, a ring over two of them."""
    sheet = np.full((1600, 1200), PAPER, np.uint8)
    cv2.circle(sheet, (600, 800), 120, STAMP, 12)
    for y in range(200, 1400, 80):
        for x in range(150, 1000, 60):
            sheet[y : y + 24, x : x + 6] = PRINT
    return sheet


def test_print_under_a_grey_stamp_stays_and_the_stamp_fades(page: np.ndarray) -> None:
    found, stamps = without_grey_stamps(page)
    assert stamps == 1
    assert (found[page == PRINT] <= PRINT + 5).all()
    assert (found[page == STAMP] > 200).all()
    assert (found[:600] == page[:600]).all()


def test_without_a_stamp_and_with_one_as_dark_as_print_nothing_changes(page: np.ndarray) -> None:
    plain = np.where(page == STAMP, PAPER, page).astype(np.uint8)
    black = np.where(page == STAMP, PRINT, page).astype(np.uint8)
    for sheet in (plain, black, np.full((300, 300), 255, np.uint8)):
        found, stamps = without_grey_stamps(sheet)
        assert stamps == 0
        assert found is sheet
