"""The exported PDF: text in its place, the picture as it came, what PDF/A-2b asks for."""

import io
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageOps

from ingest.export.forms import Form
from ingest.export.pipeline import export
from ingest.model import Box, Document, Limits, Line, Page, PageKind, Source
from support.documents import document_of, order_29_sources
from support.drawn_page import PAGES, DrawnPage, drawn_page, encoded, places_in, turned_page

LIMITS = Limits()


def pdf_of(document: Document, *sources: Source) -> bytes:
    out = io.BytesIO()
    export(document, sources, LIMITS, Form.PDF, out)
    return out.getvalue()


def exported(drawn: DrawnPage) -> bytes:
    return pdf_of(drawn.document(), Source(name="лист.png", data=drawn.png()))


def of_picture(data: bytes, name: str, pages: int = 1) -> bytes:
    page = drawn_page().page
    sheets = tuple(
        Page(number=n + 1, kind=PageKind.SCAN, lines=page.lines, part_page=n, width=10, height=10) for n in range(pages)
    )
    return pdf_of(Document(sha256="b" * 64, name=name, media_type="", pages=sheets), Source(name=name, data=data))


def pictures(pdf: bytes) -> list[Image.Image]:
    with pikepdf.open(io.BytesIO(pdf)) as book:
        return [
            pikepdf.PdfImage(item).as_pil_image().copy() for page in book.pages for item in page.get_images().values()
        ]


def raw_images(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as book:
        return [item.read_raw_bytes() for page in book.pages for item in page.get_images().values()]


def text_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as book:
        return [page.get_textpage().get_text_range() for page in book]


def shown(pdf: bytes, scale: float = 1.0) -> np.ndarray:
    with pypdfium2.PdfDocument(pdf) as book:
        bitmap = book[0].render(scale=scale, grayscale=True)
        return np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)


