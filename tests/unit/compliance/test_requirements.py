"""Every duty and clause of an order becomes a requirement, whatever its wording."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.catalogue import catalogue
from compliance.requirements import requirements_of
from ingest.model import Limits, ReadingContext, Source
from ingest.ocr.tesseract import TesseractEngine
from ingest.pipeline import read
from journal.amending import Edition
from journal.contents import held_clauses, held_duties, in_force_from
from journal.model import HeldClause, HeldOrder, OrderState
from support.documents import parse_order
from support.small_school import order

ROOT = Path(__file__).parents[3]


def held(path: Path) -> HeldOrder:
    source = Source(name=path.name, data=path.read_bytes())
    record = parse_order(read([source], engine=TesseractEngine(), limits=Limits(), context=ReadingContext()))
    editions = [Edition(start=in_force_from(record), record=record)]
    return HeldOrder(
        order_id="o1",
        number=record.number or "",
        date=in_force_from(record),
        title=record.title or "",
        organization="",
        state=OrderState.IN_FORCE,
        in_force_from=in_force_from(record),
        in_force_to=None,
        version=1,
        clauses=held_clauses(editions),
        duties=held_duties("o1", editions, []),
        documents=(),
        open_questions=0,
    )


def test_order_29_calls_for_every_check_once() -> None:
    found = requirements_of(held(ROOT / "samples" / "order-29" / "order-29.txt"))
    assert [(item.clause, item.check) for item in found] == [
        ("1", "O1a"), ("1", "O1b"), ("2", "O2"), ("3", "O3"), ("4", "O4"),
        ("5.1", "A1"), ("5.1", "A2"), ("5.1", "A3a"), ("5.1", "A3b"), ("5.1", "A4"), ("5.1", "A5"), ("5.1", "A6"),
        ("5.1", "A7"),
        ("5.2", "S1"), ("5.2", "S2"), ("5.2", "S3"), ("5.2", "S4"), ("5.2", "S5"), ("5.2", "S6"), ("5.2", "S7a"),
        ("5.2", "S7b"), ("5.2", "S8"),
        ("5.3", "C1"), ("5.3", "C2"), ("5.3", "C3"), ("5.3", "C4"),
        ("5.4", "D1"), ("5.4", "D2"), ("5.4", "D3"), ("5.4", "D4"),
        ("6", "U1"), ("6", "U2"), ("7", "K1"),
        (None, "O5"), (None, "D5"), (None, "K2"),
    ]  # fmt: skip
    assert {item.check for item in found} == {spec.check for spec in catalogue().checks}


@pytest.mark.parametrize(
    ("role", "action", "checks"),
    [
        ("administrator", "раз в неделю выполнять резервное копирование базы журнала на три флеш-накопителя", ["A5"]),
        ("administrator", "обеспечить всех участников образовательного процесса логинами и паролями", ["A2"]),
        ("administrator", "вести списки пользователей системы", ["A3a"]),
        ("subject_teacher", "ежедневно отмечать отсутствующих и заносить темы уроков", ["S2", "S3"]),
        ("teacher", "своевременно вносить в электронный журнал домашнее задание", ["S5"]),
        ("subject_teacher", "выставлять отметки за четверть и год", ["S7a", "S7b"]),
        ("subject_teacher", "заносить в журнал календарно-тематическое планирование", ["S8"]),
        ("class_teacher", "поддерживать в актуальном состоянии персональные данные учащихся", ["C3"]),
        ("deputy_director", "осуществлять контроль за заполнением домашних заданий", ["D1"]),
        ("deputy_director", "вести журнал замещения уроков", ["D3"]),
        ("caretaker", "обеспечить пожарную безопасность", ["ATTEST"]),
        ("class_teacher", "собрать согласия родителей", ["ATTEST"]),
    ],
)
def test_other_wording(role: str, action: str, checks: list[str]) -> None:
    found = requirements_of(order((role, role, action)))
    assert [item.check for item in found if item.duty_id] == checks


@pytest.mark.parametrize(
    ("action", "count"),
    [
        ("еженедельно создаёт копии на двух внешних носителях", 2),
        ("хранит резервные копии на 3 съёмных дисках", 3),
        ("создаёт резервную копию журнала", 1),
        ("копирует базу на трёх флеш-накопителях", 3),
    ],
)
def test_number_of_media_is_read_from_the_order(action: str, count: int) -> None:
    found = requirements_of(order(("administrator", "Администратор", action)))
    assert {item.quantity for item in found if item.duty_id} == {count}


def clause(path: str, text: str, level: int = 0) -> HeldClause:
    return HeldClause(path=path, text=text, level=level, sources=())


def test_a_clause_without_addressee_or_check_asks_for_confirmation() -> None:
    clauses = (clause("1", "Ознакомить с приказом под подпись"), clause("2", "Отменить ведение бумажных журналов"))
    found = requirements_of(order(clauses=clauses))
    assert [(item.clause, item.check) for item in found if item.clause] == [("1", "ATTEST"), ("2", "O1b")]


def test_duties_under_unnumbered_items_are_not_said_twice() -> None:
    duty = ("administrator", "Администратор ЭЖ", "выдает пользователям реквизиты доступа")
    clauses = (
        clause("5", "Возложить обязанности:"),
        clause("", "выдает пользователям реквизиты доступа;", 1),
        clause("", "участвует в семинарах.", 1),
    )
    found = requirements_of(order(duty, clauses=clauses))
    assert sorted((item.clause, item.check) for item in found if item.clause) == [("5", "A2"), ("5", "ATTEST")]


def test_a_duty_of_a_clause_that_was_not_kept_is_still_there() -> None:
    duty = ("subject_teacher", "Учителя", "Записывают темы уроков")
    found = requirements_of(order(duty, clauses=(clause("1", "Ввести журнал"),)))
    assert "S2" in [item.check for item in found]
