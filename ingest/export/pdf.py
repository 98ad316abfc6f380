"""Searchable PDF/A-2b: the sheet as it came, the right words over it, unseen; texts without paper are set in type."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from math import hypot
from typing import IO, TYPE_CHECKING

from ingest.export.fonts import colours, glyphless, serif
from ingest.export.levels import strips_of
from ingest.export.pdf_file import PdfFile, numbers, text_string
from ingest.export.sheets import POINTS_PER_INCH, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.export.fonts import Font
    from ingest.export.levels import Strip
    from ingest.export.pictures import Picture
    from ingest.export.sheets import Row, Sheet
    from ingest.places import Quad

UNSEEN, SEEN = 3, 0
"""Render modes of text."""
NAME = "F"
"""Of a page's font inside the page."""
PROFILE = "sRGB IEC61966-2.1"
LEAST_SIZE = 0.1
METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>ru</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


@dataclass(slots=True, kw_only=True)
class PdfWriter:
    """Writes sheets one by one; a sheet and its picture are not kept."""

    out: IO[bytes]
    title: str
    producer: str
    _pdf: PdfFile = field(init=False)
    _pages: list[int] = field(default_factory=list, init=False)
    _tree: int = field(init=False)
    _fonts: dict[bool, tuple[int, Font]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._pdf = PdfFile(out=self.out)
        self._tree = self._pdf.reserve()

    def add(self, sheet: Sheet, picture: Picture | None, *, in_type: bool = False) -> None:
        """Writes the next page: `in_type` shows its words, otherwise they lie unseen over the picture."""
        number, font = self._font(in_type=in_type)
        words = drawn_words(sheet, font)
        content = f"BT {SEEN if in_type else UNSEEN} Tr\n{words}ET\n" if words else ""
        wide, high = sheet.paper.points
        resources = f"/Font << /{NAME} {number} 0 R >>"
        if picture is not None:
            image = self._pdf.stream(picture.dictionary(), picture.data, packed=False)
            resources += f" /XObject << /P {image} 0 R >>"
            a, b, c, d, e, f = picture.place
            place = numbers(a * wide, b * high, c * wide, d * high, e * wide, f * high)
            content = f"q {place} cm /P Do Q\n{content}"
        drawing = self._pdf.stream("", content.encode("ascii"))
        turned = f"/Rotate {360 - sheet.turned} " if sheet.turned else ""
        page = (
            f"<< /Type /Page /Parent {self._tree} 0 R /MediaBox [0 0 {numbers(wide, high)}] {turned}"
            f"/Resources << {resources} >> /Contents {drawing} 0 R >>"
        )
        self._pages.append(self._pdf.put(page))

    def close(self) -> None:
        """Writes what all pages share, and the end of the file."""
        pdf = self._pdf
        for number, font in self._fonts.values():
            font.write(pdf, number)
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        pdf.put(f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>", self._tree)
        profile = pdf.stream("/N 3 /Alternate /DeviceRGB", colours())
        intent = pdf.put(
            f"<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier ({PROFILE}) /Info ({PROFILE}) "
            f"/DestOutputProfile {profile} 0 R >>"
        )
        title = clean(self.title)
        packet = METADATA.format(title=escape(title), producer=escape(self.producer))
        metadata = pdf.stream("/Type /Metadata /Subtype /XML", packet.encode(), packed=False)
        root = pdf.put(
            f"<< /Type /Catalog /Pages {self._tree} 0 R /Metadata {metadata} 0 R /OutputIntents [{intent} 0 R] "
            "/Lang (ru-RU) /ViewerPreferences << /DisplayDocTitle true >> >>"
        )
        info = pdf.put(f"<< /Title {text_string(title)} /Producer {text_string(self.producer)} >>")
        pdf.close(root, info)

    def _font(self, *, in_type: bool) -> tuple[int, Font]:
        if in_type not in self._fonts:
            self._fonts[in_type] = (self._pdf.reserve(), serif() if in_type else glyphless())
        return self._fonts[in_type]


def drawn_words(sheet: Sheet, font: Font) -> str:
    """Operators that write the words of a sheet in their places, in reading order."""
    return "".join(operator for row in sheet.rows for operator in _row(row, sheet, font))


def _row(row: Row, sheet: Sheet, font: Font) -> Iterator[str]:
    """A word carries the space behind it, so that copied words stay apart."""
    strips = strips_of([_in_points(word.quad, sheet) for word in row])
    for place, (word, strip) in enumerate(zip(row, strips, strict=True), 1):
        yield _word(word.text, strip, font, "" if place == len(row) else " ")


def _word(text: str, strip: Strip, font: Font, behind: str) -> str:
    """A word stretched along its strip, whichever way that runs."""
    size = max(LEAST_SIZE, hypot(*strip.up) / font.height)
    stretch, rise = font.width(text) * size, font.height * size
    (x, y), (along_x, along_y), (up_x, up_y) = strip.corner, strip.along, strip.up
    matrix = numbers(
        *(along_x / stretch, along_y / stretch, up_x / rise, up_y / rise),
        *(x + up_x * font.above, y + up_y * font.above),
    )
    return f"/{NAME} {numbers(size)} Tf {matrix} Tm {font.encoded(text + behind)} Tj\n"


def _in_points(quad: Quad, sheet: Sheet) -> Quad:
    """A word's corners as PDF counts: points, from the lower left of the sheet."""
    x, y = (POINTS_PER_INCH / dpi for dpi in sheet.paper.dpi)
    high = sheet.paper.points[1]
    one, two, three, four = ((corner[0] * x, high - corner[1] * y) for corner in quad)
    return one, two, three, four
