"""Words of two readings of one line, laid beside each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from ingest.ocr.lines import box_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.model import Box, Word
    from ingest.ocr.line_reader import ReadSign
    from ingest.ocr.strips import Strip

HALF_SIGN = 0.25
"""Half a sign's width, as a share of the line's height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of the line recogniser, on the page."""

    signs: tuple[ReadSign, ...]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(sign.text for sign in self.signs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Words of the two readings that stand on one place; `box` holds them all.

    `before` is the beginning of a word that the line above broke, "" for none.
    """

    engine: tuple[Word, ...]
    reader: tuple[Token, ...]
    box: Box
    before: str = ""


def tokens_of(signs: Sequence[ReadSign], cut: Strip) -> tuple[Token, ...]:
    """Signs of a strip as words on their page."""
    half = HALF_SIGN * cut.picture.shape[0] * cut.scale
    found: list[Token] = []
    run: list[ReadSign] = []
    for sign in (*signs, None):
        if sign is not None and sign.text != " ":
            run.append(sign)
        elif run:
            edges = cut.on_page(run[0].x) - half, cut.on_page(run[-1].x) + half
            found.append(Token(signs=tuple(run), x0=edges[0], x1=edges[1]))
            run = []
    return tuple(found)


def meetings(words: Sequence[Word], tokens: Sequence[Token], line: Box) -> list[Meeting]:
    """Words and tokens of a line that stand for the same print, left to right."""
    engine, reader = (" ".join(item.text for item in row) for row in (words, tokens))
    if engine == reader:
        return [_meeting((word,), (token,), line) for word, token in zip(words, tokens, strict=True)]
    found, at_word, at_token = [], 0, 0
    for end, other_end in _cuts(engine, reader):
        next_word, next_token = engine.count(" ", 0, end), reader.count(" ", 0, other_end)
        last = end == len(engine)
        rows = words[at_word : None if last else next_word], tokens[at_token : None if last else next_token]
        if any(rows):
            found.append(_meeting(*rows, line))
        at_word, at_token = next_word, next_token
    return found


def _cuts(one: str, other: str) -> Iterator[tuple[int, int]]:
    """Offsets behind spaces that stand in both texts, and both ends."""
    for code in Levenshtein.opcodes(one, other):
        if code.tag == "equal":
            for step in range(code.src_end - code.src_start):
                if one[code.src_start + step] == " ":
                    yield code.src_start + step + 1, code.dest_start + step + 1
    yield len(one), len(other)


def _meeting(engine: Sequence[Word], reader: Sequence[Token], line: Box) -> Meeting:
    box = box_of(engine) if engine else replace(line, x0=reader[0].x0, x1=reader[-1].x1)
    return Meeting(engine=tuple(engine), reader=tuple(reader), box=box)
