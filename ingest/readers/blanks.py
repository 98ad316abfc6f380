"""Rules that a person writes on: a line between a post and a name is told as «______», as typed files have it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.model import Word
from ingest.ocr.lines import box_of, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.model import Box, Line

SIGN = "_"
LEAST, MOST = 3, 24
"""Signs that a rule is told with."""
ABOVE, BELOW, NEAR = 0.35, 0.35, 0.3
"""A rule belongs to a line whose letters it stands beside: from ABOVE of their height down to BELOW under them.
Serifs of words no farther than NEAR seem rules too."""
FREE = 0.1
"""Words cover no more of a rule than this: what is underlined is no blank."""


def with_blanks(lines: Sequence[Line], rules: Sequence[Box]) -> tuple[Line, ...]:
    """The lines with the rules that stand between their words.

    Args:
        lines: in reading order, with boxes of their words.
        rules: level rules outside of tables, in the same coordinates.
    """
    result = list(lines)
    for rule in rules:
        beside = [place for place, line in enumerate(result) if line.words and line.table is None and _fits(rule, line)]
        if not beside or any(_covers(rule, line) for line in result):
            continue
        place = min(beside, key=lambda at: _distance(rule, box_of(result[at].words)))
        line = result[place]
        high = box_of(line.words).y1 - box_of(line.words).y0
        signs = round(min(MOST, max(LEAST, 2 * (rule.x1 - rule.x0) / max(high, 1.0))))
        blank = Word(text=SIGN * signs, confidence=line.confidence, box=rule)
        words = sorted([*line.words, blank], key=lambda word: word.box.x0)
        result[place] = replace(line_of(words), box=line.box.union(rule) if line.box else rule)
    return tuple(result)


def _fits(rule: Box, line: Line) -> bool:
    box = box_of(line.words)
    high = box.y1 - box.y0
    return box.y0 + ABOVE * high < (rule.y0 + rule.y1) / 2 < box.y1 + BELOW * high


def _covers(rule: Box, line: Line) -> bool:
    """True where words of the line stand on the rule, or across it."""
    common = sum(
        max(0.0, min(rule.x1, word.box.x1) - max(rule.x0, word.box.x0)) for word in line.words if _stands_on(word, rule)
    )
    return common > FREE * (rule.x1 - rule.x0)


def _stands_on(word: Word, rule: Box) -> bool:
    near = NEAR * (word.box.y1 - word.box.y0)
    return word.box.y0 - near < (rule.y0 + rule.y1) / 2 < word.box.y1 + near


def _distance(rule: Box, box: Box) -> float:
    return max(0.0, box.x0 - rule.x1, rule.x0 - box.x1)
