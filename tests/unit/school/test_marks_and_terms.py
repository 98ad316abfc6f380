"""What a cell of a journal means, and how school years and periods are named."""

from datetime import date

import pytest

from school.marks import CellValue, is_term_value, read_cell
from school.terms import SchoolYear, period, school_year

CELLS = {
    "5": (("5",), None),
    "5/4": (("5", "4"), None),
    "4 5": (("4", "5"), None),
    "43": (("4", "3"), None),
    "н": ((), "absent"),
    "Н": ((), "absent"),
    "н/4": (("4",), "absent"),
    "б": ((), "ill"),
    "осв": ((), "exempt"),
    "зач": (("зач",), None),
    "н/а": (("н/а",), None),
    ".": ((), None),
    "": ((), None),
}


@pytest.mark.parametrize("text", CELLS)
def test_what_a_cell_says(text: str) -> None:
    marks, absence = CELLS[text]
    assert read_cell(text) == CellValue(marks=marks, absence=absence)


@pytest.mark.parametrize("text", ["6", "0", "555", "5/", "н/н", "б/4", "пять", "5-", "н/45/3"])
def test_what_no_cell_may_say(text: str) -> None:
    assert read_cell(text) is None


def test_what_may_stand_as_a_term_mark() -> None:
    assert [text for text in (*CELLS, "6") if is_term_value(text)] == ["5", "осв", "зач", "н/а"]


def test_school_years_as_people_write_them() -> None:
    for text in ("2023/2024", "2023-2024", "2023/24", " 2023 – 2024 "):
        assert school_year(text) == SchoolYear(first_year=2023)
    for text in ("2023/2025", "2023", "23/24", "2023/2023", ""):
        assert school_year(text) is None
    year = SchoolYear(first_year=2023)
    assert (year.name, year.holds(date(2023, 9, 1)), year.holds(date(2024, 9, 1))) == ("2023/2024", True, False)


def test_periods_of_the_contract() -> None:
    codes = ("Q2", "H1", "T3", "Y", "E", "F", "Q5", "H3", "Q", "")
    assert {code: found.title for code in codes if (found := period(code))} == {
        "Q2": "II четверть",
        "H1": "I полугодие",
        "T3": "III триместр",
        "Y": "год",
        "E": "экзамен",
        "F": "итог",
    }
