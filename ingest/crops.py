"""DOOR: a place on paper as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

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


def page_picture(
    source: Source,
    index: int,
    size: tuple[float, float],
    to_original: Affine | None,
    limits: Limits,
    *,
    across: int,
) -> bytes:
    """A whole page, upright, as PNG: what its boxes lie on, drawn to another size.

    Args:
        source: the file as it came: an image or a PDF.
        index: page of the file, from 0.
        size: width and height of the upright page.
        to_original: the page's matrix from upright pixels to the scan; None for a page that was born digital.
        limits: what is refused before decoding.
        across: width of the picture in pixels; a page is never enlarged.

    Raises:
        NotFound: the file has no such page.
        IngestError: the file cannot be read.
    """
    picture = _page(source, index, limits)
    if to_original is not None:
        matrix = np.array(to_original).reshape(3, 3)
        room = (max(1, round(size[0])), max(1, round(size[1])))
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        picture = cast("NDArray[np.uint8]", cv2.warpPerspective(picture, matrix, room, flags=flags, borderValue=255.0))
    height, width = picture.shape
    factor = min(1.0, across / width)
    if factor < 1.0:
        room = (max(1, round(width * factor)), max(1, round(height * factor)))
        picture = cast("NDArray[np.uint8]", cv2.resize(picture, room, interpolation=cv2.INTER_AREA))
    return cv2.imencode(".png", picture)[1].tobytes()


def _page(source: Source, index: int, limits: Limits) -> NDArray[np.uint8]:
    kind = recognise(source, limits)
    if kind not in IMAGES:
        return picture_of(source, index, limits)
    return frame(source, index, limits)
