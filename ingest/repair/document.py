"""Repair of a whole document: `raw` stays, `text` and `edits` change, confidence falls with what was guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.model import Step
from ingest.repair.line import bad_lines, repair_line
from ingest.repair.slips import engine_slips

if TYPE_CHECKING:
    from ingest.model import Document, Line, Page, ReadingContext

VERSION = "1"


def repair_document(document: Document, context: ReadingContext) -> Document:
    """The document with every line repaired; the same document when nothing needed it."""
    del context  # names known to the school will weigh readings of names
    pages = tuple(_page(page) for page in document.pages)
    if pages == document.pages:
        return document
    return replace(document, pages=pages, steps=(*document.steps, Step(name="repair", version=VERSION)))


def _page(page: Page) -> Page:
    bad = bad_lines([line.raw for line in page.lines])
    lines = tuple(_line(line, bad=flag) for line, flag in zip(page.lines, bad, strict=True))
    return page if lines == page.lines else replace(page, lines=lines)


def _line(line: Line, *, bad: bool) -> Line:
    text, edits = engine_slips(line) if line.words else repair_line(line.raw, bad=bad)
    if not edits:
        return line
    changed = sum(edit.end - edit.start for edit in edits)
    sure = sum(edit.confidence * (edit.end - edit.start) for edit in edits)
    kept = max(0, len(text) - changed)
    return replace(line, text=text, edits=edits, confidence=(line.confidence * kept + sure) / max(1, kept + changed))
