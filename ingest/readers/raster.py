"""PNG, JPEG and TIFF: header first, then pixels, then reading."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.image.prepare import affine, prepare, quarter_turn
from ingest.model import Page, PageProblem, Step
from ingest.ocr.engine import EngineFailed, EngineTimeout
from ingest.sources import stream_of
from school.errors import DamagedFile, ImageTooLarge, NotFound, TooManyPages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ingest.image.prepare import Prepared
    from ingest.model import Limits, Line, Source
    from ingest.ocr.engine import OcrEngine

    Grey = NDArray[np.uint8]

SURE = 0.70
HOPELESS = 0.45
QUARTERS = (1, 3, 2)
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


def frame(source: Source, index: int, limits: Limits) -> Grey:
    """One grey page of the file, shape (height, width); the others are stepped over, its size is checked first.

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
        return _grey(picture)


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


def _grey(picture: Image.Image) -> Grey:
    """Eight bits of grey on white paper, turned as the camera says."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith(("I", "F")):
        deep = np.asarray(upright, dtype=np.float64)
        top = float(deep.max()) or 1.0
        return cast("Grey", (deep / top * DEEP).astype(np.uint8))
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    return np.asarray(upright.convert("L"))


def read_page(scan: Grey, number: int, engine: OcrEngine, first_steps: tuple[Step, ...] = ()) -> Page:
    """Prepares and reads one page; a page that the engine does not manage becomes a problem, not an error."""
    ready = prepare(scan)
    if ready.blank:
        return _page(ready, number, (), first_steps, problem=("page-blank", "Страница пуста."))
    try:
        lines = engine.read(ready.image)
        if sureness(lines) < HOPELESS:
            ready, lines = _other_ways_up(scan, ready, lines, engine)
    except EngineTimeout:
        late = ("page-timeout", "Страница не прочитана: распознавание заняло слишком много времени.")
        return _page(ready, number, (), first_steps, problem=late)
    except EngineFailed:
        failed = ("page-failed", "Страница не прочитана: распознавание завершилось с ошибкой.")
        return _page(ready, number, (), first_steps, problem=failed)
    return _page(ready, number, lines, first_steps)


def _other_ways_up(
    scan: Grey, ready: Prepared, lines: tuple[Line, ...], engine: OcrEngine
) -> tuple[Prepared, tuple[Line, ...]]:
    """Tries the page turned by quarters; keeps the way up that reads best."""
    best = (ready, lines)
    for quarters in QUARTERS:
        turned, matrix = quarter_turn(scan, quarters)
        candidate = prepare(turned)
        read = engine.read(candidate.image)
        if sureness(read) > sureness(best[1]) + 0.1:
            back = np.linalg.inv(matrix) @ np.array(candidate.to_original).reshape(3, 3)
            step = Step(name="orientation", options={"quarters": str(quarters)})
            best = (_turned(candidate, back, step), read)
        if sureness(best[1]) > SURE:
            break
    return best


def _turned(page: Prepared, back: NDArray[np.float64], step: Step) -> Prepared:
    return type(page)(
        image=page.image,
        kind=page.kind,
        to_original=affine(back),
        steps=(step, *page.steps),
        blank=page.blank,
    )


def sureness(lines: tuple[Line, ...]) -> float:
    """Mean confidence over characters; 0 for no text."""
    weights = [len(line.raw) for line in lines]
    if not sum(weights):
        return 0.0
    return sum(line.confidence * weight for line, weight in zip(lines, weights, strict=True)) / sum(weights)


def _page(
    ready: Prepared,
    number: int,
    lines: tuple[Line, ...],
    first_steps: tuple[Step, ...],
    problem: tuple[str, str] | None = None,
) -> Page:
    height, width = ready.image.shape
    return Page(
        number=number,
        kind=ready.kind,
        lines=lines,
        width=float(width),
        height=float(height),
        to_original=ready.to_original,
        steps=(*first_steps, *ready.steps),
        problems=(PageProblem(code=problem[0], message=problem[1]),) if problem else (),
    )
