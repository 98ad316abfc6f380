"""Printed lines joined into paragraphs, words that were broken at line ends made whole."""

from __future__ import annotations

import itertools
import re
from statistics import median
from typing import TYPE_CHECKING

from ingest.model import DRAWN
from school.morphology import is_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.model import Box, Document, Line, Page

FULL = 0.9
"""A line goes on in the next one where it reaches so far across the text."""
ITEM = re.compile(r"(?:\d+(?:\.\d+)*[.)]|[а-яa-z]\))(?:\s|(?=[А-ЯЁ][а-яё]))|[-–—·•*](?:\s|(?=[а-яё]))")
BARE = re.compile(r"(\d{1,2}) (?=[А-ЯЁ][а-яё])")
BROKEN = re.compile(r"([А-Яа-яЁё]+)[-¬]$")
FIRST = re.compile(r"[а-яё]+")
ENDS = ".!?:;"
APART = 1.9
"""Lines farther from each other than so many usual distances are no paragraph."""


def running_text(document: Document) -> str:
    """The repaired text in reading order, a paragraph a line; files that were never printed keep their lines."""
    return "\n".join(text for page in document.pages for text in _page(page))


def _page(page: Page) -> Iterator[str]:
    if page.kind not in DRAWN or page.grid is not None:
        yield from (line.text for line in page.lines)
        return
    right = _right_edges(page.lines)
    distance = _usual_distance(page.lines)
    text, last, apart, counted = "", None, False, 0
    for line in page.lines:
        if not line.text:
            apart = True
            continue
        number = BARE.match(line.text)
        # clauses numbered without a mark: one after another
        counts = number is not None and int(number[1]) == counted + 1
        counted += counts
        begins = counts or (apart and not FIRST.match(line.text))
        if last is not None and not begins and _goes_on(last, line, right, distance):
            text = _joined(text, line.text)
        else:
            if text:
                yield text
            text = line.text
        last, apart = line, False
    if text:
        yield text


def _goes_on(line: Line, following: Line, right: float, distance: float) -> bool:
    """True when the second line continues the paragraph of the first."""
    one, other = line.box, following.box
    if one is None or other is None or line.table is not None or following.table is not None:
        return False
    if not 0 < _middle(other) - _middle(one) < APART * distance or ITEM.match(following.text):
        return False
    if BROKEN.search(line.text) and FIRST.match(following.text):
        return True
    return one.x1 > FULL * right and not (line.text[-1] in ENDS and following.text[:1].isupper())


def _joined(text: str, more: str) -> str:
    broken, first = BROKEN.search(text), FIRST.match(more)
    if broken is None or first is None:
        return f"{text} {more}"
    whole = (broken.group(1) + first.group()).lower()
    # «учителя-предметники» keeps its hyphen
    hyphened = not is_known(whole) and is_known(broken.group(1).lower()) and is_known(first.group())
    return text + more if hyphened else text[:-1] + more


def _right_edges(lines: Sequence[Line]) -> float:
    edges = sorted(line.box.x1 for line in lines if line.box)
    return edges[int(0.9 * len(edges))] if edges else 0.0


def _usual_distance(lines: Sequence[Line]) -> float:
    boxes = [line.box for line in lines if line.box and line.text]
    gaps = [_middle(after) - _middle(before) for before, after in itertools.pairwise(boxes)]
    return median([gap for gap in gaps if gap > 0] or [1.0])


def _middle(box: Box) -> float:
    return (box.y0 + box.y1) / 2
