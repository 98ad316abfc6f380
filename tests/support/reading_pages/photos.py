"""Sheets photographed by a phone: on a desk, under a lamp, bent, a little out of focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from support.reading_pages.marks import clouds
from support.reading_pages.scans import Scanned, noise, turn_of
from support.reading_pages.styles import HIGH, MM, WIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Light = NDArray[np.float32]

FRAMES = ((3000, 4000), (2736, 3648), (2448, 3264))
DESKS = ((112, 78, 52), (150, 120, 90), (70, 62, 58), (176, 170, 162), (44, 52, 60), (128, 96, 70))
STEP = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """Sheet to picture: rows bend along x, then a homography."""

    matrix: NDArray[np.float64]
    wave: NDArray[np.float64]
    """Polynomial of y's shift in pixels over the sheet's width, 0–1."""
    size: tuple[int, int]


def photographed(sheet: Picture, number: int, rng: np.random.Generator) -> Scanned:
    """A photograph that a person would keep, with the whole sheet on it; some are turned as the phone was."""
    lie = _lie(rng)
    found = _seen(sheet, lie, rng) * _light((lie.size[1], lie.size[0]), rng)[:, :, None]
    found = _unsharp(found, lie.size[0] / 3000, rng)
    warm = rng.uniform(-0.03, 0.14)
    cast = np.array([1, 1 - 0.35 * warm, 1 - warm], np.float32)
    found = found * cast + noise(found.shape, rng.uniform(2, 7), rng)
    quarters = turn_of(number, rng)
    picture = np.rot90(np.clip(found, 0, 255).astype(np.uint8), quarters)
    return Scanned(picture=np.ascontiguousarray(picture), dpi=0, jpeg=int(rng.integers(62, 92)), quarters=quarters)


def _lie(rng: np.random.Generator) -> Lie:
    wide, high = FRAMES[int(rng.integers(len(FRAMES)))]
    scale = min(wide / WIDE, high / HIGH) * rng.uniform(0.7, 0.94)
    corners = (np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) - 0.5) * [WIDE * scale, HIGH * scale]
    tilt, side = rng.uniform(-0.03, 0.13), rng.normal(0, 0.03)
    corners[:, 0] *= 1 + tilt * np.sign(corners[:, 1]) * 0.5 - abs(tilt) * 0.5
    corners[:, 1] *= 1 + side * np.sign(corners[:, 0]) * 0.5 - abs(side) * 0.5
    angle = np.deg2rad(rng.normal(0, 2.2))
    corners = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners *= min(1.0, *(0.99 * np.array([wide, high]) / np.ptp(corners, axis=0)))
    corners += np.array([wide, high]) / 2 - (corners.max(axis=0) + corners.min(axis=0)) / 2
    corners += rng.normal(0, 0.004 * wide, (4, 2))
    start = np.array([[0, 0], [WIDE, 0], [WIDE, HIGH], [0, HIGH]], np.float32)
    matrix = cv2.getPerspectiveTransform(start, corners.astype(np.float32))
    return Lie(matrix=np.asarray(matrix, np.float64), wave=_wave(rng), size=(wide, high))


def _wave(rng: np.random.Generator) -> NDArray[np.float64]:
    """Most sheets lie nearly flat; some lift at one side, as bound ones do."""
    at = np.linspace(0, 1, 24)
    most = rng.uniform(0.3, 2) if rng.random() < 0.5 else rng.uniform(2, 7)
    gentle = np.sin(at * rng.uniform(2, 4.5) + rng.uniform(0, 6)) * 0.5
    lifted = (at if rng.random() < 0.5 else 1 - at) ** 3 * rng.uniform(-0.8, 0.8)
    return np.polyfit(at, (gentle + lifted) * most * MM, 5)


def _seen(sheet: Picture, lie: Lie, rng: np.random.Generator) -> Light:
    """Sheet over desk."""
    wide, high = lie.size
    xs, ys = np.meshgrid(np.arange(0, wide + STEP, STEP), np.arange(0, high + STEP, STEP))
    points = np.column_stack([xs.ravel(), ys.ravel(), np.ones(xs.size)]) @ np.linalg.inv(lie.matrix).T
    x, y = points[:, 0] / points[:, 2], points[:, 1] / points[:, 2]
    y = y - np.polyval(lie.wave, np.clip(x / WIDE, 0, 1))
    coarse = np.stack([x, y], axis=1).reshape((*xs.shape, 2)).astype(np.float32)
    place = np.meshgrid(np.arange(wide, dtype=np.float32) / STEP, np.arange(high, dtype=np.float32) / STEP)
    fine = cv2.remap(coarse, place[0], place[1], cv2.INTER_LINEAR)
    found = cv2.remap(cv2.GaussianBlur(sheet, (0, 0), 0.5), fine, None, cv2.INTER_LINEAR).astype(np.float32)
    inside = (fine[..., 0] > 0) & (fine[..., 0] < WIDE - 1) & (fine[..., 1] > 0) & (fine[..., 1] < HIGH - 1)
    paper = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 1.2)
    shadow = 1 - 0.45 * cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 18)
    desk = _desk((high, wide), rng) * shadow[:, :, None]
    bright = np.float32(rng.uniform(0.82, 0.97))
    return found * paper[:, :, None] * bright + desk * (1 - paper)[:, :, None]


def _desk(shape: tuple[int, int], rng: np.random.Generator) -> Light:
    """Wood with its grain, or a plain top."""
    colour = np.array(DESKS[int(rng.integers(len(DESKS)))], np.float32)
    grain = rng.standard_normal((shape[0] // 4, 12)).astype(np.float32)
    streaks = cv2.resize(cv2.GaussianBlur(grain, (0, 0), 2.0), (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    texture = 1 + streaks * np.float32(rng.uniform(0, 0.3)) + 0.2 * (clouds(rng, shape, 5) - 0.5)
    return np.clip(texture[:, :, None] * colour, 5, 250)


def _light(shape: tuple[int, int], rng: np.random.Generator) -> Light:
    """A lamp or a window at one side, darker corners, often the shadow of a hand with the phone."""
    down, across = np.meshgrid(
        *(np.linspace(-1, 1, max(2, side // 8), dtype=np.float32) for side in shape), indexing="ij"
    )
    angle = rng.uniform(0, 2 * np.pi)
    slope = across * np.cos(angle) + down * np.sin(angle)
    light = 1 - rng.uniform(0.2, 0.46) * (1 + slope) / 1.5 - rng.uniform(0.02, 0.12) * (across**2 + down**2)
    if rng.random() < 0.8:
        light = light * _shadow(across.shape, rng)
    # a phone exposes for most of what it sees
    light = light / np.percentile(light, 80) * rng.uniform(0.86, 1.02)
    return cv2.resize(np.clip(light, 0.1, 1.1).astype(np.float32), (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)


def _shadow(shape: tuple[int, int], rng: np.random.Generator) -> Light:
    """A soft dark patch from an edge inwards: arm, head, or phone."""
    high, wide = shape
    mask = np.zeros(shape, np.uint8)
    at, reach = rng.uniform(0.1, 0.9), rng.uniform(0.3, 0.75)
    broad = rng.uniform(0.12, 0.3)
    from_side = rng.random() < 0.5
    outline = ((0, -1), (0.7, -0.8), (1, 0), (0.75, 0.7), (0, 1))
    bent = [(reach * x, at + broad * y + reach * x * rng.normal(0, 0.15)) for x, y in outline]
    points = [(x * wide, y * high) if from_side else (y * wide, (1 - x) * high) for x, y in bent]
    if from_side and rng.random() < 0.5:
        points = [(wide - x, y) for x, y in points]
    cv2.fillPoly(mask, [np.array(points, np.int32)], 255)
    soft = cv2.GaussianBlur(mask, (0, 0), rng.uniform(6, 22)).astype(np.float32) / 255
    return 1 - soft * np.float32(rng.uniform(0.35, 0.66))


def _unsharp(found: Light, scale: float, rng: np.random.Generator) -> Light:
    """Out of focus, more so at one end; now and then shaken."""
    low, more = rng.uniform(0.6, 1.6) * scale, rng.uniform(0.2, 1.8) * scale
    near, far = cv2.GaussianBlur(found, (0, 0), low), cv2.GaussianBlur(found, (0, 0), low + more)
    share = np.linspace(0, 1, found.shape[0], dtype=np.float32)[:: int(rng.choice([-1, 1])), None, None]
    blurred = near * share + far * (1 - share)
    if rng.random() < 0.35:
        blurred = cv2.filter2D(blurred, -1, _shake(rng.uniform(3, 8) * scale, rng))
    return np.asarray(blurred, np.float32)


def _shake(length: float, rng: np.random.Generator) -> Light:
    side = int(length) // 2 * 2 + 3
    kernel = np.zeros((side, side), np.float32)
    angle, middle = rng.uniform(0, np.pi), side // 2
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    ends = [tuple(int(v * 16) for v in (middle + sign * reach)) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA, 4)
    return kernel / kernel.sum()
