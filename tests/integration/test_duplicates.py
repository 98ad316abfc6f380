"""The same file told at once, the same sheet asked about; a person's word on it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.usecases.documents import upload_document
from api.usecases.duplicates import answer_pair, files_elsewhere, list_pairs, show_pairs
from api.usecases.jobs import JobRequest, submit
from api.usecases.keeping import keep, kept
from api.worker.inline import work_off
from ingest.model import Document, Line, Page, PageKind, Source
from journal.model import ActorRole
from school.errors import Forbidden, NotFound
from support.documents import order_29_sources
from support.scripted_engine import ScriptedEngine
from support.workers import OPTIONS, scripted, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from api.usecases.services import Services
    from journal.model import Actor
    from journal.store.session import Store

TEXT = """ПРИКАЗ № {number} от {date}
О проведении школьного этапа всероссийской олимпиады по русскому языку
1. Провести школьный этап олимпиады {date} в кабинетах второго этажа с участием обучающихся старших классов.
2. Назначить председателем жюри учителя русского языка Цыбикову Дариму Батоевну.
3. Заместителю директора подвести итоги олимпиады и представить отчёт на педагогическом совете."""
FIRST = TEXT.format(number="14", date="12.10.2024")
POOR = FIRST.replace("олимпиады", "слимпиады").replace("участием", "учсстием")
OTHER = TEXT.format(number="15", date="19.10.2024")


def paper(services: Services, actor: Actor, name: str, *pages: str) -> str:
    """Keeps a scan that was read as these pages."""
    source = Source(name=name, data=name.encode())
    drawn = tuple(
        Page(
            number=number,
            part_page=number - 1,
            kind=PageKind.SCAN,
            lines=tuple(Line(raw=line, text=line) for line in text.split("\n")),
        )
        for number, text in enumerate(pages, 1)
    )
    with services.store.write(actor, services.now()) as uow:
        sha256 = uow.blobs.put(source.data)
        keep(uow, Document(sha256=sha256, name=name, media_type="image/png", pages=drawn), [source])
    return sha256


def test_a_sheet_scanned_again_is_asked_about_once(services: Services, actor: Actor) -> None:
    first = paper(services, actor, "первый.png", FIRST)
    paper(services, actor, "другой.png", OTHER)
    second = paper(services, actor, "второй.png", "совсем короткий лист", POOR)
    (pair,) = list_pairs(services, actor)
    assert (pair.sheet.document, pair.sheet.page) == (second, 2)
    assert (pair.earlier.document, pair.earlier.page, pair.same) == (first, 1, None)
    (view,) = show_pairs(services, actor)
    assert (view.earlier.document.name, view.sheet.page.number) == ("первый.png", 2)
    assert ("олимпиады", "слимпиады") in view.likeness.differences
    said = answer_pair(services, actor, pair.pair_id, same=True)
    assert (said.same, said.decided_by, said.decided_at) == (True, actor.id, services.now())
    assert show_pairs(services, actor) == ()
    with services.store.write(actor, services.now()) as uow:
        again = kept(uow, second)
        keep(uow, replace(again, steps=()), [])
        keep(uow, replace(again, pages=again.pages[1:]), [])
    assert list_pairs(services, actor) == (said,), "what was answered is not asked again"
    assert [item.pair for item in show_pairs(services, actor, document=first)] == [said]
    changed = answer_pair(services, actor, pair.pair_id, same=False)
    assert changed.same is False


def test_one_sheet_twice_in_one_paper_is_asked_about_too(services: Services, actor: Actor) -> None:
    sha256 = paper(services, actor, "стопка.tif", FIRST, OTHER, POOR)
    (pair,) = list_pairs(services, actor)
    assert (pair.sheet.page, pair.earlier.page) == (3, 1)
    assert pair.sheet.document == pair.earlier.document == sha256


def test_who_may_answer(sqlite_services: Services, actor: Actor) -> None:
    with pytest.raises(NotFound):
        answer_pair(sqlite_services, actor, "нет", same=True)
    teacher = replace(actor, roles=frozenset({ActorRole.TEACHER}))
    with pytest.raises(Forbidden):
        answer_pair(sqlite_services, teacher, "нет", same=True)
    with pytest.raises(Forbidden):
        list_pairs(sqlite_services, teacher)


def test_a_file_that_another_paper_holds_is_told(sqlite_store: Store, actor: Actor, tmp_path: Path) -> None:
    services = scripted(sqlite_store, ScriptedEngine(folder=tmp_path))
    one, two = sheets(1), replace(sheets(2), name="ещё.tif")
    submitted = submit(services, actor, JobRequest(kind="read_document", sources=[one]))
    first = work_off(services, actor, replace(OPTIONS, processes=1), submitted.job.job_id, told=lambda _: None)
    both = submit(services, actor, JobRequest(kind="read_document", sources=[one, two])).job
    with TestClient(create_app(services, actor), base_url="http://127.0.0.1:8420") as client:
        body = client.get(f"/api/v1/jobs/{both.job_id}").json()
        (same,) = body["same_files"]
        assert (same["name"], same["document"]) == (one.name, first.origin.sha256)
        shown = client.get(f"/jobs/{both.job_id}").text
        assert f"Файл «{one.name}» уже загружен" in shown
        assert f'href="/documents/{first.origin.sha256}"' in shown
        assert client.get(f"/api/v1/jobs/{first.job_id}").json()["same_files"] == []
        work_off(services, actor, replace(OPTIONS, processes=1), both.job_id, told=lambda _: None)
        assert [item.name for item in files_elsewhere(services, actor, first.origin.sha256)] == [one.name]
        assert "уже загружен" in client.get(f"/documents/{first.origin.sha256}").text


@pytest.fixture
def client(sqlite_services: Services, actor: Actor) -> Iterator[TestClient]:
    with TestClient(create_app(sqlite_services, actor), base_url="http://127.0.0.1:8420") as ready:
        yield ready


def test_two_sheets_side_by_side_are_judged_on_a_page(
    client: TestClient, sqlite_services: Services, actor: Actor
) -> None:
    first = paper(sqlite_services, actor, "первый.png", FIRST)
    second = paper(sqlite_services, actor, "второй.png", POOR)
    assert "Возможно, 1 лист отсканирован дважды" in client.get("/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "это один лист?" in client.get(f"/documents/{second}").text
    shown = client.get("/same-sheets").text
    for sha256 in (first, second):
        assert f'src="/api/v1/documents/{sha256}/pages/1.png"' in shown
    assert "«олимпиады» и «слимпиады»" in shown
    (pair,) = client.get("/api/v1/same-sheets").json()
    answered = client.post(f"/same-sheets/{pair['id']}/answer", data={"answer": "same"}).text
    assert "Таких листов нет" in answered
    assert "тот же, что" in client.get(f"/documents/{first}").text
    again = client.post(f"/api/v1/same-sheets/{pair['id']}/answer", json={"same": False}).json()
    assert (again["same"], again["decided_by"]) == (False, actor.id)
    assert "не тот, что" in client.get(f"/documents/{first}").text
    assert client.post(f"/same-sheets/{pair['id']}/answer", data={"answer": "?"}).status_code == 400


@pytest.mark.tesseract
def test_a_real_sheet_scanned_twice(sqlite_services: Services, actor: Actor) -> None:
    services = sqlite_services
    upload_document(services, actor, order_29_sources("order-29-2.png"))
    upload_document(services, actor, order_29_sources("order-29-scan.pdf"))
    assert [(pair.sheet.page, pair.earlier.page) for pair in list_pairs(services, actor)] == [(2, 1)]
