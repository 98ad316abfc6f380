"""Orders in the first person and in plain words: whom a director asks, what was found before the order begins."""

import pytest

from parsing.records import Periodicity
from support.documents import document_of, order_saying, parse_order
from support.facts import appointed, bearers


def test_what_the_director_asks_and_demands() -> None:
    record = order_saying(
        """1. Поручаю Хабибуллиной Р.И.:
1.1. вести журнал опозданий.
2. Требую от классных руководителей:
– ежедневно проверять форму.
3. Включаю в состав бракеражной комиссии фельдшера Сидоренко К.В. и учителя биологии Петросян Анаит Вагеновну.
4. Освобождаю учителя труда Юсупову А.Р. от обязанностей ответственной за дежурство и благодарю её за работу.
"""
    )
    assert [(duty.role, duty.action_text) for duty in record.duties] == [
        (None, "вести журнал опозданий"),
        ("классные руководители", "ежедневно проверять форму"),
    ]
    assert bearers(record)[0] == ["Хабибуллина"]
    assert appointed(record) == [
        ("Сидоренко", "фельдшер", "член бракеражной комиссии"),
        ("Петросян", "учитель биологии", "член бракеражной комиссии"),
    ]
    assert [item.role for item in record.revocations] == ["ответственный за дежурство"]


def test_what_was_found_is_no_part_of_the_title() -> None:
    record = parse_order(
        document_of(
            """МБОУ «Школа № 5»
ПРИКАЗ
01.09.2025          № 10

Об итогах проверки журнала
за II четверть

Проверка журнала 22–24 декабря показала: в семи классах отметки выставляют с опозданием на
неделю, темы не записаны. В соответствии со статьёй 28
Федерального закона от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»
ПРИКАЗЫВАЮ:
1. Утвердить план.
Директор          Шевчук И.Н.
"""
        )
    )
    assert record.title == "Об итогах проверки журнала за II четверть"
    assert [(base.kind, base.number) for base in record.legal_basis] == [("федеральный закон", "273-ФЗ")]


def test_two_class_teachers_with_their_classes() -> None:
    record = order_saying(
        "1. Возложить на классного руководителя 11А класса Зарипову Наилю Камилевну и классного руководителя\n"
        "11Б класса Третьяка Олега Ивановича ответственность за жизнь выпускников.\n"
    )
    assert appointed(record) == [
        ("Зарипова", "классный руководитель 11А класса", "ответственный за жизнь выпускников"),
        ("Третьяк", "классный руководитель 11Б класса", "ответственный за жизнь выпускников"),
    ]


def test_assistants_and_mentors_are_others_than_whom_they_help() -> None:
    record = order_saying(
        """1. Назначить дежурным по корпусу Гайнуллина Р.Ф., помощником дежурного по корпусу Яценко Д.О.
2. Назначить наставником молодых специалистов Хромову Галину Степановну.
3. Дежурному по корпусу принимать ключи.
4. Помощнику дежурного по корпусу вести журнал.
5. Молодым специалистам посещать уроки.
"""
    )
    assert bearers(record) == [["Гайнуллин"], ["Яценко"], []]


def test_a_body_with_a_long_name_is_called_as_the_order_calls_it() -> None:
    record = order_saying(
        """1. Создать рабочую группу по приведению основных образовательных программ школы в соответствие
с федеральными образовательными программами (далее – рабочая группа) в следующем составе:
1) Чернова Людмила Аркадьевна, завуч, руководитель рабочей группы;
2) Гайнутдинов Ильдар Маратович, педагог, заместитель руководителя рабочей группы;
3) Лесюк Оксана Петровна, учитель, секретарь рабочей группы.
"""
    )
    assert [role for _, _, role in appointed(record)] == [
        "руководитель рабочей группы",
        "заместитель руководителя рабочей группы",
        "секретарь рабочей группы",
    ]


@pytest.mark.parametrize(
    ("action", "value", "term"),
    [
        ("ежедневно после 16.00 сохранять копию", Periodicity.DAILY, "после 16.00"),
        ("после дежурства сдавать повязку", Periodicity.EVENT, "после дежурства"),
        ("один раз в полугодие представлять сводку о недостачах", Periodicity.NONE, "один раз в полугодие"),
        ("заполнять поурочное планирование", Periodicity.NONE, None),
        ("за десять дней до конца каждой четверти готовить отчёт", Periodicity.QUARTERLY, "за десять дней до конца"),
        ("в двухнедельный срок после утверждения отчёта разместить его", Periodicity.NONE, "в двухнедельный срок"),
    ],
)
def test_terms_by_the_clock_and_by_the_term(action: str, value: Periodicity, term: str | None) -> None:
    (duty,) = order_saying(f"1. Бухгалтеру {action}.\n").duties
    assert duty.periodicity is value
    assert (duty.deadline or "").startswith(term or "")
    assert bool(duty.deadline) == bool(term)


@pytest.mark.parametrize(
    ("action", "value", "term"),
    [
        ("после жеребьёвки объявить порядок", Periodicity.NONE, "после жеребьёвки"),
        ("перед стартом проверять допуски", Periodicity.EVENT, "перед стартом"),
        ("выступить перед родителями", Periodicity.NONE, None),
    ],
)
def test_before_the_verb_such_words_tell_a_time(action: str, value: Periodicity, term: str | None) -> None:
    (duty,) = order_saying(f"1. Судье {action}.\n").duties
    assert (duty.periodicity, duty.deadline) == (value, term)
