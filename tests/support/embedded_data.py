"""Makes what `ingest.export.embedded` holds. Run as a script where Debian's fonts-noto-core is installed."""

from __future__ import annotations

import json
import struct
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from PIL import ImageCms

from support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = ROOT / "ingest" / "export" / "embedded"
NOTO = Path("/usr/share/fonts/truetype/noto")
MAIN = "NotoSerif-Regular.ttf"
HELPERS = (
    "NotoSansMath-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoSansSymbols-Regular.ttf",
    "NotoSans-Regular.ttf",
)
"""Where signs come from that the main font lacks; all have the same units."""
RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x400, 0x45F), (0x490, 0x491), (0x4E8, 0x4E9), (0x4AE, 0x4AF), (0x2010, 0x2015))
SIGNS = "‘’‚“”„†•…‰′″‹›€₽№™−�■□▪●○←↑→↓≈≠≤≥✓"
UPM = 1000
TABLES = {"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cvt ", "fpgm", "prep"}
LCMS_DATE, LCMS_VERSION = slice(24, 36), slice(8, 12)


def glyphless() -> bytes:
    """A font whose every sign is half as wide as high and leaves no ink.

    A line there and back has no area but a height: PDFium leaves out turned words whose signs have none.
    """
    pen = TTGlyphPen(None)
    pen.moveTo((0, -200))
    pen.lineTo((UPM // 2, 800))
    pen.closePath()
    builder = FontBuilder(UPM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "blank"])
    builder.setupGlyf({".notdef": Glyph(), "blank": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (UPM // 2, 0), "blank": (UPM // 2, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    return _saved(builder.font)


def serif() -> tuple[bytes, dict[str, Any]]:
    """Noto Serif cut down to what Russian papers need, and its measures: sign → (glyph, width of 1000)."""
    wanted = sorted({*(code for low, high in RANGES for code in range(low, high + 1)), *map(ord, SIGNS)})
    font = TTFont(NOTO / MAIN)
    for name in HELPERS:
        _lend(TTFont(NOTO / name), font, wanted)
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 13, 14])
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    scale = UPM / font["head"].unitsPerEm
    signs = {
        chr(code): (font.getGlyphID(name), round(font["hmtx"][name][0] * scale))
        for code, name in sorted(font.getBestCmap().items())
    }
    head, hhea = font["head"], font["hhea"]
    measures = {
        "name": "NotoSerif",
        "ascent": round(hhea.ascent * scale),
        "descent": round(hhea.descent * scale),
        "box": [round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)],
        "signs": signs,
    }
    return _saved(font), measures


def _lend(helper: TTFont, font: TTFont, wanted: list[int]) -> None:
    """Copies the signs that the font lacks, outlines and widths."""
    signs, drawn = helper.getBestCmap(), helper.getGlyphSet()
    for code in wanted:
        if code in font.getBestCmap() or code not in signs:
            continue
        pen = TTGlyphPen(drawn)
        drawn[signs[code]].draw(DecomposingFilterPen(pen, drawn))
        name = f"lent{code:04X}"
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = helper["hmtx"][signs[code]]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def srgb() -> bytes:
    """The sRGB profile of Little CMS, of no date and of the version that PDF 1.7 knows."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[LCMS_VERSION] = struct.pack(">BBH", 4, 0x20, 0)
    made[LCMS_DATE] = struct.pack(">6H", 2023, 1, 1, 0, 0, 0)
    return bytes(made)


def _saved(font: TTFont) -> bytes:
    for tag in set(font.keys()) - TABLES - {"GlyphOrder"}:
        del font[tag]
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 0
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def made() -> Iterator[tuple[str, bytes]]:
    """Every file with its bytes."""
    program, measures = serif()
    yield "glyphless.ttf", glyphless()
    yield "serif.ttf", program
    yield "serif.json", (json.dumps(measures, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    yield "srgb.icc", srgb()


if __name__ == "__main__":
    for name, data in made():
        (FOLDER / name).write_bytes(data)
        sys.stdout.write(f"{name} {len(data)}\n")
