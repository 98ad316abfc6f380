"""Repair of a whole document: `raw` stays, `text` and `edits` change, confidence falls with what was guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.model import Step
from ingest.repair.line import repair_lines
from ingest.repair.slips import engine_slips

if TYPE_CHECKING:
    from ingest.model import Document, Edit, Line, ReadingContext

VERSION = "2"


def repair_document(document: Document, context: ReadingContext) -> Document:
    """The document with every line repaired; the same document when nothing needed it.

    Lines are judged together, over page ends. Names of the context and words of the document's good part count as
    words, so that they can come back from garbled lines.
    """
    lines = [line for page in document.pages for line in page.lines]
    repaired = iter(repair_lines([line.raw for line in lines], context.people))
    pages = tuple(
        replace(page, lines=tuple(_line(line, *next(repaired)) for line in page.lines)) for page in document.pages
    )
    if pages == document.pages:
        return document
    return replace(document, pages=pages, steps=(*document.steps, Step(name="repair", version=VERSION)))


def _line(line: Line, text: str, edits: tuple[Edit, ...]) -> Line:
    if line.words and not edits:
        text, edits = engine_slips(line)
    if not edits:
        return line
    changed = sum(edit.end - edit.start for edit in edits)
    sure = sum(edit.confidence * (edit.end - edit.start) for edit in edits)
    kept = max(0, len(text) - changed)
    return replace(line, text=text, edits=edits, confidence=(line.confidence * kept + sure) / max(1, kept + changed))
