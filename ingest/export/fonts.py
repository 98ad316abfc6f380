"""The two fonts of an exported PDF: one that leaves no ink, one for texts that never stood on paper.

Signs get codes in the order in which they come; the font's objects are written when all are known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from ingest.export.pdf_file import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ingest.export.pdf_file import PdfFile

EM = 1000
UNKNOWN = "\ufffd"
AT_ONCE = 100
"""Lines of a code map that may stand in one section."""
CODE_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{sections}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(slots=True, kw_only=True)
class Font:
    """A TrueType program with the signs that were written in it."""

    name: str
    program: bytes
    ascent: int
    descent: int
    box: Sequence[int]
    signs: Mapping[str, Sequence[int]]
    """Sign → (glyph, width in thousandths of the size); what is not in it is drawn as U+FFFD."""
    _codes: dict[str, int] = field(default_factory=dict, init=False)

    @property
    def height(self) -> float:
        """From the lowest sign to the highest, for size 1."""
        return (self.ascent - self.descent) / EM

    @property
    def above(self) -> float:
        """How far below the baseline stands, as a share of the height."""
        return -self.descent / (self.ascent - self.descent)

    def width(self, text: str) -> float:
        """Of a text of size 1."""
        return sum(self._glyph(sign)[1] for sign in text) / EM

    def encoded(self, text: str) -> str:
        """The text as a PDF string of this font."""
        return "<" + "".join(f"{self._code(sign):04x}" for sign in text) + ">"

    def write(self, pdf: PdfFile, number: int) -> None:
        """Writes the font as object `number`."""
        program = pdf.stream(f"/Length1 {len(self.program)}", self.program)
        box = f"/FontBBox [{numbers(*self.box)}] /ItalicAngle 0 /StemV 80 /Flags 4"
        heights = f"/Ascent {self.ascent} /Descent {self.descent} /CapHeight {self.ascent}"
        described = pdf.put(
            f"<< /Type /FontDescriptor /FontName /{self.name} {box} {heights} /FontFile2 {program} 0 R >>"
        )
        glyphs = pdf.stream("", b"".join(glyph.to_bytes(2, "big") for glyph, _ in ((0, 0), *self._used())))
        widths = " ".join(str(width) for _, width in self._used())
        own = pdf.put(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{self.name} /FontDescriptor {described} 0 R "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/CIDToGIDMap {glyphs} 0 R /DW {EM // 2} /W [1 [{widths}]] >>"
        )
        meanings = pdf.stream("", CODE_MAP.format(sections="".join(self._sections())).encode("ascii"))
        pdf.put(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{self.name} /Encoding /Identity-H "
            f"/DescendantFonts [{own} 0 R] /ToUnicode {meanings} 0 R >>",
            number,
        )

    def _code(self, sign: str) -> int:
        return self._codes.setdefault(sign, len(self._codes) + 1)

    def _glyph(self, sign: str) -> Sequence[int]:
        return self.signs.get(sign) or self.signs[UNKNOWN]

    def _used(self) -> Iterator[Sequence[int]]:
        return (self._glyph(sign) for sign in self._codes)

    def _sections(self) -> Iterator[str]:
        """What every code means, in portions."""
        lines = [f"<{code:04x}> <{sign.encode('utf-16-be').hex()}>\n" for sign, code in self._codes.items()]
        for start in range(0, len(lines), AT_ONCE):
            portion = lines[start : start + AT_ONCE]
            yield f"{len(portion)} beginbfchar\n{''.join(portion)}endbfchar\n"


def glyphless() -> Font:
    """A font whose every sign is half as wide as high and leaves no ink."""
    return Font(
        name="SVODAA+Glyphless",
        program=_embedded("glyphless.ttf"),
        ascent=800,
        descent=-200,
        box=(0, -200, EM // 2, 800),
        signs={UNKNOWN: (1, EM // 2)},
    )


def serif() -> Font:
    """Noto Serif with the signs of Russian papers."""
    measures = json.loads(_embedded("serif.json"))
    return Font(
        name=f"SVODAB+{measures['name']}",
        program=_embedded("serif.ttf"),
        ascent=measures["ascent"],
        descent=measures["descent"],
        box=measures["box"],
        signs=measures["signs"],
    )


def colours() -> bytes:
    """The sRGB colour profile."""
    return _embedded("srgb.icc")


def _embedded(name: str) -> bytes:
    return files("ingest.export.embedded").joinpath(name).read_bytes()
