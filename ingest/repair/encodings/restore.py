"""Restoring lines whose encoding was damaged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.repair.edits import apply, as_change, composed
from ingest.repair.encodings.search import seek
from ingest.repair.encodings.stretches import Proved, changes
from ingest.repair.encodings.suspects import clean, is_suspect, suspects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.repair.edits import Change
    from ingest.repair.encodings.damage import Damage

PASSES = 3
LARGEST, MOST_DAMAGES = 50_000, 12
"""So many signs are judged together at most, and so many damages are weighed against one another."""
PART = re.compile(r".{1,1500}(?:\s|$)|.{1,1500}", re.DOTALL)
"""So much of a line is looked at when a damage is sought."""
PATIENCE, EVERY_SO_MANY = 20, 8
"""After so many parts in vain only every eighth is looked at: a long text may be in another language."""
MOST_TOGETHER = 60


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
        texts = [apply(line, row)[0] for line, row in zip(lines, found, strict=True)]
    return found


def _once(lines: Sequence[str]) -> list[tuple[Change, ...]]:
    result: list[tuple[Change, ...]] = []
    proved = Proved()
    for section in _sections(lines):
        if section.damages:
            found, proved = changes(section.lines, list(section.damages), len(result), proved)
            result += found
        else:
            result += [()] * len(section.lines)
    return result


def _both(line: str, first: tuple[Change, ...], second: tuple[Change, ...]) -> tuple[Change, ...]:
    """Changes of a line that do what `first` and then `second` do."""
    if not first or not second:
        return first or second
    text, edits = apply(line, first)
    return tuple(as_change(edit) for edit in composed(line, edits, apply(text, second)[1]))


@dataclass
class _Section:
    """Lines that are judged together, and the damages that may have been done to them."""

    lines: list[str] = field(default_factory=list)
    damages: dict[Damage, None] = field(default_factory=dict)
    size: int = 0
    unclear: list[str] = field(default_factory=list)
    """Parts of lines that no damage explains."""

    def add(self, line: str, damages: Iterable[Damage]) -> None:
        """One more line with what was found for it."""
        self.lines.append(line)
        self.size += len(line)
        self.damages.update(dict.fromkeys(damages))

    def whole(self) -> _Section:
        """The section with damages that explain lines only together: each of them may be too short."""
        still = {part: words for part in self.unclear[:MOST_TOGETHER] if (words := _unexplained(part, self.damages))}
        if len(still) > 1:
            words = [word for words in still.values() for word in words]
            self.damages.update((item.damage, None) for item in seek(" ".join(still), words))
        return self


@dataclass
class _Patience:
    """A question that was asked in vain for long is asked now and then only."""

    vain: int = 0

    def asks(self) -> bool:
        """True when it is to be asked again."""
        self.vain += 1
        return self.vain <= PATIENCE or self.vain % EVERY_SO_MANY == 0

    def answered(self, found: Sequence[Damage]) -> Sequence[Damage]:
        """What was found; not in vain if anything was."""
        self.vain = 0 if found else self.vain
        return found


def _sections(lines: Sequence[str]) -> Iterator[_Section]:
    section, patience, hard = _Section(), _Patience(), _Patience()
    for line in lines:
        more: dict[Damage, None] = {}
        for part in PART.findall(line) if not clean(line) else ():
            known = section.damages | more
            words = _unexplained(part, known)
            if not words:
                continue
            found = patience.answered(_sought(part, words, known, hard)) if patience.asks() else ()
            more.update(dict.fromkeys(found))
            if not found:
                section.unclear.append(part)
        crowded = len(section.damages | more) > MOST_DAMAGES
        if section.lines and (section.size > LARGEST or (more and crowded)):
            yield section.whole()
            section = _Section(damages={} if crowded else section.damages)
        section.add(line, more)
    yield section.whole()


def _sought(part: str, words: Sequence[str], known: dict[Damage, None], hard: _Patience) -> Sequence[Damage]:
    """Damages that explain suspect words of a part of a line; what they leave unclear is sought harder."""
    found = [item.damage for item in seek(part, words)]
    rest = _unexplained(part, known | dict.fromkeys(found)) if found else ()
    if not rest or not hard.asks():
        return found
    more = [item.damage for item in seek(part, (*rest, *words), hard=True) if item.damage not in found]
    return [*found, *hard.answered(more)]


def _unexplained(line: str, damages: Iterable[Damage]) -> list[str]:
    """Suspect words that none of the damages makes right."""
    words = list(suspects(line))
    for damage in damages:
        if not words or not suspects(damage.undone(line)):
            return []
        words = [word for word in words if is_suspect(damage.undone(word))]
    return words
