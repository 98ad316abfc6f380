"""Fits how far two readings of a word are trusted; writes `ingest/ocr/data/votes.toml`.

    ./run python tests/benchmarks/reading/fit_votes.py [--fonts LIST] [--pages 12] [--seed 71]

Pages of other seeds (and fonts, where told) than the benchmark's are read by the engine and by the line recogniser.
Places where the two meet are labelled by the truth, and logistic regressions (Newton's method, a little ridge) say how
likely each reading is right. Printed: how often the likelier one is, and how sure the judge says it is.
"""

from __future__ import annotations

import sys
from difflib import SequenceMatcher
from pathlib import Path

import click
import numpy as np

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from typing import TYPE_CHECKING

from api.application import load_settings
from api.bootstrap import reading
from ingest.image.prepare import prepare
from ingest.model import Source, Word
from ingest.ocr import votes
from ingest.ocr.judge import AGREE, ENGINE, FEATURES, READER, features, texts
from ingest.readers.raster import frame
from support.reading_pages.faces import told
from support.reading_pages.pages import QUALITIES, reading_page

if TYPE_CHECKING:
    from ingest.ocr.meetings import Meeting

RIDGE = 0.3
OUT = ROOT / "ingest" / "ocr" / "data" / "votes.toml"
Labelled = tuple[tuple[float, ...], bool, bool, bool]
"""Features, do both agree, is the engine right, is the recogniser right."""


@click.command()
@click.option("--fonts", default="")
@click.option("--pages", default=12, help="Of each quality.")
@click.option("--seed", default=71)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep what was read in this file, or take it from there.")
def main(fonts: str, pages: int, seed: int, keep: Path | None) -> None:
    """Reads pages, fits, prints, writes."""
    if keep and keep.exists():
        rows = [tuple(row) for row in np.load(keep, allow_pickle=True)["rows"]]
    else:
        rows = [row for kind in QUALITIES for number in range(pages) for row in labelled(kind, seed, number, fonts)]
        if keep:
            np.savez(keep, rows=np.array(rows, dtype=object))
    agree = [row for row in rows if row[1]]
    differ = [row for row in rows if not row[1]]
    print(f"{len(agree)} places where both agree, {sum(not row[2] for row in agree)} of them wrong")
    weights = {
        AGREE: fitted([row[0] for row in agree], [row[2] for row in agree]),
        ENGINE: fitted([row[0] for row in differ], [row[2] for row in differ]),
        READER: fitted([row[0] for row in differ], [row[3] for row in differ]),
    }
    told_of(differ, weights)
    OUT.write_text("".join(section(name, weights[name]) for name in (AGREE, ENGINE, READER)), encoding="utf-8")


def section(name: str, weights: np.ndarray) -> str:
    """A table of the file."""
    rows = [f'"{feature}" = {weight:.4f}' for feature, weight in zip(FEATURES, weights, strict=True)]
    return f"[{name}]\n" + "\n".join(rows) + "\n\n"


def labelled(kind: str, seed: int, number: int, fonts: str) -> list[Labelled]:
    """Meetings of a page with what is right there, as far as the truth can be laid beside them."""
    page = reading_page(kind, seed, number, told(fonts))
    scan = frame(Source(name=page.file, data=page.data), 0, reading(load_settings()).limits)
    ready = prepare(scan)
    engine = reading(load_settings()).engine
    met: list[Meeting] = []
    judge = votes.judged

    def noted(meeting: Meeting) -> Word:
        met.append(meeting)
        return Word(text="-", confidence=0.0, box=meeting.box)

    votes.judged = noted
    try:
        votes.voted(ready.image, engine.first.read(ready.image), engine.second())
    finally:
        votes.judged = judge
    words = " ".join(page.truth.lines).split()
    meant = laid([texts(meeting)[0] for meeting in met], words) | laid([texts(meeting)[1] for meeting in met], words)
    found = []
    for place, meeting in enumerate(met):
        if place in meant:
            one, other = texts(meeting)
            found.append((features(meeting), one == other, one == meant[place], other == meant[place]))
    return found


def laid(read: list[str], words: list[str]) -> dict[int, str]:
    """What should stand at places of the reading: equal words, and as many wrong ones as the truth has between them."""
    flat = [(word, place) for place, text in enumerate(read) for word in text.split() or [""]]
    found: dict[int, str] = {}
    spoilt: set[int] = set()
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, [word for word, _ in flat], words, autojunk=False).get_opcodes():
        places = sorted({place for _, place in flat[a0:a1]})
        if tag == "equal" or (tag == "replace" and a1 - a0 == b1 - b0 and a1 - a0 <= 4):
            for at in range(a1 - a0):
                place = flat[a0 + at][1]
                found[place] = f"{found[place]} {words[b0 + at]}" if place in found else words[b0 + at]
        elif tag == "replace" and len(places) == 1:
            found[places[0]] = " ".join(words[b0:b1])
        else:
            spoilt.update(places)
    return {place: text for place, text in found.items() if place not in spoilt}


def fitted(rows: list[tuple[float, ...]], right: list[bool]) -> np.ndarray:
    """Logistic regression by Newton's method."""
    x, y = np.array(rows, dtype=float), np.array(right, dtype=float)
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (y - chance) - RIDGE * weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        weights += np.linalg.solve(curve, slope)
    return weights


def told_of(rows: list[Labelled], weights: dict[str, np.ndarray]) -> None:
    """How the judge does where the two differ."""
    x = np.array([row[0] for row in rows], dtype=float)
    chances = {name: 1 / (1 + np.exp(-x @ weights[name])) for name in (ENGINE, READER)}
    engine, reader = (np.array([row[at] for row in rows], dtype=bool) for at in (2, 3))
    chosen = np.where(chances[READER] >= chances[ENGINE], reader, engine)
    sure = np.maximum(chances[READER], chances[ENGINE])
    print(f"{len(rows)} places where they differ: engine right {engine.mean():.1%}, recogniser {reader.mean():.1%}")
    print(f"one of them {(engine | reader).mean():.1%}, the chosen one {chosen.mean():.1%}")
    for low, high in ((0, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 0.99), (0.99, 1.01)):
        band = (sure >= low) & (sure < high)
        if band.any():
            print(f"  said {low:.2f}-{min(high, 1):.2f}: {band.sum()} places, right {chosen[band].mean():.1%}")


if __name__ == "__main__":
    main()
