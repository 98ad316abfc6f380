"""ALTO 4: a document as libraries and archives keep the layout of recognised pages."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from ingest.export.sheets import angle, around, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ingest.export.sheets import Row, Sheet, Word
    from ingest.model import Document, Step
    from ingest.places import Quad

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = f"{NAMESPACE} http://www.loc.gov/standards/alto/v4/alto-4-2.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
SKEWED = 1.0
"""Pixels by which a word may leave its upright rectangle before its corners are told."""


def write_alto(out: IO[bytes], sheets: Iterable[Sheet], document: Document, producer: tuple[str, str]) -> None:
    """Writes the sheets as they come; `producer` is (name, version)."""
    spaces = {None: NAMESPACE, "xsi": INSTANCE}
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("alto", {f"{{{INSTANCE}}}schemaLocation": SCHEMA}, nsmap=spaces):
            xml.write("\n", _description(document, producer), "\n")
            with xml.element("Layout"):
                for number, sheet in enumerate(sheets, 1):
                    _page(xml, sheet, number)


def _description(document: Document, producer: tuple[str, str]) -> Any:
    root = etree.Element("Description")
    etree.SubElement(root, "MeasurementUnit").text = "pixel"
    source = etree.SubElement(root, "sourceImageInformation")
    etree.SubElement(source, "fileName").text = clean(document.name)
    etree.SubElement(source, "fileIdentifier").text = document.sha256
    for index, step in enumerate(document.steps, 1):
        root.append(_processing(f"step_{index}", step.name, step))
    root.append(_processing("export", *producer))
    return root


def _processing(name: str, software: str, step: Step | str) -> Any:
    made = etree.Element("Processing", ID=name)
    version = step if isinstance(step, str) else step.version
    options = {} if isinstance(step, str) else step.options
    if options:
        told = "; ".join(f"{key}={value}" for key, value in sorted(options.items()))
        etree.SubElement(made, "processingStepSettings").text = told
    program = etree.SubElement(made, "processingSoftware")
    etree.SubElement(program, "softwareName").text = software
    if version:
        etree.SubElement(program, "softwareVersion").text = version
    return made


def _page(xml: Any, sheet: Sheet, number: int) -> None:
    size = {"WIDTH": f"{sheet.paper.width:.0f}", "HEIGHT": f"{sheet.paper.height:.0f}"}
    with xml.element("Page", {"ID": f"page_{number}", "PHYSICAL_IMG_NR": str(number), **size}):
        xml.write("\n")
        with xml.element("PrintSpace", {"HPOS": "0", "VPOS": "0", **size}):
            xml.write("\n")
            for place, rows in enumerate(sheet.paragraphs, 1):
                xml.write(_block(rows, f"{number}_{place}"), "\n")
    xml.write("\n")


def _block(rows: Sequence[Row], name: str) -> Any:
    block = etree.Element("TextBlock", {"ID": f"block_{name}", **_place([word.quad for row in rows for word in row])})
    if turned := angle(rows[0]):
        block.set("ROTATION", f"{turned:.1f}")
    for index, row in enumerate(rows, 1):
        line = etree.SubElement(
            block, "TextLine", {"ID": f"line_{name}_{index}", **_place([word.quad for word in row])}
        )
        line.extend(_strings(row, f"{name}_{index}"))
    return block


def _strings(row: Row, name: str) -> Iterator[Any]:
    for index, word in enumerate(row, 1):
        if index > 1:
            yield etree.Element("SP")
        yield _string(word, f"word_{name}_{index}")


def _string(word: Word, name: str) -> Any:
    made = etree.Element(
        "String",
        {"ID": name, "CONTENT": word.text, "WC": f"{min(1.0, max(0.0, word.confidence)):.2f}", **_place([word.quad])},
    )
    if _skewed(word.quad):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in word.quad)
        etree.SubElement(etree.SubElement(made, "Shape"), "Polygon", POINTS=points)
    for other in word.alternatives:
        etree.SubElement(made, "ALTERNATIVE").text = other
    return made


def _place(quads: Sequence[Quad]) -> Mapping[str, str]:
    box = around(quads)
    size = {"WIDTH": box.x1 - box.x0, "HEIGHT": box.y1 - box.y0}
    return {key: f"{value:.1f}" for key, value in {"HPOS": box.x0, "VPOS": box.y0, **size}.items()}


def _skewed(quad: Quad) -> bool:
    box = around((quad,))
    corners = [(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    return any(min(max(abs(x - cx), abs(y - cy)) for cx, cy in corners) > SKEWED for x, y in quad)
