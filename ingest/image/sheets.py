"""Cells of text laid out for a text engine: ruling taken away, cells of a column one below another."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import cv2
import numpy as np

from ingest.ocr.engine import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ingest.handwriting.pictures import Corners
    from ingest.image.lattice import Lattice
    from ingest.model import Line
    from ingest.ocr.engine import OcrEngine

    Grey = NDArray[np.uint8]

CELL_HEIGHT = 84
GAP = 22
BORDER = 40
OVERHANG = 0.12
INSET = 0.16
DARK = 150
LEAST_INK = 0.006
THICKEST = 9


def without_ruling(page: Grey, lattice: Lattice) -> Grey:
    """The page with its ruled lines filled from both sides; strokes that cross them lose a pixel or two."""
    height, width = page.shape
    clean = page.copy()
    kernel = np.ones((THICKEST, 1), np.uint8)
    for family, filled, plumb in (
        (lattice.level, cv2.morphologyEx(page, cv2.MORPH_CLOSE, kernel), False),
        (lattice.plumb, cv2.morphologyEx(page, cv2.MORPH_CLOSE, kernel.T), True),
    ):
        mask = np.zeros_like(page)
        length = height if plumb else width
        along = np.linspace(0, length, 24)
        for index in range(len(family.places)):
            trace = [(family.at(index, place), place) for place in along]
            points = np.array(trace if plumb else [(a, p) for p, a in trace], dtype=np.float32)
            cv2.polylines(mask, [points.round().astype(np.int32)], isClosed=False, color=255, thickness=THICKEST - 2)
        clean = np.where(mask > 0, np.maximum(clean, filled), clean)
    return clean


def ink_share(bare: Grey, corners: Corners) -> float:
    """Share of dark pixels in the inner part of a cell of a page without ruling."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    across, down = INSET * (max(xs) - min(xs)), INSET * (max(ys) - min(ys))
    piece = bare[int(min(ys) + down) : int(max(ys) - down), int(min(xs) + across) : int(max(xs) - across)]
    return float(np.mean(piece < DARK)) if piece.size else 0.0


def read_column(bare: Grey, corners: Sequence[Corners], engine: OcrEngine) -> list[tuple[str, float]]:
    """(text, confidence) of every cell of a column, read in one go; empty cells are left out of the sheet.

    Args:
        bare: page without ruling, even light.
        corners: of the cells, top to bottom.
        engine: reads the sheet.
    """
    written = [index for index, corner in enumerate(corners) if ink_share(bare, corner) > LEAST_INK]
    found = [("", 0.0)] * len(corners)
    if not written:
        return found
    pieces = [_piece(bare, corners[index]) for index in written]
    tops, sheet = _sheet(pieces)
    lines = engine.read(sheet, Layout.BLOCK)
    for place, index in enumerate(written):
        inside = [
            line for line in lines if line.box and tops[place] - GAP / 2 <= _middle(line) < tops[place + 1] - GAP / 2
        ]
        found[index] = _joined(inside)
    return found


def _joined(lines: list[Line]) -> tuple[str, float]:
    letters = sum(len(line.text) for line in lines)
    if not letters:
        return "", 0.0
    text = " ".join(line.text.strip() for line in lines)
    return text, sum(line.confidence * len(line.text) for line in lines) / letters


def _middle(line: Line) -> float:
    return (line.box.y0 + line.box.y1) / 2 if line.box else 0.0


def _piece(bare: Grey, corners: Corners) -> Grey:
    """A cell with a little of what hangs over its edges, scaled to the height that the engine reads best."""
    top_left, top_right, bottom_right, bottom_left = corners
    height = np.hypot(bottom_left[0] - top_left[0], bottom_left[1] - top_left[1])
    width = np.hypot(top_right[0] - top_left[0], top_right[1] - top_left[1])
    scale = CELL_HEIGHT / max(height, 1.0)
    across, down = int(width * scale), CELL_HEIGHT
    over = int(OVERHANG * CELL_HEIGHT)
    target = np.array([(0, over), (across, over), (across, over + down), (0, over + down)], dtype=np.float32)
    source = np.array([top_left, top_right, bottom_right, bottom_left], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    return cast(
        "Grey", cv2.warpPerspective(bare, matrix, (across, down + 2 * over), flags=cv2.INTER_AREA, borderValue=255.0)
    )


def _sheet(pieces: Sequence[Grey]) -> tuple[list[int], Grey]:
    width = max(piece.shape[1] for piece in pieces) + 2 * BORDER
    tops, place = [], BORDER
    for piece in pieces:
        tops.append(place)
        place += piece.shape[0] + GAP
    sheet = np.full((place + BORDER, width), 255, np.uint8)
    for top, piece in zip(tops, pieces, strict=True):
        sheet[top : top + piece.shape[0], BORDER : BORDER + piece.shape[1]] = piece
    return [*tops, place], sheet
