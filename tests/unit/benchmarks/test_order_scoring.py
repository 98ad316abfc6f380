"""What the benchmark of orders counts, and the paragraphs that it makes other forms of."""

import copy
import zipfile
from io import BytesIO
from typing import Any

import pytest
from benchmarks.orders.matching import (
    pairs,
    same_basis,
    same_clause,
    same_control,
    same_duty,
    same_person,
    same_role,
    same_signatory,
    same_target,
)
from benchmarks.orders.paragraphs import paragraphs
from benchmarks.orders.score import Count, Figures, score, score_all
from benchmarks.orders.word import docx_of

from ingest.model import Source
from ingest.readers.word import read_word
from support.reading_pages.papers import Kind

TEXT = "1. Назначить учителя Белых И.П. ответственной за сайт."
PERSON = {"surname": "Белых", "initials_or_names": "И.П."}
TRUTH: dict[str, Any] = {
    "organization": "МБОУ «Школа № 5»",
    "number": "12-ОД",
    "date": "2024-09-02",
    "title": "О сайте",
    "place": None,
    "effective_from": None,
    "legal_basis": [{"kind": "приказ", "date": "2020-08-14", "number": "831"}],
    "clauses": [
        {
            "number": "1",
            "text": "Назначить учителя Белых И.П. ответственной за сайт:",
            "children": [{"number": None, "text": "обновлять ежедневно;", "children": []}],
        }
    ],
    "appointments": [{"person": PERSON, "role": "ответственный за сайт", "clause": "1"}],
    "revocations": [],
    "duties": [
        {
            "role": "ответственный за сайт",
            "assignees": [PERSON],
            "action_text": "обновлять ежедневно",
            "periodicity": "daily",
            "deadline": None,
            "clause": "1",
        }
    ],
    "repeals": [],
    "amends": [],
    "control_by": {"self": True, "person": {"surname": "Гущина", "initials_or_names": "О.Л."}, "clause": "2"},
    "signatory": {
        "name": {"surname": "Гущина", "initials_or_names": "О.Л."},
        "position": "Директор",
        "signed": False,
    },
    "acknowledged": [PERSON],
    "appendices": [],
    "person_mentions": [{**PERSON, "start": TEXT.index("Белых"), "end": TEXT.index(" ответ")}],
}


def person(surname: str, names: str = "-") -> dict[str, str]:
    return {"surname": surname, "initials_or_names": names}


def duty(**changes: Any) -> dict[str, Any]:
    return {**TRUTH["duties"][0], **changes}


def scored(output: dict[str, Any], *, places: bool = False) -> Figures:
    return score(TRUTH, output, places=places)


def changed(**changes: Any) -> dict[str, Any]:
    """An output that differs so from the truth."""
    return {name: value for name, value in copy.deepcopy(TRUTH).items() if name != "person_mentions"} | changes


def test_the_truth_itself_is_all_right() -> None:
    figures = scored(changed())
    assert [count.f1 for count in figures.lists.values()] == [1.0] * len(figures.lists)
    assert (figures.header_whole.right, figures.header_whole.meant, figures.header["signed"].right) == (8, 8, 1)
    assert figures.mentions == Count(1, 1, 1)
    assert figures.missing == figures.extra == []


def test_nothing_read_is_all_missing() -> None:
    figures = scored({})
    assert (figures.lists["clauses"].recall, figures.lists["clauses"].meant) == (0.0, 2)
    # what is not printed was rightly not read
    assert figures.header_whole.right == 2
    assert figures.mentions == Count(1, 0, 0)
    assert figures.lists["revocations"].f1 == 1.0


def test_facts_too_many_cost_precision() -> None:
    figures = scored(changed(acknowledged=[PERSON, PERSON, person("Гущина", "О.Л.")]))
    found = figures.lists["acknowledged"]
    assert (found.right, found.read, found.recall) == (1, 3, 1.0)
    assert found.precision == pytest.approx(1 / 3)
    assert found.f1 == pytest.approx(0.5)
    assert figures.extra == ["acknowledged: Белых И.П.", "acknowledged: Гущина О.Л."]


def test_orders_add_up() -> None:
    figures = Figures()
    for output in (changed(), changed(duties=[], number="12")):
        figures.add(scored(output))
    assert (figures.orders, figures.lists["duties"].right, figures.lists["duties"].meant) == (2, 1, 2)
    assert (figures.header_whole.right, figures.header_whole.meant) == (15, 16)


def test_orders_of_one_file_are_compared_in_turn() -> None:
    second = {**TRUTH, "number": "13-ОД"}
    outputs = [changed(), changed(number="13-ОД")]
    both = score_all([TRUTH, second], outputs)
    assert (both.orders, both.header["number"].right, both.lists["duties"].right) == (2, 2, 2)
    assert score_all([TRUTH, second], outputs[::-1]).header["number"].right == 0
    one = score_all([TRUTH, second], outputs[:1])
    assert (one.orders, one.lists["duties"].meant, one.lists["duties"].right) == (2, 2, 1)
    more = score_all([TRUTH], outputs)
    assert (more.lists["duties"].read, more.lists["duties"].right, more.header["number"].meant) == (2, 1, 2)


