"""Staged pages through the command line and over HTTP."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli.main import run, speak_russian
from api.usecases.import_journal import EntryDecision, confirm_page, decide_entry, list_pages, show_page
from api.usecases.services import Services
from journal.model import Actor, ActorRole
from journal.store.session import Store
from school.errors import Forbidden
from support.paper_school import DAYS, left, load_school, read_page, school_files, staged

speak_russian()
DOUBTED = left({"Абрамова Вера": {DAYS[0]: "5?", DAYS[1]: "4?"}, "Мухин Олег": {DAYS[0]: "3"}})


@pytest.fixture
def page_id(sqlite_store: Store, tmp_path: Path) -> str:
    load_school(sqlite_store, tmp_path / "school", school_files())
    return staged(sqlite_store, read_page(DOUBTED)).pages[0].page_id


@pytest.fixture
def svod(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    monkeypatch.setenv("SVOD_DATABASE_URL", str(sqlite_store.engine.url))
    monkeypatch.setenv("SVOD_DATA", str(sqlite_store.blobs.root.parent))

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["journal", *arguments])
        told = capfd.readouterr()
        return code, told.out, told.err

    return call


def test_a_page_is_looked_through_and_confirmed_by_hand(svod, page_id: str) -> None:
    code, out, _ = svod("pages")
    assert (code, out.strip()) == (
        0,
        f"{page_id}  7А 2023/2024  Алгебра  левая, лист 1  ждёт подтверждения  вопросов 3",
    )
    shown = svod("show", page_id)[1]
    assert "клетка, строка 1, 04.09.2023: 5 (уверенность 0.60)" in shown
    assert "Ученика «Мухин Олег» нет в списке класса 7А" in shown
    code, _, err = svod("confirm", page_id)
    assert (code, "page-not-ready" in err, "строка 1" in err, "Мухин" in err) == (2, True, True, False)
    assert "Вопросов на странице: 2" in svod("decide", page_id, "--accept-value", "5")[1]
    ids = {line.split("]")[1]: line.split("[")[1].split("]")[0] for line in shown.splitlines() if "[" in line}
    stranger = next(key for place, key in ids.items() if "ученик" in place)
    doubtful = next(key for place, key in ids.items() if "06.09.2023" in place)
    assert svod("decide", doubtful, "--value", "6")[0] == 2
    assert svod("decide", doubtful, "--value", "3")[0] == 0
    assert svod("decide", stranger, "--reject", "--undo")[0] == 2
    assert svod("decide", stranger, "--reject")[0] == 0
    code, out, _ = svod("confirm", page_id)
    assert (code, "отметки — 2" in out) == (0, True)
    assert "в журнале" in svod("pages")[1]
    assert "уже в журнале" in svod("confirm", page_id)[1]
    batch = out.split()[-1]
    assert svod("revert", batch)[0] == 0
    assert "ждёт подтверждения" in svod("pages")[1]
    assert "подтверждение страницы журнала  отменена" in svod("batches")[1]


def test_the_same_over_http(sqlite_services: Services, actor: Actor, page_id: str) -> None:
    with TestClient(create_app(sqlite_services, actor), base_url="http://127.0.0.1:8420") as client:
        base = "/api/v1/journal"
        assert [line["open_entries"] for line in client.get(f"{base}/pages").json()] == [3]
        body = client.get(f"{base}/pages/{page_id}").json()
        waiting = [entry for entry in body["entries"] if entry["open"]]
        refused = client.post(f"{base}/pages/{page_id}/confirmation")
        assert (refused.status_code, refused.json()["code"]) == (409, "page-not-ready")
        left_open = client.post(f"{base}/pages/{page_id}/acceptance", json={"value": "5"}).json()["open_entries"]
        assert left_open == 2
        for entry in waiting:
            how = {"reject": True} if entry["kind"] == "pupil" else {"value": "4"}
            assert client.post(f"{base}/entries/{entry['id']}/decision", json=how).status_code == 200
        done = client.post(f"{base}/pages/{page_id}/confirmation").json()
        assert (done["state"], done["added"]["marks.csv"]) == ("confirmed", 2)
        again = client.post(f"{base}/entries/{waiting[0]['id']}/decision", json={"undo": True})
        assert (again.status_code, again.json()["code"]) == (409, "page-confirmed")
        assert client.post(f"{base}/batches/{done['batch']}/reversal").status_code == 204
        assert [item["reverted_at"] is None for item in client.get(f"{base}/batches").json()].count(False) == 1
        for address in (f"{base}/pages/нет", f"{base}/entries/{waiting[0]['id']}.png", f"{base}/entries/нет.png"):
            assert client.get(address).status_code == 404


def test_a_deputy_may_look_and_only_an_administrator_decides(sqlite_services: Services, page_id: str) -> None:
    deputy = Actor(id="d", roles=frozenset({ActorRole.DEPUTY}))
    assert [page.page_id for page in list_pages(sqlite_services, deputy)] == [page_id]
    entry = show_page(sqlite_services, deputy, page_id).open[0]
    with pytest.raises(Forbidden):
        decide_entry(sqlite_services, deputy, entry.reading.entry_id, EntryDecision())
    with pytest.raises(Forbidden):
        confirm_page(sqlite_services, deputy, page_id)
