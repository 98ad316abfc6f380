"""A text of any length in bounded pieces: lines, parts of very long lines, blocks of them with what stands around.

Where a text is cut is decided by its signs only, never by how it came in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from ingest.repair.edits import ENCODED, apply, as_change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.model import Edit

LONGEST = 2000
"""Signs of a line that are repaired together; the part of a longer one ends at white space where it has any."""
MOST_PIECES, MOST_SIGNS = 64, 8000
"""A block is full with so many pieces, or so many signs."""
AROUND, AROUND_SIGNS = 4, 1000
"""So many pieces before and after a block are looked at with it, fewer when they have so many signs together."""
BREAK = re.compile(r"\r\n|\r|\n|[\ud800-\udfff\ufeff]+")
"""Ends of lines; and signs that are no part of any word: bytes that were no text, byte order marks."""
NEWLINES = frozenset({"\r\n", "\r", "\n"})
TO_LAST_SPACE = re.compile(r".*[ \t]", re.DOTALL)
"""Not other white space: damaged words have no-break spaces for letters."""
UNBROKEN = re.compile(r"[^\s\ud800-\udfff\ufeff]+")
LAYOUT = re.compile(r"[\t\v\f\x1c-\x1f\x85\u2028\u2029]+")
CELL_ENDS = re.compile(r"[\t\f\u2028\u2029]+")
"""Without what UTF-8 read as Latin-1 has inside of words."""
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or a part of one.

    `line` counts from 1; `start` is the body's offset in its line; `head` and `tail` stand around it and stay as they
    are: a newline, signs of layout, signs that are no text; nothing where a long line was cut.
    """

    line: int
    start: int
    body: str
    tail: str
    head: str = ""
    is_data: bool = False
    """True for a run without any white space that fills pieces, and for its end: no words that could be repaired."""

    @property
    def words(self) -> str:
        """What is looked at: the body; a number, which nothing follows from, in the place of data."""
        return "0" if self.is_data else self.body


def pieces(texts: Iterable[str]) -> Iterator[Piece]:
    """Pieces of a text that comes bit by bit; their heads, bodies and tails joined are the text."""
    return (cell for piece in _lines(texts) for cell in _cells(piece))


def _lines(texts: Iterable[str]) -> Iterator[Piece]:
    line, start, left, inside = 1, 0, "", False
    for text, last in chain(((text, False) for text in texts), [("", True)]):
        left += text
        place = 0
        while (end := _end(left, place, last=last, inside=inside)) is not None:
            body, tail = left[place : end[0]], left[end[0] : end[1]]
            data = TO_LAST_SPACE.match(body) is None and (len(body) >= LONGEST or (inside and not tail))
            yield Piece(line, start, body, tail, is_data=data)
            line, start = (line + 1, 0) if tail in NEWLINES else (line, start + end[1] - place)
            place, inside = end[1], data and not tail
        left = left[place:]


def _end(text: str, place: int, *, last: bool, inside: bool) -> tuple[int, int] | None:
    """Where the body and the tail of the next piece end; None when more of the text must be seen first.

    `inside` after a cut in the middle of a run without white space: what is left of the run is a piece by itself.
    """
    limit = place + LONGEST
    enough = last or len(text) >= limit + 2
    if inside and (run := UNBROKEN.match(text, place, limit)):
        return (run.end(), run.end()) if enough or run.end() < len(text) else None
    match = BREAK.search(text, place, limit + 2)
    if match is not None and match.start() <= limit:
        # «\r» at the very end may be half of «\r\n»
        return match.span() if enough or match.end() < len(text) else None
    if not enough or place == len(text):
        return None
    cut = _cut(text, place) if len(text) > limit else len(text)
    return cut, cut


def _cut(text: str, place: int) -> int:
    """Behind the last white space of the next `LONGEST` signs; in the middle of a word where there is none."""
    found = TO_LAST_SPACE.match(text, place, place + LONGEST)
    return found.end() if found else place + LONGEST


def _cells(piece: Piece) -> Iterator[Piece]:
    """A piece divided where tabs, form feeds and line separators stand, which are no part of words.

    Among control signs they are: the codes of all signs were shifted there, a form feed may be a bracket.
    """
    if not CELL_ENDS.search(piece.body) or CONTROL.search(piece.body):
        yield piece
        return
    first = CELL_ENDS.match(piece.body)
    head, place = (first.group(), first.end()) if first else ("", 0)
    for match in CELL_ENDS.finditer(piece.body, place):
        yield Piece(piece.line, piece.start + place, piece.body[place : match.start()], match.group(), head)
        head, place = "", match.end()
    if head or place < len(piece.body) or piece.tail:
        yield Piece(piece.line, piece.start + place, piece.body[place:], piece.tail, head)


def blocks(found: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Pieces in their order, as many together as are repaired together."""
    block: list[Piece] = []
    signs = 0
    for piece in found:
        block.append(piece)
        signs += len(piece.body)
        if len(block) >= MOST_PIECES or signs >= MOST_SIGNS:
            yield tuple(block)
            block, signs = [], 0
    if block:
        yield tuple(block)


@dataclass(frozen=True, slots=True)
class Surrounded:
    """A block and the pieces before and after it that help to judge it."""

    before: tuple[Piece, ...]
    block: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def words(self) -> list[str]:
        """What is looked at in all its pieces, in order."""
        return [piece.words for piece in (*self.before, *self.block, *self.after)]


def surrounded(found: Iterable[tuple[Piece, ...]]) -> Iterator[Surrounded]:
    """Every block with its surroundings."""
    before: tuple[Piece, ...] = ()
    block: tuple[Piece, ...] | None = None
    for following in found:
        if block is not None:
            yield Surrounded(before, block, _first(following))
            before = _first(block[::-1])[::-1]
        block = following
    if block is not None:
        yield Surrounded(before, block, ())


def _first(block: Sequence[Piece]) -> tuple[Piece, ...]:
    """The first pieces that count as surroundings; one at least."""
    signs, near = 0, []
    for piece in block[:AROUND]:
        near.append(piece)
        signs += len(piece.body)
        if signs >= AROUND_SIGNS:
            break
    return tuple(near)


def with_layout(raw: str, text: str, edits: tuple[Edit, ...]) -> tuple[str, tuple[Edit, ...]]:
    """A repaired line whose tabs, form feeds and line separators are those of the raw one.

    An edit that would lose some is not made; only where the damage lay in the codes of signs may they have been others.
    """
    kept = [edit for edit in edits if edit.kind in ENCODED or LAYOUT.findall(edit.raw) == LAYOUT.findall(edit.text)]
    if len(kept) == len(edits):
        return text, edits
    return apply(raw, [as_change(edit) for edit in kept])