@pytest.mark.parametrize(
    ("meant", "read", "same"),
    [
        (person("Аксёнова", "В.А."), person("Аксенова", "В. А."), True),
        (person("Аксёнова", "В.А."), person("Аксенова", "Вера Андреевна"), True),
        (person("Аксёнова", "Вера Андреевна"), person("Аксёнова", "В.А."), True),
        (person("Аксёнова", "Вера Андреевна"), person("Аксёнова", "Валя Андреевна"), False),
        (person("Аксёнова", "В.А."), person("Аксенов", "В.А."), False),
        (person("Аксёнова", "В.А."), person("Аксенова", "В.Б."), False),
        (person("Аксёнова"), person("Аксенова", "В.А."), True),
        (person("Аксёнова", "В.А."), person("Аксенова"), False),
        (person("Аксёнова"), None, False),
    ],
)
def test_persons(meant: Any, read: Any, same: bool) -> None:
    assert same_person(meant, read) is same


@pytest.mark.parametrize(
    ("number", "text", "same"),
    [
        ("1", "утвердить «План» — приложение", True),
        ("1", 'Утвердить "План" - приложение.', True),
        ("2", "Утвердить «План» — приложение", False),
        (None, "Утвердить «План» — приложение", False),
        ("1", "Утвердить «План»", False),
    ],
)
def test_clauses(number: str | None, text: str, same: bool) -> None:
    clause = {"number": "1", "text": "Утвердить «План» — приложение."}
    assert same_clause(clause, {"number": number, "text": text}) is same


def test_a_long_clause_may_differ_a_little() -> None:
    text = "Организовать с первого сентября дежурство учителей на этажах школы во время перемен"
    assert same_clause({"number": "1", "text": text}, {"number": "1", "text": text.replace("этажах", "этажак")})
    assert not same_clause({"number": "1", "text": text}, {"number": "1", "text": text + " по графику, строго"})


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"action_text": "обновлять"}, True),
        ({"action_text": "удалять"}, False),
        ({"periodicity": "none"}, False),
        ({"clause": "1.1"}, False),
        ({"assignees": []}, False),
        ({"assignees": [PERSON, person("Гущина", "О.Л.")]}, False),
        ({"deadline": "2024-09-03"}, False),
        ({"role": "другая"}, True),
    ],
)
def test_duties(changes: dict[str, Any], same: bool) -> None:
    assert same_duty(duty(), duty(**changes)) is same


@pytest.mark.parametrize(
    ("meant", "read", "same"),
    [
        ("2024-09-01", "2024-09-01", True),
        ("2024-09-01", "2024-09-02", False),
        ("2024-09-01", "до 01.09.2024", False),
        ("до 5 числа", "до 5 числа каждого", False),
        ("не позднее 3 рабочих дней", "не позднее трёх рабочих дней", True),
        ("до 5 числа", None, False),
        (None, "", True),
    ],
)
def test_deadlines(meant: str | None, read: str | None, same: bool) -> None:
    assert same_duty(duty(deadline=meant), duty(deadline=read)) is same


@pytest.mark.parametrize(
    "action", ["в срок до 01.09.2024 сдать отчёт", "до 1 сентября 2024 года сдать отчёт", "сдать отчёт"]
)
def test_words_of_time_may_stay_or_go(action: str) -> None:
    meant = duty(action_text="сдать отчёт до 01.09.2024", deadline="2024-09-01")
    assert same_duty(meant, duty(action_text=action, deadline="2024-09-01"))
    assert not same_duty(meant, duty(action_text=action.replace("отчёт", "ключи от кабинета"), deadline="2024-09-01"))


def test_assignees_are_a_set() -> None:
    both = [PERSON, person("Гущина", "О.Л.")]
    assert same_duty(duty(assignees=both), duty(assignees=both[::-1]))
    assert not same_duty(duty(assignees=both), duty(assignees=[PERSON, PERSON]))


def test_roles_have_other_names() -> None:
    meant = {"person": PERSON, "role": "ответственный за ведение сайта", "role_alts": ["администратор"], "clause": "1"}
    assert same_role(meant, {**meant, "role": "Администратор"})
    assert same_role(meant, {**meant, "role": "ответственная за ведение сайта"})
    assert not same_role(meant, {**meant, "role": "секретарь"})
    assert not same_role(meant, {**meant, "person": person("Белый", "И.П.")})
    assert not same_role(meant, {**meant, "clause": "2"})


def test_acts() -> None:
    act = {"kind": "приказ", "date": "2024-01-09", "number": "4-ОД", "scope": "п. 3"}
    assert same_basis(act, {**act, "kind": "Приказ", "number": "4–од"})
    for field, other in (("kind", "постановление"), ("date", None), ("number", "4")):
        assert not same_basis(act, {**act, field: other})
        assert not same_target(act, {**act, field: other})
    assert same_target(act, {**act, "scope": "п.3"})
    assert not same_target(act, {**act, "scope": "весь"})


