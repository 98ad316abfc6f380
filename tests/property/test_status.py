"""The status function: a partition, the same in Python and in SQL, and kind to evidence."""

from dataclasses import asdict, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Boolean, Date, Integer, cast, create_engine, literal, select

from compliance.model import Status
from compliance.rules.status_case import status_case
from compliance.status import Circumstances, status_of

DAYS = st.integers(0, 12).map(lambda shift: date(2023, 11, 1) + timedelta(days=shift))
MAYBE = st.none() | DAYS
CIRCUMSTANCES = st.builds(
    Circumstances,
    as_of=DAYS,
    bound=st.booleans(),
    applicable=st.booleans(),
    exempt=st.booleans(),
    has_data=st.booleans(),
    has_norm=st.booleans(),
    time_known=st.booleans(),
    attest=st.booleans(),
    due=MAYBE,
    notice_from=MAYBE,
    evidence=MAYBE,
    cured_by=MAYBE,
    have=st.integers(0, 2),
)
KINDS = {bool: Boolean(), int: Integer()}
ENGINE = create_engine("sqlite://")
WORSE = {Status.VIOLATED, Status.PARTIAL}


@given(CIRCUMSTANCES)
def test_sql_and_python_agree(c: Circumstances) -> None:
    columns = {
        name: cast(literal(value, KINDS.get(type(value), Date())), KINDS.get(type(value), Date()))
        for name, value in asdict(c).items()
    }
    with ENGINE.connect() as connection:
        assert connection.scalar(select(status_case(columns))) == status_of(c).value


@given(CIRCUMSTANCES, DAYS)
def test_an_act_never_makes_things_worse(c: Circumstances, day: date) -> None:
    before, after = status_of(replace(c, evidence=None)), status_of(replace(c, evidence=day))
    if after in WORSE:
        assert before in WORSE


@given(CIRCUMSTANCES)
def test_nobody_is_accused_without_data_norm_or_time(c: Circumstances) -> None:
    if not (c.bound and c.has_data and c.has_norm and c.time_known):
        assert status_of(c) not in {Status.VIOLATED, Status.PARTIAL, Status.LATE, Status.CURED_AFTER_TERM}


@given(CIRCUMSTANCES, DAYS)
def test_time_going_on_never_takes_a_violation_back(c: Circumstances, later: date) -> None:
    if status_of(c) is Status.VIOLATED and later >= c.as_of:
        assert status_of(replace(c, as_of=later)) is Status.VIOLATED
