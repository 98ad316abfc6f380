"""What a person says takes the place of what was read, and nothing else changes."""

from typing import Any

import pytest

from journal.corrections import corrected
from journal.model import ReviewItem, ReviewState
from school.errors import BadDecision


def person(surname: str = "Аксенов", rest: str = "В.А.") -> dict[str, str]:
    return {"surname": surname, "initials_or_names": rest}


def record() -> dict[str, Any]:
    return {
        "number": "29-И",
        "date": "2023-10-28",
        "title": "О журнале",
        "appointments": [{"person": person(), "role": "администратор"}],
        "duties": [{"action_text": "ведут журнал", "assignees": [person(), person("Ким", "О.Л.")]}],
        "acknowledged": [person()],
        "control_by": {"person": person()},
        "signatory": {"name": person("Верещагина", "О.И.")},
    }


def asked(pointer: str, reading: str) -> ReviewItem:
    return ReviewItem(
        item_id="q", subject="order:o1", pointer=pointer, question="?", reading=reading, alternatives=(), source=None,
        state=ReviewState.OPEN,
    )  # fmt: skip


REQUISITES = {
    "number": ("/number", "29-И", "30", {"number": "30"}),
    "title": ("/title", "О журнале", "О журналах", {"title": "О журналах"}),
    "date": ("/date", "2023-10-28", "29.10.2023", {"date": "2023-10-29"}),
    "date as the other paper has it": ("/date", "2023-10-29", "2023-10-30", {"date": "2023-10-30"}),
}


@pytest.mark.parametrize("case", REQUISITES)
def test_a_requisite_is_put_right(case: str) -> None:
    pointer, reading, value, changes = REQUISITES[case]
    before = record()
    assert corrected(before, asked(pointer, reading), value) == record() | changes
    assert before == record(), "what was read stays as it is"


def test_an_action_is_put_right() -> None:
    found = corrected(record(), asked("/duties/0", "ведут журнал"), "ведут электронный журнал")
    assert found is not None
    assert found["duties"][0]["action_text"] == "ведут электронный журнал"
    assert found["duties"][0]["assignees"] == record()["duties"][0]["assignees"]


def test_a_name_is_put_right_wherever_it_was_read_so() -> None:
    found = corrected(record(), asked("/appointments/0", "Аксенов В.А."), "Аксенова Вера Андреевна")
    right = person("Аксенова", "Вера Андреевна")
    assert found is not None
    assert found["appointments"][0]["person"] == right
    assert found["duties"][0]["assignees"] == [right, person("Ким", "О.Л.")]
    assert (found["acknowledged"], found["control_by"]["person"]) == ([right], right)
    assert found["signatory"] == record()["signatory"]


@pytest.mark.parametrize(("pointer", "value"), [("/date", "вчера"), ("/appointments/0", " ")])
def test_what_cannot_stand_there_is_refused(pointer: str, value: str) -> None:
    reading = "Аксенов В.А." if pointer != "/date" else "2023-10-28"
    with pytest.raises(BadDecision):
        corrected(record(), asked(pointer, reading), value)


@pytest.mark.parametrize(
    ("pointer", "reading", "value"),
    [
        ("/number", "30", "29-и"),
        ("/control_by", "директор", "заместитель"),
        ("/duties/0", "учителя · ведут журнал", "учителя · пишут"),
    ],
)
def test_what_two_papers_say_differently_is_only_told_apart(pointer: str, reading: str, value: str) -> None:
    assert corrected(record(), asked(pointer, reading), value) is None
