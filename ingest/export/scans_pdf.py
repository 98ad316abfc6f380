"""Sheets and pictures of PDF pages: the one image that a scanned page is, or the page drawn."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from ingest.export.pictures import drawn, jpeg, lossless, pixels_of
from ingest.export.sheets import POINTS_PER_INCH, Paper
from ingest.model import PageKind
from ingest.readers.pdf import drawing_scale, opened, refuse_missing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.export.pictures import Matrix, Picture
    from ingest.model import Limits, Page, Source

    Pixels = NDArray[np.uint8]

A4_POINTS = (595.0, 842.0)
FORMS = 4
"""How deep texts may lie in forms."""
TURNS: dict[int, Matrix] = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, -1, 1, 0, 0, 1),
    180: (-1, 0, 0, -1, 1, 1),
    270: (0, 1, -1, 0, 1, 0),
}
"""A page of the unit square turned clockwise."""
COVERS = 0.02
SMALL = 400
"""Pixels of the longer side when a page and its image are compared."""
OTHER, MUCH, ALIKE = 64, 0.01, 12.0
"""How much darker a pixel is when it shows something else; which share of them is too many; the usual difference."""


def paper_of(page: Page, source: Source, limits: Limits) -> Paper:
    """The sheet of a page, in pixels of its drawing for reading."""
    with opened(source) as book:
        refuse_missing(book, page.part_page)
        size = _size(book, page.part_page)
    scale = drawing_scale(size, limits)
    return Paper(
        width=size[0] * scale,
        height=size[1] * scale,
        dpi=(scale * POINTS_PER_INCH,) * 2,
        scale=scale if page.kind is PageKind.BORN_DIGITAL else 1.0,
    )


def picture_of(index: int, source: Source, limits: Limits) -> Picture | None:
    """The image that a page is, as it lies in the file where a PDF/A may hold that, or the page drawn."""
    with opened(source) as book:
        refuse_missing(book, index)
        try:
            page = book[index]
        except pypdfium2.PdfiumError:
            return None
        return _image(page, limits) or drawn(_drawn(page, drawing_scale(page.get_size(), limits)))


def _size(book: Any, index: int) -> tuple[float, float]:
    """Of a page as it is shown; a page that cannot be opened leaves an empty sheet of A4."""
    try:
        wide, high = book[index].get_size()
    except pypdfium2.PdfiumError:
        return A4_POINTS
    return float(wide), float(high)


def _image(page: Any, limits: Limits) -> Picture | None:
    """The page's only image, when there is nothing else to be seen."""
    item = _only_image(page)
    if item is None:
        return None
    width, height = item.get_px_size()
    if width * height > limits.pixels:
        return None
    picture, pixels = _contents(item, _place(page, item))
    return picture if picture is not None and _alike(page, picture, pixels) else None


def _only_image(page: Any) -> Any | None:
    if pdfium_c.FPDFPage_GetAnnotCount(page):
        return None
    items = list(page.get_objects(max_depth=FORMS))
    images = [place for place, item in enumerate(items) if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE]
    if len(images) != 1 or items[images[0]].level:
        return None
    image = items[images[0]]
    over = items if not _covers(page, image) else items[images[0] + 1 :]
    return image if all(item is image or _unseen(item) for item in over) else None


def _covers(page: Any, item: Any) -> bool:
    """True when the image hides whatever was painted before it."""
    a, b, c, d, e, f = _place(page, item)
    straight = (abs(b) < COVERS and abs(c) < COVERS) or (abs(a) < COVERS and abs(d) < COVERS)
    xs, ys = (e, a + c + e), (f, b + d + f)
    return straight and max(min(xs), min(ys)) <= COVERS and min(max(xs), max(ys)) >= 1 - COVERS


def _unseen(item: Any) -> bool:
    """Text of an invisible layer; a form shows nothing but what is in it."""
    if item.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(item)
        return bool(mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
    return bool(item.type == pdfium_c.FPDF_PAGEOBJ_FORM)


def _place(page: Any, item: Any) -> Matrix:
    """Where the image lies on the sheet as it is shown, both as unit squares."""
    left, bottom, right, top = page.get_cropbox()
    wide, high = right - left, top - bottom
    a, b, c, d, e, f = item.get_matrix().get()
    on_page = (a / wide, b / high, c / wide, d / high, (e - left) / wide, (f - bottom) / high)
    return _then(on_page, TURNS[page.get_rotation() % 360])


def _then(first: Matrix, second: Matrix) -> Matrix:
    one, two = (np.array([[a, c, e], [b, d, f], [0, 0, 1]]) for a, b, c, d, e, f in (first, second))
    both = two @ one
    return cast("Matrix", tuple(float(value) for value in (*both[:2, 0], *both[:2, 1], *both[:2, 2])))


def _contents(item: Any, place: Matrix) -> tuple[Picture | None, Pixels]:
    """The image for the new file, and its pixels for a look at it."""
    filters = item.get_filters()
    if filters == ["DCTDecode"]:
        data = bytes(item.get_data())
        with Image.open(BytesIO(data)) as picture:
            picture.draft("L", (SMALL, SMALL))
            return jpeg(data, place), np.asarray(picture.convert("L"))
    bitmap = item.get_bitmap()
    try:
        pixels = pixels_of(bitmap.to_pil())
    finally:
        bitmap.close()
    return (drawn if "JPXDecode" in filters else lossless)(pixels, place), pixels


def _alike(page: Any, picture: Picture, pixels: Pixels) -> bool:
    """True when the image alone looks as the page does: masks, inverted inks and the like show here."""
    wide, high = page.get_size()
    seen = cast("Pixels", cv2.cvtColor(_drawn(page, SMALL / max(wide, high)), cv2.COLOR_RGB2GRAY))
    grey = pixels if pixels.ndim == 2 else cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))  # noqa: PLR2004 - no third axis
    alone = _laid(grey, picture.place, seen.shape)
    difference = np.abs(cv2.blur(seen, (3, 3)).astype(np.int16) - cv2.blur(alone, (3, 3)))
    return bool(np.mean(difference) < ALIKE and np.mean(difference > OTHER) < MUCH)


def _laid(grey: Pixels, place: Matrix, shape: tuple[int, ...]) -> Pixels:
    """The image on a sheet of that many pixels."""
    factor = min(1.0, SMALL / max(grey.shape))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    (height, width), (high, wide) = small.shape, shape
    a, b, c, d, e, f = place
    # rows grow downwards in both, and a pixel's middle is half a pixel from its corner
    matrix = np.array([
        [a * wide / width, -c * wide / height, (c + e) * wide],
        [-b * high / width, d * high / height, (1 - d - f) * high],
    ])  # fmt: skip
    matrix[:, 2] += matrix[:, :2].sum(axis=1) / 2 - 0.5
    return cast("Pixels", cv2.warpAffine(small, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=255.0))


def _drawn(page: Any, scale: float) -> Pixels:
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        return np.array(bitmap.to_numpy())[..., :3]
    finally:
        bitmap.close()
