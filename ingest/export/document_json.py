"""A document as JSON and back: pages, lines, words, boxes, confidences, edits, steps, problems."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from ingest.model import Box, Cell, Document, Edit, Grid, Line, Page, PageKind, PageProblem, Step, Symbol, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ingest.model import Affine


def to_json(document: Document) -> dict[str, Any]:
    """Plain JSON values; `text` is the repaired text in reading order."""
    body = asdict(document)
    body["text"] = document.text
    return body


def json_pieces(document: Document) -> Iterator[str]:
    """The text of that JSON without `text`, page by page: a long document is never held twice."""
    body = to_json(replace(document, pages=()))
    del body["pages"], body["text"]
    yield json.dumps(body, ensure_ascii=False, sort_keys=True)[:-1] + ', "pages": ['
    for place, page in enumerate(document.pages):
        yield (", " if place else "") + json.dumps(page_to_json(page), ensure_ascii=False, sort_keys=True)
    yield "]}"


def page_to_json(page: Page) -> dict[str, Any]:
    """One page of it."""
    return asdict(page)


def steps_json(page: Page) -> list[dict[str, Any]]:
    """What was done to a page."""
    return [asdict(step) for step in page.steps]


def from_json(body: Mapping[str, Any]) -> Document:
    """The document that `to_json` was made of."""
    return Document(
        sha256=body["sha256"],
        name=body["name"],
        media_type=body["media_type"],
        pages=tuple(page_from_json(page) for page in body["pages"]),
        steps=tuple(Step(**step) for step in body["steps"]),
    )


def page_from_json(body: Mapping[str, Any]) -> Page:
    """The page that `page_to_json` was made of."""
    return Page(
        number=body["number"],
        kind=PageKind(body["kind"]),
        lines=tuple(_line(line) for line in body["lines"]),
        part=body["part"],
        part_page=body["part_page"],
        width=body["width"],
        height=body["height"],
        to_original=_affine(body["to_original"]),
        steps=tuple(Step(**step) for step in body["steps"]),
        problems=tuple(PageProblem(**problem) for problem in body["problems"]),
        # readings kept before ruled pages were read have no such field
        grid=_grid(body["grid"]) if body.get("grid") else None,
    )


def _grid(body: Mapping[str, Any]) -> Grid:
    return Grid(
        rows=tuple(body["rows"]),
        columns=tuple(body["columns"]),
        cells=tuple(_cell(cell) for cell in body["cells"]),
        confidence=body["confidence"],
    )


def _cell(body: Mapping[str, Any]) -> Cell:
    return Cell(**{**body, "box": Box(**body["box"]), "symbols": tuple(Symbol(**symbol) for symbol in body["symbols"])})


def _affine(values: list[float]) -> Affine:
    a, b, c, d, e, f, g, h, i = values
    return (a, b, c, d, e, f, g, h, i)


def _word(body: Mapping[str, Any]) -> Word:
    return Word(
        text=body["text"],
        confidence=body["confidence"],
        box=Box(**body["box"]),
        # readings kept before a word was read twice have neither
        alternatives=tuple(body.get("alternatives", ())),
        review=body.get("review", False),
    )


def _line(body: Mapping[str, Any]) -> Line:
    return Line(
        raw=body["raw"],
        text=body["text"],
        confidence=body["confidence"],
        box=Box(**body["box"]) if body["box"] else None,
        words=tuple(_word(word) for word in body["words"]),
        edits=tuple(Edit(**{**edit, "alternatives": tuple(edit["alternatives"])}) for edit in body["edits"]),
        table=body["table"],
    )
