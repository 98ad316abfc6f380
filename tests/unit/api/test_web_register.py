"""Pages of the register of orders: what a director finds and does there."""

import pytest
from fastapi.testclient import TestClient

from api.usecases.orders import confirm_order, register_order
from api.usecases.schools import load_school
from api.usecases.services import Services
from journal.model import Actor
from support.order_chain import CHAIN, paper
from support.paths import ORDER_29I


@pytest.fixture
def orders(sqlite_services: Services, actor: Actor) -> list[str]:
    """The chain in force; addresses of its orders, in its sequence."""
    load_school(sqlite_services, actor, ORDER_29I / "school")
    addresses = []
    for order in CHAIN:
        order_id = register_order(sqlite_services, actor, paper(*order)).view.order.order_id
        confirm_order(sqlite_services, actor, order_id)
        addresses.append(f"/orders/{order_id}")
    return addresses


def test_the_register_is_searched(client: TestClient, orders: list[str]) -> None:
    whole = client.get("/orders").text
    assert all(address in whole for address in orders)
    found = client.get("/orders", params={"words": "паролями", "year": "", "kind": "", "state": "repealed"}).text
    assert orders[0] in found
    assert orders[2] not in found
    assert "Таких приказов нет" in client.get("/orders", params={"words": "столовая"}).text


def test_an_order_on_a_date_shows_what_changed(client: TestClient, orders: list[str]) -> None:
    shown = client.get(f"{orders[0]}/edition", params={"on": "2024-11-05"}).text
    assert "<del>10</del>" in shown
    assert "<ins>5</ins>" in shown
    assert "<ins>Учителям-предметникам еженедельно записывать темы уроков.</ins>" in shown
    later = client.get(f"{orders[0]}/edition", params={"on": "2024-12-20", "against": "2024-12-01"}).text
    assert "Хлебников П.А." in later
    assert "текст не менялся" in later
    assert "уже не действует" in client.get(f"{orders[0]}/edition", params={"on": "2025-02-03"}).text


def test_days_the_wrong_way_round_are_told(client: TestClient, orders: list[str]) -> None:
    answer = client.get(f"{orders[0]}/edition", params={"on": "2024-11-05", "against": "2024-12-05"})
    assert answer.status_code == 422
    assert "bad-period" in answer.text


def test_an_order_says_what_it_does_and_what_was_done_to_it(client: TestClient, orders: list[str]) -> None:
    assert "отменён целиком с 03.02.2025" in client.get(orders[0]).text
    amending = client.get(orders[1]).text
    assert "Что приказ меняет" in amending
    assert "Текст не изменён" not in amending
    replacing = client.get(orders[2]).text
    assert "Дорофеева Н.П." in replacing
    assert "последний день 01.12.2024" in replacing


@pytest.mark.usefixtures("orders")
def test_a_signature_is_noted_on_the_page(client: TestClient) -> None:
    # № 29-И is in force at the tests' moment
    address = "/orders/order-29i/acquaintance"
    assert "Ознакомлены 0 из" in client.get(address).text
    done = client.post(f"{address}/p03", data={"on": "2023-11-02"})
    assert "Ознакомлены 1 из" in done.text
    assert "02.11.2023" in done.text
    assert "Ознакомлены 0 из" in client.post(f"{address}/p03/reversal").text
    refused = client.post(f"{address}/p03", data={"on": "2023-01-02"})
    assert refused.status_code == 422
    assert "раньше его даты" in refused.text


@pytest.mark.usefixtures("orders")
def test_the_sheet_is_printed_and_reminded_of(client: TestClient) -> None:
    printed = client.get("/orders/order-29i/acquaintance.docx")
    assert printed.content[:2] == b"PK"
    assert "filename*=UTF-8''" in printed.headers["content-disposition"]
    reminders = client.get("/orders/reminders").text
    assert "/orders/order-29i/acquaintance" in reminders
    assert "Срок прошёл 02.11.2023" in reminders


@pytest.mark.usefixtures("orders")
def test_an_order_is_put_away(client: TestClient) -> None:
    assert "Убрать в архив" in client.get("/orders/order-29i").text
    done = client.post("/orders/order-29i/archive")
    assert "в архиве" in done.text
    assert "Убрать в архив" not in done.text


def test_an_order_whose_repeal_is_still_to_come_is_in_force(
    client: TestClient, sqlite_services: Services, actor: Actor
) -> None:
    load_school(sqlite_services, actor, ORDER_29I / "school")
    for number, day, title, body in (CHAIN[0], CHAIN[3]):
        # the tests' moment is December 2023
        early = paper(number, day.replace(year=day.year - 1), title, body.replace("2024", "2023"))
        order_id = register_order(sqlite_services, actor, early).view.order.order_id
        confirm_order(sqlite_services, actor, order_id)
    assert "действует по 02.02.2024" in client.get("/orders").text


def test_a_draft_with_questions_waits_in_the_register(
    client: TestClient, sqlite_services: Services, actor: Actor
) -> None:
    load_school(sqlite_services, actor, ORDER_29I / "school")
    unknown = CHAIN[2][3].replace("Хлебникова П.А.", "Незнакомцеву Н.П.")
    register_order(sqlite_services, actor, paper(*CHAIN[2][:3], unknown))
    assert "ждёт ответов: 1" in client.get("/orders").text
