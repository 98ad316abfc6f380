"""What scanners and cameras do to a sheet, and where each of its points comes to stand in the picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from support.paper.sheet import HIGH, MM, WIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from support.paper.qualities import Quality
    from support.paper.sheet import Sheet

    Points = NDArray[np.float64]
    Picture = NDArray[np.uint8]

KNOTS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Distortion:
    """Sheet → picture: rows bend along x, columns along y, then a homography."""

    bend_rows: NDArray[np.float64]
    """Shift of y in pixels at even knots over the sheet's width."""
    bend_columns: NDArray[np.float64]
    matrix: NDArray[np.float64]
    size: tuple[int, int]
    """Width, height of the picture."""

    def forward(self, points: Points) -> Points:
        """Where points (n, 2) of the sheet stand in the picture."""
        x, y = points[:, 0], points[:, 1]
        y = y + _smooth(self.bend_rows, x / WIDE)
        x = x + _smooth(self.bend_columns, y / HIGH)
        return _projected(self.matrix, np.column_stack([x, y]))

    def backward(self, points: Points) -> Points:
        """Which points of the sheet stand there."""
        found = _projected(np.linalg.inv(self.matrix), points)
        x = found[:, 0] - _smooth(self.bend_columns, found[:, 1] / HIGH)
        return np.column_stack([x, found[:, 1] - _smooth(self.bend_rows, x / WIDE)])


def _smooth(knots: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """A polynomial through even knots, held within the sheet."""
    power = np.polynomial.Polynomial.fit(np.linspace(0, 1, KNOTS), knots, 5, domain=[0, 1])
    return np.asarray(power(np.clip(at, 0, 1)))


def _projected(matrix: NDArray[np.float64], points: Points) -> Points:
    found = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(found[:, :2] / found[:, 2:])


def distortion(quality: Quality, rng: np.random.Generator) -> Distortion:
    """A random way of lying on the glass, or before the camera."""
    scale = rng.uniform(*quality.scale)
    edges = rng.uniform(*quality.margin, 4) * MM * scale
    size = (int(WIDE * scale + edges[0] + edges[2]), int(HIGH * scale + edges[1] + edges[3]))
    sheet = np.array([[0, 0], [WIDE, 0], [WIDE, HIGH], [0, HIGH]], np.float32)
    angle = np.deg2rad(rng.uniform(-quality.turn, quality.turn))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([WIDE, HIGH]) / 2
    corners = ((sheet - middle) @ turn.T + middle) * scale + edges[:2]
    corners += rng.normal(0, 1, (4, 2)) * quality.perspective * np.array(size) / 2
    matrix = cv2.getPerspectiveTransform(sheet, corners.astype(np.float32))
    quarter = int(rng.choice([1, 2, 3], p=[0.35, 0.3, 0.35])) if rng.random() < quality.sideways else 0
    matrix, size = _turned(matrix, size, quarter)
    return Distortion(
        bend_rows=_bend(quality.curl * MM, rng),
        bend_columns=_bend(quality.curl * MM * 0.3, rng),
        matrix=np.asarray(matrix, np.float64),
        size=size,
    )


def whole(lie: Distortion, sheet: Sheet, facing: float = 0.0) -> Distortion:
    """The picture made larger where it would cut off a part of the sheet's table, or of a strip of the facing page."""
    left, right = sheet.columns[0], sheet.columns[-1]
    if facing:
        left, right = (left, WIDE + facing) if sheet.spine > 0 else (-facing, right)
    x, y = np.linspace(left, right, KNOTS), np.linspace(sheet.rows[0], sheet.rows[-1], KNOTS)
    places = lie.forward(np.stack(np.meshgrid(x, y), axis=2).reshape(-1, 2))
    low = np.floor(np.minimum(places.min(axis=0), 0)).astype(int)
    high = np.ceil(np.maximum(places.max(axis=0) + 1, lie.size)).astype(int)
    shift = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]], np.float64)
    wide, tall = (int(side) for side in high - low)
    return replace(lie, matrix=shift @ lie.matrix, size=(wide, tall))


def _turned(
    matrix: NDArray[np.float64], size: tuple[int, int], quarters: int
) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """Quarter turns clockwise."""
    for _ in range(quarters):
        matrix = np.array([[0, -1, size[1] - 1], [1, 0, 0], [0, 0, 1]]) @ matrix
        size = (size[1], size[0])
    return matrix, size


