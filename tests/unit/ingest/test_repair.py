import pytest

from ingest.repair.line import repair_line
from ingest.repair.text import repair_text

LEGITIMATE = [
    "Отчёт в формате PDF и DOCX отправить на school3@edu.example.ru до 01.09.2024.",
    "Вход: https://journal.example.ru/login, раздел «Сетевой город. Образование».",
    "Уроки в IV четверти и XXI век; кабинет оборудован Wi-Fi и Windows.",
    "Приказ № 72/2-ОД от 28.08.2025, пункт 3.1, в 14:30.",
    "Использовать Microsoft Word, Excel и браузер Chrome.",
]


@pytest.mark.parametrize("text", LEGITIMATE)
def test_right_text_comes_out_byte_for_byte(text: str) -> None:
    assert repair_line(text) == (text, ())


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("BHocsaT nHdOpMaNHUIO O TEMAX ypoKOB", "темах"),
        ("BbICTaBJISIOT TEKyLLIHe OLEHKH B KypHaJI", "оценки"),
        ("3aMecTuTeJIb AupekTopa no YP", "заместитель"),
    ],
)
def test_latin_for_cyrillic_is_repaired(garbled: str, meant: str) -> None:
    assert meant in repair_line(garbled)[0].lower()


@pytest.mark.parametrize(
    ("mixed", "right"),
    [("текущие \u006fценки", "текущие оценки"), ("\u004dарт и \u0061прель", "Март и апрель")],
)
def test_latin_twins_inside_russian_words(mixed: str, right: str) -> None:
    text, edits = repair_line(mixed)
    assert text == right
    assert {edit.kind for edit in edits} == {"mixed-script"}


def test_newlines_stay_as_they_were() -> None:
    text = "Первая строка\r\nвторая с \u006fценкой\n\rтретья"
    assert repair_text(text).text == text.replace("\u006f", "о")


def test_numbers_and_dates_are_never_touched() -> None:
    garbled = "5.2 IIpuka3 or 28.10.2023 Ne 29 ROJDKHBI 14:30"
    text, _ = repair_line(garbled)
    for number in ("5.2", "28.10.2023", "29", "14:30"):
        assert number in text.split()
