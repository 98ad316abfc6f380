"""Files of every kind become the same text."""

import io
from pathlib import Path

import docx
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.export.document_json import from_json, to_json
from ingest.model import Limits, Line, PageKind, ReadingContext, Source
from ingest.ocr.tesseract import TesseractEngine
from ingest.pipeline import read
from support.documents import order_29_sources, read_sources
from support.files import source
from support.paths import ORDER_29

SERIF = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
SENTENCE = "Классным руководителям ознакомить обучающихся с расписанием звонков, № 5 от 01.09.2024.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866", "mac_cyrillic"])
def test_text_in_any_cyrillic_encoding(encoding: str) -> None:
    text = SENTENCE if encoding != "cp866" else SENTENCE.replace("№", "N")
    text = text if encoding != "koi8-r" else text.replace("№", "N")
    document = read_sources(source("приказ.txt", (text * 3).encode(encoding)))
    assert document.raw_text == text.replace("\r\n", "\n") * 3


def test_offsets_of_a_text_file_are_those_of_the_file() -> None:
    document = read_sources(*order_29_sources("order-29.txt"))
    assert document.raw_text == (ORDER_29 / "order-29.txt").read_text(encoding="utf-8")


def test_word_numbers_that_are_not_in_the_text_become_visible() -> None:
    book = docx.Document()
    for text in ("Назначить комиссию", "Утвердить график"):
        book.add_paragraph(text, style="List Number")
    book.add_paragraph("довести до сведения", style="List Bullet")
    table = book.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Лапшин Е.М.", "учитель"
    stream = io.BytesIO()
    book.save(stream)
    lines = read_sources(source("приказ.docx", stream.getvalue())).pages[0].lines
    texts = [line.text for line in lines if line.text]
    assert texts == ["1. Назначить комиссию", "2. Утвердить график", "• довести до сведения", "Лапшин Е.М. | учитель"]
    assert lines[-1].table == 1


@pytest.mark.tesseract
def test_a_scan_reads_like_the_text_and_boxes_map_back_to_it() -> None:
    document = read_sources(*order_29_sources("order-29-1.png", "order-29-2.png"))
    assert [page.number for page in document.pages] == [1, 2]
    assert all(page.kind is PageKind.SCAN for page in document.pages)
    assert "Осуществлять учет результатов освоения" in document.text
    page = document.pages[0]
    line = next(line for line in page.lines if "ПРИКАЗЫВАЮ" in line.text)
    assert line.box is not None
    a, b, c, d, e, f, *_ = page.to_original
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2
    place = (a * x + b * y + c, d * x + e * y + f)
    scan = Image.open(ORDER_29 / "order-29-1.png")
    assert 0 < place[0] < scan.width
    assert 0 < place[1] < scan.height
    strip = scan.convert("L").crop((int(place[0]) - 80, int(place[1]) - 12, int(place[0]) + 80, int(place[1]) + 12))
    assert min(strip.tobytes()) < 100, "the middle of the word must be ink on the scan"


@pytest.mark.tesseract
def test_a_page_lying_on_its_side_is_turned() -> None:
    upright = Image.open(ORDER_29 / "order-29-2.png")
    stream = io.BytesIO()
    upright.rotate(90, expand=True).save(stream, "PNG")
    document = read_sources(source("боком.png", stream.getvalue()))
    assert "Контроль за исполнением настоящего приказа" in document.text
    assert any(step.name == "orientation" for step in document.pages[0].steps)


@pytest.mark.tesseract
def test_a_scanned_pdf_without_text_is_read_from_its_pictures() -> None:
    document = read_sources(*order_29_sources("order-29-scan.pdf"))
    assert [page.steps[0].options["reason"] for page in document.pages] == ["no text layer"] * 2
    assert "Возложить следующие обязанности" in document.text


def pdf(*layers: tuple[str, bool], picture: bytes | None = None) -> Source:
    """A page with lines of text, visible or not, over a picture or on white paper."""
    if "Svod" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Svod", str(SERIF)))
    stream = io.BytesIO()
    sheet = Canvas(stream, pagesize=A4)
    if picture is not None:
        sheet.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, *A4)
    for place, (line, visible) in enumerate(layers):
        text = sheet.beginText(60, 780 - 16 * place)
        text.setFont("Svod", 12)
        text.setTextRenderMode(0 if visible else 3)
        text.textLine(line)
        sheet.drawText(text)
    sheet.save()
    return source("приказ.pdf", stream.getvalue())


def test_text_that_was_born_digital_is_taken_with_its_boxes() -> None:
    lines = ("ПРИКАЗЫВАЮ:", "1. Назначить ответственным за питание учителя", "2. Контроль оставляю за собой.")
    page = read_sources(pdf(*((line, True) for line in lines))).pages[0]
    assert page.kind is PageKind.BORN_DIGITAL
    assert [line.text for line in page.lines if line.text] == list(lines)
    boxes = [line.box for line in page.lines if line.box]
    assert [box.y0 for box in boxes] == sorted(box.y0 for box in boxes)
    assert 55 < boxes[0].x0 < 65


@pytest.mark.tesseract
@pytest.mark.parametrize(
    "layer", ["BO3JIO)KHTb CJIeayIOIIHe O65I3aHHOCTH Ha PaboTHHKOB", "Âîçëîæèòü ñëåäóþùèå îáÿçàííîñòè"]
)
def test_a_bad_text_layer_is_not_trusted(layer: str) -> None:
    scan = (ORDER_29 / "order-29-2.png").read_bytes()
    document = read_sources(pdf((layer, False), picture=scan))
    assert document.pages[0].steps[0].options["reason"] == "bad text layer"
    assert layer not in document.text
    assert "Контроль за исполнением настоящего приказа" in document.text


@pytest.mark.tesseract
def test_every_page_of_a_tiff_is_read() -> None:
    stream = io.BytesIO()
    first, second = (Image.open(ORDER_29 / f"order-29-{number}.png") for number in (1, 2))
    first.save(stream, "TIFF", save_all=True, append_images=[second], compression="tiff_deflate")
    document = read_sources(source("приказ.tif", stream.getvalue()))
    assert [(page.number, page.part, page.part_page) for page in document.pages] == [(1, 0, 0), (2, 0, 1)]
    assert "ПРИКАЗЫВАЮ" in document.text
    assert "Контроль за исполнением" in document.text


def test_the_progress_of_long_reading_is_told() -> None:
    told: list[tuple[int, int]] = []
    read(
        order_29_sources("order-29.docx"),
        engine=TesseractEngine(),
        limits=Limits(),
        context=ReadingContext(),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 1)]


@pytest.mark.tesseract
def test_a_document_survives_json() -> None:
    document = read_sources(*order_29_sources("order-29-1.png"))
    assert from_json(to_json(document)) == document


def test_reading_the_same_bytes_twice_gives_the_same_document() -> None:
    once, twice = (read_sources(*order_29_sources("order-29.docx")) for _ in range(2))
    assert once == twice


def test_offsets_in_the_raw_line_are_found_through_edits() -> None:
    document = read_sources(*order_29_sources("order-29.txt"))
    edited: list[Line] = [line for line in document.pages[0].lines if len(line.edits) > 2]
    assert edited
    for line in edited:
        for edit in line.edits:
            assert line.raw_offset(edit.start) == edit.raw_start
            assert line.raw_offset(edit.end) == edit.raw_end
