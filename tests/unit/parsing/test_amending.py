"""Amendments and repeals: which act, which clause, what is done to it, and what stands in its place."""

from parsing.pipeline import parse_orders
from support.documents import document_of, parse_order

HEAD = """МБОУ «Средняя школа № 5»
ПРИКАЗ
14.01.2025                                        № 72/2-ОД
О внесении изменений

В связи с кадровыми изменениями
ПРИКАЗЫВАЮ:
"""
TAIL = """
Директор школы          ____________          И. Н. Шевчук
"""


def amended(body: str) -> list[tuple[str, str | None, str | None, str | None]]:
    record = parse_order(document_of(HEAD + body + TAIL))
    return [(target.scope, target.operation, target.new_text, target.clause) for target in record.amends]


def test_operations_of_an_amendment() -> None:
    assert amended(
        """1. Внести в приказ от 30.08.2024 № 214/1-ОД «О контроле» следующие изменения:
1.1. Пункт 3 изложить в следующей редакции:
«3. Назначить ответственной за книгу движения Кибирёву Т. О.».
1.2. В пункте 5.2 слова «до 10 числа» заменить словами «не позднее 5 числа».
1.3. Пункты 7 и 7.1 исключить.
1.4. Дополнить пунктом 8.1 следующего содержания:
«8.1. Классным руководителям:
а) сверять списочный состав;
б) сообщать о выбывших».
2. Контроль оставляю за собой.
"""
    ) == [
        ("п. 3", "replace_clause", "3. Назначить ответственной за книгу движения Кибирёву Т. О.", "1.1"),
        ("п. 5.2", "replace_words", "не позднее 5 числа", "1.2"),
        ("п. 7", "delete_clause", None, "1.3"),
        ("п. 7.1", "delete_clause", None, "1.3"),
        (
            "п. 8.1",
            "add_clause",
            "8.1. Классным руководителям: а) сверять списочный состав; б) сообщать о выбывших",
            "1.4",
        ),
    ]


def test_the_dot_after_a_year_ends_no_sentence() -> None:
    assert amended(
        """1. Внести в приказ от 29 августа 2025 г. № 188-О «О режиме» следующие изменения:
1.1. Пункт 9 исключить.
"""
    ) == [("п. 9", "delete_clause", None, "1.1")]


def test_new_text_is_no_clause_duty_or_appointment_of_the_amending_order() -> None:
    record = parse_order(
        document_of(
            HEAD
            + """1. Внести в приказ от 30.08.2024 № 214 изменения:
1.1. Пункт 3 изложить в следующей редакции:
«3. Учителям ежедневно заполнять журнал.
4. Назначить администратором Орлову А. А.».
2. Секретарю ознакомить учителей с приказом.
"""
            + TAIL
        )
    )
    assert [clause.number for clause in record.clauses] == ["1", "2"]
    assert [duty.clause for duty in record.duties] == ["2"]
    assert record.appointments == ()


def test_a_list_of_repealed_acts_with_one_date() -> None:
    record = parse_order(
        document_of(
            HEAD
            + """1. Признать утратившими силу с 3 сентября 2024 г.:
1) приказ от 31.08.2020 № 140-осн «О журналах»;
2) пункты 2 и 4 приказа от 11.10.2022 № 203/1-осн;
3) Положение о портфолио обучающегося, утверждённое приказом от 02.09.2019 № 155-осн.
"""
            + TAIL
        )
    )
    assert [(target.kind, target.number, target.scope, str(target.effective_from)) for target in record.repeals] == [
        ("приказ", "140-осн", "весь", "2024-09-03"),
        ("приказ", "203/1-осн", "п. 2", "2024-09-03"),
        ("приказ", "203/1-осн", "п. 4", "2024-09-03"),
        ("положение", "155-осн", "весь", "2024-09-03"),
    ]


def test_two_orders_of_one_file() -> None:
    second = HEAD.replace("72/2-ОД", "73-ОД")
    body = "1. Учителям сдать планы до 01.09.2025.\n"
    records = parse_orders(document_of(HEAD + body + TAIL + "\n" + second + body + TAIL))
    assert [record.number for record in records] == ["72/2-ОД", "73-ОД"]
    assert [len(record.duties) for record in records] == [1, 1]


def test_an_order_without_the_verb_and_without_numbers() -> None:
    record = parse_order(
        document_of(
            """МОУ «Основная школа п. Дальний»
ПРИКАЗ № 8       от 03.02.2025

На время болезни учителя математики Юхименко Л. А. возложить классное руководство
в 6 классе с 04.02.2025 по 14.02.2025 на Саркисян А. В., учителя физики.

Директор:                             Мироненко Г. П.
"""
        )
    )
    assert [(clause.number, clause.number_inferred) for clause in record.clauses] == [("1", True)]
    (appointment,) = record.appointments
    assert (appointment.person.surname, appointment.role) == ("Саркисян", "классный руководитель 6 класса")
    assert (str(appointment.valid_from), str(appointment.valid_to)) == ("2025-02-04", "2025-02-14")


STAMP = """
ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ
Сертификат: 00A1B2C3
Действителен с 01.01.2025 по 01.01.2026
"""