@pytest.mark.parametrize("way", PAGES)
def test_words_are_read_in_order_and_lie_over_their_ink(way: str) -> None:
    drawn = PAGES[way]()
    pdf = exported(drawn)
    assert text_of(pdf)[0].split() == [text for text, _ in drawn.truth()]
    places = places_in(pdf, [text for text, _ in drawn.truth()])
    for (text, quad), (x0, y0, x1, y1) in zip(drawn.truth(), places, strict=True):
        (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
        across = min(x1, right) - max(x0, left)
        down = min(y1, bottom) - max(y0, top)
        assert across > 0.85 * (right - left) - 4, text
        assert down > 0.45 * (bottom - top), text
        ink = 255 - drawn.scan[max(0, int(y0)) : int(y1), max(0, int(x0)) : int(x1)]
        assert np.mean(ink > 128) > 0.45, text


@pytest.mark.parametrize(("quarters", "rotation"), [(0, 0), (1, 90), (2, 180), (3, 270)])
def test_a_sheet_that_lay_on_its_side_is_shown_upright(quarters: int, rotation: int) -> None:
    pdf = exported(turned_page(quarters))
    with pikepdf.open(io.BytesIO(pdf)) as book:
        assert int(book.pages[0].get("/Rotate", 0)) == rotation
    upright = shown(exported(drawn_page()))
    assert np.mean(np.abs(shown(pdf).astype(int) - upright)) < 4


def test_pdf_a_2b_has_what_it_needs() -> None:
    pdf = exported(drawn_page())
    with pikepdf.open(io.BytesIO(pdf)) as book:
        assert book.check_pdf_syntax() == []
        root = book.Root
        (intent,) = root.OutputIntents
        assert (intent.S, intent.DestOutputProfile.N) == ("/GTS_PDFA1", 3)
        profile = intent.DestOutputProfile.read_bytes()
        assert profile[36:40] == b"acsp"
        assert profile[12:20] == b"mntrRGB "
        packet = root.Metadata.read_bytes()
        assert "/Filter" not in root.Metadata
        assert b"<pdfaid:part>2</pdfaid:part>" in packet
        with book.open_metadata() as metadata:
            assert metadata.pdfa_status == "2B"
            assert metadata["dc:title"] == str(book.docinfo["/Title"]) == "лист.png"
            assert metadata["pdf:Producer"] == str(book.docinfo["/Producer"])
        assert set(book.docinfo.keys()) == {"/Title", "/Producer"}
        first, second = book.trailer.ID
        assert bytes(first) == bytes(second) != b""
        assert "/Encrypt" not in book.trailer
        assert book.pdf_version == "1.7"
        page = book.pages[0]
        assert not {"/Group", "/Annots", "/AA"} & set(page.keys())
        assert all("/SMask" not in image for image in page.get_images().values())


@pytest.mark.parametrize("document", [drawn_page().document(), document_of("Приказ\n№ 29")])
def test_the_font_is_embedded_and_says_what_its_codes_mean(document: Document) -> None:
    source = Source(name="лист", data=drawn_page().png() if document.pages[0].lines[0].words else b"-")
    with pikepdf.open(io.BytesIO(pdf_of(document, source))) as book:
        (font,) = book.pages[0].Resources.Font.values()
        (own,) = font.DescendantFonts
        program = own.FontDescriptor.FontFile2.read_bytes()
        assert program[:4] == b"\0\1\0\0"
        assert font.Encoding == "/Identity-H"
        assert own.FontDescriptor.FontName == own.BaseFont == font.BaseFont
        glyphs = own.CIDToGIDMap.read_bytes()
        # no code leads to the glyph of what is missing
        assert all(glyphs[place : place + 2] != b"\0\0" for place in range(2, len(glyphs), 2))
        assert len(own.W[1]) == len(glyphs) // 2 - 1
        assert b"beginbfchar" in font.ToUnicode.read_bytes()


def test_a_spread_that_was_read_as_two_pages_is_one_sheet() -> None:
    left = drawn_page()
    both = np.hstack([left.scan, left.scan])
    aside = (1.0, 0.0, float(left.scan.shape[1]), 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    pages = (left.page, replace(left.page, number=2, to_original=aside))
    pdf = pdf_of(replace(left.document(), pages=pages), Source(name="лист.png", data=encoded(both, "PNG")))
    texts = [text for text, _ in left.truth()]
    assert len(text_of(pdf)) == 1
    places = places_in(pdf, [*texts, *texts])
    assert places[len(texts)][0] - places[0][0] == pytest.approx(left.scan.shape[1], abs=2)


def test_equal_documents_give_equal_bytes() -> None:
    drawn = drawn_page()
    assert exported(drawn) == exported(drawn)


def test_a_jpeg_passes_byte_for_byte() -> None:
    colour = np.dstack([drawn_page().scan[:200, :300]] * 3)
    for pixels in (colour, colour[..., 0]):
        data = encoded(pixels, "JPEG", quality=70)
        assert raw_images(of_picture(data, "лист.jpg")) == [data]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_camera_s_picture_is_shown_as_the_camera_was_held(orientation: int) -> None:
    pixels = np.full((120, 200), 255, np.uint8)
    pixels[:30, :80] = 0
    pixels[60:, 190:] = 90
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(pixels, "JPEG", quality=95, exif=exif, dpi=(72, 72))
    want = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("L"))
    pdf = of_picture(data, "фото.jpg")
    assert raw_images(pdf) == [data]
    seen = shown(pdf)
    assert seen.shape == want.shape
    assert np.mean(np.abs(seen.astype(int) - want)) < 3


def random_pixels(*shape: int) -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, shape, np.uint8)


PALETTE = Image.fromarray(random_pixels(40, 50, 3)).quantize(7)
CLEAR = Image.fromarray(np.dstack([random_pixels(40, 50, 3), np.full((40, 50), 128, np.uint8)]))
LOSSLESS = {
    "grey.png": Image.fromarray(random_pixels(40, 50)),
    "colour.png": Image.fromarray(random_pixels(40, 50, 3)),
    "bits.png": Image.fromarray(random_pixels(40, 50) > 128),
    "palette.png": PALETTE,
    "transparent.png": CLEAR,
    "grey.tif": Image.fromarray(random_pixels(600, 50)),
    "colour.tif": Image.fromarray(random_pixels(40, 50, 3)),
    "bits.tif": Image.fromarray(random_pixels(40, 53) > 128),
}


@pytest.mark.parametrize("name", LOSSLESS)
def test_png_and_tiff_lose_nothing(name: str) -> None:
    picture = LOSSLESS[name]
    out = io.BytesIO()
    picture.save(out, "TIFF" if name.endswith("tif") else "PNG")
    (got,) = pictures(of_picture(out.getvalue(), name))
    paper = Image.new("RGBA", picture.size, "white")
    want = Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")
    assert np.array_equal(np.asarray(got.convert("RGB")), np.asarray(want))
    assert (got.mode == "1") == name.startswith("bits")


