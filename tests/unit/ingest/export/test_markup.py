"""hOCR and ALTO: words, places on the scan as it came, confidences."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from lxml import etree

from ingest.export.forms import Form
from ingest.export.pipeline import export
from ingest.model import Box, Cell, Document, Grid, Limits, Line, Source, Step, Symbol
from support.documents import document_of, order_29_sources, read_sources
from support.drawn_page import PAGES, DrawnPage, drawn_page

ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
HTML = "{http://www.w3.org/1999/xhtml}"


def marked(document: Document, source: Source, form: Form) -> etree._Element:
    out = io.BytesIO()
    export(document, [source], Limits(), form, out)
    return etree.fromstring(out.getvalue())


def exported(drawn: DrawnPage, form: Form) -> etree._Element:
    return marked(drawn.document(), Source(name="лист.png", data=drawn.png()), form)


def titles(root: etree._Element, kind: str) -> list[str]:
    return [item.get("title") for item in root.iter() if item.get("class") == kind]


def numbers(title: str, name: str) -> list[float]:
    return [float(value) for value in re.search(rf"{name}((?: -?[\d.]+)+)", title)[1].split()]


def truth(drawn: DrawnPage) -> list[list[float]]:
    return [[*quad.min(axis=0), *quad.max(axis=0)] for _, quad in drawn.truth()]


@pytest.mark.parametrize("way", PAGES)
def test_hocr_says_where_words_lie_on_the_scan(way: str) -> None:
    drawn = PAGES[way]()
    root = exported(drawn, Form.HOCR)
    words = [item.text for item in root.iter(f"{HTML}span") if item.get("class") == "ocrx_word"]
    assert words == [text for text, _ in drawn.truth()]
    places = [numbers(title, "bbox") for title in titles(root, "ocrx_word")]
    assert np.abs(np.array(places) - truth(drawn)).max() < 1.5
    (page,) = titles(root, "ocr_page")
    assert numbers(page, "bbox") == [0, 0, drawn.scan.shape[1], drawn.scan.shape[0]]
    assert numbers(page, "scan_res") == [150, 150]
    assert {numbers(title, "x_wconf")[0] for title in titles(root, "ocrx_word")} == {90}


@pytest.mark.parametrize("way", PAGES)
def test_alto_says_where_words_lie_on_the_scan(way: str) -> None:
    drawn = PAGES[way]()
    strings = list(exported(drawn, Form.ALTO).iter(f"{ALTO}String"))
    assert [item.get("CONTENT") for item in strings] == [text for text, _ in drawn.truth()]
    for item, (_, quad) in zip(strings, drawn.truth(), strict=True):
        x, y, wide, high = (float(item.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
        assert [x, y, x + wide, y + high] == pytest.approx([*quad.min(axis=0), *quad.max(axis=0)], abs=0.3)
        polygon = item.find(f"{ALTO}Shape/{ALTO}Polygon")
        if polygon is not None:
            points = [[float(value) for value in point.split(",")] for point in polygon.get("POINTS").split()]
            assert np.abs(np.array(points) - quad).max() < 0.2


@pytest.mark.parametrize(("way", "degrees"), [("on its left side", 90), ("upside down", 180), ("skewed by 3°", 3)])
def test_turned_rows_say_by_how_much_against_the_clock(way: str, degrees: float) -> None:
    drawn = PAGES[way]()
    found = {float(item.get("ROTATION")) for item in exported(drawn, Form.ALTO).iter(f"{ALTO}TextBlock")}
    assert found == {degrees}
    assert {numbers(title, "textangle")[0] for title in titles(exported(drawn, Form.HOCR), "ocr_line")} == {degrees}


def test_alto_tells_alternatives_and_how_it_was_read() -> None:
    drawn = drawn_page()
    line = drawn.page.lines[2]
    doubtful = replace(line.words[1], alternatives=("15:50", "16:30"), review=True)
    line = replace(line, words=(line.words[0], doubtful, *line.words[2:]))
    page = replace(drawn.page, lines=(line,))
    document = replace(
        drawn.document(), pages=(page,), steps=(Step(name="движок", version="5", options={"язык": "rus"}),)
    )
    root = marked(document, Source(name="лист.png", data=drawn.png()), Form.ALTO)
    word = next(item for item in root.iter(f"{ALTO}String") if item.get("CONTENT") == "15:30")
    assert [item.text for item in word.findall(f"{ALTO}ALTERNATIVE")] == ["15:50", "16:30"]
    assert word.get("WC") == "0.90"
    assert root.findtext(f"{ALTO}Description/{ALTO}MeasurementUnit") == "pixel"
    steps = [item.findtext(f"{ALTO}processingSoftware/{ALTO}softwareName") for item in root.iter(f"{ALTO}Processing")]
    assert steps == ["движок", "Svod"]
    names = [item.get("ID") for item in root.iter() if item.get("ID")]
    assert len(set(names)) == len(names)


def test_blank_lines_part_paragraphs() -> None:
    drawn = drawn_page()
    first, second, *rest = drawn.page.lines
    page = replace(drawn.page, lines=(first, Line(raw="", text=""), second, *rest))
    root = marked(replace(drawn.document(), pages=(page,)), Source(name="лист.png", data=drawn.png()), Form.ALTO)
    assert [len(block) for block in root.iter(f"{ALTO}TextBlock")] == [1, 3]


def test_cells_of_a_ruled_page_are_told() -> None:
    drawn = drawn_page()
    boxes = [Box(x0=x, y0=900, x1=x + 60, y1=940) for x in (100, 160, 220)]
    cells = (
        Cell(row=0, column=0, box=boxes[0], text="Абрамова", confidence=0.8),
        Cell(
            row=0,
            column=1,
            box=boxes[1],
            symbols=(Symbol(value="5", probability=0.97), Symbol(value="3", probability=0.02)),
        ),
        Cell(row=0, column=2, box=boxes[2], symbols=(Symbol(value="", probability=0.99),)),
    )
    page = replace(drawn.page, lines=(), grid=Grid(rows=(900, 940), columns=(100, 160, 220, 280), cells=cells))
    root = marked(replace(drawn.document(), pages=(page,)), Source(name="лист.png", data=drawn.png()), Form.ALTO)
    words = [(item.get("CONTENT"), item.get("WC"), float(item.get("HPOS"))) for item in root.iter(f"{ALTO}String")]
    assert words == [("Абрамова", "0.80", 100), ("5", "0.97", 160)]


@pytest.mark.parametrize("form", [Form.HOCR, Form.ALTO])
def test_signs_that_xml_forbids_and_marks_of_its_own_do_no_harm(form: Form) -> None:
    document = document_of('<b>Приказ\x0c & "№"\x00 29\ufffe', name='а"б<в.txt')
    root = marked(document, Source(name=document.name, data=b"-"), form)
    found = [
        item.get("CONTENT") or item.text
        for item in root.iter(f"{ALTO}String", f"{HTML}span")
        if item.get("class") != "ocr_line"
    ]
    assert found == ["<b>Приказ", "&", '"№"', "29"]


@pytest.mark.tesseract
def test_order_29_goes_out_with_every_word_of_its_text() -> None:
    (source,) = order_29_sources("order-29-1.png")
    document = read_sources(source)
    strings = marked(document, source, Form.ALTO).iter(f"{ALTO}String")
    assert [item.get("CONTENT") for item in strings] == document.text.split()
