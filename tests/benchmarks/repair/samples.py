"""Training lines of the tagger: pages that engines read, and new texts printed the way such a page was.

A line is (printed, labels): for every printed sign what it stands for, `COPY` for itself, None where nobody knows.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from align import align

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

COPY = "\x00"
POOREST = -2.6
"""Lines whose likeliest path scores less per sign are lost: nothing is to be learned from them."""
Labels = list[str | None]
Line = tuple[str, Labels]
TWINS = dict(zip("асеорхукмАВСЕНКМОРТХУ", "aceopxykmABCEHKMOPTXY", strict=True))
DIGITS = {"о": "0", "О": "0", "з": "3", "З": "3", "б": "6", "ч": "4", "0": "О", "3": "З", "1": "l"}


@dataclass(slots=True)
class Style:
    """How one page printed: runs of signs for every letter, also by its neighbours."""

    runs: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    near: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, printed: str, path: Sequence[str]) -> None:
        """Counts one aligned line."""
        segments: list[list[str]] = []
        for sign, meant in zip(printed, path, strict=True):
            if meant or not segments:
                segments.append([meant, sign])
            else:
                segments[-1][1] += sign
        for at, (meant, run) in enumerate(segments):
            if meant:
                self.runs[meant][run] += 1
                before = segments[at - 1][0][-1:] if at else "\n"
                after = segments[at + 1][0][:1] if at + 1 < len(segments) else "\n"
                self.near[f"{before}{meant}{after}"][run] += 1


@dataclass(slots=True)
class Page:
    """A page's lines and its style."""

    engine: str
    lines: list[Line]
    style: Style


def read_pages(files: Iterable[Path], first: dict[tuple[str, str], float]) -> list[Page]:
    """Pages with their lines aligned; lost lines are left out."""
    raw = []
    for path in files:
        for row in path.read_text(encoding="utf-8").splitlines():
            try:
                raw.append(json.loads(row))
            except json.JSONDecodeError:
                break
    flat = [
        (at, a, b) for at, page in enumerate(raw) for a, b in page["lines"] if a and b and 0.4 < len(a) / len(b) < 3
    ]
    pages = [Page(page["engine"], [], Style()) for page in raw]
    for engines in (("rus", "eng+rus"), None):
        part = [row for row in flat if (raw[row[0]]["engine"] in ("rus", "eng+rus")) == (engines is not None)]
        paths, scores = align([(a, b) for _, a, b in part], first)
        for (at, printed, _), path, score in zip(part, paths, scores, strict=True):
            if path and score > POOREST:
                pages[at].lines.append((printed, labels(printed, path)))
                pages[at].style.add(printed, path)
    return [page for page in pages if len(page.lines) > 4]


def first_costs() -> dict[tuple[str, str], float]:
    """Costs to start the alignment from (`first_costs.json`): rows [printed sign, meant, logarithm]."""
    rows = json.loads((Path(__file__).parent / "first_costs.json").read_text(encoding="utf-8"))
    return {(sign, meant): cost for sign, meant, cost in rows}


def labels(printed: str, path: Sequence[str]) -> Labels:
    """Labels of an aligned line."""
    return [COPY if meant == sign else meant for sign, meant in zip(printed, path, strict=True)]


def printed_like(text: str, page: Page, whole: Style, rng: random.Random) -> Line:
    """A new text printed in the style of a page; letters it never had are printed like other pages of the engine."""
    signs, found, at = [], [], 0
    while at < len(text):
        size, run = _run(text, at, page.style, whole, rng)
        meant = text[at : at + size]
        at += size
        for place, sign in enumerate(run):
            signs.append(sign)
            label = meant if place == 0 else ""
            found.append(COPY if label == sign else label)
    return "".join(signs), found


def _run(text: str, at: int, own: Style, whole: Style, rng: random.Random) -> tuple[int, str]:
    sign = text[at]
    for style in (own, whole):
        if sign not in style.runs:
            continue
        ones = style.runs[sign].total()
        for size in (3, 2):
            part = text[at : at + size]
            if len(part) == size and part in style.runs and rng.random() < style.runs[part].total() / (ones + 2):
                return size, _drawn(style.runs[part], rng)
        key = f"{text[at - 1] if at else chr(10)}{sign}{text[at + 1] if at + 1 < len(text) else chr(10)}"
        near = style.near.get(key)
        if near and near.total() >= 2 and rng.random() < 0.7:
            return 1, _drawn(near, rng)
        return 1, _drawn(style.runs[sign], rng)
    return 1, sign


def _drawn(counts: Counter[str], rng: random.Random) -> str:
    return rng.choices(list(counts), list(counts.values()))[0]


def slipped(text: str, rng: random.Random) -> Line:
    """A right text with twins of the other script, digits for letters, lost and stray spaces here and there."""
    signs, found = [], []
    rate = rng.choice([0, 0, 0.02, 0.1, 0.4])
    for at, sign in enumerate(text):
        dice = rng.random()
        if sign in TWINS and dice < rate:
            signs.append(TWINS[sign])
            found.append(sign)
        elif sign in DIGITS and dice < rate * 0.15:
            signs.append(DIGITS[sign])
            found.append(sign)
        elif sign == " " and dice < rate * 0.1 and found and found[-1] == COPY and at + 1 < len(text):
            found[-1] = f"{signs[-1]} "
        else:
            signs.append(sign)
            found.append(COPY)
            if sign.isalpha() and dice < rate * 0.02:
                signs.append(" ")
                found.append("")
    return "".join(signs), found
