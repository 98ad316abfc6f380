"""The register of orders for programs."""

import pytest
from fastapi.testclient import TestClient

from api.usecases.schools import load_school
from api.usecases.services import Services
from journal.model import Actor
from support.order_chain import CHAIN, paper
from support.paths import ORDER_29I

API = "/api/v1/orders"


@pytest.fixture
def client(client: TestClient, sqlite_services: Services, actor: Actor) -> TestClient:
    """Over the invented school with its order in force."""
    load_school(sqlite_services, actor, ORDER_29I / "school")
    return client


def posted(client: TestClient, *orders: tuple[object, ...]) -> list[str]:
    ids = []
    for order in orders:
        (source,) = paper(*order)  # type: ignore[arg-type]
        body = client.post(API, files={"files": (source.name, source.data)}).json()
        assert client.post(f"{API}/{body['id']}/confirmation").json()["state"] == "in_force"
        ids.append(body["id"])
    return ids


def test_a_chain_as_of_its_dates(client: TestClient) -> None:
    first, *_ = posted(client, *CHAIN)
    whole = client.get(f"{API}/{first}").json()
    assert (whole["state"], whole["in_force_to"]) == ("repealed", "2025-02-02")
    reworded = [item for item in whole["clauses"] if item["path"] == "3.2"]
    assert [(item["valid_from"], item["valid_to"]) for item in reworded] == [(None, "2024-11-04"), ("2024-11-05", None)]
    edition = client.get(f"{API}/{first}/edition", params={"on": "2024-12-20"}).json()
    assert edition["turns"] == ["2024-11-05"]
    bearers = {item["clause"]: item["bearers"] for item in edition["duties"]}
    assert bearers["3.2"] == ["Хлебников П.А."]
    suffered = client.get(f"{API}/{first}/consequences").json()["suffers"]
    assert [(item["scope"], item["repeals"]) for item in suffered][-1] == ("весь", True)


def test_the_register_is_searched_and_its_numbers_looked_at(client: TestClient) -> None:
    first, second, *_ = posted(client, *CHAIN)
    found = client.get(API, params={"words": "изменениях 51"}).json()
    assert [item["id"] for item in found] == [second]
    assert first in {item["id"] for item in client.get(API, params={"year": 2024}).json()}
    assert client.get(f"{API}/numbering").status_code == 200


def test_marks_and_reminders(client: TestClient) -> None:
    address = f"{API}/order-29i/acquaintance"
    signed = client.put(f"{address}/p03", json={"on": "2023-11-02"}).json()
    assert {item["person_id"]: item["signed_on"] for item in signed["readers"]}["p03"] == "2023-11-02"
    assert "order-29i" in {item["order"] for item in client.get(f"{API}/reminders").json()}
    left = client.delete(f"{address}/p03").json()
    assert all(item["signed_on"] is None for item in left["readers"])
    assert client.delete(f"{address}/p03").json()["code"] == "not-found"


def test_an_order_is_put_away_once(client: TestClient) -> None:
    assert client.post(f"{API}/order-29i/archive", json={"on": "2023-12-01"}).json()["state"] == "archived"
    again = client.post(f"{API}/order-29i/archive")
    assert (again.status_code, again.json()["code"]) == (409, "not-in-force")


def test_a_paper_with_several_orders(client: TestClient) -> None:
    (one,), (two,) = paper(*CHAIN[0]), paper(*CHAIN[2])
    body = client.post(API, files={"files": ("оба.txt", one.data + b"\n\n" + two.data)}).json()
    assert [item["number"] for item in body["orders"]] == ["51", "90"]
