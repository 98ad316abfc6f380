"""Headings, starts, signatures, control; everybody whom an order names."""

import datetime as dt

from parsing.order.order_from_json import from_json
from parsing.order.order_json import to_json
from parsing.records import OrderRecord
from support.documents import document_of, parse_order

HEAD = """МБОУ «Средняя школа № 5 г. Угольска»
ПРИКАЗ
01.09.2025                                        № 10 (о)
О переводе обучающихся
по итогам учебного года

В связи с болезнью учителя Маслак Дарьи Ивановны
ПРИКАЗЫВАЮ:
"""
TAIL = """
Генеральный директор ДОКУМЕНТ ПОДПИСАН          ____________          Шевчук И. Н.
"""


def order(body: str, tail: str = TAIL) -> OrderRecord:
    return parse_order(document_of(HEAD + body + tail))


def test_requisites_are_not_cut_short() -> None:
    record = order("1. Утвердить план.\n")
    assert record.title == "О переводе обучающихся по итогам учебного года"
    assert record.number == "10(о)"
    assert record.place is None
    assert record.signatory is not None
    assert record.signatory.position == "Генеральный директор"


def test_when_an_order_begins() -> None:
    assert order("1. Приказ вступает в силу с момента подписания.\n").effective_from == dt.date(2025, 9, 1)
    assert order("1. Установить с 04.09.2025 дежурство.\n").effective_from == dt.date(2025, 9, 4)
    assert order("1. Отменить приказ от 02.09.2024 № 7 с 5 сентября 2025 года.\n").effective_from is None


def test_who_controls_when_control_is_shared() -> None:
    control = order(
        "1. Контроль за исполнением пунктов 2–6 возложить на завуча Орлову А.А., остальных – на Рудых Е.П.\n"
    ).control_by
    assert control is not None
    assert control.person is not None
    assert control.person.surname == "Орлова"


def test_a_verbless_list_is_not_taken_for_the_acknowledgement() -> None:
    record = order("1. Классные руководители:\n- ознакомление родителей с отметками.\n2. Утвердить план.\n")
    assert [clause.number for clause in record.clauses] == ["1", "2"]


def test_everybody_named_is_told_with_the_place() -> None:
    annex = """
Приложение
к приказу от 01.09.2025 № 10

| № | Фамилия, имя | Класс |
| 1 | Парамонов Глеб | 9А |
| 2 | Бегзи Айдын | 9Б |
"""
    body = "1. Орловой А.А. передать Рогалю С.Я. документы (приложение).\n2. Наградить Абрамову Веру, 4 класс.\n"
    text = HEAD + body + TAIL + annex
    record = parse_order(document_of(text))
    told = [(item.person.surname, item.person.initials_or_names) for item in record.person_mentions]
    assert told == [
        ("Маслак", "Дарья Ивановна"),
        ("Орлова", "А.А."),
        ("Рогаль", "С.Я."),
        ("Абрамова", "Вера"),
        ("Шевчук", "И.Н."),
        ("Парамонов", "Глеб"),
        ("Бегзи", "Айдын"),
    ]
    places = [(source.start, source.end) for item in record.person_mentions for source in item.sources]
    assert text[slice(*places[3])] == "Абрамову Веру"
    assert from_json(to_json(record)).person_mentions == record.person_mentions


def test_each_appendix_of_a_clause() -> None:
    record = order(
        "1. Утвердить режим дня (приложение 1) и список детей (приложение 2).\n2. Работать по приложению 1.\n"
    )
    assert [(item.number, item.title) for item in record.appendices] == [("1", "режим дня"), ("2", "список детей")]


def test_signs_that_engines_misread() -> None:
    record = parse_order(
        document_of(
            HEAD.replace("О переводе", "0 переводе")
            + """4. Завхозу:
а) мыть окна;
6) мести двор;
в) чистить снег.
5. Секретарю:
Э.1. вести журнал;
5.2. сдать отчёт.
О.Утвердить план.
8. Утвердить график.
"""
            + "Директор                      Ярмоленко 3.Д.\n"
        )
    )
    assert record.title == "О переводе обучающихся по итогам учебного года"
    numbers = [(clause.number, [child.number for child in clause.children]) for clause in record.clauses]
    assert numbers == [("4", ["4.а", "4.б", "4.в"]), ("5", ["5.1", "5.2"]), ("6", []), ("8", [])]
    assert record.signatory is not None
    assert record.signatory.name.initials_or_names == "З.Д."


