"""Groups that are somebody's own, seats of bodies with short names, one happening or many, lines of no stamp."""

import pytest

from parsing.records import Periodicity
from support.documents import document_of, order_saying, parse_order
from support.facts import appointed, bearers


def test_mentors_listed_under_whom_they_teach() -> None:
    record = order_saying(
        """1. Закрепить за молодыми специалистами наставников:
- за учителем начальных классов Эрдынеевой А.Б. – Осипенко С.Ю.;
- за учителем математики Литвиным П.О. – Вартаняна Р.С.
2. Наставникам посещать уроки.
3. Молодым специалистам разработать планы.
"""
    )
    assert appointed(record) == [("Осипенко", None, "наставник"), ("Вартанян", None, "наставник")]
    assert bearers(record) == [["Осипенко", "Вартанян"], ["Эрдынеева", "Литвин"]]


def test_groups_and_classes_have_teachers_of_their_own() -> None:
    record = order_saying(
        """1. Закрепить за группой «Капелька» воспитателя Рябоконь Жанну Фёдоровну, за группой «Солнышко» –
воспитателя Сабирову Гульнару Рашитовну.
2. Воспитателям ясельных групп вести журнал.
3. Учителя 1-х классов Гордиенко Ксения Яковлевна и Зарипова Алсу Камилевна:
- оценивают работы детей только словесно.
4. Учителям 1-х классов провести собрания.
"""
    )
    assert appointed(record) == [
        ("Рябоконь", "воспитатель", "воспитатель группы «Капелька»"),
        ("Сабирова", "воспитатель", "воспитатель группы «Солнышко»"),
    ]
    assert bearers(record) == [["Рябоконь", "Сабирова"], ["Гордиенко", "Зарипова"], ["Гордиенко", "Зарипова"]]


def test_what_is_laid_on_all_of_a_list_besides() -> None:
    record = order_saying(
        """1. Закрепить учебные кабинеты за следующими учителями, возложив на них обязанности заведующих
кабинетами:
- кабинет № 31 (физика) – Саркисян Г.А.;
- кабинет № 33 (химия) – Тен В.С.
2. Заведующим кабинетами обновить паспорта.
"""
    )
    assert [role for _, _, role in appointed(record)] == [
        "заведующий кабинетом № 31 (физика)",
        "заведующий кабинетом № 33 (химия)",
    ]
    assert bearers(record) == [["Саркисян", "Тен"]]


def test_labels_that_agree_with_the_role_and_roles_that_are_participles() -> None:
    record = order_saying(
        """1. Назначить кураторами отделений:
1.1. неврологического – учителя труда Юсупову Алсу Ильдаровну;
1.2. ожогового – воспитателя Прядко Игоря Денисовича.
2. Назначить учителя немецкого языка Штефан Дину Марковну замещающим учителем английского языка.
"""
    )
    assert [role for _, _, role in appointed(record)] == [
        "куратор неврологического отделения",
        "куратор ожогового отделения",
        "замещающий учитель английского языка",
    ]


def test_seats_of_a_commission_that_is_called_by_its_short_name() -> None:
    record = order_saying(
        """1. Образовать постоянно действующую экспертную комиссию (далее – ЭК) в составе:
Председатель комиссии: Дьячук Виктор Тарасович, завуч.
Секретарь комиссии: Хачатрян Нелли Арменовна, документовед.
Члены комиссии:
1) Сафиуллина Д.М., главный бухгалтер.
2. Экспертной комиссии отобрать документы.
3. Секретарю комиссии вести протоколы.
"""
    )
    assert bearers(record) == [["Дьячук", "Хачатрян", "Сафиуллина"], ["Хачатрян"]]


def test_posts_after_names_of_the_sheet_of_acquaintance() -> None:
    record = order_saying("1. Вахтёру регистрировать посетителей.\n", "Ильясова Ф.Х., вахтёр    ____________")
    assert bearers(record) == [["Ильясова"]]


def test_things_put_first_are_nobody() -> None:
    record = order_saying(
        "1. Копии доверенностей хранить в архиве.\n2. Меню на день вывешивать в зале.\n"
        "3. Бухгалтерии подготовить отчёт.\n"
    )
    assert [duty.role for duty in record.duties] == ["Бухгалтерия"]


