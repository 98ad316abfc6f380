"""Roles laid pair by pair, named after a name, in tables without a word for them; posts known from where they stand."""

import datetime as dt

from parsing.records import Periodicity
from support.documents import document_of, order_saying, parse_order
from support.facts import appointed, bearers


def test_each_gets_the_duties_after_his_name() -> None:
    record = order_saying(
        "1. Возложить на завхоза Заболотного В.И. обязанности ответственного за тепловое хозяйство, на коменданта\n"
        "Халилову Д.М. – обязанности ответственной за температурный режим.\n"
    )
    assert appointed(record) == [
        ("Заболотный", "завхоз", "ответственный за тепловое хозяйство"),
        ("Халилова", "комендант", "ответственный за температурный режим"),
    ]


def test_a_role_between_two_names_is_of_the_second_where_the_first_has_one() -> None:
    record = order_saying(
        "1. Назначить администратором сайта Гайнуллина Р.Ф., секретарём совета Яценко Д.О.\n"
        "2. Назначить Карпа В.В., вахтёра, дежурным и Лося Б.Б., повара, кладовщиком.\n"
    )
    assert appointed(record) == [
        ("Гайнуллин", None, "администратор сайта"),
        ("Яценко", None, "секретарь совета"),
        ("Карп", "вахтёр", "дежурный"),
        ("Лось", "повар", "кладовщик"),
    ]


def test_a_deputy_is_of_whom_was_named_before() -> None:
    record = order_saying(
        "1. Руководителем программы назначить учителя труда Шульгу Веру Тимофеевну, её заместителем – педагога\n"
        "Абдуллина Рустема Ильдаровича.\n2. Руководителю программы согласовать список.\n"
    )
    assert [role.lower() for _, _, role in appointed(record)] == [
        "руководитель программы",
        "заместитель руководителя программы",
    ]
    assert bearers(record) == [["Шульга"]]


def test_terms_that_share_their_year() -> None:
    record = order_saying(
        """1. Назначить с 1 по 30 сентября 2025 года дежурным Титова А.А.
2. Назначить с 28 декабря по 8 января 2026 года ответственным за школу Рябова К.К.
3. Возложить обязанности сторожа на Лося Б.Б. с 10 июля по 5 августа 2025 г.
"""
    )
    assert [(str(item.valid_from), str(item.valid_to)) for item in record.appointments] == [
        ("2025-09-01", "2025-09-30"),
        ("2025-12-28", "2026-01-08"),
        ("2025-07-10", "2025-08-05"),
    ]


def test_duties_laid_for_a_time() -> None:
    (item,) = order_saying(
        "1. Возложить на учителя труда Бойко Данилу Егоровича с 21 мая по 19 июня 2026 года обязанности вахтёра.\n"
    ).appointments
    assert (item.person.surname, item.role) == ("Бойко", "вахтёр")
    assert (str(item.valid_from), str(item.valid_to)) == ("2026-05-21", "2026-06-19")


def test_a_name_first_then_its_roles_and_who_stands_in() -> None:
    record = order_saying(
        """1. Завхоза Юсупова Марата Рашидовича назначить ответственным за пожарную безопасность в учреждении, а
также ответственным за эксплуатацию сигнализации.
2. Начальника отдела Сафиуллину Д.Н. назначить ответственным за хранение паспорта, на время её отсутствия –
секретаря Гриневич Лидию Павловну.
"""
    )
    assert [(surname, role) for surname, _, role in appointed(record)] == [
        ("Юсупов", "ответственный за пожарную безопасность в учреждении"),
        ("Юсупов", "ответственный за эксплуатацию сигнализации"),
        ("Сафиуллина", "ответственный за хранение паспорта"),
        ("Гриневич", "ответственный за хранение паспорта"),
    ]


def test_seats_in_brackets_and_of_a_kind_of_their_own() -> None:
    record = order_saying(
        """1. Утвердить бракеражную комиссию в составе: Полищук Денис Антонович, завуч (председатель комиссии),
Ахметзянова Гузель Рифовна, социальный педагог, Оганесян Гаянэ Суреновна, шеф-повар (члены комиссии).
2. Утвердить состав судейской коллегии:
• главный судья – Остапчук Денис Миронович, тренер;
• главный секретарь – Фаттахова Лейла Наилевна, методист.
3. Главному секретарю составить протоколы.
"""
    )
    assert [role for _, _, role in appointed(record)] == [
        "председатель бракеражной комиссии",
        "член бракеражной комиссии",
        "член бракеражной комиссии",
        "главный судья",
        "главный секретарь",
    ]
    assert bearers(record) == [["Фаттахова"]]


