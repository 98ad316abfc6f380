"""The status function: a partition with one precedence, the same in Python and in SQL."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Date, Integer, MetaData, Table, create_engine, insert, select

from compliance.model import Status
from compliance.rules.status_case import status_case
from compliance.status import Case, status_of
from compliance.vocabulary import status_label

DAY = date(2023, 11, 15)
BEFORE, AFTER = DAY - timedelta(days=3), DAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"bound": False, "applicable": False}, Status.NOT_BOUND),
        ({"applicable": False, "exempt": True}, Status.NOT_APPLICABLE),
        ({"exempt": True, "as_of": AFTER}, Status.EXEMPT),
        ({"as_of": BEFORE}, Status.NOT_YET_DUE),
        ({"as_of": BEFORE, "assessable": False}, Status.NOT_YET_DUE),
        ({"notice_from": DAY}, Status.DUE_SOON),
        ({"as_of": AFTER, "assessable": False}, Status.NOT_ASSESSABLE),
        ({"as_of": AFTER, "due": None}, Status.NOT_ASSESSABLE),
        ({"as_of": AFTER, "attest": True}, Status.NEEDS_ATTESTATION),
        ({"as_of": AFTER}, Status.VIOLATED),
        ({"as_of": AFTER, "part": True}, Status.PARTIAL),
        ({"part": True}, Status.NOT_YET_DUE),
        ({"evidence": True, "done_on": DAY}, Status.FULFILLED),
        ({"evidence": True, "done_on": AFTER, "as_of": AFTER}, Status.LATE),
        ({"evidence": True, "done_on": AFTER, "cure_until": DAY}, Status.CURED_AFTER_TERM),
        ({"evidence": True, "done_on": None}, Status.NOT_ASSESSABLE),
    ],
)
def test_precedence(changes: dict[str, object], expected: Status) -> None:
    assert status_of(Case(**{"as_of": DAY, "due": DAY, **changes})) is expected


DATES = st.dates(date(2023, 11, 1), date(2023, 11, 8))
CASES = st.builds(
    Case,
    as_of=DATES,
    bound=st.booleans(),
    applicable=st.booleans(),
    exempt=st.booleans(),
    assessable=st.booleans(),
    attest=st.booleans(),
    due=st.none() | DATES,
    notice_from=st.none() | DATES,
    evidence=st.booleans(),
    done_on=st.none() | DATES,
    cure_until=st.none() | DATES,
    part=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CASES, min_size=20, max_size=60))
def test_sql_says_the_same(cases: list[Case]) -> None:
    names = [field.name for field in dataclasses.fields(Case)]
    days = {"as_of", "due", "notice_from", "done_on", "cure_until"}
    columns = [Column(name, Date if name in days else Boolean) for name in names]
    table = Table("cases", MetaData(), Column("place", Integer, primary_key=True), *columns)
    engine = create_engine("sqlite://")
    rows = [{"place": place, **{name: getattr(case, name) for name in names}} for place, case in enumerate(cases)]
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table), rows)
        found = connection.scalars(select(status_case(table.c)).order_by(table.c.place)).all()
    engine.dispose()
    assert found == [status_of(case).value for case in cases]


@given(CASES, st.integers(0, 10))
def test_time_alone_never_takes_a_violation_back(case: Case, days: int) -> None:
    later = dataclasses.replace(case, as_of=case.as_of + timedelta(days=days))
    before, after = status_of(case), status_of(later)
    if before in {Status.VIOLATED, Status.PARTIAL}:
        assert after is before
    if after in {Status.NOT_YET_DUE, Status.DUE_SOON}:
        assert before in {Status.NOT_YET_DUE, Status.DUE_SOON}


def test_every_status_has_its_own_label() -> None:
    assert len({status_label(status) for status in Status}) == len(Status)
