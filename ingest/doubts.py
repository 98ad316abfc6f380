"""Which words of a line a person is to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.corrections import KIND
from ingest.repair.edits import needs_review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.model import Line

UNSURE = 0.6
"""A word read with less confidence is doubtful, whatever else is said of it."""
Span = tuple[int, int]


def is_corrected(line: Line) -> bool:
    """True when a person has said what stands there."""
    return any(edit.kind == KIND for edit in line.edits)


def doubts(line: Line) -> tuple[Span, ...]:
    """Stretches of the line's text that may be wrong, from left to right; none where a person has looked."""
    if is_corrected(line):
        return ()
    return _joined(sorted([*_edits(line), *_words(line)]))


def _edits(line: Line) -> Iterator[Span]:
    for edit in line.edits:
        if needs_review(edit) and edit.start < edit.end:
            yield edit.start, edit.end


def _words(line: Line) -> Iterator[Span]:
    """Doubtful words of the engine that repair has left as they were."""
    place = 0
    for word in line.words:
        at = line.raw.find(word.text, place)
        if at < 0:
            continue
        place = at + len(word.text)
        if (word.review or word.confidence < UNSURE) and not _edited(line, at, place):
            yield _in_text(line, at), _in_text(line, place)


def _edited(line: Line, start: int, end: int) -> bool:
    return any(edit.raw_start < end and edit.raw_end > start for edit in line.edits)


def _in_text(line: Line, offset: int) -> int:
    """Where an offset in `raw` that no edit covers lies in `text`."""
    shift = 0
    for edit in line.edits:
        if edit.raw_end > offset:
            break
        shift = edit.end - edit.raw_end
    return offset + shift


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