def test_inks_of_print_and_deep_grey_are_kept_as_eight_bits_or_as_they_are() -> None:
    pixels = np.zeros((40, 50, 4), np.uint8)
    pixels[:, :25] = (0, 255, 255, 0)
    out = io.BytesIO()
    Image.fromarray(pixels, "CMYK").save(out, "JPEG", quality=100, subsampling=0)
    (got,) = pictures(of_picture(out.getvalue(), "печать.jpg"))
    assert got.mode == "RGB"
    red, white = np.asarray(got)[20, 5], np.asarray(got)[20, 45]
    assert red[0] > 200
    assert red[1] < 80
    assert white.min() > 240
    deep = np.arange(2000, dtype=np.uint16).reshape(40, 50) * 30
    with pikepdf.open(io.BytesIO(of_picture(encoded(deep, "PNG"), "глубокий.png"))) as book:
        (image,) = book.pages[0].get_images().values()
        assert image.BitsPerComponent == 16
        assert np.array_equal(np.frombuffer(image.read_bytes(), ">u2").reshape(40, 50), deep)


@pytest.mark.parametrize(
    ("size", "dpi", "inches"),
    [((2480, 3508), 300, 8.27), ((2480, 3508), 72, 8.27), ((3000, 4000), None, 8.77), ((3508, 4961), 300, 11.69)],
)
def test_a_sheet_is_as_large_as_its_file_says_or_as_a4(size: tuple[int, int], dpi: int | None, inches: float) -> None:
    out = io.BytesIO()
    Image.new("1", size, 1).save(out, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}))
    with pikepdf.open(io.BytesIO(of_picture(out.getvalue(), "лист.png"))) as book:
        assert float(book.pages[0].MediaBox[2]) / 72 == pytest.approx(inches, abs=0.01)


def test_every_frame_of_a_tiff_is_a_page() -> None:
    frames = [Image.fromarray(random_pixels(40, 50)), Image.fromarray(255 - random_pixels(40, 50))]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    got = pictures(of_picture(out.getvalue(), "два.tif", pages=2))
    assert [np.array_equal(np.asarray(a), np.asarray(b)) for a, b in zip(got, frames, strict=True)] == [True, True]


def test_the_image_of_a_scanned_pdf_stays_as_it_was() -> None:
    (source,) = order_29_sources("order-29-scan.pdf")
    assert raw_images(of_picture(source.data, source.name, pages=2)) == raw_images(source.data)


def scanned_pdf(*, layer: str = "", mask: bool = False, rotate: int = 0) -> bytes:
    """A sheet as scanners write it: one JPEG over the page, the text of a bad engine over or under it."""
    pixels = np.full((877, 620), 255, np.uint8)
    pixels[100:140, 100:500] = 0
    pixels[700:780, 60:120] = 60
    book = pikepdf.new()
    image = book.make_stream(
        encoded(pixels, "JPEG", quality=90),
        {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 620, "/Height": 877,
         "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8, "/Filter": pikepdf.Name.DCTDecode},
    )  # fmt: skip
    if mask:
        image.Decode = pikepdf.Array([1, 0])
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    content = f"q 595 0 0 842 0 0 cm /I Do Q BT /H 12 Tf 3 Tr 96 720 Td ({layer}) Tj ET"
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page, MediaBox=[0, 0, 595, 842], Rotate=rotate, Contents=book.make_stream(content.encode()),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image), Font=pikepdf.Dictionary(H=font)),
    )  # fmt: skip
    book.pages.append(pikepdf.Page(page))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_bad_text_layer_is_gone_and_the_image_stays() -> None:
    source = scanned_pdf(layer="IIPHKA3")
    assert "IIPHKA3" in text_of(source)[0]
    pdf = of_picture(source, "скан.pdf")
    assert raw_images(pdf) == raw_images(source)
    assert "IIPHKA3" not in text_of(pdf)[0]
    assert "журнала" in text_of(pdf)[0]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_of_a_pdf_looks_as_it_did(rotate: int) -> None:
    source = scanned_pdf(rotate=rotate)
    pdf = of_picture(source, "скан.pdf")
    assert raw_images(pdf) == raw_images(source)
    before, after = shown(source), shown(pdf)
    assert before.shape == after.shape
    assert np.mean(np.abs(before.astype(int) - after)) < 2


