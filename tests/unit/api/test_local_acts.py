"""Local acts as people and programs meet them: pages, REST, the command line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli.main import speak_russian
from api.usecases.jobs import JobRequest, submit
from api.usecases.schools import load_school
from api.usecases.services import Services
from api.worker.loop import Worker
from ingest.model import Source
from journal.model import Actor, ActorRole
from school.errors import NotFound
from support.paths import ORDER_29I, SCHOOL_29I
from support.workers import OPTIONS

speak_russian()
TEXT = (SCHOOL_29I / "polozhenie.txt").read_bytes()
ORDER = "МОУ «Школа № 3»\nПРИКАЗ\n15.12.2023   № 50\nО журнале\n\nПРИКАЗЫВАЮ:\n1. Вести журнал.\n".encode()


@pytest.fixture
def school(client: TestClient, sqlite_services: Services, actor: Actor) -> TestClient:
    load_school(sqlite_services, actor, ORDER_29I / "school")
    return client


@pytest.fixture
def looking(sqlite_services: Services) -> Iterator[TestClient]:
    """The pages for a deputy, who looks and does not decide."""
    deputy = Actor(id="test:deputy", roles=frozenset({ActorRole.DEPUTY}))
    with TestClient(create_app(sqlite_services, deputy), base_url="http://127.0.0.1:8420") as ready:
        yield ready


def upload(client: TestClient, data: bytes = TEXT, **form: str):
    return client.post("/acts", files={"files": ("положение.txt", data)}, data=form)


def first(page: str) -> str:
    return re.search(r'action="/acts/proposals/([\w-]+)/decision"', page).group(1)


def test_an_act_goes_up_and_its_terms_wait(school: TestClient) -> None:
    answer = upload(school, order="order-29i", clause="1")
    assert answer.status_code == 200
    assert answer.url.path.startswith("/acts/")
    page = answer.text
    assert "Ждут решения: 16" in page
    assert "Положение о журнале успеваемости" in page
    assert "приказом № 29-И от 28.10.2023" in page
    assert 'id="c-3.2"' in page
    assert page.count(">Подтвердить<") == page.count(">Отклонить<") == 16
    assert "ждут решения" in school.get("/acts").text
    assert "уже загружен" in upload(school).text


def test_a_term_is_confirmed_put_right_or_refused_without_scripts(school: TestClient) -> None:
    page = upload(school).text
    confirmed = school.post(f"/acts/proposals/{first(page)}/decision", data={"choice": "confirm", "start": ""})
    assert "Ждут решения: 15" in confirmed.text
    assert "подтверждено" in confirmed.text
    said = {"choice": "correct", "value": "12", "unit": "WORKING", "start": "2024-01-09"}
    corrected = school.post(f"/acts/proposals/{first(confirmed.text)}/decision", data=said)
    assert "12 рабочих дней, действует с 09.01.2024" in " ".join(corrected.text.split())
    refused = school.post(f"/acts/proposals/{first(corrected.text)}/decision", data={"choice": "refuse"})
    assert "Ждут решения: 13" in refused.text
    again = school.post(f"/acts/proposals/{first(page)}/decision", data={"choice": "refuse"})
    assert again.status_code == 409
    assert "proposal-settled" in again.text
    assert "12 рабочих дней" in school.get("/acts").text


def test_a_term_typed_in_holds_at_once(school: TestClient) -> None:
    said = {
        "key": "N_wr",
        "work": "диктант",
        "value": "2",
        "unit": "SCHOOL_DAY",
        "start": "2023-12-01",
        "source": "Положение, п. 7",
    }
    page = school.post("/acts/parameters", data=said).text
    assert "Срок установлен и действует" in page
    assert "отметка за письменную работу, диктант" in page
    wrong = school.post("/acts/parameters", data={**said, "value": "два"})
    assert (wrong.status_code, "bad-parameter" in wrong.text) == (422, True)
    assert (
        "за 2 учебных дня до конца"
        in school.post("/acts/parameters", data={**said, "key": "N_term", "value": "−2", "start": "2023-12-02"}).text
    )
    last_day = {**said, "key": "N_term", "value": "0", "start": "2023-12-20"}
    assert "в последний день периода" in school.post("/acts/parameters", data=last_day).text


def test_a_decision_is_taken_back_on_the_page_of_loadings(school: TestClient) -> None:
    page = upload(school).text
    school.post(f"/acts/proposals/{first(page)}/decision", data={"choice": "confirm", "start": ""})
    assert "локальный акт" in school.get("/batches").text
    act = first(page).split("-")[0]
    held = school.get(f"/api/v1/acts/{act}").json()
    in_use = school.post(f"/batches/{held['batch']}/reversal")
    assert (in_use.status_code, held["proposals"][0]["decision"]["batch"] in in_use.text) == (409, True)
    assert school.post(f"/batches/{held['proposals'][0]['decision']['batch']}/reversal").status_code == 200
    assert "Ждут решения: 16" in school.get(f"/acts/{act}").text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ORDER, "order-not-act"),
        (b"", "file-empty"),
        ("Уважаемые родители, приходите на собрание.".encode(), "not-a-local-act"),
        ("ПОЛОЖЕНИЕ\nо библиотеке\n\n1. Книги выдаются читателям.".encode(), "no-terms"),
    ],
)
def test_what_is_no_act_gets_one_sentence(data: bytes, code: str, school: TestClient) -> None:
    answer = upload(school, data)
    assert answer.status_code == 422
    assert code in answer.text
    assert "Актов пока нет" in school.get("/acts").text


def test_a_day_that_is_none_is_told(school: TestClient) -> None:
    page = upload(school).text
    said = {"choice": "confirm", "start": "завтра"}
    assert "не дата" in school.post(f"/acts/proposals/{first(page)}/decision", data=said).text


def test_a_deputy_looks_and_does_not_decide(school: TestClient, looking: TestClient) -> None:
    page = upload(school).text
    assert looking.get("/acts").status_code == 200
    refused = looking.post(f"/acts/proposals/{first(page)}/decision", data={"choice": "refuse"})
    assert refused.status_code == 403
    assert upload(looking).status_code == 403


def test_programs_do_the_same(school: TestClient) -> None:
    files = {"files": ("положение.txt", TEXT)}
    created = school.post("/api/v1/acts", files=files, data={"order": "order-29i", "clause": "1"})
    assert created.status_code == 201
    body = created.json()
    assert (body["kind"], body["order"], body["clause"], body["open"]) == ("положение", "order-29i", "1", 16)
    assert body["approved"] == {"date": "2023-10-28", "number": "29-И"}
    assert school.post("/api/v1/acts", files=files, data={"order": "order-29i"}).status_code == 200
    topic = next(item for item in body["proposals"] if item["key"] == "N_topic")
    assert (topic["clause"], topic["value"], topic["unit"], topic["from"]) == ("3.2", "2", "SCHOOL_DAY", "2023-10-28")
    done = school.post(f"/api/v1/proposals/{topic['id']}/confirmation", json={"value": "3", "from": "2024-01-09"})
    decided = next(item for item in done.json()["proposals"] if item["id"] == topic["id"])
    assert (decided["state"], decided["from"], decided["decision"]["value"]) == ("corrected", "2024-01-09", "3")
    again = school.post(f"/api/v1/proposals/{topic['id']}/refusal")
    assert (again.status_code, again.json()["code"]) == (409, "proposal-settled")
    other = next(item for item in body["proposals"] if item["key"] == "N_hw")
    assert school.post(f"/api/v1/proposals/{other['id']}/refusal").json()["open"] == 14
    said = {"key": "k", "value": "4", "unit": "MARK", "from": "2024-01-09", "source": "Положение, п. 4.2"}
    assert school.post("/api/v1/parameters", json=said).status_code == 201
    held = {(item["key"], item["from"]): item for item in school.get("/api/v1/parameters").json()}
    assert held["k", "2024-01-09"]["value"] == "4"
    assert held["N_topic", "2024-01-09"]["value"] == "3"
    assert len(school.get("/api/v1/acts").json()) == 2
    assert school.get(f"/api/v1/acts/{body['id']}").json()["proposals"][0]["state"] == "open"


def test_a_long_act_is_read_by_the_worker(school: TestClient, sqlite_services: Services, actor: Actor) -> None:
    sources = [Source(name="положение.txt", data=TEXT)]
    place = {"order": "order-29i", "clause": "1"}
    asked = submit(sqlite_services, actor, JobRequest(kind="add_local_act", sources=sources, options=place))
    Worker(services=sqlite_services, options=OPTIONS, actor=actor, told=lambda _: None).run(once=True)
    opened = school.get(f"/jobs/{asked.job.job_id}")
    assert opened.url.path.startswith("/acts/")
    assert "Ждут решения: 16" in opened.text
    assert submit(sqlite_services, actor, JobRequest(kind="add_local_act", sources=sources, options=place)).repeated
    nowhere = JobRequest(kind="add_local_act", sources=sources, options={**place, "clause": "77"})
    with pytest.raises(NotFound):
        submit(sqlite_services, actor, nowhere)


def test_the_whole_way_on_the_command_line(svod) -> None:
    assert "Актов нет" in svod("act", "list")[2]
    code, out, _ = svod("act", "add", SCHOOL_29I / "polozhenie.docx")
    assert code == 0
    assert "тема урока (N_topic): 2 учебных дня · с 28.10.2023 · ждёт решения" in out
    proposal = re.search(r"\[([\w-]+)\] п\. 3\.2", out).group(1)
    assert svod("act", "confirm", proposal)[1] == "тема урока: 2 учебных дня, с 28.10.2023 · подтверждено\n"
    assert "proposal-settled" in svod("act", "refuse", proposal)[2]
    other = re.search(r"\[([\w-]+)\] п\. 3\.4", out).group(1)
    corrected = svod("act", "confirm", other, "--value", "2", "--unit", "WORKING", "--from", "09.01.2024")
    assert corrected[1] == "текущая отметка: 2 рабочих дня, с 09.01.2024 · исправлено\n"
    third = re.search(r"\[([\w-]+)\] п\. 3\.3", out).group(1)
    assert svod("act", "refuse", third)[1] == "запись об отсутствии: отклонено\n"
    told = svod("act", "set", "N_term", "-2", "SCHOOL_DAY", "--from", "2024-01-09", "--source", "Положение, п. 4.1")
    assert told[1] == "отметка за период: за 2 учебных дня до конца периода, с 09.01.2024 · подтверждено\n"
    listed = svod("act", "list")[1]
    assert "ждут решения: 13" in listed
    assert "N_term  отметка за период: за 2 учебных дня до конца периода, с 09.01.2024  Положение, п. 4.1" in listed
    act = proposal.split("-")[0]
    assert "3.2 Тема урока вносится" in svod("act", "show", act)[1]
    assert svod("act", "show", "нет-такого")[0] == 2


def test_a_refused_paper_leaves_nothing_on_the_command_line(svod, tmp_path: Path) -> None:
    paper = tmp_path / "приказ.txt"
    paper.write_bytes(ORDER)
    code, out, err = svod("act", "add", paper)
    assert (code, out) == (2, "")
    assert "order-not-act" in err
    assert "Traceback" not in err
    assert svod("act", "list")[1] == ""
