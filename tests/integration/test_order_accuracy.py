"""Accuracy smoke: the development orders, as text, are parsed as well as they were; floors stand in floors.toml."""

import json
import tomllib

from benchmarks.orders.score import Figures, score_all

from parsing.order.order_json import to_json
from parsing.pipeline import parse_orders
from support.documents import document_of
from support.paths import ROOT

FOLDER = ROOT / "tests" / "benchmarks" / "orders"
FLOORS = tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))


def measured() -> dict[str, float]:
    """F1 of every kind of fact, and the share of header fields that are right, per cent."""
    sums = Figures()
    for path in sorted((FOLDER / "texts").glob("[0-9]*.txt")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        outputs = [to_json(record) for record in parse_orders(document_of(path.read_text(encoding="utf-8")))]
        sums.add(score_all(truth if isinstance(truth, list) else [truth], outputs))
    shares = {name: 100 * count.f1 for name, count in sums.lists.items()}
    return {**shares, "header": 100 * sums.header_whole.recall}


def test_orders_are_parsed_as_well_as_before() -> None:
    figures = measured()
    assert {name: figures[name] for name, floor in FLOORS.items() if figures[name] < floor} == {}
