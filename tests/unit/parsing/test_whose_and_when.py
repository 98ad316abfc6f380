"""Mentors, schedules of duty, who is freed by another's appointment; whose classes; terms of days, conditions."""

import pytest

from parsing.records import OrderRecord, Periodicity
from school.mentions import find_mentions
from support.documents import document_of, order_saying, parse_order


def appointed(record: OrderRecord) -> list[tuple[str, str | None, str]]:
    return [(item.person.surname, item.position, item.role) for item in record.appointments]


def bearers(record: OrderRecord) -> list[list[str]]:
    return [[person.surname for person in duty.assignees] for duty in record.duties]


def times(record: OrderRecord) -> list[tuple[str, Periodicity, str | None]]:
    return [(duty.role or "", duty.periodicity, duty.deadline) for duty in record.duties]


def test_a_mentor_is_appointed_and_the_taught_is_not() -> None:
    record = order_saying(
        """1. Закрепить:
а) за учителем физики Ильясовым Маратом Рашидовичем – наставника Кузьменко Веру Захаровну, учителя физики;
б) за психологом Дроздом Ильёй Сергеевичем – наставника Белозуб Тамару Ивановну, социального педагога.
2. Закрепить за обучающимся 7В класса Сафиным Тимуром наставника – учителя труда Яцука Дениса Марковича.
3. Наставникам вести дневник.
"""
    )
    assert appointed(record) == [
        ("Кузьменко", "учитель физики", "наставник"),
        ("Белозуб", "социальный педагог", "наставник"),
        ("Яцук", "учитель труда", "наставник"),
    ]
    assert bearers(record) == [["Кузьменко", "Белозуб", "Яцук"]]


def test_a_schedule_of_duty_appoints_whom_it_lists() -> None:
    record = order_saying(
        """1. Утвердить график дежурства по столовой:
– понедельник – Сорока Н.Н., завуч;
– вторник – Аблязов Т.Р., учитель труда.
2. Утвердить график дежурства администраторов на входе:
– понедельник: Костюк В.М., заместитель директора по АХЧ;
– вторник: Юнусов Т.А., заместитель директора по ВР.
3. Дежурному по столовой следить за порядком.
"""
    )
    assert appointed(record) == [
        ("Сорока", "завуч", "дежурный по столовой"),
        ("Аблязов", "учитель труда", "дежурный по столовой"),
        ("Костюк", "заместитель директора по АХЧ", "дежурный администратор"),
        ("Юнусов", "заместитель директора по ВР", "дежурный администратор"),
    ]
    assert bearers(record) == [["Сорока", "Аблязов"]]


def test_who_is_freed_by_the_appointment_of_another() -> None:
    record = order_saying(
        "1. Назначить с 10.11.2025 заведующей складом кладовщика Мельник Оксану Дмитриевну, освободив от этих\n"
        "обязанностей Белых Нину Степановну.\n"
    )
    assert appointed(record) == [("Мельник", "кладовщик", "заведующая складом")]
    assert [(item.person.surname, item.role) for item in record.revocations] == [("Белых", "заведующая складом")]


def test_the_day_before_the_role_and_two_posts_of_one_person() -> None:
    record = order_saying("1. С 17.11.2025 завхозом назначить водителя и учителя труда Зинатуллина Ф.Ф.\n")
    assert appointed(record) == [("Зинатуллин", "водитель и учитель труда", "завхоз")]


def test_a_post_of_a_member_is_not_a_seat() -> None:
    record = order_saying(
        """1. Создать комиссию (далее – Комиссия).
2. Утвердить Комиссию в следующем составе:
- председатель – Шаповал Т.Г., завуч;
- члены Комиссии: Мкртчян С.А., учитель физики; Ярошенко Г.Е., председатель родительского комитета.
"""
    )
    assert appointed(record)[-1] == ("Ярошенко", "председатель родительского комитета", "член Комиссии")