def test_an_electronic_stamp_signs_the_order_that_it_stands_in() -> None:
    first = HEAD + "1. Утвердить план." + TAIL
    second = HEAD.replace("№ 10", "№ 11") + "1. Утвердить план." + TAIL
    stamped = [
        [bool(record.signatory and record.signatory.signed) for record in parse_orders(document_of(text))]
        for text in (first + STAMP + second, first + second + STAMP, STAMP + first + second)
    ]
    assert stamped == [[True, False], [False, True], [True, False]]


def test_acts_that_are_called_by_what_they_are_about() -> None:
    record = parse_order(
        document_of(
            HEAD.replace(
                "В связи с кадровыми изменениями",
                "На основании Правил внутреннего распорядка обучающихся, плана работы школы на 2025 год, Правил\n"
                "перевозки детей автобусами, утверждённых постановлением Правительства РФ от 23.09.2020 № 1527,\n"
                "постановлений администрации района от 14.04.2025 № 287-п, Главного государственного\n"
                "санитарного врача РФ от 28.09.2020 № 28, решений педагогического совета (протокол от 27.08.2025\n"
                "№ 1) и управляющего совета (протокол от 26.08.2025 № 3), договора с ООО «Рейс» от 20.08.2025 № 17",
            )
            + "1. Утвердить план."
            + TAIL
        )
    )
    assert [(act.kind, act.number, act.title or act.issuer) for act in record.legal_basis] == [
        ("правила", None, "Правила внутреннего распорядка обучающихся"),
        ("план", None, "План работы школы на 2025 год"),
        ("правила", "1527", "Правила перевозки детей автобусами"),
        ("постановление", "287-п", "администрация района"),
        ("постановление", "28", "Главный государственный санитарный врач РФ"),
        ("решение", "1", "педагогический совет"),
        ("решение", "3", "управляющий совет"),
        ("договор", "17", None),
    ]


def test_a_lettered_point_and_a_composition_are_amended() -> None:
    record = parse_order(
        document_of(
            HEAD
            + """1. Внести в приказ от 02.09.2024 № 101-од «О порядке» изменения:
1.1. Подпункт «в» пункта 7 исключить.
2. Внести изменения в состав комиссии, утверждённый приказом от 03.09.2024 № 129 (о):
- вывести из состава комиссии Наливайко Ю. А.
"""
            + TAIL
        )
    )
    assert [(act.number, act.scope, act.clause) for act in record.amends] == [
        ("101-од", "п. 7.в", "1.1"),
        ("129 (о)", "весь", "2"),
    ]


def test_two_numbers_under_one_date() -> None:
    record = parse_order(
        document_of(HEAD + "1. Приказы от 01.09.2023 № 140 и № 141 считать утратившими силу.\n" + TAIL)
    )
    assert [(act.number, str(act.date)) for act in record.repeals] == [("140", "2023-09-01"), ("141", "2023-09-01")]


def test_changes_announced_at_the_end_and_acts_listed_in_the_genitive() -> None:
    record = parse_order(
        document_of(
            HEAD
            + """1. В приказ от 30.08.2024 № 211-о «Об организации работы» внести следующие изменения:
1) в подпункте 2.3 слово «директору» заменить словами «завучу»;
2) пункт 4 исключить.
2. Отменить действие:
- приказа от 05.09.2023 № 188-о «О дежурстве»;
- пункта 3 приказа от 10.10.2023 № 201-о.
3. Секретарю Орловой А. А. внести изменения в журнал регистрации приказов.
"""
            + TAIL
        )
    )
    assert [(act.number, act.scope, act.operation) for act in record.amends] == [
        ("211-о", "п. 2.3", "replace_words"),
        ("211-о", "п. 4", "delete_clause"),
    ]
    assert [(act.number, act.scope) for act in record.repeals] == [("188-о", "весь"), ("201-о", "п. 3")]
    assert [duty.clause for duty in record.duties] == ["3"]


def test_a_point_within_an_act_and_acts_of_other_kinds() -> None:
    record = parse_order(
        document_of(
            """МБОУ «Средняя школа № 5»
ПРИКАЗ
01.09.2025 № 10
О внесении изменений

Во исполнение предписания отдела надзора от 03.02.2025 № 15/02, на основании служебной записки от 06.02.2025 № 17,
протокола заседания тарификационной комиссии от 05.02.2025 № 2, Регламента ведения журнала, утверждённого приказом от
28.08.2023 № 71, приказов Минпросвещения от 10.01.2025 № 5 и департамента образования области от 17.01.2025 № 6
ПРИКАЗЫВАЮ:
1. В Положении о столовой, утверждённом приказом от 16.01.2023 № 7, пункт 3.2 признать утратившим силу.
2. В пункте 5 приказа от 02.09.2024 № 44 «О журнале» слова «Колесник Ю.В.» заменить словами «Эсенбаев Т.К.».
3. В приказ от 02.09.2024 № 45 «О режиме» внести изменения:
1) подпункт 2.4 изложить в новой редакции: «2.4. Воспитателям проводить прогулки ежедневно.».
Директор школы          ____________          Шевчук И. Н.
"""
        )
    )
    assert [(item.kind, item.number) for item in record.legal_basis] == [
        ("предписание", "15/02"),
        ("служебная записка", "17"),
        ("протокол", "2"),
        ("регламент", "71"),
        ("приказ", "5"),
        ("приказ", "6"),
    ]
    assert [(item.kind, item.number, item.scope) for item in record.repeals] == [("положение", "7", "п. 3.2")]
    assert [(item.number, item.scope, item.operation) for item in record.amends] == [
        ("44", "п. 5", "replace_words"),
        ("45", "п. 2.4", "replace_clause"),
    ]
    assert record.duties == ()


