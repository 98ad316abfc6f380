"""Repair of a text without paper: what is right comes out byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.repair.line import repair_lines

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
    wholes = [match.group() for match in LINES.finditer(text)]
    bodies = [whole.rstrip("\r\n") for whole in wholes]
    repaired = repair_lines(bodies)
    parts = [line + whole[len(body) :] for (line, _), whole, body in zip(repaired, wholes, bodies, strict=True)]
    edits = [TextEdit(line=number, edit=edit) for number, (_, found) in enumerate(repaired, 1) for edit in found]
    return RepairedText(text="".join(parts), edits=tuple(edits))
