"""Documents and sources for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import Document, Limits, Line, Page, PageKind, ReadingContext, Source
from ingest.ocr.tesseract import TesseractEngine
from ingest.pipeline import read
from parsing.pipeline import parse_orders
from support.paths import ORDER_29

if TYPE_CHECKING:
    from parsing.records import OrderRecord


def document_of(text: str, name: str = "приказ.txt") -> Document:
    """A text document whose lines are those of the text, unrepaired."""
    lines = tuple(Line(raw=line, text=line) for line in text.split("\n"))
    page = Page(number=1, kind=PageKind.TEXT, lines=lines)
    return Document(sha256="0" * 64, name=name, media_type="text/plain", pages=(page,))


def parse_order(document: Document) -> OrderRecord:
    """The order of a document that holds one."""
    (record,) = parse_orders(document)
    return record


def order_29_sources(*names: str) -> list[Source]:
    return [Source(name=name, data=(ORDER_29 / name).read_bytes()) for name in names]


def read_sources(*sources: Source, limits: Limits | None = None) -> Document:
    """Reads with the real engine."""
    return read(list(sources), engine=TesseractEngine(timeout=60), limits=limits or Limits(), context=ReadingContext())


def order_saying(clauses: str, acquainted: str = "") -> OrderRecord:
    """An order of 1 September 2025 with these clauses, and a sheet of acquaintance if any is given."""
    head = "МБОУ «Средняя школа № 5»\nПРИКАЗ\n01.09.2025          № 10\nО порядке\n\nВ целях порядка\nПРИКАЗЫВАЮ:\n"
    tail = "\nДиректор школы          ____________          Шевчук И.Н.\n"
    sheet = f"\nС приказом ознакомлены:\n{acquainted}\n" if acquainted else ""
    return parse_order(document_of(head + clauses + tail + sheet))
