"""Ruling is found where it was drawn, on turned, tilted, noisy and incomplete pages."""

import cv2
import numpy as np
import pytest

from ingest.image.straight import straighten

WIDTH, HEIGHT = 1240, 1754
XS = [70, 110, 380, *range(380 + 38, 380 + 38 * 19, 38)]
YS = [200, 240, 280, *range(280 + 44, 280 + 44 * 29, 44)]


def ruled(*, gone: float = 0.0, seed: int = 0) -> np.ndarray:
    """A left page: two narrow columns, names, marks; `gone` is the share of every line that is rubbed out."""
    rng = np.random.default_rng(seed)
    page = np.full((HEIGHT, WIDTH), 245, np.uint8)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), 110, 2)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), 110, 2)
    for _ in range(int(gone * 400)):
        x, y = rng.integers(XS[0], XS[-1]), rng.integers(YS[0], YS[-1])
        cv2.circle(page, (int(x), int(y)), 14, 245, -1)
    for y in YS[3:-1]:
        cv2.putText(page, "Petrov Ivan", (118, y + 32), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 60, 2)
        for x in XS[4:-1:3]:
            cv2.putText(page, "45"[x % 2], (x + 8, y + 34), cv2.FONT_HERSHEY_SIMPLEX, 1, 70, 2)
    return page


def scanned(page: np.ndarray, matrix: np.ndarray, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    found = cv2.warpPerspective(page, matrix, (WIDTH, HEIGHT), borderValue=200).astype(float)
    shade = 1 - 0.25 * np.linspace(0, 1, WIDTH)[None, :]
    return np.clip(found * shade + rng.normal(0, 5, found.shape), 0, 255).astype(np.uint8)


def tilted(degrees: float, pull: float) -> np.ndarray:
    turn = np.vstack([cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, 0.95), [0, 0, 1]])
    corners = np.float32([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]])
    moved = corners + np.float32([[0, 0], [-pull, pull / 2], [0, 0], [pull, -pull]])
    return turn @ cv2.getPerspectiveTransform(corners, moved)


def worst_corner(page: np.ndarray, matrix: np.ndarray) -> float:
    """Largest distance in pixels between a crossing as found, taken back to the scan, and as drawn."""
    found = straighten(page)
    assert found is not None
    assert (len(found.lattice.plumb.places), len(found.lattice.level.places)) == (len(XS), len(YS))
    back = np.array(found.to_original).reshape(3, 3)
    distances = []
    for row, y in enumerate(YS):
        for column, x in enumerate(XS):
            got = back @ np.array([*found.lattice.corner(row, column), 1.0])
            want = matrix @ np.array([x, y, 1.0])
            distances.append(np.hypot(*(got[:2] / got[2] - want[:2] / want[2])))
    return float(max(distances))


@pytest.mark.parametrize(("degrees", "pull"), [(0.0, 0.0), (2.6, 0.0), (-1.7, 40.0)])
def test_every_crossing_is_found_to_a_few_pixels(degrees: float, pull: float) -> None:
    matrix = tilted(degrees, pull)
    assert worst_corner(scanned(ruled(), matrix), matrix) < 3.0


def test_lines_rubbed_out_in_part_are_still_whole_lines() -> None:
    matrix = tilted(0.8, 10.0)
    assert worst_corner(scanned(ruled(gone=1.0), matrix), matrix) < 3.0


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_lying_on_its_side_is_turned_upright(quarters: int) -> None:
    page = scanned(ruled(), np.eye(3))
    found = straighten(np.ascontiguousarray(np.rot90(page, quarters)))
    assert found is not None
    widths = np.diff(found.lattice.plumb.places)
    assert int(np.argmax(widths)) == 1
    assert len(widths) == len(XS) - 1


def test_running_text_has_no_lattice() -> None:
    page = np.full((HEIGHT, WIDTH), 245, np.uint8)
    for y in range(150, 1600, 40):
        cv2.putText(page, "Prikaz o vedenii zhurnala v shkole", (120, y), cv2.FONT_HERSHEY_SIMPLEX, 1, 40, 2)
    assert straighten(page) is None
