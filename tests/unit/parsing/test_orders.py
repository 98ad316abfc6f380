"""Orders of other schools and layouts, written for development: text and truth side by side in orders/*.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from parsing.order.order_json import to_json
from school.errors import NotAnOrder, NotRussian
from support.documents import document_of, parse_order

CASES = sorted((Path(__file__).parent / "orders").glob("*.yaml"))


def numbers(clauses: list[dict[str, Any]]) -> list[str]:
    found: list[str] = []
    for clause in clauses:
        found += [clause["number"]] if clause["number"] else []
        found += numbers(clause["children"])
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_order_of_another_layout(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    truth = case["truth"]
    body = to_json(parse_order(document_of(case["text"])))
    for field in ("organization", "number", "date", "title", "place", "legal_basis"):
        assert body[field] == truth[field], field
    assert numbers(body["clauses"]) == truth["clauses"]
    assert [
        {
            "surname": item["person"]["surname"],
            "initials": item["person"]["initials_or_names"],
            "position": item["position"],
            "role": item["role"],
            "clause": item["clause"],
        }
        for item in body["appointments"]
    ] == truth["appointments"]
    assert [
        {
            "role": item["role"],
            "assignees": [person["surname"] for person in item["assignees"]],
            "periodicity": item["periodicity"],
            "deadline": item["deadline"],
            "clause": item["clause"],
        }
        for item in body["duties"]
    ] == truth["duties"]
    assert [{"surname": item["person"]["surname"], "role": item["role"]} for item in body["revocations"]] == truth.get(
        "revocations", []
    )
    assert [
        {key: item[key] for key in ("kind", "date", "number", "title", "scope")} for item in body["repeals"]
    ] == truth.get("repeals", [])
    control = body["control_by"]
    assert {
        "self": control["self"],
        "surname": control["person"]["surname"],
        "position": control["position"],
    } == truth["control"]
    assert [person["surname"] for person in body["acknowledged"]] == truth["acknowledged"]


def test_an_order_in_english_is_refused() -> None:
    text = (
        "ORDER No. 5\nOn school meals\nI hereby order:\n1. To appoint Mr Smith responsible for meals.\nPrincipal J. Doe"
    )
    with pytest.raises(NotRussian):
        parse_order(document_of(text))


def test_a_letter_is_not_an_order() -> None:
    text = "Уважаемые родители!\nПриглашаем вас на собрание 5 сентября.\nС уважением, классный руководитель"
    with pytest.raises(NotAnOrder):
        parse_order(document_of(text))


def test_a_verb_without_clauses_is_not_an_order() -> None:
    with pytest.raises(NotAnOrder):
        parse_order(document_of("ПРИКАЗЫВАЮ:\n\n\n"))


def test_a_gap_in_numbering_is_remarked_and_nothing_is_renumbered() -> None:
    text = (
        "ПРИКАЗ № 1 от 01.09.2024\nО порядке\nПРИКАЗЫВАЮ:\n1. Принять план.\n3. Утвердить график.\nДиректор И.И. Белов"
    )
    record = parse_order(document_of(text))
    assert [clause.number for clause in record.clauses] == ["1", "3"]
    assert "NUMBERING_GAP" in {remark.code for remark in record.remarks}


def test_a_wrapped_line_that_begins_with_a_number_stays_in_its_clause() -> None:
    text = (
        "ПРИКАЗ № 3 от 02.09.2024\nОб отчётах\nПРИКАЗЫВАЮ:\n1. Секретарю представлять отчёт до\n"
        "5 числа каждого месяца, начиная с\n01.10.2024 года.\n2. Педагогам довести до сведе-\nния родителей.\n"
        "Директор И.И. Белов"
    )
    record = parse_order(document_of(text))
    assert [clause.number for clause in record.clauses] == ["1", "2"]
    assert "до 5 числа каждого месяца, начиная с 01.10.2024 года." in record.clauses[0].text
    assert "довести до сведения родителей" in record.clauses[1].text