def test_columns_of_a_table_name_roles_and_its_rows_do_not() -> None:
    record = order_saying(
        "1. Утвердить график консультаций (приложение).\n2. Консультантам вести журнал обращений.\n",
        "Рыбачук Е.Л.   ____________\n\n                Приложение\n                к приказу от 01.09.2025 № 10\n\n"
        "График консультаций\n\nКласс | Консультант | Должность\n"
        "5 | Рыбачук Е.Л. | инженер\n6 | Сабирова Г.Н. | учитель физики",
    )
    assert appointed(record) == [
        ("Рыбачук", "инженер", "консультант"),
        ("Сабирова", "учитель физики", "консультант"),
    ]
    assert [item.label for item in record.appointments] == ["класс 5", "класс 6"]
    assert bearers(record) == [["Рыбачук", "Сабирова"]]


def test_pupils_of_whom_something_is_said_are_not_appointed() -> None:
    record = order_saying(
        "1. Считать условно переведёнными в следующий класс:\n• Сухих Артёма Олеговича, 8 «А» класс;\n"
        "• Мирзояна Давида Арменовича, 9 «Б» класс.\n"
    )
    assert record.appointments == ()


def test_who_answers_for_reports_of_others_is_none_of_them() -> None:
    record = order_saying(
        "1. Назначить Петросяна Г.А. ответственным за приём отчётов классных руководителей.\n"
        "2. Классным руководителям собрать подписи.\n"
    )
    assert bearers(record) == [[]]


def test_a_post_is_known_from_another_sentence() -> None:
    record = order_saying(
        "1. Учителям сообщать заместителю директора по УВР Дьяконовой Э.Ю. о причинах.\n"
        "2. Заместителю директора по УВР подготовить анализ к педсовету.\n"
    )
    assert bearers(record) == [[], ["Дьяконова"]]
    assert record.duties[1].deadline == "к педсовету"


def test_places_are_labels_not_roles() -> None:
    record = order_saying(
        "1. Назначить дежурными администраторами:\n1) в корпусе «А» – завуча Мкртчян Карину Ашотовну;\n"
        "2) в корпусе «Б» – педагога Гатауллину Лейсан Ильдаровну.\n"
    )
    assert [(item.role, item.label) for item in record.appointments] == [
        ("дежурный администратор", "в корпусе «А»"),
        ("дежурный администратор", "в корпусе «Б»"),
    ]


def test_a_period_of_holidays_is_no_start_of_the_order() -> None:
    assert (
        order_saying("1. Установить каникулы с 29 декабря 2025 года по 11 января 2026 года.\n").effective_from is None
    )
    assert order_saying("1. Установить режим с 29 декабря 2025 года.\n").effective_from == dt.date(2025, 12, 29)


def test_an_amendment_from_a_day() -> None:
    (target,) = order_saying(
        "1. С 12 января 2026 года в пункте 6 приказа от 01.09.2025 № 120-д «О распорядке» слова «до 21.00» заменить\n"
        "словами «до 21.30».\n"
    ).amends
    assert (target.scope, target.operation, target.effective_from) == ("п. 6", "replace_words", dt.date(2026, 1, 12))


def test_whom_adjectives_address() -> None:
    record = order_saying(
        """1. Старшим групп после каждого дежурства сдавать лист.
2. Уполномоченный по правам ребёнка:
- рассматривает каждое обращение в трёхдневный срок;
- еженедельно проводит приём.
3. Водителю Гуляю П.С. перед каждым рейсом проверять ремни.
""",
        "Гуляй П.С.   ____________",
    )
    assert [(duty.role, duty.periodicity, duty.deadline) for duty in record.duties] == [
        ("Старший групп", Periodicity.EVENT, "после каждого дежурства"),
        ("Уполномоченный по правам ребёнка", Periodicity.EVENT, "в трёхдневный срок"),
        ("Уполномоченный по правам ребёнка", Periodicity.WEEKLY, None),
        ("Водитель", Periodicity.EVENT, "перед каждым рейсом"),
    ]
    assert bearers(record)[-1] == ["Гуляй"]


def test_a_centre_of_education_has_a_number_of_its_own() -> None:
    record = parse_order(
        document_of(
            "Муниципальное учреждение\n«Центр образования № 21»\n\n"
            "от «31» октября 2025 г.      ПРИКАЗ      № 248-ВР\n\n"
            "О внутришкольном учёте\n\nПРИКАЗЫВАЮ:\n1. Утвердить план.\n\nДиректор      Т.Б. Орлова\n"
        )
    )
    assert (record.organization, record.number) == ("Муниципальное учреждение «Центр образования № 21»", "248-ВР")
