"""Repair of a text without paper: what is right comes out byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.repair.line import bad_lines, repair_line

if TYPE_CHECKING:
    from ingest.model import Edit

LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEdit:
    """An edit with the number of its line, from 1."""

    line: int
    edit: Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairedText:
    """The repaired text with its newlines as they were, and every edit."""

    text: str
    edits: tuple[TextEdit, ...]


def repair_text(text: str) -> RepairedText:
    """Repairs every line of a text."""
    parts: list[str] = []
    edits: list[TextEdit] = []
    wholes = [match.group() for match in LINES.finditer(text)]
    bodies = [whole.rstrip("\r\n") for whole in wholes]
    for number, (whole, body, bad) in enumerate(zip(wholes, bodies, bad_lines(bodies), strict=True), 1):
        repaired, found = repair_line(body, bad=bad)
        parts.append(repaired + whole[len(body) :])
        edits += [TextEdit(line=number, edit=edit) for edit in found]
    return RepairedText(text="".join(parts), edits=tuple(edits))
