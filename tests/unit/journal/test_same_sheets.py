"""One sheet scanned twice is recognised by its words; sheets of one form are never taken for one another."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ingest.model import Box, Line, Page, PageKind, Word
from journal.same_sheets import Likeness, sketch, tokens_of
from journal.same_sheets import compare as compare_words

FORM = """Муниципальное бюджетное общеобразовательное учреждение
«Средняя общеобразовательная школа № 12»
ПРИКАЗ № {number}
от {date} г.
О направлении обучающихся на соревнования
На основании положения о районных соревнованиях по лёгкой атлетике
ПРИКАЗЫВАЮ:
1. Направить команду школы на районные соревнования {when} в составе {count} человек.
2. Назначить ответственным за жизнь и здоровье детей в пути учителя физической культуры {teacher}
3. Учителю провести с обучающимися инструктаж по технике безопасности под подпись в журнале.
4. Классным руководителям освободить участников от занятий на время соревнований.
5. Контроль за исполнением приказа оставляю за собой.
Директор школы А.В. Кольцов"""
USUAL = {
    "number": "72",
    "date": "28.08.2024",
    "when": "05.09.2024 в 14:30",
    "count": "12",
    "teacher": "Мельника О.П.",
}
LIST = "Список обучающихся {name} класса школы, ознакомленных с правилами поведения на уроках и переменах\n{names}"
ONE = ("Абрамова Вера", "Белов Иван", "Васильева Дарья", "Гусев Пётр", "Дугаров Баир", "Ершова Анна", "Жаркова Олеся")
TWO = ("Алексеев Марк", "Бадмаева Арюна", "Волков Семён", "Грачёва Нина", "Данилов Тимур", "Егорова Софья", "Зимин Лев")


def page(text: str) -> Page:
    return Page(number=1, kind=PageKind.SCAN, lines=tuple(Line(raw=line, text=line) for line in text.split("\n")))


def form(**changes: str) -> Page:
    return page(FORM.format(**{**USUAL, **changes}))


def names(title: str, people: tuple[str, ...]) -> Page:
    return page(LIST.format(name=title, names="\n".join(f"{n}. {who}" for n, who in enumerate(people, 1))))


def misread(text: str, seed: int, share: float = 0.03) -> str:
    """As an engine reads a poor scan: some small letters are taken for others."""
    chance = random.Random(seed)  # noqa: S311
    slips = {"о": "с", "е": "с", "и": "н", "н": "п", "а": "в", "л": "п", "т": "г", "к": "х"}
    return "".join(slips[sign] if sign in slips and chance.random() < share else sign for sign in text)


def doubting(line: Line, wrong: str) -> Line:
    """The engine read a number otherwise, and said that it is not sure."""
    box = Box(x0=0, y0=0, x1=9, y1=9)
    words = tuple(Word(text=word, confidence=0.9, box=box, review=word == wrong) for word in line.text.split())
    return replace(line, words=words)


def compare(one: Page, two: Page) -> Likeness:
    return compare_words(tokens_of(one), tokens_of(two))


def shared(one: Page, two: Page) -> float:
    first, second = set(sketch(one)), set(sketch(two))
    return len(first & second) / max(1, len(first))


@pytest.mark.parametrize("seed", range(6))
def test_a_second_scan_of_a_sheet_is_recognised(seed: int) -> None:
    first, second = (page(misread(FORM.format(**USUAL), seed + shift)) for shift in (100, 200))
    assert shared(first, second) >= 0.3, "it is found among all others"
    assert compare(first, second).same


def test_a_number_read_with_doubt_denies_nothing() -> None:
    first, second = form(), form(when="05.09.2024 в 14:50")
    assert compare(first, second).denied
    doubtful = replace(second, lines=tuple(doubting(line, "14:50") for line in second.lines))
    found = compare(first, doubtful)
    assert found.same
    assert found.differences == (("14:30", "14:50"),)


DIFFERENT = {
    "number": lambda: form(number="73"),
    "date": lambda: form(date="29.08.2024"),
    "time": lambda: form(when="05.09.2024 в 15:30"),
    "count": lambda: form(count="15"),
    "name": lambda: form(teacher="Самойлова И.Ю."),
    "name that is like the other": lambda: form(teacher="Мельникова О.П."),
    "two dates more": lambda: page(FORM.format(**USUAL) + "\nОзнакомлены: 29.08.2024, 30.08.2024, 31.08.2024"),
    "half of it only": lambda: page("\n".join(FORM.format(**USUAL).split("\n")[:7])),
}  # fmt: skip


@pytest.mark.parametrize("case", DIFFERENT)
def test_two_orders_of_one_form_are_two(case: str) -> None:
    assert not compare(form(), DIFFERENT[case]()).same


def test_lists_of_two_classes_are_two() -> None:
    assert not compare(names("7А", ONE), names("7Б", TWO)).same
    assert compare(names("7А", ONE), names("7А", ONE)).same


def test_line_ends_and_capitals_make_no_other_sheet() -> None:
    text = FORM.format(**USUAL)
    assert compare(page(text), page(text.replace("\n", " ").upper())).same


def test_a_sheet_that_says_little_is_not_compared() -> None:
    assert sketch(page("Приложение № 1 к приказу")) == ()
    assert not compare(page(""), page("")).same


def test_a_sketch_fits_both_databases_and_depends_on_the_text_only() -> None:
    first = sketch(form())
    assert first == sketch(form(number="73")), "numbers are compared, not looked for"
    assert all(0 <= item < 2**63 for item in first)
    assert first == tuple(sorted(first))
