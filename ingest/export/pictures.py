"""A page's picture as a PDF holds it: as it came where PDF can read that, without loss otherwise."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, cast

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

GREY, COLOUR = "/DeviceGray", "/DeviceRGB"
DEVICE = {1: GREY, 3: COLOUR}
UP = 2
"""PNG's filter of a row: the difference to the row above."""
BASELINE, EXTENDED, PROGRESSIVE = 0xC0, 0xC1, 0xC2
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
SCAN_BEGINS = 0xDA
EIGHT = 8
PNG_HEAD = 8
PNG_KINDS = {0: (GREY, 1), 2: (COLOUR, 3), 3: ("", 1)}
"""PNG's kinds of pixels without transparency: colour space, numbers of a pixel; 3 has a palette."""

SHORT, QUALITY = 1_500_000, 90
"""Bytes of a drawn page that are not too many; how good its JPEG is otherwise."""
STRIP = 256
"""Rows that are filtered at once."""
Matrix = tuple[float, float, float, float, float, float]
"""A PDF matrix, from the unit square to the sheet as a unit square, y up."""
WHOLE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image for a PDF and its place on the sheet."""

    width: int
    height: int
    entries: str
    """Colour space, depth and filters of its dictionary."""
    data: bytes
    place: Matrix = WHOLE

    def dictionary(self) -> str:
        """The whole dictionary, less the length."""
        return f"/Type /XObject /Subtype /Image /Width {self.width} /Height {self.height} {self.entries}"


def jpeg(data: bytes, place: Matrix = WHOLE) -> Picture | None:
    """A JPEG byte for byte; None where a PDF/A reader may not manage it: inks of print, unusual coding."""
    frame = _jpeg_frame(data)
    if frame is None:
        return None
    width, height, components = frame
    if components not in DEVICE or not width or not height:
        return None
    entries = f"/ColorSpace {DEVICE[components]} /BitsPerComponent 8 /Filter /DCTDecode"
    return Picture(width=width, height=height, entries=entries, data=data, place=place)


def _jpeg_frame(data: bytes) -> tuple[int, int, int] | None:
    """Width, height and components of a JPEG of an ordinary kind."""
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:  # noqa: PLR2004 - every marker begins so
            return None
        marker = data[place + 1]
        if marker == 0xFF or marker in ALONE:  # noqa: PLR2004 - filling
            place += 1 if marker not in ALONE else 2
            continue
        if marker in FRAMES:
            return _frame(data[place + 4 : place + 10], marker)
        if marker == SCAN_BEGINS:
            return None
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return None


def _frame(head: bytes, marker: int) -> tuple[int, int, int] | None:
    if len(head) < struct.calcsize(">BHHB") or marker not in {BASELINE, EXTENDED, PROGRESSIVE}:
        return None
    depth, height, width, components = struct.unpack(">BHHB", head)
    return (width, height, components) if depth == EIGHT else None


def png(data: bytes, place: Matrix = WHOLE) -> Picture | None:
    """A PNG's packed pixels as they are; None where it is interlaced or transparent."""
    chunks = list(_chunks(data))
    names = {name for name, _ in chunks}
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    palette = b"".join(body for name, body in chunks if name == b"PLTE")
    if interlaced or kind not in PNG_KINDS or b"tRNS" in names:
        return None
    device, colours = PNG_KINDS[kind]
    space = device or f"[/Indexed {COLOUR} {len(palette) // 3 - 1} <{palette.hex()}>]"
    entries = f"/ColorSpace {space} /BitsPerComponent {depth} {_predicted(colours, depth, width)}"
    pixels = b"".join(body for name, body in chunks if name == b"IDAT")
    return Picture(width=width, height=height, entries=entries, data=pixels, place=place)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = PNG_HEAD
    while place + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[place : place + 8])
        yield name, data[place + 8 : place + 8 + length]
        place += 12 + length


def _predicted(colours: int, depth: int, width: int) -> str:
    parameters = f"/Predictor 15 /Colors {colours} /BitsPerComponent {depth} /Columns {width}"
    return f"/Filter /FlateDecode /DecodeParms << {parameters} >>"


def lossless(pixels: Pixels, place: Matrix = WHOLE) -> Picture:
    """Pixels packed without loss: (height, width) of grey or (height, width, 3) of colour.

    Colour that is all grey is kept as grey, black and white as one bit.
    """
    pixels = _plainest(pixels)
    height, width = pixels.shape[:2]
    colours = 1 if pixels.ndim == 2 else 3  # noqa: PLR2004 - a grey picture has no third axis
    if colours == 1 and _black_and_white(pixels):
        entries = f"/ColorSpace {GREY} /BitsPerComponent 1 {_predicted(1, 1, width)}"
        rows = np.packbits(pixels > 0, axis=1)
    else:
        entries = f"/ColorSpace {DEVICE[colours]} /BitsPerComponent 8 {_predicted(colours, EIGHT, width)}"
        rows = pixels.reshape(height, -1)
    return Picture(width=width, height=height, entries=entries, data=_packed(rows), place=place)


def drawn(pixels: Pixels, place: Matrix = WHOLE) -> Picture:
    """Pixels that were drawn: without loss where that is short, as good JPEG where they are a photograph."""
    exact = lossless(pixels, place)
    if len(exact.data) <= SHORT:
        return exact
    out = BytesIO()
    Image.fromarray(_plainest(pixels)).save(out, "JPEG", quality=QUALITY)
    return jpeg(out.getvalue(), place) or exact


def _plainest(pixels: Pixels) -> Pixels:
    if pixels.ndim == 2:  # noqa: PLR2004 - grey already
        return pixels
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    return red if np.array_equal(red, green) and np.array_equal(green, blue) else pixels


def _black_and_white(pixels: Pixels) -> bool:
    return bool(np.all((pixels == 0) | (pixels == 255)))  # noqa: PLR2004 - the whitest of eight bits


def _packed(rows: Pixels) -> bytes:
    """Rows filtered and deflated, in strips, so that no second picture lies in memory."""
    pack = zlib.compressobj(6)
    before = np.zeros_like(rows[:1])
    out = []
    for start in range(0, len(rows), STRIP):
        strip = rows[start : start + STRIP]
        above = np.concatenate([before, strip[:-1]])
        filtered = np.empty((len(strip), strip.shape[1] + 1), np.uint8)
        filtered[:, 0] = UP
        filtered[:, 1:] = strip - above
        out.append(pack.compress(filtered.tobytes()))
        before = strip[-1:]
    out.append(pack.flush())
    return b"".join(out)


def pixels_of(picture: Image.Image) -> Pixels:
    """Eight bits of grey or of colour on white paper."""
    if picture.mode.startswith(("I", "F")):
        deep = np.asarray(picture, dtype=np.float64)
        return cast("Pixels", (deep / (float(deep.max()) or 1.0) * 255).astype(np.uint8))
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    return np.asarray(picture.convert("L" if picture.mode in {"1", "L"} else "RGB"))
