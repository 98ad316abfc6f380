"""How many invented orders come back from the DOCX that is drafted of them.

Run: ./run python tests/benchmarks/drafting.py --examples 2000 --seed 3
The suite draws the same few every time; this looks for orders that nobody has thought of.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

from parsing.drafting.reading_back import differences
from support.order_records import orders, through_word

if TYPE_CHECKING:
    from parsing.records import OrderRecord


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    read, unsaid = [0], Counter[str]()

    @seed(asked.seed)
    @settings(
        max_examples=asked.examples, derandomize=False, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(orders())
    def draw(record: OrderRecord) -> None:
        written, found = through_word(record)
        fields = differences(written, found)
        read[0] += 1
        unsaid.update(fields)
        if fields:
            print(f"{', '.join(fields)}: {record}", flush=True)

    draw()
    print(f"{read[0]} orders drafted; fields that came back otherwise: {dict(unsaid) or 'none'}")


if __name__ == "__main__":
    main()
