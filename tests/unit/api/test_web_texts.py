"""The text of a document on its page and over REST: doubts marked, lines put right, taken back, parsed again."""

import html
import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.usecases.documents import show_document
from api.usecases.keeping import keep
from api.usecases.orders import register_order
from api.usecases.services import Services
from ingest.model import Box, Document, Line, Page, PageKind, Source, Word
from journal.model import Actor
from support.workers import ORDER

CANTEEN = Source(name="питание.txt", data="\n".join(ORDER).encode())
TITLE = 5


@pytest.fixture
def order(sqlite_services: Services, actor: Actor) -> tuple[str, str]:
    """An order's id and the hash of its paper."""
    held = register_order(sqlite_services, actor, [CANTEEN]).view.order
    return held.order_id, held.documents[0]


def doubtful_line(text: str, doubtful: str, top: float) -> Line:
    words = tuple(
        Word(text=word, confidence=0.9, box=Box(x0=0, y0=top, x1=9, y1=top + 9), review=word == doubtful)
        for word in text.split()
    )
    return Line(raw=text, text=text, confidence=0.9, box=Box(x0=0, y0=top, x1=300, y1=top + 9), words=words)


@pytest.fixture
def scan(sqlite_services: Services, actor: Actor) -> str:
    """The hash of a scan of three pages with a doubt on the first and two on the third."""
    texts = (("Собрание 5 мая", "5"), ("Начало", ""), ("Явка 12 родителей", "12"), ("Приём 14:50", "14:50"))
    made = [doubtful_line(text, doubt, 20.0 * place) for place, (text, doubt) in enumerate(texts)]
    pages = tuple(
        Page(number=place + 1, part_page=place, kind=PageKind.SCAN, lines=lines, width=400, height=300)
        for place, lines in enumerate(((made[0],), (made[1],), (made[2], made[3])))
    )
    document = Document(sha256="b" * 64, name="объявление.tif", media_type="image/tiff", pages=pages)
    with sqlite_services.store.write(actor, sqlite_services.now()) as uow:
        keep(uow, document, [Source(name="объявление.tif", data=b"II*\x00")])
    return document.sha256


def say(client: TestClient, sha256: str, sheet: int, line: int, raw: str, text: str):
    return client.post(f"/documents/{sha256}/lines", data={"sheet": sheet, "line": line, "raw": raw, "text": text})


def test_doubtful_words_are_gone_through_one_line_after_another(client: TestClient, scan: str) -> None:
    first = client.get(f"/documents/{scan}").text
    assert "на этом листе: 1, во всём документе: 3" in first
    assert "<mark>5</mark>" in first
    assert f'data-next="/documents/{scan}?sheet=3&amp;after=0"' in first
    second = say(client, scan, 1, 1, "Собрание 5 мая", "Собрание 5 мая")
    assert "<mark>" not in second.text
    assert "Подтверждено: test:director" in second.text
    third = client.get(html.unescape(re.findall(r'data-next="([^"]+)"', second.text)[0])).text
    assert re.findall(r'id="(line-\d)"[^>]* open', third) == ["line-1"]
    fourth = say(client, scan, 3, 1, "Явка 12 родителей", "Явка 17 родителей").text
    assert re.findall(r'id="(line-\d)"[^>]* open', fourth) == ["line-2"], "the next doubt is open"
    assert "Прочитано: «Явка 12 родителей»" in fourth
    assert "Исправлено: test:director" in fourth
    last = say(client, scan, 3, 2, "Приём 14:50", "Приём 14:30").text
    assert "Сомнительных слов нет" in last
    assert client.get(f"/documents/{scan}?sheet=4").status_code == 404


def test_a_correction_is_taken_back_on_the_page(client: TestClient, scan: str) -> None:
    said = say(client, scan, 3, 1, "Явка 12 родителей", "Явка 17 родителей").text
    (address,) = re.findall(r'formaction="(/corrections/\w+/reversal)"', said)
    back = client.post(address, data={"sheet": "3"}).text
    assert "<mark>12</mark>" in back
    assert "17" not in re.sub(r"<[^>]+>", "", back.split('class="read-lines"')[1])


