"""hOCR 1.2: a document as a page of the web whose words know their places."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from ingest.export.sheets import angle, around, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.export.sheets import Row, Sheet, Word
    from ingest.model import Box

XHTML = "http://www.w3.org/1999/xhtml"
DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
CLASSES = "ocr_page ocr_carea ocr_par ocr_line ocrx_word"


def write_hocr(out: IO[bytes], sheets: Iterable[Sheet], title: str, producer: str) -> None:
    """Writes the sheets as they come."""
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        xml.write_doctype(DOCTYPE)
        with xml.element("html", nsmap={None: XHTML}, lang="ru"):
            xml.write("\n", _head(title, producer), "\n")
            with xml.element("body"):
                for number, sheet in enumerate(sheets, 1):
                    _page(xml, sheet, number)


def _head(title: str, producer: str) -> Any:
    head = etree.Element("head")
    etree.SubElement(head, "title").text = clean(title)
    etree.SubElement(head, "meta", {"http-equiv": "Content-Type", "content": "text/html; charset=utf-8"})
    etree.SubElement(head, "meta", name="ocr-system", content=producer)
    etree.SubElement(head, "meta", name="ocr-capabilities", content=CLASSES)
    return head


def _page(xml: Any, sheet: Sheet, number: int) -> None:
    paper = sheet.paper
    image = clean(sheet.name).replace('"', "'")
    about = (
        f'image "{image}"; bbox 0 0 {paper.width:.0f} {paper.height:.0f}; ppageno {number - 1}; '
        f"scan_res {paper.dpi[0]:.0f} {paper.dpi[1]:.0f}"
    )
    with _part(xml, "div", "ocr_page", f"page_{number}", about):
        for place, rows in enumerate(sheet.paragraphs, 1):
            box = _bbox(around(word.quad for row in rows for word in row))
            with (
                _part(xml, "div", "ocr_carea", f"block_{number}_{place}", box),
                _part(xml, "p", "ocr_par", f"par_{number}_{place}", box),
            ):
                for index, row in enumerate(rows, 1):
                    _line(xml, row, f"{number}_{place}_{index}")


def _line(xml: Any, row: Row, name: str) -> None:
    about = _bbox(around(word.quad for word in row))
    if turned := angle(row):
        about += f"; textangle {turned:.1f}"
    with _part(xml, "span", "ocr_line", f"line_{name}", about):
        for index, word in enumerate(row, 1):
            with _part(xml, "span", "ocrx_word", f"word_{name}_{index}", _about(word), end=" "):
                xml.write(word.text)


def _about(word: Word) -> str:
    return f"{_bbox(around((word.quad,)))}; x_wconf {word.confidence * 100:.0f}"


@contextmanager
def _part(xml: Any, tag: str, kind: str, name: str, about: str, *, end: str = "\n") -> Iterator[None]:
    with xml.element(tag, {"class": kind, "id": name, "title": about}):
        yield
    xml.write(end)


def _bbox(box: Box) -> str:
    return f"bbox {box.x0:.0f} {box.y0:.0f} {box.x1:.0f} {box.y1:.0f}"
