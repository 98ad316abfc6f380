"""Restoring lines whose encoding was damaged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.repair.edits import apply, as_change, composed
from ingest.repair.encodings import stretches
from ingest.repair.encodings.search import seek
from ingest.repair.encodings.suspects import clean, is_suspect, suspects

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.repair.edits import Change
    from ingest.repair.encodings.damage import Damage

PASSES = 3
BLOCK = 50_000
"""So many signs are judged together."""
PART = re.compile(r".{1,1500}(?:\s|$)|.{1,1500}", re.DOTALL)
"""So much of a line is looked at when a damage is sought."""
PATIENCE, EVERY_SO_MANY = 20, 8
"""After so many parts in vain only every eighth is asked: a long text may be in another language."""
MOST_TOGETHER, MOST_HELD = 60, 24


def restored(lines: Sequence[str]) -> list[tuple[Change, ...]]:
    """Changes of every line that bring back what stood there before its encoding was damaged.

    Args:
        lines: lines as they came, in reading order, without their newlines.

    Returns:
        For every line its changes in order; none for a line that is right, or that cannot be told from a right one.
    """
    found: list[tuple[Change, ...]] = [()] * len(lines)
    texts = list(lines)
    for _ in range(PASSES):
        more = _once(texts)
        if not any(more):
            break
        found = [_both(line, *pair) for line, *pair in zip(lines, found, more, strict=True)]
        texts = [apply(line, changes)[0] for line, changes in zip(lines, found, strict=True)]
    return found


def _once(lines: Sequence[str]) -> list[tuple[Change, ...]]:
    result: list[tuple[Change, ...]] = []
    held: list[Damage] = []
    for block in _blocks(lines):
        held = held if all(map(clean, block)) else _damages(block, held)
        result += stretches.changes(block, held) if held else [()] * len(block)
    return result


def _blocks(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    start, size = 0, 0
    for number, line in enumerate(lines):
        if size > BLOCK:
            yield lines[start:number]
            start, size = number, 0
        size += len(line)
    yield lines[start:]


def _both(line: str, first: tuple[Change, ...], second: tuple[Change, ...]) -> tuple[Change, ...]:
    """Changes of a line that do what `first` and then `second` do."""
    if not first or not second:
        return first or second
    text, edits = apply(line, first)
    return tuple(as_change(edit) for edit in composed(line, edits, apply(text, second)[1]))


def _damages(lines: Sequence[str], held: Sequence[Damage]) -> list[Damage]:
    """Damages that explain suspect words of the lines; `held` explained lines before them."""
    found: dict[Damage, None] = dict.fromkeys(held)
    left: list[str] = []
    vain = 0
    for part in (part for line in lines if not clean(line) for part in PART.findall(line)):
        words = _unexplained(part, found)
        if not words:
            continue
        more = seek(part, words) if vain < PATIENCE or vain % EVERY_SO_MANY == 0 else ()
        found.update(dict.fromkeys(item.damage for item in more))
        rest = _unexplained(part, found) if more else ()
        if rest:
            found.update(dict.fromkeys(item.damage for item in seek(part, (*rest, *words), hard=True)))
        if not more:
            left.append(part)
        vain = 0 if more else vain + 1
    found.update(dict.fromkeys(_together(left[:MOST_TOGETHER], found)))
    return list(found)[-MOST_HELD:]


def _together(parts: Sequence[str], found: dict[Damage, None]) -> list[Damage]:
    """Damages that explain lines only together: each of them may be too short."""
    still = {part: words for part in parts if (words := _unexplained(part, found))}
    if len(still) <= 1:
        return []
    words = [word for words in still.values() for word in words]
    return [item.damage for item in seek(" ".join(still), words)]


def _unexplained(line: str, damages: dict[Damage, None]) -> list[str]:
    """Suspect words that none of the damages makes right."""
    words = list(suspects(line))
    for damage in damages:
        if not words or not suspects(damage.undone(line)):
            return []
        words = [word for word in words if is_suspect(damage.undone(word))]
    return words