def test_class_teachers_of_the_classes_that_are_meant() -> None:
    record = order_saying(
        """1. Назначить классными руководителями:
– 1 «А» класса – Бондаренко О.В.;
– 1 «Б» класса – Дзюбу Л.П.;
– 9 «А» класса – Мороз И.И.
2. Классным руководителям первых классов оформить личные дела.
3. Классным руководителям 9-х классов собрать заявления.
4. Классным руководителям 5–8 классов провести собрания.
"""
    )
    assert bearers(record) == [["Бондаренко", "Дзюба"], ["Мороз"], []]


def test_a_post_is_known_from_the_sheet_of_acquaintance() -> None:
    record = order_saying(
        "1. Специалисту по кадрам подготовить соглашения.\n",
        "Специалист по кадрам    ____________    Е.Д. Ломакина\nУчитель биологии   ____________   Ю.Н. Вакуленко",
    )
    assert bearers(record) == [["Ломакина"]]


def test_a_condition_is_no_part_of_the_role_and_holds_for_all_actions() -> None:
    record = order_saying(
        """1. Членам комиссии при рассмотрении апелляции изучать работу и сопоставлять отметку с критериями.
2. Завхозу при несчастном случае организовать расследование и в течение суток сообщить о нём в управление.
3. Комиссии при администрации проверить склад.
"""
    )
    assert times(record) == [
        ("Члены комиссии", Periodicity.EVENT, None),
        ("Члены комиссии", Periodicity.EVENT, None),
        ("Завхоз", Periodicity.EVENT, None),
        ("Завхоз", Periodicity.EVENT, "в течение суток"),
        ("Комиссия при администрации", Periodicity.NONE, None),
    ]


@pytest.mark.parametrize(
    ("action", "term"),
    [
        ("ежедневно до раздачи снимать пробу", "до раздачи"),
        ("ежедневно после уроков закрывать форточки", "после уроков"),
        ("ежедневно перед отбоем проверять выходы", "перед отбоем"),
        ("ежедневно осматривать кадет перед заступлением в наряд", "перед заступлением в наряд"),
        ("проводить инструктаж с каждым до допуска его к работе", "до допуска его к работе"),
        ("по возвращении Рзаева Т.М. из отпуска сдать ему дела", "по возвращении Рзаева Т.М. из отпуска"),
        ("после каждого обновления учебных программ проверять подпись", "после каждого обновления учебных программ"),
        ("довести изменения до сведения родителей", None),
    ],
)
def test_words_of_time(action: str, term: str | None) -> None:
    (duty,) = order_saying(f"1. Завхозу {action}.\n").duties
    assert duty.deadline == term


def test_responsibility_is_a_duty_among_duties() -> None:
    record = order_saying(
        "1. Воспитателям:\n1) нести ответственность за жизнь детей;\n2) вести журнал.\n"
        "2. Учителям нести ответственность за сохранность ключей.\n"
    )
    assert [duty.action_text for duty in record.duties] == ["нести ответственность за жизнь детей", "вести журнал"]


def test_names_side_by_side_with_a_double_surname() -> None:
    found = find_mentions("Дацюк О.П. Мелик-Адамян Н.Г. Долгих В.С.")
    assert [(one.surname, one.initials) for one in found] == [("Дацюк", "оп"), ("Мелик-Адамян", "нг"), ("Долгих", "вс")]


def test_headings_of_the_unified_form_and_a_place_under_a_long_name() -> None:
    record = parse_order(
        document_of(
            """МАОУ «Лингвистическая гимназия имени Н.К. Ольховского»
г. Камнегорск
                              Номер документа      Дата составления
            ПРИКАЗ                 57-у               03.02.2025
О проверке журналов
В ходе проверки 30 января 2025 года установлено, что журналы ведут.
ПРИКАЗЫВАЮ:
1. Настоящий приказ и утверждённые им акты вступают в силу со 2 марта 2026 года.
Директор                 Т.Б. Орлова
"""
        )
    )
    assert (record.organization, record.number) == ("МАОУ «Лингвистическая гимназия имени Н.К. Ольховского»", "57-у")
    assert (record.place, record.title) == ("г. Камнегорск", "О проверке журналов")
    assert (str(record.date), str(record.effective_from)) == ("2025-02-03", "2026-03-02")
