"""Writes `slips.tsv.xz`: what letters a Russian engine takes for each other on poor scans.

Run: python tests/benchmarks/repair/learn_slips.py --pairs DIR --out ingest/repair/data
Rows: printed letter, what stood there (nothing, one or two letters), logarithm of how often. Pages come from
`read_pages.py` (engines `rus` and `eng+rus`).
"""

from __future__ import annotations

import argparse
import lzma
import math
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
sys.path.insert(0, str(Path(__file__).parent))

from samples import COPY, first_costs, read_pages

ENGINES = ("rus", "eng+rus")
LEAST = 3
LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    pages = read_pages(sorted(options.pairs.glob("*.jsonl")), first_costs())
    units: Counter[tuple[str, str]] = Counter()
    for page in pages:
        if page.engine in ENGINES:
            for printed, labels in page.lines:
                units.update(
                    (sign, sign if label == COPY else label.lower())
                    for sign, label in zip(printed.lower(), labels, strict=True)
                    if label is not None
                )
    totals: Counter[str] = Counter()
    for (sign, _), count in units.items():
        totals[sign] += count
    rows = [
        f"{sign}\t{meant}\t{math.log(count / totals[sign]):.2f}"
        for (sign, meant), count in sorted(units.items())
        if sign in LETTERS and meant != sign and count >= LEAST and len(meant) <= 2 and LETTERS.issuperset(meant)
    ]
    packed = lzma.compress("\n".join(rows).encode(), format=lzma.FORMAT_XZ, preset=9)
    (options.out / "slips.tsv.xz").write_bytes(packed)
    print(len(rows), "rows,", len(packed), "bytes")


if __name__ == "__main__":
    main()
