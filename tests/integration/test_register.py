"""The register of orders on both databases: entering, searching, numbers, acquaintance, putting away."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from api.usecases.acquaintance import (
    note_signature,
    print_sheet,
    reminders,
    show_sheet_of_order,
    take_signature_back,
)
from api.usecases.orders import answer_question, confirm_order, register_order, show_order
from api.usecases.register import RegisterQuery, archive_order, search_orders, show_consequences
from api.usecases.schools import archive_school, load_school
from api.usecases.services import Services
from ingest.model import Source
from journal.model import Actor, OrderState
from school.errors import BadDecision, ConflictingEntry, NotFound, NotInForce
from support.paths import ORDER_29I

HEAD = """МБОУ «Средняя школа № 8 п. Береговой»
ПРИКАЗ
{requisites}
{title}
ПРИКАЗЫВАЮ:
"""
TAIL = """
Директор О.И. Верещагина
С приказом ознакомлены:
Н.П. Дорофеева {signed}
Е.М. Лапшин
"""
BODY = """1. Назначить Дорофееву Н.П. ответственной за выдачу паролей.
2. Учителям еженедельно проверять записи в журнале.
3. Контроль за исполнением приказа возложить на Ковшову Т.Л., заместителя директора."""


def text(
    requisites: str = "01.11.2023 № 51", title: str = "О выдаче паролей", body: str = BODY, signed: str = ""
) -> str:
    return HEAD.format(requisites=requisites, title=title) + body + TAIL.format(signed=signed)


def sources(*orders: str) -> list[Source]:
    return [Source(name="приказ.txt", data="\n\n".join(orders).encode())]


@pytest.fixture
def school(services: Services, actor: Actor) -> Services:
    load_school(services, actor, ORDER_29I / "school")
    return services


def entered(services: Services, actor: Actor, *orders: str) -> str:
    """Registers and confirms one order; returns its id."""
    order_id = register_order(services, actor, sources(*orders)).view.order.order_id
    confirm_order(services, actor, order_id)
    return order_id


@pytest.mark.parametrize("words", ["пароли", "паролей", "Дорофеева", "дорофеевой", "51", "выдача паролей Верещагиной"])
def test_an_order_is_found_by_its_words_in_any_form(school: Services, actor: Actor, words: str) -> None:
    order_id = entered(school, actor, text())
    found = search_orders(school, actor, RegisterQuery(words=words)).lines
    # the school has an order of its own that names some of the same people
    assert order_id in [line.order.order_id for line in found]


@pytest.mark.parametrize("query", [RegisterQuery(words="столовая"), RegisterQuery(year=2020), RegisterQuery(words="%")])
def test_what_is_not_there_is_not_found(school: Services, actor: Actor, query: RegisterQuery) -> None:
    entered(school, actor, text())
    assert search_orders(school, actor, query).lines == ()


def test_numbers_that_are_missing_or_stand_twice_are_told(school: Services, actor: Actor) -> None:
    for number, day in (("51", "01.09.2024"), ("52", "02.09.2024"), ("54", "01.08.2024"), ("54", "05.09.2024")):
        entered(school, actor, text(requisites=f"{day} № {number}"))
    remarks = {remark.code: remark.text for remark in search_orders(school, actor, RegisterQuery()).remarks}
    assert remarks["NUMBER_MISSING"].endswith("в журнале нет № 53.")
    assert "номер 54 стоит на разных приказах (01.08.2024, 05.09.2024)" in remarks["NUMBER_TWICE"]
    assert "№ 54 от 01.08.2024 старше, чем № 52 от 02.09.2024" in remarks["NUMBER_AGAINST_DATE"]


def test_several_orders_of_one_file_are_entered_each(school: Services, actor: Actor) -> None:
    registered = register_order(school, actor, sources(text(), text(requisites="02.09.2024 № 52", title="О дежурстве")))
    assert [view.order.number for view in registered.views] == ["51", "52"]
    again = register_order(school, actor, sources(text(), text(requisites="02.09.2024 № 52", title="О дежурстве")))
    assert all(view.load is not None and view.load.repeated for view in again.views)


def test_an_order_without_a_date_waits_for_it(school: Services, actor: Actor) -> None:
    view = register_order(school, actor, sources(text(requisites="№ 51"))).view
    (asked,) = [item for item in view.questions if item.pointer == "/date"]
    with pytest.raises(BadDecision):
        answer_question(school, actor, asked.item_id, None)
    answered = answer_question(school, actor, asked.item_id, "01.09.2024")
    assert (answered.order.date, answered.order.in_force_from) == (date(2024, 9, 1), date(2024, 9, 1))
    assert confirm_order(school, actor, view.order.order_id).order.state is OrderState.IN_FORCE


def test_an_order_without_a_number_may_stay_without_one(school: Services, actor: Actor) -> None:
    view = register_order(school, actor, sources(text(requisites="01.09.2024"))).view
    (asked,) = [item for item in view.questions if item.pointer == "/number"]
    answer_question(school, actor, asked.item_id, None)
    assert confirm_order(school, actor, view.order.order_id).order.number == "б/н"


def test_two_papers_without_a_number_are_two_orders(school: Services, actor: Actor) -> None:
    one = register_order(school, actor, sources(text(requisites="01.09.2024"))).view.order.order_id
    other = register_order(
        school, actor, sources(text(requisites="01.09.2024", title="О дежурстве"))
    ).view.order.order_id
    assert one != other


def test_who_must_get_acquainted(school: Services, actor: Actor) -> None:
    sheet = show_sheet_of_order(school, actor, entered(school, actor, text()))
    assert {reader.name for reader in sheet.readers} >= {
        "Дорофеева Н.П.",
        "Лапшин Е.М.",
        "Ковшова Т.Л.",
        "Суворова И.Ю.",
    }
    dorofeeva = next(reader for reader in sheet.readers if reader.name == "Дорофеева Н.П.")
    assert set(dorofeeva.why) >= {"лист ознакомления", "назначение"}
    assert len(sheet.missing) == len(sheet.readers)


def test_a_signature_is_noted_and_taken_back(school: Services, actor: Actor) -> None:
    order_id = entered(school, actor, text())
    sheet = note_signature(school, actor, order_id, "p03", date(2023, 11, 3))
    assert {reader.name: reader.signed_on for reader in sheet.readers}["Дорофеева Н.П."] == date(2023, 11, 3)
    sheet = take_signature_back(school, actor, order_id, "p03")
    assert len(sheet.missing) == len(sheet.readers)
    with pytest.raises(NotFound):
        take_signature_back(school, actor, order_id, "p03")


def test_nobody_signs_before_the_order_or_a_draft(school: Services, actor: Actor) -> None:
    order_id = register_order(school, actor, sources(text())).view.order.order_id
    with pytest.raises(NotInForce):
        note_signature(school, actor, order_id, "p03", date(2023, 11, 3))
    confirm_order(school, actor, order_id)
    with pytest.raises(BadDecision, match="раньше"):
        note_signature(school, actor, order_id, "p03", date(2023, 10, 30))
    with pytest.raises(NotFound):
        note_signature(school, actor, order_id, "nobody", date(2023, 11, 3))


def test_reminders_name_who_has_not_signed(school: Services, actor: Actor) -> None:
    order_id = entered(school, actor, text(requisites="01.11.2023 № 51"))
    held = {sheet.order.order_id: sheet for sheet in reminders(school, actor)}
    assert "Дорофеева Н.П." in {reader.name for reader in held[order_id].missing}
    for reader in held[order_id].missing:
        note_signature(school, actor, order_id, str(reader.person_id), date(2023, 11, 3))
    assert order_id not in {sheet.order.order_id for sheet in reminders(school, actor)}


def test_the_printed_sheet_has_a_line_for_everybody(school: Services, actor: Actor) -> None:
    order_id = entered(school, actor, text())
    note_signature(school, actor, order_id, "p03", date(2023, 11, 3))
    printed = print_sheet(school, actor, order_id)
    rows = [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(printed.data)).tables[0].rows]
    names = {row[1] for row in rows[1:]}
    assert names == {reader.name for reader in show_sheet_of_order(school, actor, order_id).readers}
    assert "03.11.2023" in next(row for row in rows if row[1] == "Дорофеева Н.П.")
    assert printed.name == "Лист ознакомления с приказом № 51 от 01.11.2023.docx"


def test_an_archived_order_binds_no_more(school: Services, actor: Actor) -> None:
    order_id = entered(school, actor, text(requisites="01.11.2023 № 51"))
    order = archive_order(school, actor, order_id, on=date(2023, 11, 30)).order
    assert (order.state, order.in_force_to) == (OrderState.ARCHIVED, date(2023, 11, 30))
    with school.store.read() as uow:
        ends = {post.valid_to for post in uow.people.posts() if post.order_id == order_id}
    assert ends == {date(2023, 11, 30)}
    with pytest.raises(NotInForce):
        archive_order(school, actor, order_id)


def test_a_basis_that_binds_no_more_is_told(school: Services, actor: Actor) -> None:
    first = entered(school, actor, text(requisites="01.09.2023 № 5"))
    archive_order(school, actor, first, on=date(2023, 10, 15))
    leaning = text().replace("ПРИКАЗЫВАЮ:", "На основании приказа от 01.09.2023 № 5 «О выдаче паролей»\nПРИКАЗЫВАЮ:")
    order_id = register_order(school, actor, sources(leaning)).view.order.order_id
    assert [order.order_id for order in show_consequences(school, actor, order_id).repealed_bases] == [first]


def test_an_order_with_open_questions_is_not_put_in_force(school: Services, actor: Actor) -> None:
    unknown = text(body="1. Назначить Незнакомцеву Н.П. ответственной за выдачу паролей.")
    view = register_order(school, actor, sources(unknown)).view
    with pytest.raises(ConflictingEntry):
        confirm_order(school, actor, view.order.order_id)


def test_marks_of_acquaintance_are_in_the_archive(school: Services, actor: Actor, tmp_path: Path) -> None:
    order_id = entered(school, actor, text(requisites="01.11.2023 № 51"))
    note_signature(school, actor, order_id, "p03", date(2023, 11, 3))
    archive_school(school, actor, tmp_path / "archive")
    rows = (tmp_path / "archive" / "acknowledgements.csv").read_text(encoding="utf-8").splitlines()
    assert any(row.startswith(f"{order_id},p03,2023-11-03") for row in rows)


def test_class_teachers_follow_orders(school: Services, actor: Actor) -> None:
    body = "1. Назначить Лапшина Е.М. классным руководителем 7А класса."
    order_id = entered(school, actor, text(requisites="01.11.2023 № 51", body=body))
    with school.store.read() as uow:
        led = [row for row in uow.teaching.class_teachers() if row["order_id"] == order_id]
    assert [(row["person_id"], row["valid_from"], row["valid_to"]) for row in led] == [("p04", date(2023, 11, 1), None)]
    archive_order(school, actor, order_id, on=date(2023, 11, 30))
    with school.store.read() as uow:
        led = [row for row in uow.teaching.class_teachers() if row["order_id"] == order_id]
    assert [row["valid_to"] for row in led] == [date(2023, 11, 30)]
    assert show_order(school, actor, order_id).order.state is OrderState.ARCHIVED


def test_an_archived_order_stays_put_away_in_a_restored_register(
    school: Services, actor: Actor, sqlite_services: Services, tmp_path: Path
) -> None:
    archive_order(school, actor, "order-29i", on=date(2023, 12, 1))
    archive_school(school, actor, tmp_path / "archive")
    load_school(sqlite_services, actor, tmp_path / "archive")
    order = show_order(sqlite_services, actor, "order-29i").order
    assert (order.state, order.in_force_to) == (OrderState.ARCHIVED, date(2023, 12, 1))