def _bend(most: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """A gentle wave, and at one side the fall to the spine."""
    at = np.linspace(0, 1, KNOTS)
    wave = np.sin(at * rng.uniform(2, 5) + rng.uniform(0, 6)) * rng.uniform(-0.4, 0.4)
    spine = (at if rng.random() < 0.5 else 1 - at) ** 4 * rng.uniform(-0.6, 0.6)
    return np.asarray(most * (wave + spine))


def picture(sheet: Sheet, quality: Quality, rng: np.random.Generator) -> tuple[Picture, Distortion]:
    """The sheet scanned or photographed: red, green, blue, or grey."""
    more = rng.spawn(1)[0]
    facing = more.uniform(3, 14) * MM if more.random() < quality.facing else 0.0
    lie = whole(distortion(quality, rng), sheet, facing)
    paper = _aged(sheet, quality, rng)
    found = _laid(paper, lie, quality, sheet.spine if facing else 0, rng)
    found *= _light(found.shape[:2], quality.light, rng)[:, :, None]
    sigma = rng.uniform(*quality.blur)
    found = cv2.GaussianBlur(found, (0, 0), sigma)
    noise = rng.standard_normal(found.shape[:2], np.float32) * np.float32(rng.uniform(*quality.noise))
    found = np.clip(found + noise[:, :, None], 0, 1)
    result = np.round(found * 255).astype(np.uint8)
    grey = rng.random() < quality.grey
    if more.random() < quality.bilevel:
        return _bilevel(result, more), lie
    return (cv2.cvtColor(result, cv2.COLOR_RGB2GRAY) if grey else result), lie


def _bilevel(picture: Picture, rng: np.random.Generator) -> Picture:
    """Black and white, as a scanner set to text gives it."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    ground = cv2.blur(grey, (41, 41)).astype(np.float32)
    return np.where(grey < rng.uniform(0.72, 0.85) * ground, 0, 255).astype(np.uint8)


def _aged(sheet: Sheet, quality: Quality, rng: np.random.Generator) -> NDArray[np.float32]:
    """Paper's tone, faint print, what shows through, stains."""
    paper = sheet.paper
    if rng.random() < quality.faded:
        fade = 0.25 + 1.3 * _clouds(rng, 40) if rng.random() < 0.6 else np.full((HIGH, WIDE), rng.uniform(0.3, 0.6))
        keep = np.maximum(np.clip(fade, 0, 1), sheet.writing).astype(np.float32)
        paper = 1 - (1 - paper) * keep[:, :, None]
    tone = np.array([1.0, 0.985, 0.95]) * rng.uniform(0.9, 0.99) if quality.light else np.ones(3)
    through = _through(sheet, rng.uniform(*quality.bleed), rng)
    if rng.random() < quality.stains:
        through = through + 0.25 * np.clip(_clouds(rng, 8) - 0.72, 0, 1)
    return (paper * (1 - through)[:, :, None] * tone).astype(np.float32)


def _through(sheet: Sheet, much: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """The other side's writing, mirrored, blurred, shifted."""
    shift = np.array([[-1, 0, WIDE + rng.normal(0, 6 * MM)], [0, 1, rng.normal(0, 6 * MM)]], np.float64)
    found = cv2.warpAffine(cv2.GaussianBlur(sheet.writing, (0, 0), rng.uniform(1.0, 2.2)), shift, (WIDE, HIGH))
    return np.asarray(found * np.float32(much))


def _clouds(rng: np.random.Generator, cells: int) -> NDArray[np.float32]:
    """Smooth noise of 0 … 1 over the sheet."""
    small = rng.random((cells * 3 // 2, cells)).astype(np.float32)
    return np.clip(cv2.resize(small, (WIDE, HIGH), interpolation=cv2.INTER_CUBIC), 0, 1)


def _laid(
    paper: NDArray[np.float32], lie: Distortion, quality: Quality, facing: int, rng: np.random.Generator
) -> NDArray[np.float32]:
    """The sheet on its ground, as the distortion maps it; `facing` tells where the facing page is seen, 0 nowhere."""
    wide, high = lie.size
    step = 8
    xs, ys = np.meshgrid(np.arange(0, wide + step, step), np.arange(0, high + step, step))
    coarse = (
        lie.backward(np.column_stack([xs.ravel(), ys.ravel()]).astype(float)).reshape((*xs.shape, 2)).astype(np.float32)
    )
    grid_x, grid_y = np.meshgrid(np.arange(wide, dtype=np.float32) / step, np.arange(high, dtype=np.float32) / step)
    fine = cv2.remap(coarse, grid_x, grid_y, cv2.INTER_LINEAR)
    shrunk = cv2.GaussianBlur(paper, (0, 0), 0.45) if quality.scale[0] < 0.9 else paper
    ground = _ground(quality, rng)
    across = _over_the_spine(fine[..., 0], facing)
    found = cv2.remap(
        shrunk, across, fine[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=ground
    )
    if facing:
        found *= 1 - 0.4 * np.exp(-np.abs(fine[..., 0] - max(0, facing) * WIDE) / (2.5 * MM))[..., None]
    return np.asarray(found, np.float32)


def _over_the_spine(x: NDArray[np.float32], facing: int) -> NDArray[np.float32]:
    """The facing page looks like this one: over the right edge comes its left side, and the other way round."""
    if not facing:
        return x
    beyond = x > WIDE - 1 if facing > 0 else x < 0
    return np.where(beyond, x - facing * WIDE, x).astype(np.float32)


def _ground(quality: Quality, rng: np.random.Generator) -> tuple[float, float, float]:
    """What lies under the sheet: nothing, a desk, the scanner's lid."""
    if not quality.light:
        return (1.0, 1.0, 1.0)
    if rng.random() < quality.dark:
        tone = float(rng.uniform(0.08, 0.5))
        return (tone, tone * 0.92, tone * 0.85)
    return (0.92, 0.92, 0.9)


def _light(shape: tuple[int, int], much: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Darker to one side, darker still along one edge (the spine's shadow)."""
    across, down = np.linspace(-1, 1, shape[1], dtype=np.float32), np.linspace(-1, 1, shape[0], dtype=np.float32)
    slope = rng.uniform(-0.5, 0.5, 2) * much
    plane = 1 - abs(slope).sum() + slope[0] * across[None, :] + slope[1] * down[:, None]
    edge = np.exp(-(1 + across * (1 if rng.random() < 0.5 else -1)) * rng.uniform(6, 20)) * much * rng.uniform(0, 1.6)
    return np.clip(plane - edge[None, :], 0.15, 1).astype(np.float32)
