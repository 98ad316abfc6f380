"""How well order № 29 is read: its garbled half repaired, its scan recognised, and what each part costs.

Run: ./run python tests/benchmarks/order_29.py
CER and WER are edit distances over characters and words, white space folded, divided by the length of the truth.
"""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

from rapidfuzz.distance import Levenshtein

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

from ingest.repair.text import repair_text
from support.documents import order_29_sources, parse_order, read_sources
from support.paths import ORDER_29

GARBLED_START = " 5.2 Yuurens"
REPEATED = ("5.2 Учителя", "Директор МОУ")
OWN_NUMBER = "Администратор ЭЖ:"


def folded(text: str) -> str:
    return " ".join(text.split())


def rates(read: str, truth: str) -> tuple[float, float]:
    """(CER, WER) in per cent."""
    read, truth = folded(read), folded(truth)
    characters = Levenshtein.distance(read, truth) / len(truth)
    words = Levenshtein.distance(read.split(), truth.split()) / len(truth.split())
    return 100 * characters, 100 * words


def letters_and_digits(text: str) -> str:
    return re.sub(r"[^\w]|_", "", text).lower()


def main() -> None:
    text = (ORDER_29 / "order-29.txt").read_text(encoding="utf-8")
    clean, garbled = text[: text.index(GARBLED_START)], text[text.index(GARBLED_START) :]
    truth = clean[clean.index(REPEATED[0]) : clean.rindex(REPEATED[1])]
    began = time.process_time()
    repaired = repair_text(garbled).text
    spent = time.process_time() - began
    print("garbled half, against clauses 5.2-7          CER %   WER %")
    print("  as it came                               {:7.1f} {:7.1f}".format(*rates(garbled, truth)))
    print("  repaired                                 {:7.1f} {:7.1f}".format(*rates(repaired, truth)))
    print(f"  CPU seconds with start: {spent:.2f}; clean half changed: {repair_text(clean).text != clean}")
    for title, names in (("scan", ("order-29-1.png", "order-29-2.png")), ("image PDF", ("order-29-scan.pdf",))):
        began = time.perf_counter()
        document = read_sources(*order_29_sources(*names))
        wall = time.perf_counter() - began
        read, wanted = letters_and_digits(document.text), letters_and_digits(clean)
        wrong = 100 * Levenshtein.distance(read, wanted) / len(wanted)
        duties = len(parse_order(document).duties)
        print(f"{title}: letters and digits wrong {wrong:.2f} %, duties {duties}, {wall:.1f} s for two pages")


if __name__ == "__main__":
    main()
