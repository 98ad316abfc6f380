"""PNG, JPEG and TIFF: header first, then pixels."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.image.ink import without_coloured_ink
from ingest.sources import stream_of
from school.errors import DamagedFile, ImageTooLarge, NotFound, TooManyPages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ingest.model import Limits, Source

    Grey = NDArray[np.uint8]

DEEP = 255
MEGA = 1_000_000
BOMB = 2 * (Image.MAX_IMAGE_PIXELS or 0)
"""Pillow opens no larger picture and does not tell its sides."""


def frame_count(source: Source, limits: Limits) -> int:
    """How many pages the file has; no pixel is decoded.

    Raises:
        TooManyPages, DamagedFile.
    """
    with opened(source) as picture:
        count: int = getattr(picture, "n_frames", 1)
    if count > limits.pages:
        raise TooManyPages(name=source.name, limit=limits.pages)
    return count


def frame(source: Source, index: int, limits: Limits, *, print_only: bool = False) -> Grey:
    """One grey page of the file, shape (height, width); the others are stepped over, its size is checked first.

    Args:
        source: the file.
        index: page of the file, from 0.
        limits: the largest size.
        print_only: coloured ink (stamps, pens) becomes pale, black print stays.

    Raises:
        ImageTooLarge, DamagedFile.
        NotFound: the file has no such page.
    """
    with opened(source) as picture:
        try:
            picture.seek(index)
        except EOFError as error:
            raise NotFound(what=f"страница {index + 1}") from error
        check_size(picture.size, source, limits)
        return _grey(picture, print_only=print_only)


@contextmanager
def opened(source: Source) -> Iterator[Image.Image]:
    """The file with its header read; whatever Pillow stumbles over means a damaged file."""
    try:
        with warnings.catch_warnings():
            # the size limit is ours; Pillow's own warning would come first; broken tags need nobody's attention
            warnings.simplefilter("ignore")
            with stream_of(source) as stream, Image.open(stream) as picture:
                yield picture
    except Image.DecompressionBombError as error:
        raise ImageTooLarge(name=source.name, size=f"больше {BOMB // MEGA} млн") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DamagedFile(name=source.name) from error


def check_size(size: tuple[int, int], source: Source, limits: Limits) -> None:
    """Raises `ImageTooLarge` before a pixel is decoded."""
    width, height = size
    if width * height > limits.pixels:
        raise ImageTooLarge(name=source.name, size=f"{width}×{height}")


def _grey(picture: Image.Image, *, print_only: bool) -> Grey:
    """Eight bits of grey on white paper, turned as the camera says."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith(("I", "F")):
        deep = np.asarray(upright, dtype=np.float64)
        top = float(deep.max()) or 1.0
        return cast("Grey", (deep / top * DEEP).astype(np.uint8))
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    if print_only and upright.mode not in {"1", "L", "LA"}:
        return without_coloured_ink(np.asarray(upright.convert("RGB")))
    return np.asarray(upright.convert("L"))
