"""Local acts: every way to say a term, what a sentence is about, which goes with which, requisites, what is refused."""

import json
from datetime import date

import pytest

from parsing.local_act.model import LocalActRecord
from parsing.pipeline import parse_local_act
from school.errors import NotALocalAct, NoTermsFound, NotRussian, OrderNotAct, SvodError
from support.documents import document_of
from support.paths import ROOT, SCHOOL_29I

HEAD = "УТВЕРЖДЕНО\nприказом от 30.08.2024 № 112-ОД\n\nПОЛОЖЕНИЕ\nо ведении журнала\n\n1. Сроки\n"
Row = tuple[str, str, str]


def act(body: str) -> LocalActRecord:
    return parse_local_act(document_of(HEAD + body))


def proposed(sentence: str) -> list[Row]:
    return [(item.key, item.value, item.unit) for item in act(f"1.1. {sentence}\n").proposals]


TOPIC = "Тема урока записывается"


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("в день проведения урока", "0", "SCHOOL_DAY"),
        ("в тот же день", "0", "SCHOOL_DAY"),
        ("день в день", "0", "SCHOOL_DAY"),
        ("до 18.00 того же дня", "0", "SCHOOL_DAY"),
        ("до конца учебного дня", "0", "SCHOOL_DAY"),
        ("до 18.00", "0", "SCHOOL_DAY"),
        ("не позднее следующего учебного дня", "1", "SCHOOL_DAY"),
        ("на следующий рабочий день", "1", "WORKING"),
        ("не позднее 9.00 следующего учебного дня", "1", "SCHOOL_DAY"),
        ("не позднее рабочего дня, следующего за днём урока", "1", "WORKING"),
        ("в течение трёх (3) рабочих дней", "3", "WORKING"),
        ("В ТЕЧЕНИЕ ТРЕХ РАБОЧИХ ДНЕЙ", "3", "WORKING"),
        ("в течении 2-х учебных дней", "2", "SCHOOL_DAY"),
        ("в течение пяти календарных дней", "5", "CALENDAR"),
        ("в течение первых пяти учебных дней", "5", "SCHOOL_DAY"),
        ("не позднее второго учебного дня после урока", "2", "SCHOOL_DAY"),
        ("не позднее 2 (второго) учебного дня", "2", "SCHOOL_DAY"),
        ("не позже чем через 3 учебных дня", "3", "SCHOOL_DAY"),
        ("не позднее, чем через неделю", "7", "CALENDAR"),
        ("в течение двух недель", "14", "CALENDAR"),
        ("в двухнедельный срок", "14", "CALENDAR"),
        ("в трёхдневный срок (в учебных днях)", "3", "SCHOOL_DAY"),
        ("в срок до трёх рабочих дней", "3", "WORKING"),
        ("в течение суток", "1", "CALENDAR"),
        ("в течение З учебных дней", "3", "SCHOOL_DAY"),
        ("— 2 рабочих дня", "2", "WORKING"),
        ("в течение 2–3 учебных дней", "3", "SCHOOL_DAY"),
    ],
)
def test_how_a_term_is_said(words: str, value: str, unit: str) -> None:
    assert proposed(f"{TOPIC} {words}.") == [("N_topic", value, unit)]


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("Отметки за четверть выставляются за два учебных дня до её окончания.", ("N_term", "-2", "SCHOOL_DAY")),
        ("Четвертные отметки ставятся не позднее чем за день до каникул.", ("N_term", "-1", "CALENDAR")),
        ("Итоговые отметки выставляются не позднее последнего дня четверти.", ("N_term", "0", "SCHOOL_DAY")),
        ("Отметка за четверть ставится на основании не менее чем трёх отметок.", ("k", "3", "MARK")),
        ("Четвертная отметка выставляется при наличии пяти и более текущих отметок.", ("k", "5", "MARK")),
        ("Архив за месяц создаётся до 5-го числа следующего месяца.", ("N_arch", "5", "CALENDAR")),
        ("Табель сдаётся не позднее третьего числа.", ("N_ts", "3", "CALENDAR")),
        ("Заявка в техническую поддержку подаётся в течение двух часов.", ("N_sup", "2", "HOUR")),
        ("Об утечке пароля сообщают не позднее 24 часов.", ("N_inc", "24", "HOUR")),
        ("Простой журнала не должен превышать 4 часов в месяц.", ("N_out", "4", "HOUR")),
        ("Доступ уволенных закрывается в течение 24 часов.", ("N_off", "1", "CALENDAR")),
        ("Отметка за сочинение ставится через 7 учебных дней.", ("N_wr.сочинение", "7", "SCHOOL_DAY")),
    ],
)
def test_what_is_counted_otherwise(sentence: str, row: Row) -> None:
    assert proposed(sentence) == [row]