def test_a_date_with_underscores_and_spaces_inside() -> None:
    for printed in ("от « 02» сентября __ 2025 г.", "_02_._09_.2025", "«20 » января 2025 Г. Г. Угольск"):
        record = parse_order(document_of(HEAD.replace("01.09.2025", printed) + "1. Утвердить план.\n" + TAIL))
        assert record.date in {dt.date(2025, 9, 2), dt.date(2025, 1, 20)}
    assert record.place == "Г. Угольск"


def test_clauses_and_items_whose_marks_were_lost() -> None:
    record = order(
        """1. Утвердить план работы на следующий учебный год, график занятий и расписание.
Классным руководителям:
2.1. провести беседы.
3. Завхозу Орлову А.А.:
вымыть окна
покрасить забор
4. Классные руководители
еженедельно сверяют сведения о пропусках.
"""
    )
    told = [(clause.number, [child.text for child in clause.children]) for clause in record.clauses]
    assert told[1:] == [
        ("2", ["провести беседы."]),
        ("3", ["вымыть окна", "покрасить забор"]),
        ("4", ["еженедельно сверяют сведения о пропусках."]),
    ]


def test_a_verb_over_two_lines_and_an_order_without_one() -> None:
    record = parse_order(
        document_of(HEAD.replace("ПРИКАЗЫВАЮ:", "п р и к а\nз ы в а ю:") + "1. Утвердить план работы школы.\n" + TAIL)
    )
    assert [clause.text for clause in record.clauses] == ["Утвердить план работы школы."]
    record = parse_order(
        document_of(
            "МОУ «Школа п. Дальний»\nПРИКАЗ № 8 от 03.02.2025\n"
            "На время болезни учителя математики возложить классное руководство на Саркисян А. В.\n"
            "Директор: Мироненко Г. П.\n"
        )
    )
    assert (record.number, str(record.date)) == ("8", "2025-02-03")


def test_a_place_in_a_cell_beside_the_date() -> None:
    record = parse_order(
        document_of(HEAD.replace("01.09.2025      ", "01.09.2025 | г. Угольск | ") + "1. Утвердить план.\n" + TAIL)
    )
    assert record.place == "г. Угольск"


def test_bullets_before_classes() -> None:
    record = order(
        "1. Назначить ответственными:\n– 1–4 классы – Балдину Е.С.;\n– 5А – Черкуна М.М.;\n– 6 «Б» – Рудых Е.П.\n"
    )
    assert [child.text for child in record.clauses[0].children] == [
        "1–4 классы – Балдину Е.С.;",
        "5А – Черкуна М.М.;",
        "6 «Б» – Рудых Е.П.",
    ]


def test_a_date_filled_in_on_a_form_and_who_typed_the_order() -> None:
    record = parse_order(
        document_of(
            HEAD.replace("01.09.2025", "«_30_» ___08___ 2024 г.")
            + "1. Завхозу провести осмотр.\nДиректор школы /подпись/ Д.Ч. Ухинова\n"
            + "С приказом ознакомлены:\nСкиба Ю.Ю. ______\nИсп. Дырхеева Н.Б., тел. 9-14-22\n"
        )
    )
    assert str(record.date) == "2024-08-30"
    assert record.signatory is not None
    assert record.signatory.position == "Директор школы"
    assert [item.person.surname for item in record.acknowledged] == ["Скиба"]


def test_a_heading_without_a_number_between_points_has_theirs() -> None:
    record = parse_order(
        document_of(
            HEAD
            + """1. Принять к сведению.
2. Установить обязанности:
2.1. Ответственный за пожарную безопасность:
- осмотр огнетушителей.
Ответственный за электрохозяйство:
- осмотр щитовой.
2.3. Ответственный за питание:
- проверка меню.
4. Контроль оставляю за собой.
"""
            + TAIL
        )
    )
    assert [child.number for child in record.clauses[1].children] == ["2.1", "2.2", "2.3"]


def test_a_wrapped_line_about_a_sheet_is_no_sheet_of_acquaintance() -> None:
    record = parse_order(
        document_of(
            HEAD
            + "1. Завхозу ознакомить работников под подпись и сдать\nлист ознакомления в канцелярию.\n"
            + "2. Учителям: 2.1. вести журнал.\n3. Контроль оставляю за собой.\n"
            + TAIL
            + "Лист ознакомления с приказом\nСкиба Ю.Ю. ______\n"
        )
    )
    assert [clause.number for clause in record.clauses] == ["1", "2", "3"]
    assert [item.person.surname for item in record.acknowledged] == ["Скиба"]
