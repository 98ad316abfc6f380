"""Dates of columns come out of everything known together, and doubt is told."""

from datetime import date, timedelta

import numpy as np
import pytest

from parsing.paper.calendar import Heading, solve

TUESDAYS_AND_FRIDAYS = [
    day
    for number in range(60)
    if (day := date(2023, 9, 1) + timedelta(days=number)).weekday() in {1, 4} and day.month in {9, 10}
]


def heading(day: date, share: float = 0.97, *, month: bool = False) -> Heading:
    return Heading(days={day.day: share}, months={day.month: 0.8} if month else {})


def test_days_and_two_month_words_date_every_column() -> None:
    october = next(day for day in TUESDAYS_AND_FRIDAYS if day.month == 10)
    headings = [heading(day, month=day in {TUESDAYS_AND_FRIDAYS[0], october}) for day in TUESDAYS_AND_FRIDAYS]
    found = solve(headings, first_year=2023)
    assert [item.date for item in found] == TUESDAYS_AND_FRIDAYS
    assert min(item.confidence for item in found) > 0.95


def test_a_misread_day_is_put_right_by_its_neighbours_and_the_rhythm_of_the_week() -> None:
    days = TUESDAYS_AND_FRIDAYS[:10]
    headings = [heading(day, month=place == 0) for place, day in enumerate(days)]
    headings[4] = Heading(days={days[4].day - 6: 0.6, days[4].day: 0.3})
    assert [item.date for item in solve(headings, first_year=2023)] == days


def test_a_column_that_could_not_be_read_is_doubtful() -> None:
    days = TUESDAYS_AND_FRIDAYS[:6]
    headings = [heading(day, month=place == 0) for place, day in enumerate(days)]
    headings[-1] = Heading()
    found = solve(headings, first_year=2023)
    assert found[-1].confidence < 0.92
    assert min(item.confidence for item in found[:-1]) > 0.9


def test_two_lessons_of_one_day_keep_one_date() -> None:
    days = [date(2023, 9, 5), date(2023, 9, 5), date(2023, 9, 12), date(2023, 9, 12)]
    found = solve([heading(day, month=place % 2 == 0) for place, day in enumerate(days)], first_year=2023)
    assert [item.date for item in found] == days


def test_known_school_days_decide_between_readings() -> None:
    school = frozenset({date(2023, 9, 5), date(2023, 9, 12), date(2023, 9, 19)})
    headings = [heading(date(2023, 9, 5), month=True), Heading(days={12: 0.45, 13: 0.5}), heading(date(2023, 9, 19))]
    found = solve(headings, first_year=2023, school_days=school)
    assert found[1].date == date(2023, 9, 12)


@pytest.mark.parametrize("seed", range(6))
def test_dates_never_go_back_however_badly_they_are_read(seed: int) -> None:
    rng = np.random.default_rng(seed)
    headings = [
        Heading(days={int(day): float(share) for day, share in zip(rng.integers(1, 32, 3), rng.random(3), strict=True)})
        for _ in range(30)
    ]
    found = [item.date for item in solve(headings, first_year=2023)]
    assert found == sorted(found)


def test_one_sure_date_among_many_doubts_is_doubtful() -> None:
    days = TUESDAYS_AND_FRIDAYS[:12]
    headings = [heading(days[0], month=True), *(Heading() for _ in days[1:])]
    assert max(item.confidence for item in solve(headings, first_year=2023)) <= 0.5