@pytest.mark.parametrize(
    ("sentence", "lessons"),
    [
        ("За каждые четыре урока должно быть не менее одной отметки на ученика.", "4"),
        ("Не реже чем один раз в пять уроков ученик получает отметку.", "5"),
        ("На каждые 3 урока должна приходиться как минимум 1 отметка.", "3"),
    ],
)
def test_marks_to_a_number_of_lessons(sentence: str, lessons: str) -> None:
    assert proposed(sentence) == [("k_density", "1", "MARK"), ("L", lessons, "LESSON")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Продолжительность урока составляет 40 минут, перемены — 10 минут.",
        "Обращения граждан рассматриваются в течение 30 календарных дней.",
        "Журнал хранится пять лет, отметки в нём не исправляются.",
        "КТП вносится до 5 сентября.",
        "Домашнее задание на понедельник публикуется не позднее 15:00 субботы.",
    ],
)
def test_terms_of_other_things_are_not_proposed(sentence: str) -> None:
    with pytest.raises(NoTermsFound):
        proposed(sentence)


def test_each_term_goes_with_what_it_was_said_of() -> None:
    assert proposed(
        "Тему урока учитель вносит в день урока, домашнее задание — не позднее следующего учебного дня."
    ) == [
        ("N_topic", "0", "SCHOOL_DAY"),
        ("N_hw", "1", "SCHOOL_DAY"),
    ]
    assert proposed("За контрольные работы — в течение трёх учебных дней, за сочинения — шестого.") == [
        ("N_wr.контрольная работа", "3", "SCHOOL_DAY"),
        ("N_wr.сочинение", "6", "SCHOOL_DAY"),
    ]
    assert proposed("Не позднее второго учебного дня выставляются текущие отметки.") == [("N_cur", "2", "SCHOOL_DAY")]


def test_a_term_beyond_a_semicolon_is_of_what_is_named_there() -> None:
    said = "За диктант отметка ставится к следующему уроку; за изложение — через 3 учебных дня."
    assert proposed(said) == [("N_wr.изложение", "3", "SCHOOL_DAY")]


def test_rows_of_a_table_are_read_one_by_one() -> None:
    body = "1.1. Сроки:\nЧто | Срок\nТема урока | в день урока\nТекущие отметки | 2 учебных дня | учитель\n"
    found = [(item.key, item.value, item.clause) for item in act(body).proposals]
    assert found == [("N_topic", "0", "1.1"), ("N_cur", "2", "1.1")]


def test_of_amounts_for_several_cases_the_first_is_proposed() -> None:
    body = "1.1. Количество отметок за четверть:\nа) при одном часе — не менее трёх;\nб) при двух — не менее пяти.\n"
    assert [(item.key, item.value, item.clause) for item in act(body).proposals] == [("k", "3", "1.1.а")]


def test_a_term_over_a_list_holds_for_its_items() -> None:
    body = "1.1. В день проведения урока учитель вносит:\n- тему урока;\n- сведения об отсутствующих.\n"
    found = [(item.key, item.value, item.clause) for item in act(body).proposals]
    assert found == [("N_topic", "0", "1.1"), ("N_att", "0", "1.1")]


def test_a_term_in_the_next_sentence_is_of_what_was_named_before() -> None:
    assert proposed("Учитель записывает тему урока. Это делается не позднее следующего учебного дня.") == [
        ("N_topic", "1", "SCHOOL_DAY")
    ]


def test_a_term_with_a_day_of_its_own_is_a_parameter_of_its_own() -> None:
    found = act(
        "1.1. Тема урока вносится в день урока (с 01.12.2024 — не позднее следующего учебного дня).\n"
    ).proposals
    assert [(item.value, item.valid_from) for item in found] == [("0", None), ("1", date(2024, 12, 1))]


@pytest.mark.parametrize(
    ("body", "alternatives"),
    [
        ("1.1. Текущие отметки выставляются в течение трёх дней.\n", [("3", "SCHOOL_DAY"), ("3", "WORKING")]),
        ("1.1. Домашнее задание вносится через 2 часа после уроков, но не позднее двух рабочих дней.\n", None),
        ("1.1. Тема вносится в день урока.\n1.2. Тема вносится через 2 учебных дня.\n", [("2", "SCHOOL_DAY")]),
    ],
)
def test_what_is_ambiguous_is_not_sure(body: str, alternatives: list[tuple[str, str]] | None) -> None:
    first = act(body).proposals[0]
    assert not first.sure
    if alternatives is not None:
        assert [(item.value, item.unit) for item in first.alternatives] == alternatives


def test_an_exception_is_no_second_term() -> None:
    (found,) = act("1.1. Тема вносится в день урока. При технических сбоях — в течение двух учебных дней.\n").proposals
    assert (found.value, found.sure) == ("0", True)


def test_days_are_counted_as_the_act_says() -> None:
    body = "1.1. Сроки исчисляются в рабочих днях.\n1.2. Тема вносится в течение двух дней.\n"
    (found,) = act(body).proposals
    assert (found.value, found.unit, found.clause, found.sure) == ("2", "WORKING", "1.2", True)


