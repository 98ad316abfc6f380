"""What a director reads in a draft: Russian sentences, the standard's form, honest gaps."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from parsing.drafting.model import DraftedOrder, Paragraph, Table
from parsing.drafting.pipeline import draft_order
from parsing.drafting.word import to_docx
from parsing.records import (
    AppendixRecord,
    AppointmentRecord,
    ClauseRecord,
    ControlRecord,
    DutyRecord,
    LegalBasisRecord,
    OrderRecord,
    Periodicity,
    PersonRecord,
    SignatoryRecord,
    TargetRecord,
)

EMPTY = OrderRecord(
    organization="МБОУ «Заречная школа»",
    number="72/2-ОД",
    date=dt.date(2025, 9, 1),
    title="Об организации питания",
    place="с. Заречное",
    legal_basis=(),
    clauses=(),
    appointments=(),
    revocations=(),
    duties=(),
    repeals=(),
    amends=(),
    effective_from=None,
    control_by=None,
    signatory=SignatoryRecord(
        name=PersonRecord(surname="Кольцов", initials_or_names="А.В."), position="Директор школы", signed=None
    ),
    acknowledged=(),
    appendices=(),
)
OLD_ORDER = TargetRecord(
    kind="приказ",
    date=dt.date(2024, 8, 30),
    number="105-о",
    title="О питании",
    scope="весь",
    clause=None,
)


def person(text: str) -> PersonRecord:
    surname, names = text.split(" ", 1)
    return PersonRecord(surname=surname, initials_or_names=names)


def appointed(name: str, role: str, post: str | None = None, **term: Any) -> AppointmentRecord:
    return AppointmentRecord(person=person(name), position=post, role=role, clause=None, **term)


def duty(role: str | None, action: str, *names: str, **time: Any) -> DutyRecord:
    fields = {"periodicity": Periodicity.NONE, "deadline": None, "clause": None, "ordinal": 1} | time
    return DutyRecord(role=role, assignees=tuple(map(person, names)), action_text=action, **fields)


def clauses(drafted: DraftedOrder) -> list[str]:
    """Printed lines between «ПРИКАЗЫВАЮ:» and the signature."""
    texts: list[str] = []
    for block in drafted.draft.blocks:
        texts += [block.text] if isinstance(block, Paragraph) else [" | ".join(row) for row in block.rows]
    return texts[texts.index("ПРИКАЗЫВАЮ:") + 1 :][:-1]


def composed(**facts: Any) -> list[str]:
    drafted = draft_order(replace(EMPTY, **facts))
    assert drafted.unsaid == ()
    return clauses(drafted)


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (
            appointed("Соколова В.А.", "ответственный за питание", "учитель химии"),
            "1. Назначить учителя химии Соколову В.А. ответственной за питание.",
        ),
        (
            appointed("Соколов П.Н.", "ответственный за питание", "заведующий хозяйством"),
            "1. Назначить заведующего хозяйством Соколова П.Н. ответственным за питание.",
        ),
        (
            appointed("Ткач Ирина Львовна", "классный руководитель 5А класса", valid_from=dt.date(2025, 9, 1)),
            "1. Назначить Ткач Ирину Львовну классным руководителем 5А класса с 01.09.2025.",
        ),
        (
            appointed("Мамедова-Шульц Э.Р.", "дежурный администратор", "медсестра"),
            "1. Назначить медсестру Мамедову-Шульц Э.Р. дежурным администратором.",
        ),
    ],
)
def test_an_appointment_is_a_sentence_in_right_cases(item: AppointmentRecord, sentence: str) -> None:
    assert composed(appointments=(item,)) == [sentence]


def test_who_declines_in_two_ways_stands_in_a_table_in_the_nominative() -> None:
    assert composed(
        appointments=(appointed("Ткач И.Л.", "администратор электронного журнала", "учитель истории"),)
    ) == [
        "1. Назначить следующих работников:",
        "Фамилия, инициалы | Должность | Роль",
        "Ткач И.Л. | учитель истории | администратор электронного журнала",
    ]


def test_several_of_one_role_are_a_list_and_a_commission_stands_in_the_nominative() -> None:
    role = "ответственный за эвакуацию"
    assert composed(appointments=(appointed("Соколова В.А.", role), appointed("Ильин О.А.", role, "завхоз"))) == [
        "1. Назначить ответственными за эвакуацию:",
        "– Соколову В.А.;",
        "– Ильина О.А., завхоза.",
    ]
    body = "бракеражной комиссии"
    seats = (appointed("Ткач И.Л.", f"председатель {body}"), appointed("Сапожок И.Е.", f"член {body}", "завхоз"))
    assert composed(appointments=seats) == [
        "1. Утвердить состав бракеражной комиссии:",
        "– председатель комиссии: Ткач И.Л.;",
        "– член комиссии: Сапожок И.Е., завхоз.",
    ]


def test_duties_of_one_bearer_are_a_list_under_the_role_in_the_dative() -> None:
    role = "ответственный за питание"
    laid = (
        duty(role, "вести журнал питания", periodicity=Periodicity.DAILY),
        duty(role, "представить списки", deadline="2025-09-05"),
        duty(None, "проверить столовую", "Соколова В.А.", "Петренко О.О."),
        duty("секретарь", "ознакомить работников с приказом", "Ткач И.Л."),
    )
    assert composed(duties=laid) == [
        "1. Ответственному за питание:",
        "– ежедневно вести журнал питания;",
        "– представить списки до 05.09.2025.",
        "2. Соколовой В.А., Петренко О.О. проверить столовую.",
        "3. Секретарю (Ткач И.Л.) ознакомить работников с приказом.",
    ]


def test_whom_another_clause_names_by_the_post_is_named_in_each() -> None:
    laid = (
        duty("секретарь", "вести книгу приказов"),
        duty("завхоз", "проверить замки"),
        duty("секретарь", "принять заявления", "Соколов П.Н."),
    )
    control = ControlRecord(self_control=False, person=person("Петров И.И."), position="завхоз", clause=None)
    assert composed(duties=laid, control_by=control) == [
        "1. Секретарю Соколову П.Н. вести книгу приказов.",
        "2. Завхозу Петрову И.И. проверить замки.",
        "3. Секретарю Соколову П.Н. принять заявления.",
        "4. Контроль за исполнением приказа возложить на завхоза Петрова И.И.",
    ]


def test_acts_are_repealed_and_amended() -> None:
    changes = (
        replace(OLD_ORDER, operation="replace_clause", scope="п. 2", new_text="Утвердить график."),
        replace(OLD_ORDER, operation="delete_clause", scope="п. 4"),
    )
    since = replace(OLD_ORDER, effective_from=dt.date(2025, 10, 1))
    assert composed(amends=changes, repeals=(since, replace(OLD_ORDER, scope="п. 3"))) == [
        "1. Внести в приказ от 30.08.2024 № 105-о «О питании» следующие изменения:",
        "– пункт 2 изложить в следующей редакции: «Утвердить график.»;",
        "– пункт 4 исключить.",
        "2. Признать утратившим силу с 01.10.2025 приказ от 30.08.2024 № 105-о «О питании».",
        "3. Признать утратившим силу пункт 3 приказа от 30.08.2024 № 105-о «О питании».",
    ]


def test_freed_start_and_control() -> None:
    control = ControlRecord(self_control=False, person=person("Успенская А.Я."), position="завуч", clause=None)
    freed = appointed("Сорока Ю.М.", "заведующий кабинетом № 5", "учитель физики")
    assert composed(revocations=(freed,), effective_from=dt.date(2025, 9, 2), control_by=control) == [
        "1. Освободить Сороку Ю.М., учителя физики, от обязанностей заведующего кабинетом № 5.",
        "2. Настоящий приказ вступает в силу с 02.09.2025.",
        "3. Контроль за исполнением приказа возложить на завуча Успенскую А.Я.",
    ]


def test_the_preamble_names_its_acts_in_the_case_that_it_asks_for() -> None:
    acts = (
        LegalBasisRecord(issuer=None, kind="устав", date=None, number=None, title=None),
        LegalBasisRecord(
            issuer="Министерство просвещения Российской Федерации",
            kind="приказ",
            date=dt.date(2020, 7, 27),
            number="115",
            title="Об утверждении Порядка",
        ),
        LegalBasisRecord(
            issuer="педагогический совет", kind="решение", date=dt.date(2025, 8, 28), number="1", title=None
        ),
    )
    drafted = draft_order(replace(EMPTY, legal_basis=acts, effective_from=dt.date(2025, 9, 2)))
    assert drafted.unsaid == ()
    assert (
        "В соответствии с Уставом, приказом Министерства просвещения Российской Федерации от 27.07.2020 № 115 "
        "«Об утверждении Порядка», на основании решения педагогического совета от 28.08.2025 № 1"
    ) in [block.text for block in drafted.draft.blocks if isinstance(block, Paragraph)]


def test_what_no_sentence_carries_is_told() -> None:
    nobodys = draft_order(replace(EMPTY, duties=(duty(None, "проверить кабинеты"),)))
    assert clauses(nobodys) == ["1. Проверить кабинеты."]
    assert nobodys.unsaid == ("duties",)


def test_an_appendix_has_its_people_or_a_place_for_its_text() -> None:
    annexes = tuple(AppendixRecord(number=n, title=None, attached=True, clause=n) for n in ("1", "2"))
    listed = replace(appointed("Ткач И.Л.", "дежурный учитель"), clause="1", label="понедельник, 1 этаж")
    record = replace(
        EMPTY,
        clauses=(
            ClauseRecord(number="1", text="Дежурить согласно приложению № 1."),
            ClauseRecord(number="2", text="Работать согласно приложению № 2."),
        ),
        appendices=annexes,
        appointments=(listed,),
    )
    drafted = draft_order(record)
    assert drafted.unsaid == ()
    tail = drafted.draft.blocks[-6:]
    assert [block.rows[1] if isinstance(block, Table) else block.text for block in tail] == [
        "Приложение № 1",
        "к приказу от 01.09.2025 № 72/2-ОД",
        ("Ткач И.Л.", "дежурный учитель", "понедельник, 1 этаж"),
        "Приложение № 2",
        "к приказу от 01.09.2025 № 72/2-ОД",
        "(Вставьте текст приложения: в записи приказа его нет.)",
    ]


def opened(record: OrderRecord, **options: bool) -> Any:
    return docx.Document(io.BytesIO(to_docx(draft_order(record).draft, **options)))


def test_the_file_has_the_form_of_the_standard() -> None:
    book = opened(replace(EMPTY, clauses=(ClauseRecord(number="1", text="Утвердить план."),)))
    section = book.sections[0]
    size = (section.page_width, section.page_height, section.left_margin, section.right_margin, section.top_margin)
    assert [round(value.cm, 1) for value in size] == [21.0, 29.7, 3.0, 1.0, 2.0]
    assert section.different_first_page_header_footer
    assert [item.text for item in section.header.paragraphs[0]._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert section.first_page_header.paragraphs[0].text == ""
    assert (book.styles["Normal"].font.name, book.styles["Normal"].font.size) == ("Times New Roman", Pt(14))
    clause = next(item for item in book.paragraphs if item.text.startswith("1."))
    assert clause.text == "1. Утвердить план."
    assert round(clause.paragraph_format.first_line_indent.cm, 2) == 1.25
    assert clause._p.pPr.numPr is None
    assert round(opened(EMPTY, kept_long=False).sections[0].left_margin.cm, 1) == 2.0


def test_the_signature_waits_for_its_signatory() -> None:
    signed = replace(EMPTY, signatory=replace(EMPTY.signatory, signed=True), effective_from=dt.date(2025, 9, 2))
    drafted = draft_order(signed)
    assert drafted.unsaid == ()
    assert drafted.record.signatory.signed is False
    assert drafted.draft.blocks[-1].rows == (("Директор школы", "________________", "А.В. Кольцов"),)