def test_a_word_of_a_stamp_in_running_text_is_text() -> None:
    record = order_saying("1. Хачатряну Л.А. пройти обучение и представить\nсертификат руководителю.\n")
    assert record.clauses[0].text == "Хачатряну Л.А. пройти обучение и представить сертификат руководителю."


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("О проведении тренировочного экзамена", Periodicity.NONE),
        ("О проведении государственной итоговой аттестации", Periodicity.EVENT),
    ],
)
def test_one_exam_of_the_title_or_each_of_many(title: str, value: Periodicity) -> None:
    record = parse_order(
        document_of(
            f"МБОУ «Школа № 5»\nПРИКАЗ\n01.09.2025          № 10\n{title}\n\nПРИКАЗЫВАЮ:\n"
            "1. Руководителю в день экзамена получить ключ.\n\nДиректор          Шевчук И.Н.\n"
        )
    )
    assert [(duty.periodicity, duty.deadline) for duty in record.duties] == [(value, "в день экзамена")]


@pytest.mark.parametrize(
    ("action", "value", "term"),
    [
        ("в конце каждой смены сверять ключи", Periodicity.EVENT, "в конце каждой смены"),
        ("после ухода последнего ребёнка проверять окна", Periodicity.EVENT, "после ухода последнего ребёнка"),
        ("накануне первого экзамена провести инструктаж", Periodicity.NONE, "накануне первого экзамена"),
        ("к первому заседанию комиссии подготовить перечни", Periodicity.NONE, "к первому заседанию комиссии"),
        ("при выходе участника из аудитории сопровождать его", Periodicity.EVENT, None),
    ],
)
def test_terms_that_come_each_time_or_once(action: str, value: Periodicity, term: str | None) -> None:
    (duty,) = order_saying(f"1. Дежурному {action}.\n").duties
    assert (duty.role, duty.periodicity, duty.deadline) == ("Дежурный", value, term)


def test_a_place_is_nobody_and_a_workshop_no_master() -> None:
    record = order_saying(
        """1. Провести 26.09.2025 на поляне у озера туристический слёт.
2. Назначить заведующей мастерской № 4 мастера производственного обучения Хасанову Дину Ильдаровну.
3. Заведующему мастерской № 4 проверить станки.
"""
    )
    assert appointed(record) == [("Хасанова", "мастер производственного обучения", "заведующая мастерской № 4")]
    assert bearers(record) == [["Хасанова"]]


def test_a_body_whose_members_have_seats_of_their_own() -> None:
    record = order_saying(
        """1. Утвердить судейскую коллегию:
1) Авакян С.Г., учитель физкультуры – главный судья;
2) Вдовина Н.Е., библиотекарь – секретарь.
2. Судейской коллегии подвести итоги.
3. Возложить ответственность за жизнь детей на классных руководителей:
• 6 «А» – Бойчук Ольгу Ивановну;
• 7 «Б» – Подлесных Ирину Марковну.
4. Классным руководителям проверить снаряжение.
"""
    )
    assert bearers(record) == [["Авакян", "Вдовина"], ["Бойчук", "Подлесных"]]


def test_tuvan_names_and_a_signature_in_two_rows() -> None:
    record = parse_order(
        document_of(
            "МБОУ «Школа № 5»\nПРИКАЗ\n01.09.2025          № 10\nО выезде\n\nПРИКАЗЫВАЮ:\n"
            "1. Назначить руководителем команды учителя труда Монгуша Саяна Эрес-ооловича.\n"
            "2. Кошкар-оол А.С. принять имущество.\n\n"
            "Исполняющий обязанности\nдиректора школы      ________     В.М. Ооржак\n"
        )
    )
    assert record.appointments[0].person.initials_or_names == "Саян Эрес-оолович"
    assert bearers(record) == [["Кошкар-оол"]]
    assert record.signatory is not None
    assert (record.signatory.name.surname, record.signatory.position) == (
        "Ооржак",
        "Исполняющий обязанности директора школы",
    )
