"""Orders written back: what is drafted and parsed again is the order that was drafted."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from parsing.drafting.reading_back import as_drafted, differences
from parsing.pipeline import parse_orders
from parsing.records import ClauseRecord, OrderRecord
from support.documents import document_of
from support.order_records import clause_trees, orders, through_word
from support.paths import ROOT

TEXTS = sorted((ROOT / "tests" / "benchmarks" / "orders" / "texts").glob("[0-9]*.txt"))[::3]
"""Every third development order; `tests/benchmarks/drafting.py --orders` takes all."""
SLOW = settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


NAMED_BESIDE = dict.fromkeys(("107", "140", "175", "176"), ("duties",))
"""Whom a mentor teaches, whose work is assessed, stands in a table of the paper: the draft tells what is unsaid."""


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_an_order_of_a_school_comes_back(path) -> None:
    for record in parse_orders(document_of(path.read_text(encoding="utf-8"))):
        drafted, found = through_word(record)
        unsaid = differences(as_drafted(record), found)
        assert unsaid == NAMED_BESIDE.get(path.stem, ())
        assert drafted.unsaid == unsaid


@SLOW
@given(orders())
def test_a_new_order_says_what_the_director_wants(record: OrderRecord) -> None:
    drafted, found = through_word(record)
    written = drafted.record
    assert differences(written, found) == ()
    for name in ("appointments", "revocations", "repeals", "amends"):
        wanted, said = ([replace(item, clause=None) for item in getattr(one, name)] for one in (record, written))
        assert sorted(map(repr, said)) == sorted(map(repr, wanted))
    assert len(written.duties) == len(record.duties)
    for wanted, said in zip(record.duties, written.duties, strict=True):
        assert wanted.action_text in said.action_text
        assert (said.deadline, said.periodicity) == (wanted.deadline, wanted.periodicity)


@SLOW
@given(clause_trees())
def test_printed_numbers_and_nesting_come_back(clauses: tuple[ClauseRecord, ...]) -> None:
    assert through_word(_bare(clauses))[1].clauses == clauses


def _bare(clauses: tuple[ClauseRecord, ...]) -> OrderRecord:
    return OrderRecord(
        organization="МБОУ «Школа № 1»", number="1", date=dt.date(2025, 9, 1), title="О порядке", place=None,
        legal_basis=(), clauses=clauses, appointments=(), revocations=(), duties=(), repeals=(), amends=(),
        effective_from=None, control_by=None, signatory=None, acknowledged=(), appendices=(),
    )  # fmt: skip