def test_a_proposal_remembers_its_clause_and_its_line() -> None:
    record = act("1.1. Общее.\n1.2. Тема урока вносится\nв день урока.\n")
    (found,) = record.proposals
    assert (found.clause, found.text) == ("1.2", "Тема урока вносится в день урока.")
    assert found.source is not None
    assert (found.source.page, found.source.line, found.source.last_line) == (1, 9, 10)


BESIDE = """РАССМОТРЕНО                                  УТВЕРЖДЕНО
на педагогическом совете                     приказом директора школы
протокол от 29.08.2024 № 1                   от 30.08.2024 № 112-ОД

П О Л О Ж Е Н И Е
об электронном журнале
(новая редакция)

1. Тема урока вносится в день урока.
"""
NEAR = """Утверждены приказом МБОУ лицей № 15 № 88-О от 31.08.2023

ПРАВИЛА ВЕДЕНИЯ ЖУРНАЛА

1. Правила вступают в силу с 1 сентября 2023 года. Приняты советом, протокол № 4 от 30.08.2023.
2. Тема урока вносится в день урока.
"""


def test_requisites_of_the_head() -> None:
    record = parse_local_act(document_of(BESIDE))
    assert (record.kind, record.title) == ("положение", "Положение об электронном журнале")
    assert record.approved is not None
    assert (record.approved.date, record.approved.number) == (date(2024, 8, 30), "112-ОД")
    assert record.council is not None
    assert (record.council.date, record.council.number) == (date(2024, 8, 29), "1")


def test_a_title_in_capitals_is_told_in_small_letters_but_for_names() -> None:
    text = "ПОЛОЖЕНИЕ О ЖУРНАЛЕ\nМАОУ «ЛИЦЕЙ № 6» ГОРОДА БЕЛОЯРСКА\n\n1. Тема урока вносится в день урока.\n"
    title = parse_local_act(document_of(text)).title
    assert title == "Положение о журнале МАОУ «ЛИЦЕЙ № 6» города Белоярска"


def test_the_schools_own_number_is_not_the_orders() -> None:
    record = parse_local_act(document_of(NEAR))
    assert record.title == "Правила ведения журнала"
    assert record.approved is not None
    assert (record.approved.date, record.approved.number) == (date(2023, 8, 31), "88-О")
    assert record.council is not None
    assert record.council.number == "4"


ORDER = "МОУ «Школа № 3»\nПРИКАЗ\n15.12.2023   № 50\nО журнале\n\nПРИКАЗЫВАЮ:\n1. Утвердить Положение о журнале.\n"


def test_an_act_below_the_order_that_approves_it_is_read() -> None:
    record = parse_local_act(
        document_of(f"{ORDER}Директор   О.И. Верещагина\n\nПОЛОЖЕНИЕ\nо журнале\n\n1. Тема — в день урока.\n")
    )
    assert [(item.key, item.clause) for item in record.proposals] == [("N_topic", "1")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ORDER, OrderNotAct),
        ("Уважаемые родители!\nПриходите на собрание.\n", NotALocalAct),
        ("ПОЛОЖЕНИЕ\nо журнале\n", NotALocalAct),
        ("REGULATION\non the journal\n\n1. A topic is entered daily.\n", NotRussian),
    ],
)
def test_what_is_no_local_act_is_refused(text: str, kind: type[SvodError]) -> None:
    with pytest.raises(kind):
        parse_local_act(document_of(text))


def test_the_sample_act_proposes_the_parameters_of_the_sample_school() -> None:
    text = (SCHOOL_29I / "polozhenie.txt").read_text(encoding="utf-8")
    rows = (SCHOOL_29I / "school" / "parameters.csv").read_text(encoding="utf-8").splitlines()[1:]
    meant = {tuple(row.split(",")[:3]) for row in rows}
    assert {(item.key, item.value, item.unit) for item in parse_local_act(document_of(text)).proposals} == meant


def test_development_acts_are_read_as_well_as_they_were() -> None:
    """Precision of what is sure and recall of all, over the acts that are plain text."""
    sure = sure_right = meant = right = 0
    for path in sorted((ROOT / "tests" / "benchmarks" / "local_acts" / "texts").glob("[0-9]*.txt")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        facts = {tuple(row[:4]) for row in truth["parameters"]}
        record = parse_local_act(document_of(path.read_text(encoding="utf-8")))
        read = {(item.key, item.value, item.unit, item.clause): item.sure for item in record.proposals}
        meant, right = meant + len(facts), right + len(facts & read.keys())
        sure, sure_right = sure + sum(read.values()), sure_right + sum(read[fact] for fact in facts & read.keys())
    assert sure_right / sure >= 0.98
    assert right / meant >= 0.98
