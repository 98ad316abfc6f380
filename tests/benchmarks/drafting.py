"""How many invented orders come back from the DOCX that is drafted of them.

Run: ./run python tests/benchmarks/drafting.py --examples 2000 --seed 3
     ./run python tests/benchmarks/drafting.py --orders
The suite draws the same few every time; this looks for orders that nobody has thought of, and drafts all those of
`tests/benchmarks/orders/texts`.
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

from parsing.drafting.reading_back import as_drafted, differences
from parsing.pipeline import parse_orders
from support.documents import document_of
from support.order_records import orders, through_word

if TYPE_CHECKING:
    from parsing.records import OrderRecord

TEXTS = Path(__file__).parent / "orders" / "texts"


def development_orders() -> None:
    """Which of them say something else when they are drafted again, and what."""
    count = 0
    for path in sorted(TEXTS.glob("[0-9]*.txt")):
        for record in parse_orders(document_of(path.read_text(encoding="utf-8"))):
            drafted, found = through_word(record)
            fields = differences(as_drafted(record), found)
            count += 1
            if fields:
                print(f"{path.stem}: {', '.join(fields)}; told: {drafted.unsaid == fields}", flush=True)
    print(f"{count} orders drafted")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--orders", action="store_true", help="the development orders instead of invented records")
    asked = parser.parse_args()
    if asked.orders:
        development_orders()
        return
    read, unsaid = [0], Counter[str]()

    @seed(asked.seed)
    @settings(
        max_examples=asked.examples, derandomize=False, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(orders())
    def draw(record: OrderRecord) -> None:
        drafted, found = through_word(record)
        fields = differences(drafted.record, found)
        read[0] += 1
        unsaid.update(fields)
        if fields:
            print(f"{', '.join(fields)}: {record}", flush=True)

    draw()
    print(f"{read[0]} orders drafted; fields that came back otherwise: {dict(unsaid) or 'none'}")


if __name__ == "__main__":
    main()
