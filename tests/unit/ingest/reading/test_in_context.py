"""What signs stand for by what stands around them: digits, letters, scripts, clauses, classes."""

import numpy as np
import pytest

from ingest.model import Box, Line, Word
from ingest.ocr.in_context import in_context
from ingest.ocr.lines import line_of
from ingest.ocr.numbers import as_meant
from ingest.ocr.scripts import in_one_script
from ingest.ocr.strips import SIGNS


def line(text: str) -> Line:
    box = Box(x0=0, y0=0, x1=10, y1=10)
    return line_of([Word(text=piece, confidence=0.99, box=box) for piece in text.split()])


def corrected(*texts: str) -> list[tuple[str, tuple[str, ...]]]:
    """Words that are asked about, with what else they may be."""
    lines = in_context([line(text) for text in texts])
    return [(word.text, word.alternatives) for found in lines for word in found.words if word.review]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("З-го", "3-го"),
        ("2О24", "2024"),
        ("D0CX,", "DOCX,"),
        ("0У-3", "ОУ-3"),
        ("novo0zern", "novoozern"),
        ("15__", "15"),
        ("8-900-О00-17", "8-900-000-17"),
        ("4о", "40"),
        ("о8:50–о9:3о", "08:50–09:30"),
        ("зоо", "300"),
        ("1,о", "1,0"),
    ],
)
def test_signs_that_can_only_be_one_thing(read: str, meant: str) -> None:
    assert as_meant(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "10А",
        "100",
        "№ 114-о",
        "0,5",
        "ОП-4",
        "ЗА",
        "2.3/2.4.3590-20",
        "С 01.09",
        "____",
        "file_1",
        "5.о",
        "т.о.",
        "о 5",
    ],
)
def test_signs_that_may_be_what_they_are(text: str) -> None:
    assert as_meant(text) == text


def test_a_clause_is_counted_on_when_its_neighbours_leave_one_number() -> None:
    assert corrected("1. Утвердить", "2. Назначить", "5. Принять", "4. Контроль") == [("3.", ("5.",))]
    assert corrected("1.2. Вести", "1.5. Сдать", "1.4. Хранить") == [("1.3.", ("1.5.",))]


def test_a_letter_in_the_place_of_a_clause_is_its_number() -> None:
    assert corrected("2. Назначить", "З. Принять", "4. Контроль") == [("3.", ("З.",))]


def test_old_style_figures_read_as_letters_are_counted_too() -> None:
    assert corrected("1. Назначить", "г. Поручить", "3. Контроль") == [("2.", ("г.",))]
    assert corrected("1. Назначить", "г. Приозёрск", "4. Контроль") == []


def test_a_nought_beside_a_name_is_an_initial() -> None:
    assert corrected("Иванова 0. Ю.") == [("О.", ("0.",))]
    assert corrected("всего 0. из") == []


def test_initials_and_given_names_are_written_large() -> None:
    assert corrected("Дёмину Л.А., Шевченко О.о.") == [("О.О.", ("О.о.",))]
    assert corrected("Семёнову РЛ.:") == [("Р.Л.:", ("РЛ.:",))]
    assert corrected("Сомова зульфия Рашитовна") == [("Зульфия", ("зульфия",))]
    assert corrected("Министерства Обороны РФ.") == []
    assert corrected("Решетило 0.0. водитель") == [("О.О.", ("0.0.",))]
    assert corrected("Сытник Р.0.") == [("Р.О.", ("Р.0.",))]
    assert corrected("Войтко А.Н., сырых Д.А., ЖУК Т.М.") == [("Сырых", ("сырых",)), ("Жук", ("ЖУК",))]
    assert corrected("директора школы Д.А. Иванова") == []
    assert corrected("8. 3а два дня до работы") == [("За", ("3а",))]
    assert corrected("2. 3а классу") == []
    assert corrected("поручить завучу Ивановой") == []


def test_clauses_that_skip_are_left_alone() -> None:
    assert corrected("1. Утвердить", "2. Назначить", "5. Принять", "6. Контроль") == []
    assert corrected("1. Утвердить", "2. Назначить", "3. Принять") == []


def test_a_class_among_classes() -> None:
    assert corrected("2А, ЗА, 4Б в столовой") == [("3А,", ("ЗА,",))]
    assert corrected("ответственный ЗА питание") == [("ЗА", ("3А",))]
    assert corrected("КОНТРОЛЬ ЗА ПИТАНИЕМ") == []


def steps(*signs: dict[str, float]) -> np.ndarray:
    """Probabilities of every step; what is left goes to "nothing here"."""
    output = np.zeros((2 * len(signs), len(SIGNS) + 1), np.float32)
    for at, chances in enumerate(signs):
        for sign, chance in chances.items():
            output[2 * at, SIGNS.index(sign) + 1] = chance
        output[2 * at, 0] = 1 - sum(chances.values())
        output[2 * at + 1, 0] = 1
    return output


def read(output: np.ndarray) -> str:
    best = in_one_script(output).argmax(axis=1)
    return "".join(SIGNS[sign - 1] for sign in best if sign)


def test_letters_of_a_word_are_of_one_script() -> None:
    login = [{"l": 0.9}, {"о": 0.5, "o": 0.4}, {"g": 0.9}, {"i": 0.9}, {"n": 0.9}]
    assert read(steps(*login)) == "login"
    name = [{"Ш": 0.9}, {"к": 0.9}, {"o": 0.5, "о": 0.4}, {"л": 0.9}, {"a": 0.5, "а": 0.45}]
    assert read(steps(*name)) == "Школа"


def test_a_latin_word_that_makes_a_russian_one_is_russian_in_a_russian_line() -> None:
    italic = [{"n": 0.6, "п": 0.3}, {"p": 0.6, "р": 0.3}, {"u": 0.6, "и": 0.3}]
    russian = [{"ш": 0.9}, {"к": 0.9}, {"о": 0.9}, {"л": 0.9}, {"е": 0.9}]
    assert read(steps(*italic, {" ": 0.9}, *russian)) == "при школе"
    excel = [{"W": 0.9, "Ш": 0.05}, {"o": 0.9, "о": 0.05}, {"r": 0.9}, {"d": 0.9}]
    assert read(steps(*excel, {" ": 0.9}, *russian)) == "Word школе"
    assert read(steps(*italic)) == "npu"
    sure = [{sign: 0.99} for sign in "annemum"]
    assert read(steps(*russian, {" ": 0.9}, *russian, {" ": 0.9}, *sure)) == "школе школе аппетит"


def test_a_roman_number_stays_roman() -> None:
    russian = [{"к": 0.9}, {"л": 0.9}, {"а": 0.9}, {"с": 0.9}, {"с": 0.9}]
    assert read(steps({"X": 0.6, "Х": 0.3}, {" ": 0.9}, *russian)) == "X класс"
