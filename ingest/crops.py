"""DOOR: a place on paper as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from ingest.formats import IMAGES, recognise
from ingest.readers.pdf import picture_of
from ingest.readers.raster import frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.model import Affine, Box, Limits, Source

MARGIN = 8


def crop(source: Source, index: int, box: Box, to_original: Affine, limits: Limits) -> bytes:
    """The paper under a box, upright, as PNG.

    Args:
        source: the file as it came: an image or a PDF.
        index: page of the file, from 0.
        box: in pixels of the upright page.
        to_original: the page's matrix from upright pixels to the scan.
        limits: what is refused before decoding.

    Raises:
        NotFound: the file has no such page.
        IngestError: the file cannot be read.
    """
    scan = _page(source, index, limits)
    width, height = round(box.x1 - box.x0) + 2 * MARGIN, round(box.y1 - box.y0) + 2 * MARGIN
    shift = np.array([[1.0, 0.0, box.x0 - MARGIN], [0.0, 1.0, box.y0 - MARGIN], [0.0, 0.0, 1.0]])
    matrix = np.array(to_original).reshape(3, 3) @ shift
    piece = cv2.warpPerspective(
        scan, matrix, (width, height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=255.0
    )
    return cv2.imencode(".png", piece)[1].tobytes()


def _page(source: Source, index: int, limits: Limits) -> NDArray[np.uint8]:
    kind = recognise(source, limits)
    if kind not in IMAGES:
        return picture_of(source, index, limits)
    return frame(source, index, limits)
