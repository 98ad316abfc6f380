"""The accuracy smoke of repair: a few held-out pages must stay under bars a little above what was measured."""

import json
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from ingest.repair.line import repair_lines
from ingest.repair.text import repair_text

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "repair"
# engine: (pages, CER of the repaired pages at most, in per cent)
BARS = {"eng-4.0.0": (5, 6.5), "eng-debian": (5, 7.0), "unseen": (4, 11.0), "rus": (9, 3.3), "eng+rus": (9, 4.2)}


def rate(texts: list[str], truths: list[str]) -> float:
    return 100 * sum(map(Levenshtein.distance, texts, truths)) / sum(map(len, truths))


@pytest.mark.parametrize("engine", BARS)
def test_held_out_pages(engine: str) -> None:
    pages, bar = BARS[engine]
    rows = (BENCHMARK / "pages" / f"{engine}.jsonl").read_text(encoding="utf-8").splitlines()
    raws, texts, truths = [], [], []
    for row in rows[-pages:]:
        lines = [(raw, truth) for raw, truth in json.loads(row)["lines"] if raw]
        raws += [raw for raw, _ in lines]
        texts += [text for text, _ in repair_lines([raw for raw, _ in lines])]
        truths += [truth for _, truth in lines]
    assert rate(texts, truths) < bar
    assert rate(texts, truths) < rate(raws, truths)


def test_right_text_is_not_damaged() -> None:
    text = (BENCHMARK / "heldout" / "right.txt").read_text(encoding="utf-8")
    assert repair_text(text).text == text
    for path in sorted((BENCHMARK / "heldout").glob("[0-9]*.txt")):
        text = path.read_text(encoding="utf-8")
        assert repair_text(text).text == text, path.name
