"""What a director is told about an order when it is registered."""

import pytest

from parsing.pipeline import parse_orders
from support.documents import document_of

HEAD = """МБОУ «Средняя школа № 8 п. Береговой»
ПРИКАЗ
01.09.2024 № 10
О порядке работы
ПРИКАЗЫВАЮ:
"""
TAIL = """
Директор О.И. Верещагина
С приказом ознакомлены:
Н.П. Дорофеева 02.09.2024
"""


def remarks(body: str, tail: str = TAIL, head: str = HEAD) -> dict[str, str]:
    (record,) = parse_orders(document_of(head + body + tail))
    return {remark.code: remark.text for remark in record.remarks}


def test_the_one_who_signs_controls() -> None:
    found = remarks("1. Дорофеевой Н.П. вести журнал.\n2. Контроль за исполнением приказа оставляю за собой.")
    assert "SIGNATORY_CONTROLS" in found


def test_a_paper_whose_last_sheet_is_missing() -> None:
    assert "NO_SIGNATURE" in remarks("1. Дорофеевой Н.П. вести журнал.", tail="")


def test_a_duty_without_a_time() -> None:
    found = remarks("1. Дорофеевой Н.П. вести журнал.\n2. Дорофеевой Н.П. еженедельно проверять журнал.")
    assert "пункты 1" in found["NO_DEADLINE"]


def test_no_remark_where_every_duty_has_its_time() -> None:
    assert "NO_DEADLINE" not in remarks("1. Дорофеевой Н.П. еженедельно проверять журнал.")


def test_acquaintance_before_the_order_itself() -> None:
    found = remarks("1. Дорофеевой Н.П. вести журнал.", TAIL.replace("02.09.2024", "02.08.2024"))
    assert "раньше даты приказа" in found["DATES_CONTRADICT"]


def test_an_order_that_begins_long_before_its_date() -> None:
    found = remarks("1. Ввести с 01.09.2014 электронный журнал.\n2. Дорофеевой Н.П. вести журнал.")
    assert "01.09.2014" in found["DATES_CONTRADICT"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("1. Организовать обучение на дому обучающегося 5 класса Громова И.П.", True),
        ("1. Поставить на внутришкольный учёт учащегося 8 класса Громова И.П.", True),
        ("1. Наградить учащегося 8 класса Громова И.П. грамотой.", False),
        ("1. Учителям вести учёт состояния здоровья обучающихся.", False),
    ],
)
def test_pupils_beside_their_health_or_conduct(body: str, *, told: bool) -> None:
    assert ("PUPIL_LIST" in remarks(body)) is told
