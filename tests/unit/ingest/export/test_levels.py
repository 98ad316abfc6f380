"""Words of a skewed row: straight, near their places, in a row that readers take for one."""

from math import cos, hypot, radians, sin

import pytest

from ingest.export.levels import MOST_MOVED, WANDERING, strips_of

HEIGHT, WIDE, COUNT = 10.0, 40.0, 12


def row(degrees: float) -> list:
    """Words of a line that runs at an angle, as quads; y grows up."""
    along, up = (cos(radians(degrees)), sin(radians(degrees))), (-sin(radians(degrees)), cos(radians(degrees)))

    def at(x: float, y: float) -> tuple[float, float]:
        return 100 + x * along[0] + y * up[0], 500 + x * along[1] + y * up[1]

    starts = [n * (WIDE + 5) for n in range(COUNT)]
    return [(at(x, HEIGHT), at(x + WIDE, HEIGHT), at(x + WIDE, 0), at(x, 0)) for x in starts]


def middle(strip) -> tuple[float, float]:
    return tuple(c + (a + u) / 2 for c, a, u in zip(strip.corner, strip.along, strip.up, strict=True))


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [-3, -1, -0.2, 0, 0.5, 1, 2, 5])
def test_nearly_level_words_are_put_level_and_stay_near(quarter: int, skew: float) -> None:
    quads = row(quarter + skew)
    strips = strips_of(quads)
    axis = round(cos(radians(quarter))), round(sin(radians(quarter)))
    for strip, quad in zip(strips, quads, strict=True):
        assert strip.along == pytest.approx((WIDE * axis[0], WIDE * axis[1]), abs=1e-9)
        assert strip.up == pytest.approx((-HEIGHT * axis[1], HEIGHT * axis[0]), abs=1e-9)
        true = [sum(point[k] for point in quad) / 4 for k in (0, 1)]
        assert hypot(*(a - b for a, b in zip(middle(strip), true, strict=True))) <= MOST_MOVED * HEIGHT + 1e-9


@pytest.mark.parametrize("skew", [-1.2, -0.5, 0.5, 1.2])
def test_a_row_of_little_skew_wanders_by_less_than_half_its_height(skew: float) -> None:
    rises = [middle(strip)[1] for strip in strips_of(row(skew))]
    assert max(rises) - min(rises) <= WANDERING * HEIGHT + 1e-9


def test_words_that_run_askew_stay_askew() -> None:
    quads = row(30)
    assert [strip.corner for strip in strips_of(quads)] == [quad[3] for quad in quads]
    assert strips_of(quads)[0].along == pytest.approx((WIDE * cos(radians(30)), WIDE * sin(radians(30))))
