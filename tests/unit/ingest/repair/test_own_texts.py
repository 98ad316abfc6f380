"""What repair learned from is our own: no run of eight words of order № 29 stands in it."""

import re
from pathlib import Path

from support.paths import ORDER_29

BENCHMARK = Path(__file__).parents[3] / "benchmarks" / "repair"
WORD = re.compile(r"[а-яёa-z0-9]+")
CHOICE = re.compile(r"\{=?([^{}|]*)\|?[^{}]*\}")
RUN = 8


def runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower().replace("ё", "е"))
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_no_text_of_order_29_is_trained_on() -> None:
    order = runs((ORDER_29 / "order-29.txt").read_text(encoding="utf-8"))
    assert len(order) > 100
    files = [BENCHMARK / "genre.txt", *sorted((BENCHMARK / "corpus").rglob("*.txt"))]
    assert len(files) > 60
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        shared = {run for line in lines for run in runs(CHOICE.sub(r"\1", line)) & order}
        assert not shared, path.name
