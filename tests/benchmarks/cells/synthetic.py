"""Synthetic cells: what is written in them, how paper, ruling, neighbours and the scanner change it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

import cv2
import numpy as np

from ingest.handwriting.lexicon import encode
from ingest.handwriting.pictures import HEIGHT, INNER, MARGIN
from support.paper.ink import sign_mask, trimmed

OVER = 2
CELLS = tomllib.loads(files("ingest.handwriting.data").joinpath("cells.toml").read_text(encoding="utf-8"))
MONTH_WORDS = [(form, number) for number, forms in CELLS["months"].items() for form in forms]
TERM_WORDS = [(form, name) for name, forms in CELLS["terms"].items() for form in forms]
MARKS = "12345"
KINDS = {
    "blank": 0.24, "one": 0.38,
    "н": 0.14, ".": 0.02, "a/b": 0.05, "ab": 0.06, "н/a": 0.03, "word": 0.04,
    "struck": 0.04,
}  # fmt: skip
WORDS = ("н/а", "осв", "зач", "б")


@dataclass(frozen=True)
class Content:
    """What a cell holds: `signs` as the network writes them, pieces as they are drawn."""

    signs: tuple[str, ...]
    pieces: tuple[str, ...]
    """Each drawn at once, left to right; a piece `~3` is a struck 3."""


def mark_content(rng: np.random.Generator) -> Content:
    """One of the things that mark cells hold, rare ones oftener than in life."""
    kind = str(rng.choice(list(KINDS), p=list(KINDS.values())))
    one, two = (str(rng.choice(list(MARKS), p=[0.1, 0.2, 0.25, 0.25, 0.2])) for _ in range(2))
    word = str(rng.choice(WORDS))
    old = str(rng.choice([*MARKS, "н"]))
    whole = rng.random() < 0.5
    pieces = {
        "blank": (),
        "one": (one,),
        "н": ("н",),
        ".": (".",),
        "a/b": (one, "/", two),
        "ab": (one, two),
        "н/a": ("н", "/", one),
        "word": (word,) if whole or "/" not in word else tuple(word),
        "struck": (f"~{old}", one),
    }[kind]
    signs = tuple(word) if kind == "word" else pieces
    return Content(signs, pieces)


def day_content(rng: np.random.Generator) -> Content:
    """A day of the month, or nothing."""
    if rng.random() < 0.1:
        return Content((), ())
    day = int(rng.integers(1, 32))
    text = f"{day:02d}" if day < 10 and rng.random() < 0.3 else str(day)
    return Content(tuple(text), (text,) if rng.random() < 0.4 else tuple(text))


def date_content(rng: np.random.Generator) -> Content:
    """Day and month as right pages write them."""
    if rng.random() < 0.06:
        return Content((), ())
    day, month = int(rng.integers(1, 32)), int(rng.choice([1, 2, 3, 4, 5, 9, 10, 11, 12]))
    a = f"{day:02d}" if rng.random() < 0.6 else str(day)
    b = f"{month:02d}" if rng.random() < 0.7 else str(month)
    mark = "." if rng.random() < 0.85 else "/"
    text = a + mark + b
    return Content(tuple(text), (text,) if rng.random() < 0.5 else tuple(text))


def month_content(rng: np.random.Generator) -> Content:
    """The name of a month above its columns."""
    word = str(rng.choice([spelling for spelling, _ in MONTH_WORDS]))
    return Content(tuple(word), (_as_written(word, rng),))


def worded_date_content(rng: np.random.Generator) -> Content:
    """A date with the month in letters."""
    day, word = str(rng.integers(1, 32)), str(rng.choice([spelling for spelling, _ in MONTH_WORDS]))
    tail = "." if len(word) < 5 and word not in {"март", "мая", "май"} and rng.random() < 0.6 else ""
    return Content((*day, *word), (f"{day} {word}{tail}",) if rng.random() < 0.5 else (day, word + tail))


def term_content(rng: np.random.Generator) -> Content:
    """The heading of a term column."""
    word = str(rng.choice([spelling for spelling, _ in TERM_WORDS]))
    number = len(word) - len(word.lstrip("IV1234"))
    spaced = f"{word[:number]} {word[number:]}" if number else word
    return Content(tuple(word), (spaced + ("." if rng.random() < 0.5 else ""),))


def _as_written(word: str, rng: np.random.Generator) -> str:
    return rng.choice([word, word.capitalize(), word.upper()], p=[0.5, 0.45, 0.05])


def draw(content: Content, width: int, part: str, rng: np.random.Generator) -> np.ndarray:
    """The cell as `cell_picture` would give it, uint8 ink, shape (HEIGHT, width)."""
    ink = np.zeros((HEIGHT * OVER, width * OVER), np.float32)
    _write(ink, content.pieces, part, rng)
    _neighbours(ink, part, rng)
    tone = rng.uniform(0.35, 0.95)
    page = tone * ink
    if rng.random() < 0.25:
        page = np.maximum(page, _bleed(ink.shape, part, rng))
    page = np.maximum(page, _ruling(ink.shape, rng))
    return _scanned(page, rng)


def _write(ink: np.ndarray, pieces: tuple[str, ...], part: str, rng: np.random.Generator) -> None:
    """Places pieces left to right inside the cell, off its middle, at times over its lines."""
    if not pieces:
        return
    inner = np.array([ink.shape[1] - 2 * MARGIN * OVER, INNER * OVER], float)
    height = inner[1] * float(np.clip(rng.normal(0.68, 0.15), 0.35, 1.15))
    slant, turn = rng.normal(0.12, 0.16), rng.normal(0, 5)
    masks = [_piece(piece, height * rng.uniform(0.88, 1.12), slant, turn, part, rng) for piece in pieces]
    gap = rng.normal(0.06, 0.06) * height
    total = sum(mask.shape[1] for mask in masks) + gap * (len(masks) - 1)
    squeeze = min(1.0, inner[0] * rng.uniform(0.85, 1.1) / max(total, 1))
    masks = [_scaled(mask, squeeze, 1.0 if rng.random() < 0.5 else max(squeeze, 0.6)) for mask in masks]
    total = sum(mask.shape[1] for mask in masks) + gap * squeeze * (len(masks) - 1)
    x = ink.shape[1] / 2 - total / 2 + rng.normal(0, 0.09) * inner[0]
    base = ink.shape[0] / 2 + rng.normal(0, 0.08) * inner[1]
    for piece, mask in zip(pieces, masks, strict=True):
        drop = rng.normal(0, 0.03) * inner[1] + (0.32 * height * rng.uniform(0.3, 1.2) if piece == "." else 0)
        _stamp(ink, mask, x, base - mask.shape[0] / 2 + drop)
        x += mask.shape[1] + gap * squeeze


def _piece(piece: str, height: float, slant: float, turn: float, part: str, rng: np.random.Generator) -> np.ndarray:
    struck = piece.startswith("~")
    text = piece.removeprefix("~")
    if text == ".":
        size = int(max(2, rng.uniform(0.05, 0.13) * height * 1.6))
        dot = np.zeros((size + 4, size + 4), np.uint8)
        cv2.ellipse(
            dot,
            (size // 2 + 2, size // 2 + 2),
            (size // 2, max(1, int(size * rng.uniform(0.3, 0.5)))),
            0,
            0,
            360,
            255,
            -1,
        )
        return dot.astype(np.float32) / 255
    mask = sign_mask(text, part, rng)
    if text == "/":
        height *= rng.uniform(1.0, 1.35)
    low = text in {"н", "а", "о", "с", "з", "осв", "зач", "н/а"} and rng.random() < 0.6
    scale = height * (rng.uniform(0.55, 0.85) if low else 1.0) / mask.shape[0]
    mask = _warped(mask, scale * rng.uniform(0.8, 1.2), scale, slant, turn + rng.normal(0, 3))
    mask = _elastic(_thickness(mask, rng), rng)
    return _struck(mask, rng) if struck else mask


def _warped(mask: np.ndarray, across: float, down: float, slant: float, turn: float) -> np.ndarray:
    """Scaled, slanted, turned, trimmed; values 0 … 1."""
    angle = np.deg2rad(turn)
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = rotation @ np.array([[across, -slant * down], [0, down]])
    height, width = mask.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ matrix.T
    low = corners.min(axis=0)
    size = np.ceil(corners.max(axis=0) - low).astype(int) + 2
    sides = tuple(int(side) for side in size)
    smooth = cv2.INTER_LINEAR if down > 0.5 else cv2.INTER_AREA
    found = cv2.warpAffine(mask, np.column_stack([matrix, 1 - low]), sides, flags=smooth)
    result = trimmed(found)
    return (found if result is None else result).astype(np.float32) / 255


def _elastic(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A hand that is never twice the same: smooth random displacement (Simard et al., 2003)."""
    if rng.random() < 0.3:
        return mask
    padded = np.pad(mask, 4)
    much = rng.uniform(0.0, 0.07) * mask.shape[0]
    size = padded.shape[::-1]
    knots = (rng.normal(0, much, (4, 4)).astype(np.float32) for _ in range(2))
    dx, dy = (cv2.resize(knot, size, interpolation=cv2.INTER_CUBIC) for knot in knots)
    xs, ys = np.meshgrid(np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32))
    return cv2.remap(padded, xs + dx, ys + dy, cv2.INTER_LINEAR)


