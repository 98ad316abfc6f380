"""Text that remembers its paper: rows of a document, and passages joined from them.

A row is a line of the document with its page, its number and its offset in `Document.raw_text`. A passage is
text made of rows or parts of rows (line breaks folded, hyphenation undone); any piece of it can be taken back
to a `SourceRef`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.model import SourceRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.model import Box, Document, Line

SHORTEST_HALF = 2
_SPACES = re.compile(r"\s+")
_HYPHEN_END = re.compile(r"(?<=[а-яё])[-‐¬]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the document where it stands."""

    document: str
    page: int
    number: int
    offset: int
    """Of the line's first character in `Document.raw_text`."""
    line: Line

    @property
    def text(self) -> str:
        """The line's repaired text."""
        return self.line.text

    @property
    def blank(self) -> bool:
        """True when nothing is printed there."""
        return not self.line.text.strip(FRAME)


FRAME = " \t\u00a0┌┐└┘─│├┤┬┴┼═║╔╗╚╝"
"""What stamps are framed with is no print."""


def is_table_row(row: Row) -> bool:
    """True for a row of a table, from a file that has tables or typed with strokes between cells."""
    return row.line.table is not None or row.text.count("|") > 1 or " | " in row.text


def rows_of(document: Document) -> tuple[Row, ...]:
    """Every line of the document with its place."""
    rows = []
    offset = 0
    for page in document.pages:
        for number, line in enumerate(page.lines, 1):
            rows.append(Row(document=document.sha256, page=page.number, number=number, offset=offset, line=line))
            offset += len(line.raw) + 1
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    row: Row
    row_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Joined text and where each piece of it stands."""

    text: str
    pieces: tuple[_Piece, ...]

    def source(self, start: int = 0, end: int | None = None) -> SourceRef:
        """The place on paper of `text[start:end]`.

        Raises:
            ValueError: the passage is empty.
        """
        stop = len(self.text) if end is None else end
        touched = [piece for piece in self.pieces if piece.start < stop and piece.start + piece.length > start]
        if not touched:
            touched = list(self.pieces[:1])
        if not touched:
            raise ValueError("an empty passage has no place on paper")
        first, last = touched[0], touched[-1]
        return SourceRef(
            document=first.row.document,
            page=first.row.page,
            line=first.row.number,
            last_line=last.row.number,
            start=_raw_place(first, max(start, first.start)),
            end=_raw_place(last, min(stop, last.start + last.length)),
            box=_box(piece.row.line for piece in touched if piece.row.page == first.row.page),
            confidence=min(_confidence(piece, start, stop) for piece in touched),
        )


def _raw_place(piece: _Piece, position: int) -> int:
    return piece.row.offset + piece.row.line.raw_offset(piece.row_start + position - piece.start)


def _confidence(piece: _Piece, start: int, stop: int) -> float:
    """Of the least certain edit inside the span, or of the line where nothing was edited."""
    low = piece.row_start + max(start, piece.start) - piece.start
    high = piece.row_start + min(stop, piece.start + piece.length) - piece.start
    line = piece.row.line
    inside = [edit.confidence for edit in line.edits if edit.start < high and edit.end > low]
    inside += _word_confidences(line, low, high)
    return min([line.confidence, *inside]) if not line.words else min(inside, default=line.confidence)


def _word_confidences(line: Line, low: int, high: int) -> list[float]:
    found = []
    place = 0
    for word in line.words:
        at = line.text.find(word.text, place)
        if at < 0:
            continue
        place = at + len(word.text)
        if at < high and place > low:
            found.append(word.confidence)
    return found


def _box(lines: Iterable[Line]) -> Box | None:
    whole: Box | None = None
    for line in lines:
        if line.box is not None:
            whole = line.box if whole is None else whole.union(line.box)
    return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a row, from `start` on, to be joined into a passage."""

    row: Row
    start: int = 0
    end: int | None = None


def join(parts: Sequence[Part]) -> Passage:
    """Joins parts of rows with single spaces; a word broken at a line's end is put together again."""
    text = ""
    pieces: list[_Piece] = []
    for part in parts:
        source = part.row.text
        stop = len(source) if part.end is None else part.end
        for match in re.finditer(r"\S+", source[part.start : stop]):
            first_of_part = not match.string[: match.start()].strip()
            if first_of_part and _HYPHEN_END.search(text) and _broken(text, match.group()):
                text = text[:-1]
            elif text:
                text += " "
            pieces.append(_Piece(len(text), part.row, part.start + match.start(), len(match.group())))
            text += match.group()
    return Passage(text, _merged(pieces))


def _broken(text: str, following: str) -> bool:
    """True when the hyphen at the end of `text` broke a word; «учителя-предметники» keeps its hyphen."""
    head = text.rsplit(" ", 1)[-1]
    goes_on = following[:1].islower() or (following.isupper() and head.islower() and len(following) > SHORTEST_HALF)
    return goes_on and len(head) > SHORTEST_HALF and "-" not in head[:-1]


def _merged(pieces: list[_Piece]) -> tuple[_Piece, ...]:
    """Neighbouring words of one row that stand as far apart in both texts become one piece."""
    merged: list[_Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is not None and last.row is piece.row and piece.row_start - last.row_start == piece.start - last.start:
            merged[-1] = _Piece(last.start, last.row, last.row_start, piece.start + piece.length - last.start)
        else:
            merged.append(piece)
    return tuple(merged)


def folded(text: str) -> str:
    """Runs of white space as one space, ends trimmed."""
    return _SPACES.sub(" ", text).strip()
