"""DOCX through python-docx: paragraphs and tables in document order, automatic numbers made visible."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import LxmlError

from ingest.model import CELL_SEPARATOR, Line, Page, PageKind
from ingest.readers.numbering import Numbering, W, read_numbering
from ingest.sources import bytes_of
from school.errors import DamagedFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.model import Source

BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}


def read_word(source: Source) -> Page:
    """One page: a line per paragraph, a line per table row with its cells joined by ` | `."""
    try:
        book = docx.Document(BytesIO(bytes_of(source)))
        lines = tuple(_lines(book))
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        LxmlError,
        KeyError,
        ValueError,
        AttributeError,
    ) as error:
        # python-docx tells a broken package by whatever its parser stumbles over
        raise DamagedFile(name=source.name) from error
    return Page(number=1, kind=PageKind.TEXT, lines=lines)


def _lines(book: Any) -> Iterator[Line]:
    numbering = read_numbering(_numbering_root(book))
    styles = {style.style_id: style.element for style in book.styles}
    tables = 0
    for element in book.element.body.iterchildren():
        if element.tag == f"{W}p":
            yield from _paragraph(element, numbering, styles)
        elif element.tag == f"{W}tbl":
            tables += 1
            yield from _table(element, numbering, styles, tables)


def _numbering_root(book: Any) -> Any | None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    part = next((rel.target_part for rel in book.part.rels.values() if rel.reltype == kind), None)
    return None if part is None else part.element


def _paragraph(element: Any, numbering: Numbering, styles: dict[str, Any]) -> Iterator[Line]:
    text = _marker(element, numbering, styles) + _text(element)
    for line in text.split("\n"):
        yield Line(raw=line, text=line)


def _table(element: Any, numbering: Numbering, styles: dict[str, Any], ordinal: int) -> Iterator[Line]:
    for row in element.iter(f"{W}tr"):
        cells = (_cell(cell, numbering, styles) for cell in row.findall(f"{W}tc"))
        text = CELL_SEPARATOR.join(cells)
        yield Line(raw=text, text=text, table=ordinal)


def _cell(element: Any, numbering: Numbering, styles: dict[str, Any]) -> str:
    parts = (_marker(item, numbering, styles) + _text(item) for item in element.iter(f"{W}p"))
    return " ".join(part.replace("\n", " ").strip() for part in parts if part.strip())


def _text(element: Any) -> str:
    """Printed text of a paragraph: deleted revisions and field codes are not printed."""
    text = ""
    for item in element.iter():
        if item.tag == f"{W}t" and not _deleted(item):
            text += item.text or ""
        elif item.tag in BREAKS and item.getparent().tag == f"{W}r":
            text += BREAKS[item.tag]
    return text


def _deleted(item: Any) -> bool:
    return any(parent.tag in {f"{W}del", f"{W}moveFrom"} for parent in item.iterancestors())


def _marker(element: Any, numbering: Numbering, styles: dict[str, Any]) -> str:
    """The automatic number of a paragraph with a space after it, or nothing."""
    found = _list_of(element.find(f"{W}pPr"), styles)
    if found is None:
        return ""
    marker = numbering.marker(*found)
    return f"{marker} " if marker else ""


def _list_of(properties: Any | None, styles: dict[str, Any], depth: int = 0) -> tuple[str, int] | None:
    """(numId, level) of a paragraph, its own or its style's; numId 0 switches numbering off."""
    if properties is None or depth > len(styles):
        return None
    own = properties.find(f"{W}numPr")
    if own is not None and own.find(f"{W}numId") is not None:
        number_id = own.find(f"{W}numId").get(f"{W}val")
        level = own.find(f"{W}ilvl")
        return None if number_id == "0" else (number_id, int(level.get(f"{W}val")) if level is not None else 0)
    style = properties.find(f"{W}pStyle")
    style = style if style is not None else properties.getparent().find(f"{W}basedOn")
    parent = styles.get(style.get(f"{W}val")) if style is not None else None
    return _list_of(parent.find(f"{W}pPr"), styles, depth + 1) if parent is not None else None