def test_a_line_that_is_another_one_by_now_is_refused(client: TestClient, scan: str) -> None:
    refused = say(client, scan, 1, 1, "Собрание 6 мая", "Собрание 7 мая")
    assert refused.status_code == 409
    assert "<code>line-moved</code>" in refused.text


def test_a_correction_without_a_place_is_shown(
    client: TestClient, scan: str, sqlite_services: Services, actor: Actor
) -> None:
    say(client, scan, 3, 1, "Явка 12 родителей", "Явка 17 родителей")
    document = show_document(sqlite_services, actor, scan)
    with sqlite_services.store.write(actor, sqlite_services.now()) as uow:
        last = document.pages[2]
        pages = (*document.pages[:2], replace(last, lines=last.lines[1:]))
        keep(uow, replace(document, pages=pages, steps=()), [])
    for sheet in (1, 2, 3):
        shown = client.get(f"/documents/{scan}?sheet={sheet}").text
        assert "Исправление не нашло своего места: 1" in shown
        assert "Явка 17 родителей" in shown


def test_a_draft_is_parsed_again_on_request(client: TestClient, order: tuple[str, str]) -> None:
    order_id, sha256 = order
    assert "Разобрать приказ заново" not in client.get(f"/orders/{order_id}").text
    told = say(client, sha256, 1, TITLE, ORDER[3], "Об организации школьного питания").text
    assert "разобран по прежнему тексту" in told
    assert "исправлен после разбора" in client.get(f"/orders/{order_id}").text
    again = client.post(f"/orders/{order_id}/parsing").text
    assert "Приказ разобран заново" in again
    assert "Об организации школьного питания" in again
    assert "Разобрать приказ заново" not in again
    assert "Исправить текст" in again


def test_a_document_is_read_again_on_request(client: TestClient, order: tuple[str, str]) -> None:
    asked = client.post(f"/documents/{order[1]}/reading")
    assert "чтение документа заново" in asked.text


def test_corrections_over_rest(client: TestClient, order: tuple[str, str]) -> None:
    order_id, sha256 = order
    address = f"/api/v1/documents/{sha256}/corrections"
    empty = {"document": sha256, "corrections": [], "homeless": [], "outdated_orders": []}
    assert client.get(address).json() == empty | {"earlier": []}
    said = client.post(address, json={"page": 1, "line": TITLE, "text": "О питании", "raw": ORDER[3]})
    assert said.status_code == 201
    (held,) = said.json()["corrections"]
    assert (held["page"], held["line"], held["read"], held["text"]) == (1, TITLE, ORDER[3], "О питании")
    assert held["recorded_by"] == "test:director"
    assert said.json()["outdated_orders"] == [order_id]
    assert client.post(f"/api/v1/orders/{order_id}/parsing").json()["title"] == "О питании"
    assert client.get(f"/api/v1/documents/{sha256}").json()["text"].split("\n")[TITLE - 1] == "О питании"
    assert client.post(f"/api/v1/corrections/{held['id']}/reversal").json()["corrections"] == []
    (earlier,) = client.get(address).json()["earlier"]
    assert (earlier["id"], earlier["superseded_by"]) == (held["id"], "test:director")
    for refused, code in (
        (client.post(f"/api/v1/corrections/{held['id']}/reversal"), "not-found"),
        (client.get(f"/api/v1/corrections/{held['id']}.png"), "not-found"),
        (client.post(address, json={"page": 1, "line": TITLE, "text": "х", "raw": "не то"}), "line-moved"),
        (client.get("/api/v1/documents/нет/corrections"), "not-found"),
    ):
        assert refused.json()["code"] == code
    assert client.post(f"/api/v1/documents/{sha256}/reading").json()["kind"] == "read_again"
