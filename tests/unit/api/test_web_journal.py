"""Pages of the paper journal on the site: the list, one page, decisions, bringing in, taking back."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from journal.exchange.bundle import load_bundle
from journal.store.session import Store
from support.journal_desk import NOW, DrawnPage, drawn_page, stage_drawn, write_class
from support.paper_school import ADMIN


@pytest.fixture(scope="module")
def drawn() -> DrawnPage:
    return drawn_page(lessons=10, pupils=9)


@pytest.fixture
def page_id(sqlite_store: Store, drawn: DrawnPage, tmp_path: Path) -> str:
    with sqlite_store.write(ADMIN, NOW) as uow:
        load_bundle(uow, write_class(tmp_path / "class", drawn))
    return stage_drawn(sqlite_store, drawn)


def questions(text: str) -> int:
    found = re.search(r"Вопросов: (\d+)", text)
    return int(found[1]) if found else 0


def open_cards(text: str, kind: str) -> list[str]:
    return re.findall(rf'class="card-entry look-open kind-{kind}" id="e-(\w+)"', text)


def test_the_empty_list_says_what_to_do(client: TestClient, sqlite_store: Store, tmp_path: Path) -> None:
    assert "нет ни одного класса" in client.get("/journal").text
    with sqlite_store.write(ADMIN, NOW) as uow:
        load_bundle(uow, write_class(tmp_path / "class", drawn_page(lessons=2, pupils=5)))
    text = client.get("/journal").text
    assert "Страниц пока нет" in text
    assert '<option value="7А|2023/2024">' in text


def test_scans_go_up_for_a_class(client: TestClient, page_id: str, drawn: DrawnPage) -> None:
    scans = {"files": ("лист.png", drawn.picture)}
    waiting = client.post("/journal/pages", files=scans, data={"school_class": "7А|2023/2024", "subject": "Физика"})
    assert waiting.url.path.startswith("/jobs/")
    assert "лист.png" in waiting.text
    nothing = client.post("/journal/pages", files={"files": ("", b"")}, data={"school_class": "7А|2023/2024"})
    assert 'class="problem"' in nothing.text
    assert page_id in client.get("/journal").text


def test_a_page_shows_the_sheet_its_table_and_its_questions(client: TestClient, page_id: str, drawn: DrawnPage) -> None:
    for listed in ("/journal", "/"):
        assert f"/journal/pages/{page_id}" in client.get(listed).text
    text = client.get(f"/journal/pages/{page_id}").text
    for name in drawn.told.pupils:
        assert name in text
    assert f"{drawn.told.lessons[0].day:%d.%m}" in text
    assert "Прочитано «" in text
    assert "уверенность 58 %, ещё: " in text
    assert questions(text) == len(re.findall(r'class="card-entry look-open', text))
    sheet = client.get(f"/journal/pages/{page_id}/sheet.png")
    assert sheet.headers["content-type"] == "image/png"
    assert sheet.headers["cache-control"] == "no-store"
    assert client.get(f"/api/v1/journal/pages/{page_id}/sheet.png").content == sheet.content


def test_one_cell_is_fixed_left_out_and_given_back(client: TestClient, page_id: str) -> None:
    before = client.get(f"/journal/pages/{page_id}").text
    entry = open_cards(before, "mark")[0]
    address = f"/journal/entries/{entry}/decision"
    fixed = client.post(address, data={"choice": "=2"}).text
    assert questions(fixed) == questions(before) - 1
    assert "решено" in fixed
    assert "Выбранная запись" in fixed
    assert "не вносить" in client.post(address, data={"choice": "reject"}).text
    assert questions(client.post(address, data={"choice": "undo"}).text) == questions(before)
    quiet = client.post(address, data={"choice": "agree"}, headers={"HX-Request": "true"})
    assert (quiet.status_code, quiet.text) == (204, "")
    wrong = client.post(address, data={"choice": "other", "other": "7"})
    assert wrong.status_code >= 400
    assert "<code>" in wrong.text


def test_a_page_goes_into_the_journal_and_comes_out(client: TestClient, page_id: str, drawn: DrawnPage) -> None:
    address = f"/journal/pages/{page_id}"
    refused = client.post(f"{address}/confirmation")
    assert (refused.status_code, "page-not-ready" in refused.text) == (409, True)
    text = client.get(address).text
    for value in dict.fromkeys(re.findall(r'name="value" value="([^"]+)"', text)):
        text = client.post(f"{address}/acceptance", data={"value": value}).text
    (half_read,) = open_cards(text, "pupil")
    client.post(f"/journal/entries/{half_read}/decision", data={"choice": "other", "other": drawn.told.pupils[4]})
    for entry in open_cards(text, "mark"):
        client.post(f"/journal/entries/{entry}/decision", data={"choice": "agree"})
    done = client.post(f"{address}/confirmation")
    assert re.search(r"Страница внесена в журнал: уроки — \d+", done.text)
    assert "/decision" not in done.text, "nothing of it is changed any more"
    batch = re.search(r"/batches/(\w+)/reversal", done.text)
    assert batch is not None
    client.post(f"/batches/{batch[1]}/reversal")
    assert "ждёт подтверждения" in client.get(address).text


def test_a_mark_that_was_not_read_is_written_into_its_cell(client: TestClient, page_id: str) -> None:
    address = f"/journal/pages/{page_id}"
    blank = re.search(r'href="([^"]+\?row=(\d+)&amp;column=([^"#]+))#chosen"', client.get(address).text)
    assert blank is not None
    shown = client.get(blank[1].replace("&amp;", "&")).text
    assert "Пустая клетка" in shown
    data = {"row": blank[2], "column": blank[3]}
    empty = client.post(f"{address}/cells", data={**data, "choice": "other", "other": " "})
    assert empty.status_code == 400
    assert "Впишите, что стоит в клетке" in empty.text
    written = client.post(f"{address}/cells", data={**data, "choice": "=5"}).text
    assert blank[1] not in written, "the cell is blank no more"
    assert "Пустая клетка" not in client.get(blank[1].replace("&amp;", "&")).text


def test_entries_of_a_kind_are_agreed_with_together(client: TestClient, page_id: str) -> None:
    address = f"/journal/pages/{page_id}"
    before = client.get(address).text
    after = client.post(f"{address}/acceptance", data={"kinds": "dates"}).text
    assert questions(after) <= questions(before)
    assert open_cards(after, "mark") == open_cards(before, "mark"), "cells are another matter"


def test_a_strange_page_and_a_strange_answer_are_told(client: TestClient, page_id: str) -> None:
    assert client.get("/journal/pages/нет").status_code == 404
    assert client.get("/journal/pages/нет/sheet.png").status_code == 404
    assert "Выбранная запись" not in client.get(f"/journal/pages/{page_id}?entry=нет").text
    assert "внесена" not in client.get(f"/journal/pages/{page_id}").text
    assert "script" not in client.get(f"/journal/pages/{page_id}?brought=<script>").text.split("<main")[1]
