"""Repair of a text without paper: what is right comes out byte for byte, however long the text is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.repair.line import repair_lines, vocabulary
from ingest.repair.memory import Memory
from ingest.repair.pieces import blocks, pieces, surrounded, with_layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.model import Edit
    from ingest.repair.pieces import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEdit:
    """An edit with the number of its line, from 1; its offsets are in that line."""

    line: int
    edit: Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairedText:
    """A repaired text, or the next part of one, with its newlines as they were, and every edit."""

    text: str
    edits: tuple[TextEdit, ...]


def repair_text(text: str) -> RepairedText:
    """Repairs a whole text."""
    parts = list(repair_parts([text], remembered([text])))
    edits = tuple(edit for part in parts for edit in part.edits)
    return RepairedText(text="".join(part.text for part in parts), edits=edits)


def remembered(texts: Iterable[str]) -> frozenset[str]:
    """What the first of two passes over a long text finds: words of its good parts, the commonest where they are many.

    Args:
        texts: the text bit by bit.
    """
    memory = Memory()
    for block in blocks(pieces(texts)):
        memory.add(vocabulary([piece.words for piece in block]))
    return memory.words


def repair_parts(texts: Iterable[str], memory: frozenset[str] | None = None) -> Iterator[RepairedText]:
    """Repairs a text that comes bit by bit, in memory that does not grow with its length.

    Args:
        texts: the text bit by bit; how it is divided makes no difference.
        memory: words of the good parts of the whole text; None where it can be read only once: then what was seen
            so far is remembered.

    Returns:
        Part after part, each as soon as it is repaired; together they are the repaired text.
    """
    seen = Memory()
    joiner = _Joiner()
    for part in surrounded(blocks(pieces(texts))):
        repaired = repair_lines(part.words, memory=seen.words if memory is None else memory)
        start = len(part.before)
        yield joiner.joined(part.block, repaired[start : start + len(part.block)])
        if memory is None:
            seen.add(vocabulary([piece.words for piece in part.block]))


@dataclass(slots=True)
class _Joiner:
    """Puts repaired pieces together; remembers how far the line that goes on has grown."""

    _line: int = field(default=0, init=False)
    _shift: int = field(default=0, init=False)

    def joined(self, block: Iterable[Piece], repaired: Iterable[tuple[str, tuple[Edit, ...]]]) -> RepairedText:
        """The text of a block and its edits, their offsets in whole lines."""
        texts: list[str] = []
        edits: list[TextEdit] = []
        for piece, (text, found) in zip(block, repaired, strict=True):
            kept, made = (piece.body, ()) if piece.is_data else with_layout(piece.body, text, found)
            if piece.line != self._line:
                self._line, self._shift = piece.line, 0
            edits += [TextEdit(line=piece.line, edit=self._moved(edit, piece.start)) for edit in made]
            texts += (piece.head, kept, piece.tail)
            self._shift += len(kept) - len(piece.body)
        return RepairedText(text="".join(texts), edits=tuple(edits))

    def _moved(self, edit: Edit, start: int) -> Edit:
        end = start + self._shift
        return replace(
            edit,
            raw_start=edit.raw_start + start,
            raw_end=edit.raw_end + start,
            start=edit.start + end,
            end=edit.end + end,
        )
