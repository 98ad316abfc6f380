"""What a school hands in: read where it can be, else told in one sentence what it is and what to do."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from ingest.model import Limits, Line, ReadingContext, Source, Step
from ingest.ocr.engine import Layout
from ingest.pipeline import page_counts, read, read_one
from school.errors import IngestError, NothingRead
from support.documents import read_sources
from support.files import png
from support.pdfs import LINES, drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


class Darkness:
    """An engine that tells whether the page has dark print on light paper."""

    def read(self, image: NDArray[np.uint8], layout: Layout = Layout.PAGE) -> tuple[Line, ...]:
        assert layout is Layout.PAGE
        ink = float((image < 128).mean())
        text = "тёмные буквы на светлой бумаге" if 0.001 < ink < 0.2 else "тёмный лист"
        return (Line(raw=text, text=text, confidence=0.99),)

    def describe(self) -> Step:
        return Step(name="darkness", version="1")


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def sheet(mode: str = "L") -> Image.Image:
    return drawn(LINES, 900, 700).convert(mode)


def several(form: str, mode: str = "L", **options: object) -> bytes:
    """A picture that moves: the other frames are black."""
    black = [Image.new(mode, sheet().size, 0)] * 3
    return saved(sheet(mode), form, save_all=True, append_images=black, **options)


def deep() -> bytes:
    return saved(Image.fromarray(np.asarray(sheet()).astype(np.uint16) * 257), "PNG")


def clear() -> bytes:
    """Letters on no paper at all: white has to be put under them."""
    letters = Image.new("RGBA", sheet().size, (0, 0, 0, 0))
    letters.paste((0, 0, 0, 255), mask=sheet().point(lambda value: 255 - value))
    return saved(letters, "PNG")


READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "GIF": ("лист.gif", lambda: saved(sheet("P"), "GIF")),
    "GIF that moves": ("лист.gif", lambda: several("GIF", "P")),
    "WebP": ("лист.webp", lambda: saved(sheet("RGB"), "WEBP", quality=80)),
    "WebP that moves": ("лист.webp", lambda: several("WEBP", "RGB", lossless=True)),
    "BMP": ("лист.bmp", lambda: saved(sheet("RGB"), "BMP")),
    "BMP of two colours": ("лист.bmp", lambda: saved(sheet("1"), "BMP")),
    "TIFF of a fax": ("лист.tif", lambda: saved(sheet("1"), "TIFF", compression="group4")),
    "TIFF with JPEG inside": ("лист.tiff", lambda: saved(sheet(), "TIFF", compression="jpeg")),
    "JPEG for printers": ("лист.jpg", lambda: saved(sheet("CMYK"), "JPEG", quality=85)),
    "JPEG of a phone with a second picture": ("лист.jpg", lambda: several("MPO")),
    "PNG of 16 bits": ("лист.png", deep),
    "PNG without paper": ("лист.png", clear),
    "PNG with a palette": ("лист.png", lambda: saved(sheet("P"), "PNG")),
    "PNG named JPEG": ("лист.jpg", lambda: saved(sheet(), "PNG")),
    "WebP named JPEG": ("лист.jpeg", lambda: saved(sheet("RGB"), "WEBP")),
    "no name to go by": ("лист", lambda: saved(sheet(), "BMP")),
}


@pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")
@pytest.mark.parametrize("case", READ)
def test_pictures_that_schools_have_are_read_as_one_sheet(case: str) -> None:
    name, make = READ[case]
    item = Source(name=name, data=make())
    assert page_counts([item], Limits()) == (1,)
    document = read([item], engine=Darkness(), limits=Limits(), context=ReadingContext())
    assert document.text == "тёмные буквы на светлой бумаге"


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "содержимое")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def old(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


REFUSED: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "photograph of an iPhone": ("IMG_1.HEIC", lambda: b"\0\0\0\x18ftypheic" + bytes(64), "HEIC", "сохраните как JPEG"),
    "the same, renamed": ("лист.jpg", lambda: b"\0\0\0\x18ftypmif1" + bytes(64), "HEIC", "Настройки → Камера"),
    "AVIF": ("лист.avif", lambda: b"\0\0\0\x1cftypavif" + bytes(64), "AVIF", "PNG или JPEG"),
    "DjVu": ("книга.djvu", lambda: b"AT&TFORM\0\0\1\0DJVM" + bytes(64), "DjVu", "сохраните или распечатайте в PDF"),
    "JPEG 2000": ("лист.jp2", lambda: bytes.fromhex("0000000c6a5020200d0a870a") + bytes(64), "JPEG 2000", "PNG"),
    "film": ("урок.mp4", lambda: b"\0\0\0\x18ftypisom" + bytes(64), "видеозапись", "Подойдут"),
    "RTF": ("приказ.rtf", lambda: rb"{\rtf1\ansi\ansicpg1251 text}", "RTF", "DOCX"),
    "web page": ("приказ.html", lambda: b"\r\n<!DOCTYPE html><html></html>", "веб-страница", "PDF"),
    "RAR": ("приказы.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(64), "RAR", "Распакуйте"),
    "RAR named PDF": ("приказ.pdf", lambda: b"Rar!\x1a\x07\x00" + bytes(64), "RAR", "Распакуйте"),
    "7-Zip": ("приказы.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(64), "7-Zip", "Распакуйте"),
    "ZIP": ("приказы.zip", lambda: packed("приказ.pdf", "приказ 2.pdf"), "ZIP", "Распакуйте"),
    "XLSX": ("список.xlsx", lambda: packed("[Content_Types].xml", "xl/workbook.xml"), "XLSX", "PDF"),
    "XLSX named DOCX": ("список.docx", lambda: packed("xl/workbook.xml"), "XLSX", "PDF"),
    "PPTX": ("доклад.pptx", lambda: packed("ppt/presentation.xml"), "PPTX", "PDF"),
    "ODT": ("приказ.odt", lambda: packed("mimetype", "META-INF/manifest.xml"), "ODT", "DOCX"),
    "DOC": ("приказ.doc", lambda: old("WordDocument"), "DOC", "DOCX"),
    "XLS": ("список.xls", lambda: old("Workbook"), "XLS", "PDF"),
    "something else of old Office": ("файл", lambda: old("Contents"), "Office", "DOCX"),
    "signs of no kind": ("данные.bin", lambda: bytes(range(256)) * 8, "двоичные данные", "Подойдут PNG"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_files_of_other_kinds_are_told_with_what_to_do(case: str) -> None:
    name, make, what, advice = REFUSED[case]
    with pytest.raises(IngestError) as caught:
        read([Source(name=name, data=make())], engine=Darkness(), limits=Limits(), context=ReadingContext())
    assert caught.value.code == "format-unknown"
    for words in (name, what, advice):
        assert words in caught.value.message
    assert "—." not in caught.value.message
    assert "\n" not in caught.value.message


HUGE_WEBP = bytes.fromhex("524946461e000000574542505650384c110000002ffebfff0f07d0fffef7bfff8188e87f0000")
"""White, 16 383 pixels square."""


def cut(data: bytes, size: int) -> bytes:
    return data[:-size]


BROKEN: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "DOCX with a password": ("приказ.docx", lambda: old("EncryptedPackage"), "file-encrypted"),
    "the same, named otherwise": ("приказ.doc", lambda: old("EncryptedPackage"), "file-encrypted"),
    "JPEG cut short": ("лист.jpg", lambda: cut(saved(sheet(), "JPEG"), 2000), "file-damaged"),
    "PNG cut short": ("лист.png", lambda: cut(saved(sheet(), "PNG"), 2000), "file-damaged"),
    "TIFF cut short": ("лист.tif", lambda: cut(saved(sheet("1"), "TIFF", compression="group4"), 400), "file-damaged"),
    "GIF cut short": ("лист.gif", lambda: saved(sheet("P"), "GIF")[:40], "file-damaged"),
    "BMP cut short": ("лист.bmp", lambda: cut(saved(sheet(), "BMP"), 5000), "file-damaged"),
    "WebP of nothing": ("лист.webp", lambda: b"RIFF\x10\0\0\0WEBPVP8 " + bytes(8), "file-damaged"),
    "GIF that promises too much": ("лист.gif", lambda: b"GIF89a" + b"\xff\xff\xff\xff" + bytes(32), "file-damaged"),
    "WebP of a hundred metres": ("лист.webp", lambda: HUGE_WEBP, "image-too-large"),
    "zeros named TXT": ("текст.txt", lambda: bytes(500), "file-damaged"),
    "text that begins like a BMP": ("BMW.bmp", lambda: "BMW — марка автомобилей".encode(), "format-mismatch"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_files_have_codes_of_their_own(case: str) -> None:
    name, make, code = BROKEN[case]
    with pytest.raises(IngestError) as caught:
        read([Source(name=name, data=make())], engine=Darkness(), limits=Limits(), context=ReadingContext())
    assert caught.value.code == code


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (30_000, 10), (10, 30_000), (20, 20)])
def test_slivers_hold_nothing_to_be_read(size: tuple[int, int]) -> None:
    item = Source(name="полоска.png", data=png(*size, "L"))
    assert read_one(item, 0, engine=Darkness(), limits=Limits()).lines == ()
    with pytest.raises(NothingRead):
        read([item], engine=Darkness(), limits=Limits(), context=ReadingContext())


@pytest.mark.tesseract
@pytest.mark.parametrize("shade", [0, 255])
def test_a_sheet_of_one_colour_holds_nothing(shade: int) -> None:
    with pytest.raises(NothingRead):
        read_sources(Source(name="лист.png", data=saved(Image.new("L", (620, 877), shade), "PNG")))


def test_another_language_in_cyrillic_comes_out_as_it_is() -> None:
    kazakh = "Мектеп директорының бұйрығы бойынша оқушыларға арналған электрондық журнал енгізілсін.\n" * 3
    document = read_sources(Source(name="бұйрық.txt", data=kazakh.encode()))
    assert document.text == document.raw_text == kazakh
