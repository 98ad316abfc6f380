"""Character and word error rates before and after repair.

Run: python tests/benchmarks/repair                 held-out pages and right text that must not change
     python tests/benchmarks/repair RAW TRUTH       two files
`heldout.jsonl` holds pages of `heldout.txt`, read by `read_pages.py`: texts outside training, 10 of 24
pages in fonts that training used, output looked at while tuning (a development set, not a blind one).
CER and WER are edit distances over characters and words, white space folded, divided by the length of the truth.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from rapidfuzz.distance import Levenshtein

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))

from ingest.repair.text import RepairedText, repair_text


def rates(read: str, truth: str) -> tuple[float, float]:
    """(CER, WER) in per cent."""
    read, truth = " ".join(read.split()), " ".join(truth.split())
    characters = Levenshtein.distance(read, truth) / len(truth)
    words = Levenshtein.distance(read.split(), truth.split()) / len(truth.split())
    return 100 * characters, 100 * words


def pages() -> list[tuple[str, str, str]]:
    """(how it was made, what was read, what stood there) of every held-out page."""
    found = []
    for row in (HERE / "heldout.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(row)
        sides = [
            "\n".join(" ".join(pair[side] for pair in line if pair[side]) for line in page["lines"]) for side in (0, 1)
        ]
        found.append((f"{page['engine']}-{page['mode']} {page['font']} {page['dpi']}", *sides))
    return found


def show(title: str, raw: str, truth: str) -> RepairedText:
    repaired = repair_text(raw)
    before, after = rates(raw, truth), rates(repaired.text, truth)
    print(f"{title:44}{before[0]:6.1f} {before[1]:6.1f}   {after[0]:6.1f} {after[1]:6.1f}")
    return repaired


def held_out() -> None:
    every = pages()
    for title, raw, truth in every:
        show(title, raw, truth)
    raw, truth = ("\n".join(page[side] for page in every) for side in (1, 2))
    began = time.process_time()
    repaired = show("all held-out pages", raw, truth)
    seconds = time.process_time() - began
    print(f"speed {len(raw.encode()) / 1000 / seconds:.1f} KB a CPU second, start included above")
    print("repaired twice is repaired once:", repair_text(repaired.text).text == repaired.text)
    calm = (HERE / "right.txt").read_text(encoding="utf-8")
    print("edits in right text:", [(item.edit.raw, item.edit.text) for item in repair_text(calm).edits])


def main() -> None:
    print(f"{'':44}   CER    WER  ->  CER    WER  (%)")
    if len(sys.argv) > 1:
        raw, truth = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3])
        print(show("given files", raw, truth).text)
    else:
        held_out()


if __name__ == "__main__":
    main()
