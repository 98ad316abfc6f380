"""Signs drawn as ink: masks of 0 … 1, trimmed, from digit pictures, fonts and strokes of our own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from support.paper.glyphs import digit_images, font_files

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 72


@lru_cache(maxsize=20_000)
def _font_mask(path: Path, text: str) -> np.ndarray | None:
    font = ImageFont.truetype(str(path), SIZE)
    picture = Image.new("L", (SIZE * (len(text) + 2), SIZE * 3))
    ImageDraw.Draw(picture).text((SIZE, SIZE), text, font=font, fill=255)
    return trimmed(np.asarray(picture))


def trimmed(mask: np.ndarray) -> np.ndarray | None:
    """Without its empty margins; None where nothing is drawn."""
    ys, xs = np.nonzero(mask > 30)
    return None if not len(ys) else mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]


def _curve(points: list[tuple[float, float]], rng: np.random.Generator, wobble: float) -> np.ndarray:
    """A smooth line through jittered points (Catmull–Rom)."""
    jittered = np.array(points) + rng.normal(0, wobble, (len(points), 2))
    padded = np.vstack([2 * jittered[0] - jittered[1], jittered, 2 * jittered[-1] - jittered[-2]])
    steps = np.linspace(0, 1, 8)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        cubic = (3 * b - a - 3 * c + d) * steps**3
        pieces.append(0.5 * (2 * b + (c - a) * steps + (2 * a - 5 * b + 4 * c - d) * steps**2 + cubic))
    return np.vstack(pieces)


STROKES = {
    # several ways to write a sign, each a list of strokes through points (x, y), y down
    "1": [
        [[(0.0, 0.35), (0.4, 0.0), (0.4, 0.5), (0.38, 1.0)]],
        [[(0.2, 0.25), (0.45, 0.0), (0.4, 0.5), (0.35, 1.0)]],
    ],
    "4": [
        [[(0.1, 0.0), (0.05, 0.35), (0.15, 0.55), (0.8, 0.5)], [(0.75, 0.0), (0.72, 0.5), (0.7, 1.0)]],
        [[(0.6, 0.0), (0.05, 0.6), (0.4, 0.65), (0.9, 0.6)], [(0.65, 0.3), (0.62, 0.7), (0.6, 1.0)]],
    ],
    "3": [
        [[(0.05, 0.1), (0.4, 0.0), (0.7, 0.2), (0.35, 0.45), (0.75, 0.7), (0.45, 1.0), (0.0, 0.9)]],
        [[(0.05, 0.0), (0.7, 0.02), (0.3, 0.42), (0.75, 0.65), (0.5, 1.0), (0.0, 0.92)]],
    ],
    "5": [
        [[(0.75, 0.0), (0.2, 0.03), (0.15, 0.42), (0.5, 0.38), (0.75, 0.65), (0.5, 1.0), (0.0, 0.92)]],
        [[(0.2, 0.0), (0.15, 0.45), (0.55, 0.42), (0.72, 0.72), (0.4, 1.0), (0.0, 0.9)], [(0.2, 0.02), (0.8, 0.0)]],
    ],
    "2": [
        [[(0.05, 0.2), (0.35, 0.0), (0.7, 0.2), (0.4, 0.65), (0.02, 0.98), (0.4, 0.95), (0.85, 0.98)]],
        [[(0.05, 0.25), (0.4, 0.0), (0.72, 0.25), (0.3, 0.75), (0.05, 0.95), (0.2, 0.75), (0.45, 0.95), (0.9, 0.9)]],
    ],
    "7": [[[(0.0, 0.1), (0.35, 0.02), (0.8, 0.0), (0.5, 0.5), (0.35, 1.0)], [(0.2, 0.5), (0.75, 0.45)]]],
}  # fmt: skip


OWN_STROKES = {**dict.fromkeys(STROKES, 0.15), "4": 0.25, "н": 0.75}
"""How often a sign is drawn by strokes of our own."""


def _written_n(rng: np.random.Generator) -> list[list[tuple[float, float]]]:
    """The letter «н» by hand: two stems and what joins them, in one stroke or in three, with hooks and tails."""
    left, right = rng.normal(0.1, 0.06), rng.normal(0.8, 0.08)
    leave, arrive = rng.uniform(0.35, 0.9), rng.uniform(0.25, 0.8)
    top_left, top_right = rng.uniform(-0.1, 0.25), rng.uniform(-0.15, 0.3)
    low_left, low_right = rng.uniform(0.8, 1.1), rng.uniform(0.8, 1.1)
    lean = rng.normal(0, 0.12)
    stem = [(left + lean, top_left), (left + lean / 2, 0.5), (left, low_left)]
    if rng.random() < 0.3:
        stem = [(left + lean - rng.uniform(0.1, 0.3), top_left + rng.uniform(0.1, 0.35)), *stem]
    bend = ((left + right) / 2, (leave + arrive) / 2 + rng.normal(0, 0.1))
    last = [(right + lean, top_right), (right + lean / 2, 0.5), (right, low_right)]
    if rng.random() < 0.45:
        last.append((right + rng.uniform(0.1, 0.4), low_right - rng.uniform(0.0, 0.3)))
    if rng.random() < 0.45:
        return [[*stem, (left + lean / 2, leave), bend, (right + lean / 2, arrive), *last]]
    return [stem, [(left + lean / 2, leave), bend, (right + lean / 2, arrive)], last]


def _stroke_mask(sign: str, rng: np.random.Generator) -> np.ndarray | None:
    forms = STROKES.get(sign) or [_written_n(rng)]
    wide = float(rng.uniform(0.45, 1.15))
    picture = np.zeros((2 * SIZE, 3 * SIZE), np.uint8)
    thick = int(rng.integers(3, 12))
    for stroke in forms[rng.integers(len(forms))]:
        points = _curve(stroke, rng, 0.035) * (SIZE * wide, SIZE) + SIZE / 2
        cv2.polylines(picture, [np.round(points * 8).astype(np.int32)], False, 255, thick, cv2.LINE_AA, 3)
    return trimmed(picture)


def sign_mask(text: str, part: str, rng: np.random.Generator) -> np.ndarray:
    """Ink of one sign, or of several written as one word by a font; values 0 … 255."""
    while True:
        draw = rng.random()
        if part == "train" and draw < OWN_STROKES.get(text, 0.0):
            mask = _stroke_mask(text, rng)
        elif text.isdigit() and len(text) == 1 and draw < 0.75:
            pictures = digit_images(part)[text]
            mask = pictures[rng.integers(len(pictures))]
        else:
            mask = _any_font(text, part, rng)
        if mask is not None and mask.shape[0] > 1:
            return mask


def _any_font(text: str, part: str, rng: np.random.Generator) -> np.ndarray | None:
    files = font_files(part)
    shares = np.array([share for _, share in files])
    path = files[rng.choice(len(files), p=shares / shares.sum())][0]
    written = text.upper() if text == "н" and rng.random() < 0.15 else text
    return _font_mask(path, written)
