"""REST: the same use cases over HTTP; every failure is problem+json."""

from dataclasses import replace

import pikepdf
import pytest
from fastapi.testclient import TestClient

from api.usecases.keeping import keep
from api.usecases.schools import load_school
from api.usecases.services import Services
from ingest.model import PageKind
from journal.model import Actor
from support.documents import document_of, order_29_sources
from support.paths import ORDER_29, ORDER_29I


@pytest.fixture
def kept_scan(sqlite_services: Services, actor: Actor) -> str:
    """A scan of two pages, read by an engine that says little."""
    (source,) = order_29_sources("order-29-scan.pdf")
    document = document_of("Приказ № 29 о введении электронных журналов", name=source.name)
    pages = tuple(
        replace(document.pages[0], number=n + 1, part_page=n, kind=PageKind.SCAN, width=2480, height=3508)
        for n in range(2)
    )
    with sqlite_services.store.write(actor, sqlite_services.now()) as uow:
        keep(uow, replace(document, pages=pages), [source])
    return document.sha256


def upload(client: TestClient, address: str, name: str = "order-29.txt"):
    return client.post(address, files={"files": (name, (ORDER_29 / name).read_bytes())})


def test_an_order_goes_up_is_shown_and_confirmed(client: TestClient) -> None:
    created = upload(client, "/api/v1/orders")
    assert created.status_code == 201
    body = created.json()
    assert (body["number"], body["state"], len(body["duties"])) == ("29", "draft", 21)
    assert upload(client, "/api/v1/orders").status_code == 200
    confirmed = client.post(f"/api/v1/orders/{body['id']}/confirmation").json()
    assert confirmed["state"] == "in_force"
    assert [line["id"] for line in client.get("/api/v1/orders").json()] == [body["id"]]
    report = client.get("/api/v1/check", params={"order": body["id"], "as_of": "2023-10-27", "all": True}).json()
    assert {item["status"] for item in report["instances"]} == {"NOT_BOUND"}


def test_a_document_goes_up_and_comes_back_as_read(client: TestClient) -> None:
    posted = upload(client, "/api/v1/documents").json()
    assert client.get(f"/api/v1/documents/{posted['sha256']}").json() == posted
    assert posted["text"].count("Выставляют") >= 3


@pytest.mark.parametrize(
    ("form", "kind", "name"),
    [
        ("pdf", "application/pdf", "order-29-scan.pdf"),
        ("alto", "application/xml", "order-29-scan.xml"),
        ("hocr", "text/html; charset=utf-8", "order-29-scan.hocr"),
        ("text", "text/plain; charset=utf-8", "order-29-scan.txt"),
        ("json", "application/json", "order-29-scan.json"),
    ],
)
def test_a_kept_document_is_taken_away(client: TestClient, kept_scan: str, form: str, kind: str, name: str) -> None:
    answer = client.get(f"/api/v1/documents/{kept_scan}/export", params={"format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert int(answer.headers["content-length"]) == len(answer.content) > 100


def test_a_kept_scan_is_inside_its_pdf(client: TestClient, kept_scan: str) -> None:
    pdf = client.get(f"/api/v1/documents/{kept_scan}/export").content
    with pikepdf.open(ORDER_29 / "order-29-scan.pdf") as source:
        pictures = [image.read_raw_bytes() for page in source.pages for image in page.get_images().values()]
    assert len(pictures) == 2
    assert all(picture in pdf for picture in pictures)


def test_a_reading_keeps_nothing(client: TestClient) -> None:
    sha256 = upload(client, "/api/v1/readings").json()["sha256"]
    assert client.get(f"/api/v1/documents/{sha256}").status_code == 404


PROBLEMS = {
    "no such order": ("GET", "/api/v1/orders/нет", {}, 404, "not-found"),
    "no such address": ("GET", "/api/v1/nothing", {}, 404, "usage"),
    "no such document": ("GET", f"/api/v1/documents/{'0' * 64}/export", {}, 404, "not-found"),
    "no such form": ("GET", f"/api/v1/documents/{'0' * 64}/export", {"params": {"format": "djvu"}}, 422, "usage"),
    "no such line": ("GET", f"/api/v1/documents/{'0' * 64}/pages/1/lines/1.png", {}, 404, "not-found"),
    "path outside": ("GET", "/api/v1/documents/..%2F..%2Fetc", {}, 404, "usage"),
    "wrong method": ("DELETE", "/api/v1/orders", {}, 405, "usage"),
    "no file": ("POST", "/api/v1/orders", {}, 422, "usage"),
    "bad date": ("GET", "/api/v1/check", {"params": {"as_of": "вчера"}}, 422, "usage"),
    "nothing to check": ("GET", "/api/v1/check", {}, 409, "no-order-in-force"),
    "empty file": ("POST", "/api/v1/orders", {"files": {"files": ("пусто.txt", b"")}}, 422, "file-empty"),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_every_failure_is_a_problem(case: str, client: TestClient) -> None:
    method, address, options, status, code = PROBLEMS[case]
    answer = client.request(method, address, **options)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert answer.json()["status"] == status
    assert "Traceback" not in answer.text


def test_a_foreign_page_changes_nothing(client: TestClient) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post("/api/v1/orders", headers=headers, files={"files": ("a.txt", b"x")})
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign-origin")
    assert client.get("/api/v1/orders").json() == []


def test_another_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/orders", headers={"Host": "evil.example"}).status_code == 400


def test_personal_data_stays_out_of_caches(client: TestClient) -> None:
    headers = client.get("/api/v1/orders").headers
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_question_is_answered(client: TestClient, sqlite_services: Services, actor: Actor) -> None:
    load_school(sqlite_services, actor, ORDER_29I / "school")
    asked = upload(client, "/api/v1/orders").json()
    assert any("Аксенова" in item["question"] for item in asked["questions"])
    refused = client.post(f"/api/v1/orders/{asked['id']}/confirmation")
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    for item in asked["questions"]:
        left = client.post(f"/api/v1/questions/{item['id']}/answer", json={}).json()
    assert left["questions"] == []
