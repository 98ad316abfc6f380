"""Duties: sentences with several addressees and actions, times that hold for all of them, lost numbers."""

import pytest

from parsing.order.times import deadline, periodicity
from parsing.pipeline import parse_order
from support.documents import document_of

HEAD = """МБОУ «Средняя школа № 5»
ПРИКАЗ
01.09.2025                                        № 10
О порядке

В целях порядка
ПРИКАЗЫВАЮ:
"""
TAIL = """
Директор школы          ____________          Шевчук И. Н.
"""


def duties(body: str) -> list[tuple[str | None, str, str | None]]:
    record = parse_order(document_of(HEAD + body + TAIL))
    return [(duty.role, duty.action_text, duty.deadline) for duty in record.duties]


def test_each_action_and_each_addressee() -> None:
    assert duties(
        """1. Секретарю Орловой А. А. ознакомить с приказом учителей до 17.01.2025, ответственному за сайт
Тхостову М. К. разместить приказ на сайте в течение 10 рабочих дней.
2. Администратору ЭЖ в срок до 05.09.2025 провести инструктаж, ознакомить учителей с Положением и
сдать лист ознакомления в учебную часть.
"""
    ) == [
        ("Секретарь", "ознакомить с приказом учителей до 17.01.2025", "2025-01-17"),
        (
            "ответственный за сайт",
            "разместить приказ на сайте в течение 10 рабочих дней",
            "в течение 10 рабочих дней",
        ),
        ("Администратор ЭЖ", "в срок до 05.09.2025 провести инструктаж", "2025-09-05"),
        ("Администратор ЭЖ", "ознакомить учителей с Положением", "2025-09-05"),
        ("Администратор ЭЖ", "сдать лист ознакомления в учебную часть", "2025-09-05"),
    ]


def test_two_verbs_with_one_object_are_one_duty() -> None:
    assert [action for _, action, _ in duties("1. Завхозу проверить и отремонтировать парты к 01.10.2025.\n")] == [
        "проверить и отремонтировать парты к 01.10.2025"
    ]


def test_a_sentence_that_forbids_is_nobodys_duty() -> None:
    found = duties("1. Учителям соблюдать режим. Передача паролей третьим лицам запрещается.\n")
    assert [action for _, action, _ in found] == ["соблюдать режим"]


def test_a_clause_whose_number_is_lost() -> None:
    record = parse_order(
        document_of(
            HEAD + "1. Повару отбирать пробу.\nЗавхозу приобрести весы.\n3. Учителям проверить журналы.\n" + TAIL
        )
    )
    assert [(clause.number, clause.number_inferred) for clause in record.clauses] == [
        ("1", False),
        ("2", True),
        ("3", False),
    ]
    assert [duty.clause for duty in record.duties] == ["1", "2", "3"]


def test_a_number_that_the_engine_took_for_a_letter() -> None:
    record = parse_order(
        document_of(HEAD + "1. Повару отбирать пробу.\nО.Завхозу приобрести весы.\n3. Учителям сдать отчёты.\n" + TAIL)
    )
    assert [clause.number for clause in record.clauses] == ["1", "2", "3"]
    assert record.clauses[1].text == "Завхозу приобрести весы."


@pytest.mark.parametrize(
    ("text", "value", "interval"),
    [
        ("раз в две недели проводить консультации", "weekly", 2),
        ("раз в десять дней проводить осмотр", "daily", 10),
        ("не реже 1 раза в квартал проводить тренировки", "quarterly", 1),
        ("при выявлении нарушений составлять акт", "event", 1),
        ("в течение 2 рабочих дней со дня зачисления выдать пароль", "event", 1),
        ("в течение 10 дней со дня издания приказа разместить его", "none", 1),
        ("по окончании каждой четверти сдавать отчёт", "none", 1),
        ("довести памятку о поведении при пожаре", "none", 1),
    ],
)
def test_how_often(text: str, value: str, interval: int) -> None:
    assert periodicity(text) == (value, interval)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("сдать отчёт не позднее 31 января 2025 года", "2025-01-31"),
        ("провести с 15.09.2025 по 26.09.2025 работы", "2025-09-26"),
        ("ежемесячно до 5 числа проверяет заполнение", "до 5 числа"),
        ("вывесить график до 4 сентября на стенде", "до 4 сентября"),
        ("приходить до 9.15 каждый день", "до 9.15"),
        ("внести изменения в приказ от 30.08.2024", None),
    ],
)
def test_by_when(text: str, value: str | None) -> None:
    found = deadline(text)
    assert (found.value if found else None) == value


def test_words_of_time_end_before_the_verb() -> None:
    assert [
        when
        for _, _, when in duties(
            """1. Завхозу Орлову А. А.:
1.1. не позднее чем за день до поездки подать уведомление;
1.2. до начала проверки получить документы;
1.3. обеспечить вход с 8.00 до 17.00;
1.4. к началу учебного года покрасить забор, размещать меню ежедневно до
10.00.
"""
        )
    ] == ["не позднее чем за день до поездки", "до начала проверки", None, "к началу учебного года", "до 10.00"]


def test_a_time_and_a_verb_that_hold_for_a_list() -> None:
    assert duties(
        """1. Секретарю Орловой А. А.:
1.1. не позднее чем за день до экзамена:
1.1.1. проверить списки;
1.1.2. распечатать ведомости;
1.2. Обеспечить:
а) хранение согласий в сейфе.
"""
    ) == [
        ("Секретарь", "проверить списки", "не позднее чем за день до экзамена"),
        ("Секретарь", "распечатать ведомости", "не позднее чем за день до экзамена"),
        ("Секретарь", "хранение согласий в сейфе", None),
    ]