def test_an_image_that_is_not_shown_as_it_is_stored_is_drawn() -> None:
    source = scanned_pdf(mask=True)
    pdf = of_picture(source, "скан.pdf")
    assert raw_images(pdf) != raw_images(source)
    assert np.mean(np.abs(shown(source).astype(int) - shown(pdf))) < 2


def test_a_page_that_was_born_digital_is_drawn_with_its_words_over_it() -> None:
    source = pdf_of(document_of("Приказ № 29\nО введении электронного журнала"), Source(name="п.txt", data=b"-"))
    lines = (Line(raw="Приказ № 29", text="Приказ № 29", box=Box(x0=85, y0=57, x1=150, y1=73)),)
    page = Page(number=1, kind=PageKind.BORN_DIGITAL, lines=lines, width=595.2, height=841.92)
    document = Document(sha256="c" * 64, name="п.pdf", media_type="application/pdf", pages=(page,))
    pdf = pdf_of(document, Source(name="п.pdf", data=source))
    assert text_of(pdf)[0].split() == ["Приказ", "№", "29"]
    assert np.mean(np.abs(shown(source).astype(int) - shown(pdf))) < 2
    ((left, top, right, bottom),) = places_in(pdf, ["29"], dpi=72)
    assert (round(left), round(right)) == (138, 150)
    assert 50 < top < bottom < 80


def test_a_damaged_page_of_a_pdf_leaves_an_empty_sheet() -> None:
    broken = scanned_pdf().replace(b"/Type /Page\n", b"/Type /Pogo\n").replace(b"/Type /Page ", b"/Type /Pogo ")
    page = Page(number=1, kind=PageKind.SCAN, lines=())
    document = Document(sha256="d" * 64, name="п.pdf", media_type="application/pdf", pages=(page,))
    with pikepdf.open(io.BytesIO(pdf_of(document, Source(name="п.pdf", data=broken)))) as book:
        assert [float(value) for value in book.pages[0].MediaBox][2:] == pytest.approx([595, 842], abs=1)


def test_a_text_without_paper_is_set_in_type() -> None:
    lines = [
        "ПРИКАЗ № 29 «О журнале» — до 15:30",
        "",
        "x" * 300,
        *(f"{n}. Учителям вносить отметки 😀 ₽ ✓" for n in range(1, 90)),
    ]
    pdf = pdf_of(document_of("\n".join(lines)), Source(name="приказ.txt", data=b"-"))
    pages = text_of(pdf)
    assert len(pages) == 3
    assert "".join("".join(pages).split()) == "".join("".join(lines).split())
    assert raw_images(pdf) == []
    ink = 255 - shown(pdf)
    # margins are clean, the text is dark
    assert not ink[:, :70].any()
    assert not ink[:, 560:].any()
    assert np.mean(ink[60:780, 90:550] > 128) > 0.02


def test_signs_that_break_files_are_left_out() -> None:
    pdf = pdf_of(document_of("При\u00adказ\x0c \ufeff№\x00 29"), Source(name="п.txt", data=b"-"))
    assert text_of(pdf)[0].split() == ["Приказ", "№", "29"]


class Album(Sequence[Source]):
    """Photographs that are there only while they are asked for."""

    def __init__(self, count: int, weight: int) -> None:
        self.count, self.picture = count, encoded(drawn_page().scan[:100, :100], "JPEG")
        self.weight = weight

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, part: int) -> Source:
        return Source(name=f"{part}.jpg", data=self.picture + bytes(self.weight))


class Sink(io.RawIOBase):
    """Takes bytes forward only and keeps none."""

    length = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        self.length += len(data)
        return len(data)


def test_pictures_are_in_memory_one_by_one() -> None:
    count, weight = 60, 1_000_000
    page = drawn_page().page
    pages = tuple(
        Page(number=n + 1, kind=PageKind.PHOTO, lines=page.lines, part=n, width=10, height=10) for n in range(count)
    )
    document = Document(sha256="e" * 64, name="альбом", media_type="", pages=pages)
    sink = Sink()
    tracemalloc.start()
    export(document, Album(count, weight), LIMITS, Form.PDF, sink)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sink.length > count * weight
    assert peak < 12 * weight
