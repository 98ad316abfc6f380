"""Where things of a PDF page are on the page as it is shown: turned by /Rotate, cut by its boxes; what is filled in."""

from __future__ import annotations

import ctypes
import math
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium_c

from ingest.model import Box

if TYPE_CHECKING:
    from collections.abc import Callable

    Shown = Callable[[float, float, float, float], Box]

FINE = 16
"""PDFium tells places in whole units: so many of them are a point."""
FAR = 1000.0
SAMPLED, SPACE, HALF = 200, 0x20, 0.5
LEAST_VALUE = 2 * ctypes.sizeof(ctypes.c_ushort)
"""Bytes of a value of one sign: UTF-16 with its end."""


def shown_places(page: Any) -> Shown:
    """Takes (left, bottom, right, top) of the page's own space to a box in points from the top left as shown."""
    origin, right, up = _device(page, 0.0, 0.0), _device(page, FAR, 0.0), _device(page, 0.0, FAR)
    across = ((right[0] - origin[0]) / FAR, (right[1] - origin[1]) / FAR)
    along = ((up[0] - origin[0]) / FAR, (up[1] - origin[1]) / FAR)

    def shown(left: float, bottom: float, right: float, top: float) -> Box:
        xs = [origin[0] + x * across[0] + y * along[0] for x in (left, right) for y in (bottom, top)]
        ys = [origin[1] + x * across[1] + y * along[1] for x in (left, right) for y in (bottom, top)]
        return Box(x0=min(xs), y0=min(ys), x1=max(xs), y1=max(ys))

    return shown


def _device(page: Any, x: float, y: float) -> tuple[float, float]:
    wide, high = page.get_size()
    to_x, to_y = ctypes.c_int(), ctypes.c_int()
    size = (round(wide * FINE), round(high * FINE))
    pdfium_c.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, ctypes.byref(to_x), ctypes.byref(to_y))
    return to_x.value / FINE, to_y.value / FINE


def lies_on_its_side(page: Any) -> bool:
    """True when most of the text would have to be turned by a quarter to be read."""
    layer = page.get_textpage()
    try:
        count = layer.count_chars()
        angles = [
            math.degrees(pdfium_c.FPDFText_GetCharAngle(layer, index)) + page.get_rotation()
            for index in range(0, count, max(1, count // SAMPLED))
            if pdfium_c.FPDFText_GetUnicode(layer, index) > SPACE
        ]
    finally:
        layer.close()
    return sum(abs(math.sin(math.radians(angle))) > HALF for angle in angles) > HALF * len(angles)


def is_filled(page: Any) -> bool:
    """True when somebody has filled in a field of a form on the page: the text layer knows nothing of it."""
    return any(_is_filled(page, index) for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)))


def _is_filled(page: Any, index: int) -> bool:
    annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return False
    try:
        if pdfium_c.FPDFAnnot_GetSubtype(annotation) != pdfium_c.FPDF_ANNOT_WIDGET:
            return False
        if page.formenv is None:
            return bool(pdfium_c.FPDFAnnot_HasKey(annotation, b"V"))
        return bool(pdfium_c.FPDFAnnot_GetFormFieldValue(page.formenv, annotation, None, 0) >= LEAST_VALUE)
    finally:
        pdfium_c.FPDFPage_CloseAnnot(annotation)
