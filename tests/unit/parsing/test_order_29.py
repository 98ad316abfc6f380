"""Order № 29 in every form reads as a person reads it."""

import json
import re
from collections import Counter

import jsonschema
import pytest

from parsing.order.order_from_json import from_json
from parsing.order.order_json import to_json
from support.documents import order_29_sources, parse_order, read_sources
from support.paths import ORDER_29, ROOT

TRUTH = json.loads((ORDER_29 / "truth.json").read_text(encoding="utf-8"))
FORMS = {
    "docx": ("order-29.docx",),
    "png": ("order-29-1.png", "order-29-2.png"),
    "pdf": ("order-29-scan.pdf",),
}


def parsed(*names: str) -> dict:
    return to_json(parse_order(read_sources(*order_29_sources(*names))))


def dashes(value: object) -> object:
    """Engines read every dash as one: the length of a dash says nothing."""
    return json.loads(re.sub("[–—]", "-", json.dumps(value, ensure_ascii=False)))


def test_the_text_reads_exactly_as_its_truth() -> None:
    body = parsed("order-29.txt")
    assert {key: body[key] for key in TRUTH} == TRUTH


def test_the_json_keeps_the_contract() -> None:
    schema = json.loads((ROOT / "parsing" / "data" / "order.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(parsed("order-29.txt"), schema)


def test_each_duty_of_the_repeated_clauses_has_two_places() -> None:
    body = parsed("order-29.txt")
    places = Counter(entry["pointer"] for entry in body["sources"])
    for number, duty in enumerate(body["duties"]):
        expected = 1 if duty["clause"] == "5.1" else 2
        assert places[f"/duties/{number}"] == expected
    assert len(body["duties"]) == 21


def test_places_point_at_the_words_of_the_file() -> None:
    text = (ORDER_29 / "order-29.txt").read_text(encoding="utf-8")
    body = parsed("order-29.txt")
    first = {entry["pointer"]: entry for entry in reversed(body["sources"])}
    place = first["/duties/8"]
    assert "Выставляют текущие оценки" in text[place["start"] : place["end"]]
    second = [entry for entry in body["sources"] if entry["pointer"] == "/duties/8"][1]
    assert "BBICTaBISAIOT TEKYIIHE OLEHKH" in text[second["start"] : second["end"]]
    assert second["confidence"] < place["confidence"]
    assert first["/number"]["line"] == text[: text.index("№ 29\n")].count("\n") + 1


@pytest.mark.tesseract
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_clean_half_gives_the_same_order(form: str) -> None:
    body = dashes(parsed(*FORMS[form]))
    truth = dashes(TRUTH)
    for field in ("organization", "number", "date", "title", "effective_from", "legal_basis", "appointments", "duties"):
        assert body[field] == truth[field], field
    assert body["control_by"] == truth["control_by"]
    assert [person["surname"] for person in body["acknowledged"]] == ["Аксенова"]


def test_the_record_survives_json() -> None:
    record = parse_order(read_sources(*order_29_sources("order-29.txt")))
    again = from_json(to_json(record))
    assert again == record
    assert to_json(again)["sources"] == to_json(record)["sources"]


def test_remarks_tell_what_a_director_should_see() -> None:
    codes = {remark["code"] for remark in parsed("order-29.txt")["remarks"]}
    assert codes == {
        "NUMBER_INFERRED",
        "ANNEX_MISSING",
        "SELF_CONTROL",
        "SIGNATORY_CONTROLS",
        "NO_DEADLINE",
        "NOT_SIGNED",
        "READ_TWICE",
    }