def test_changes_nested_under_the_clause_or_the_verb_that_they_share() -> None:
    record = parse_order(
        document_of(
            """МБОУ «Средняя школа № 5»
ПРИКАЗ
01.09.2025 № 10
О внесении изменений

В целях порядка
ПРИКАЗЫВАЮ:
1. Внести в приказ от 02.09.2024 № 45 «О режиме» следующие изменения:
1) в пункте 2:
а) слова «до 16.00» заменить словами «до 18.00»;
2) дополнить:
а) пунктом 6.1 следующего содержания: «6.1. Учителям ежедневно вносить сведения.»;
3) пункт 7 дополнить подпунктом 7.3 следующего содержания: «7.3. Завхозу проверять замки.».
2. Пункт 3 приказа от 15.01.2025 № 9 «Об учёте» исключить с 1 декабря 2025 года.
Директор школы          ____________          Шевчук И. Н.
"""
        )
    )
    assert [(item.number, item.scope, item.operation) for item in record.amends] == [
        ("45", "п. 2", "replace_words"),
        ("45", "п. 6.1", "add_clause"),
        ("45", "п. 7.3", "add_clause"),
        ("9", "п. 3", "delete_clause"),
    ]
    assert str(record.amends[3].effective_from) == "2025-12-01"
    assert record.duties == ()


def test_a_change_that_is_none_of_the_operations_is_told_for_a_person_to_see() -> None:
    assert amended(
        """1. Внести в приказ от 01.09.2025 № 140-ОД «О распределении обязанностей» следующие изменения:
1.1. в пункте 2 слова «Петрову А.И.» заменить словами «Сидорову К.В.»;
1.2. пункт 3 дополнить абзацем следующего содержания: «Отчёт представляется до 5 числа каждого месяца.»;
1.3. приложение № 2 признать утратившим силу.
2. Контроль оставляю за собой.
"""
    ) == [
        ("п. 2", "replace_words", "Сидорову К.В.", "1.1"),
        ("п. 3", None, "Отчёт представляется до 5 числа каждого месяца.", "1.2"),
        ("весь", None, None, "1.3"),
    ]


def test_changes_listed_under_the_act_they_are_made_in() -> None:
    assert amended(
        """1. В приказе от 03.09.2025 № 151-ОД «О классном руководстве»:
а) пункт 2 исключить;
б) пункт 4 изложить в следующей редакции: «4. Назначить Громову Л.Н.».
2. Дополнить приказ от 10.10.2025 № 180-ОД «О сайте» пунктом 5.1 следующего содержания:
«5.1. Назначить ответственной за сайт Громову Л.Н.».
3. Контроль оставляю за собой.
"""
    ) == [
        ("п. 2", "delete_clause", None, "1.а"),
        ("п. 4", "replace_clause", "4. Назначить Громову Л.Н.", "1.б"),
        ("п. 5.1", "add_clause", "5.1. Назначить ответственной за сайт Громову Л.Н.", "2"),
    ]


def test_one_change_told_in_one_sentence() -> None:
    assert amended(
        """1. В пункте 2 приказа от 01.09.2025 № 140-ОД слова «Петрову А.И.» заменить на «Сидорову К.В.».
2. Изложить пункт 4 приказа от 02.09.2025 № 141-ОД в следующей редакции: «4. Отчёт сдать до 01.02.2026.».
3. Исключить из приказа от 04.09.2025 № 143-ОД пункт 7.
4. Исключить пункт 8 из приказа от 04.09.2025 № 144-ОД.
5. Пункт 5 приказа от 08.09.2025 № 147-ОД дополнить словами «и родителей».
6. Контроль оставляю за собой.
"""
    ) == [
        ("п. 2", "replace_words", "Сидорову К.В.", "1"),
        ("п. 4", "replace_clause", "4. Отчёт сдать до 01.02.2026.", "2"),
        ("п. 7", "delete_clause", None, "3"),
        ("п. 8", "delete_clause", None, "4"),
        ("п. 5", None, None, "5"),
    ]


def test_an_order_called_invalid_is_repealed() -> None:
    record = parse_order(
        document_of(
            HEAD
            + """1. Приказ от 06.09.2025 № 145-ОД «О горячем питании» считать недействительным.
2. Аннулировать приказ от 07.09.2025 № 146-ОД.
"""
            + TAIL
        )
    )
    assert [target.number for target in record.repeals] == ["145-ОД", "146-ОД"]