def _thickness(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A finer or a broader pen."""
    padded = np.pad(mask, 3)
    blurred = cv2.GaussianBlur(padded, (0, 0), rng.uniform(0.6, 1.6))
    level = rng.uniform(0.18, 0.55)
    return np.clip((blurred - level) / 0.18 + 0.5, 0, 1)


def _struck(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One to three lines across."""
    padded = np.pad(mask, 4)
    height, width = padded.shape
    picture = (padded * 255).astype(np.uint8)
    kind = rng.random()
    for _ in range(int(rng.integers(1, 4))):
        y0, y1 = rng.uniform(0.15, 0.85, 2) * height
        if kind < 0.4:
            y1 = y0 + rng.normal(0, 0.08) * height
        cv2.line(picture, (0, int(y0)), (width - 1, int(y1)), 255, int(rng.integers(2, 5)), cv2.LINE_AA)
    return picture.astype(np.float32) / 255


def _scaled(mask: np.ndarray, across: float, down: float) -> np.ndarray:
    size = (max(1, int(mask.shape[1] * across)), max(1, int(mask.shape[0] * down)))
    return mask if size == mask.shape[::-1] else cv2.resize(mask, size, interpolation=cv2.INTER_AREA)


def _stamp(ink: np.ndarray, mask: np.ndarray, x: float, y: float) -> None:
    """The darker of what is there and the mask."""
    left, top = round(x), round(y)
    x0, y0, x1, y1 = (
        max(0, left),
        max(0, top),
        min(ink.shape[1], left + mask.shape[1]),
        min(ink.shape[0], top + mask.shape[0]),
    )
    if x0 < x1 and y0 < y1:
        piece = mask[y0 - top : y1 - top, x0 - left : x1 - left]
        ink[y0:y1, x0:x1] = np.maximum(ink[y0:y1, x0:x1], piece)


def _neighbours(ink: np.ndarray, part: str, rng: np.random.Generator) -> None:
    """Ink of the cells around, which may hang over the lines."""
    for side in range(4):
        if rng.random() > 0.4:
            continue
        text = str(rng.choice(list("12345н5н43")))
        mask = _piece(text, INNER * OVER * rng.uniform(0.5, 0.9), rng.normal(0.1, 0.15), rng.normal(0, 5), part, rng)
        over = rng.normal(-0.02, 0.06) * INNER * OVER
        edge = MARGIN * OVER
        free = (rng.uniform(-0.2, 0.7) * ink.shape[1], rng.uniform(-0.1, 0.5) * ink.shape[0])
        place = {
            0: (edge + over - mask.shape[1], free[1]),
            1: (ink.shape[1] - edge - over, free[1]),
            2: (free[0], edge + over - mask.shape[0]),
            3: (free[0], ink.shape[0] - edge - over),
        }[side]
        _stamp(ink, mask, *place)


def _bleed(shape: tuple[int, int], part: str, rng: np.random.Generator) -> np.ndarray:
    """Writing of the other side, mirrored and faint."""
    found = np.zeros(shape, np.float32)
    for _ in range(int(rng.integers(1, 4))):
        mask = _piece(str(rng.choice(list("2345н8069"))), INNER * OVER * rng.uniform(0.4, 0.9), 0.1, 0, part, rng)
        _stamp(found, mask[:, ::-1], rng.uniform(-0.3, 0.9) * shape[1], rng.uniform(-0.3, 0.9) * shape[0])
    return cv2.GaussianBlur(found, (0, 0), rng.uniform(1, 3)) * rng.uniform(0.04, 0.26)


def _ruling(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """The cell's own lines, where they are and where the lattice put them a little wrong."""
    found = np.zeros(shape, np.uint8)
    tone, thick = int(rng.uniform(40, 210)), int(rng.integers(1, 5))
    for side in range(4):
        if rng.random() < 0.08:
            continue
        edge = MARGIN * OVER + rng.normal(0, 1.4) * OVER
        along = shape[0] if side < 2 else shape[1]
        place = edge if side % 2 == 0 else (shape[1] if side < 2 else shape[0]) - edge
        tilt = rng.normal(0, 0.8) * OVER
        ends = [(place - tilt, 0), (place + tilt, along)]
        points = [(round(a), round(b)) if side < 2 else (round(b), round(a)) for a, b in ends]
        thickness = thick + (2 if rng.random() < 0.08 else 0)
        cv2.line(found, points[0], points[1], tone, thickness, cv2.LINE_AA)
    if rng.random() < 0.06:
        found[:: int(rng.integers(4, 9))] = 0
    return found.astype(np.float32) / 255


def _scanned(page: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Down to the size of the picture, blurred, noisy, of uneven contrast."""
    blurred = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.5, 2.2))
    if rng.random() < 0.5:
        shift = np.float32([[1, 0, rng.uniform(-1.5, 1.5)], [0, 1, rng.uniform(-1.5, 1.5)]])
        blurred = cv2.warpAffine(blurred, shift, blurred.shape[::-1], borderMode=cv2.BORDER_REPLICATE)
    small = cv2.resize(blurred, (page.shape[1] // OVER, page.shape[0] // OVER), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.35:
        # a coarser scan
        factor = rng.uniform(0.45, 0.9)
        coarse = cv2.resize(small, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        small = cv2.resize(coarse, small.shape[::-1], interpolation=cv2.INTER_CUBIC)
    noise = rng.normal(0, rng.choice([0.004, 0.015, 0.035]), small.shape).astype(np.float32)
    if rng.random() < 0.5:
        noise = cv2.GaussianBlur(noise, (3, 3), 0)
    found = np.clip(small * rng.uniform(0.75, 1.1) + noise + rng.uniform(-0.01, 0.03), 0, 1)
    picture = (255 * found).astype(np.uint8)
    if rng.random() < 0.3:
        ok, data = cv2.imencode(".jpg", 255 - picture, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 85))])
        picture = 255 - cv2.imdecode(data, cv2.IMREAD_GRAYSCALE) if ok else picture
    return picture


def classes(content: Content) -> tuple[int, ...]:
    """The network's classes of a content."""
    return encode(content.signs)