def test_a_repeal_is_no_amendment() -> None:
    act = {"kind": "приказ", "date": None, "number": "4", "scope": "весь"}
    figures = score({**TRUTH, "repeals": [act]}, changed(amends=[act]))
    assert figures.lists["repeals, amends"] == Count(1, 1, 0)


def test_control_and_signature() -> None:
    own, signed = TRUTH["control_by"], TRUTH["signatory"]
    assert same_control(own, {**own, "clause": None})
    assert not same_control(own, {**own, "self": False})
    assert not same_control(own, None)
    assert same_signatory(signed, {**signed, "position": "директор"})
    assert not same_signatory(signed, {**signed, "position": "Завхоз"})
    assert not same_signatory(signed, {**signed, "name": PERSON})
    unsigned = scored(changed(signatory={**signed, "signed": None}))
    assert (unsigned.header["signed"].right, unsigned.header["signatory"].right) == (0, 1)


def test_mentions_read_wrong_and_mentions_not_told() -> None:
    nobody = {"appointments": [], "duties": [], "acknowledged": []}
    wrong = changed(**nobody) | {"acknowledged": [person("Белый", "И.П.")]}
    assert scored(changed(**nobody)).mentions == Count(1, 0, 0)
    assert scored(wrong).mentions == Count(1, 1, 0)


def test_a_double_surname_left_in_its_case_is_wrong() -> None:
    truth = {**TRUTH, "person_mentions": [{**person("Белых-Сайко", "И.П."), "start": 0, "end": 11}]}
    output = {"acknowledged": [person("Белыхой-Сайко", "И.П.")]}
    assert score(truth, output).mentions == Count(1, 1, 0)


def test_in_texts_a_mention_is_told_by_a_fact_of_its_place() -> None:
    place = {"pointer": "/acknowledged/0", "start": 900, "end": 950}
    output = changed(appointments=[], duties=[], sources=[place])
    assert scored(output).mentions == Count(1, 1, 1)
    assert scored(output, places=True).mentions == Count(1, 0, 0)
    assert scored(output | {"sources": [{**place, "start": 0, "end": 30}]}, places=True).mentions == Count(1, 1, 1)


def test_as_many_pairs_as_can_be() -> None:
    assert pairs([1, 2], [2, 1, 2], lambda one, other: one <= other) == {0: 1, 1: 0}
    assert pairs(["a", "b"], ["b"], lambda one, other: one <= other) == {0: 0}
    assert pairs([], [1], lambda *_: True) == {}


PRINTED = """МБОУ «Школа № 5»
ПРИКАЗ
02.09.2024          № 12-ОД
О сайте
ПРИКАЗЫВАЮ:
1. Назначить учителя информатики и матема-
тики Белых И.П. ответственной за сайт до
31.08.2025 г. и вменить учителям-
предметникам:
обновлять ежедневно;
| № | ФИО |
| 1 | Белых И.П. |
1. Второй список."""
WORDS = {"clauses": [{"number": None, "text": "обновлять ежедневно учителям-предметникам", "children": []}]}


def test_lines_become_paragraphs() -> None:
    found = paragraphs(PRINTED, [WORDS])
    assert [block.kind for block in found] == [
        Kind.HEAD, Kind.HEAD, Kind.ROWS, Kind.HEAD, Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.TABLE, Kind.TEXT,
    ]  # fmt: skip
    assert found[5].text == (
        "1. Назначить учителя информатики и математики Белых И.П. ответственной за сайт до 31.08.2025 г. "
        "и вменить учителям-предметникам:"
    )


def test_the_truth_tells_where_clauses_go_on() -> None:
    text = "1. Размещать задания на сайте ежедневно до\n10.00.\n10. Вести журнал занятий школы."
    clause = {"number": "1", "text": "Размещать задания на сайте ежедневно до 10.00.", "children": []}
    found = [block.text for block in paragraphs(text, [{"clauses": [clause]}])]
    assert found == [f"1. {clause['text']}", "10. Вести журнал занятий школы."]


def test_rows_of_a_drawn_table_go_on() -> None:
    text = "|----|-----|\n| № | Дела |\n|----|-----|\n| 1 | подвоз и |\n|  | питание |\n|----|-----|"
    (block,) = paragraphs(text, [])
    assert [[piece.text for piece in row] for row in block.rows] == [["№", "Дела"], ["1", "подвоз и питание"]]
    (plain,) = paragraphs("№ | Подпись\n1 | ", [])
    assert [[piece.text for piece in row] for row in plain.rows] == [["№", "Подпись"], ["1", ""]]


def test_word_counts_what_was_typed() -> None:
    text = "1. Один.\n1.1. Один и один.\n1.2. И два.\n3. Три.\n4 Четыре.\n1. Снова.\n2.Два."
    lines = text.splitlines()
    data = docx_of(paragraphs(text, []), numbered=True)
    read = [line.text for line in read_word(Source(name="a.docx", data=data)).lines]
    assert [line.replace(" ", "") for line in read] == [line.replace(" ", "") for line in lines]
    with zipfile.ZipFile(BytesIO(data)) as book:
        assert book.read("word/document.xml").count(b"<w:numPr>") == 5
