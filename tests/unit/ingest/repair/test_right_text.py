from pathlib import Path

import pytest

from ingest.repair.text import repair_text

RIGHT = (Path(__file__).parents[3] / "benchmarks" / "repair" / "right.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", RIGHT)
def test_right_text_with_honest_latin_is_itself(line: str) -> None:
    assert repair_text(line).edits == ()


def test_right_text_is_itself_as_a_whole_document() -> None:
    text = "\r\n".join(RIGHT)
    assert repair_text(text).text == text
    assert repair_text(text).edits == ()


@pytest.mark.parametrize(
    ("slip", "right", "kind"),
    [
        ("текущие \u006fценки", "текущие оценки", "mixed-script"),
        ("\u004dарт и \u0061прель", "Март и апрель", "mixed-script"),
        ("журнал за 2\u041e24 год", "журнал за 2024 год", "letter-for-digit"),
        ("от 1\u0417.09.2023", "от 13.09.2023", "letter-for-digit"),
        ("пр0верка журналов", "проверка журналов", "digit-for-letter"),
        ("отвечает 3а ведение журнала", "отвечает за ведение журнала", "digit-for-letter"),
        ("приказ согласован \u0063 родителями", "приказ согласован с родителями", "mixed-script"),
    ],
)
def test_single_slips_in_good_text(slip: str, right: str, kind: str) -> None:
    repaired = repair_text(slip)
    assert repaired.text == right
    assert {item.edit.kind for item in repaired.edits} == {kind}


@pytest.mark.parametrize("text", ["учащиеся 3а класса", "в 3а дежурят", "кабинет 3б", "точка O(0; 0)", "дом 1З"])
def test_doubtful_signs_stay(text: str) -> None:
    assert repair_text(text).text == text


def test_newlines_mark_and_line_numbers() -> None:
    text = "\ufeffПервая строка\r\nвторая с \u006fценкой\n\rтретья\r"
    repaired = repair_text(text)
    assert repaired.text == text.replace("\u006f", "о")
    assert [item.line for item in repaired.edits] == [2]
