"""Pages: what a person finds on them, and that they stay inside the strict policy."""

import io
import re
from html.parser import HTMLParser

import docx
import pytest
from fastapi.testclient import TestClient

from api.usecases.orders import register_order
from api.usecases.schools import load_school
from api.usecases.services import Services
from api.worker.loop import Worker
from journal.model import Actor
from support.documents import order_29_sources
from support.paths import ORDER_29, ORDER_29I
from support.workers import OPTIONS

MOMENT = "as_of=2023-12-22"


@pytest.fixture
def school(client: TestClient, sqlite_services: Services, actor: Actor) -> TestClient:
    """Pages over the invented school with its order in force."""
    load_school(sqlite_services, actor, ORDER_29I / "school")
    return client


def upload(client: TestClient, name: str = "order-29.txt", data: bytes | None = None, **form: str):
    content = (ORDER_29 / name).read_bytes() if data is None else data
    return client.post("/documents", files={"files": (name, content)}, data=form)


@pytest.fixture
def order(sqlite_services: Services, actor: Actor) -> str:
    """Address of order № 29, just registered."""
    registered = register_order(sqlite_services, actor, order_29_sources("order-29.txt"))
    return f"/orders/{registered.view.order.order_id}"


def work(services: Services, actor: Actor) -> None:
    """What `svod worker --once` does."""
    Worker(services=services, options=OPTIONS, actor=actor, told=lambda _: None).run(once=True)


class Markup(HTMLParser):
    """Collects what a strict policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.forbidden += [f"{tag} {name}" for name in held if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not held.get("src")):
            self.forbidden.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "action", "hx-get"}]


PAGES = ("/", "/acts", "/orders", "/orders/order-29i", "/check", f"/check?{MOMENT}", "/batches", "/help")


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_russian_and_keep_the_policy(address: str, school: TestClient) -> None:
    answer = school.get(address)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    markup = Markup()
    markup.feed(answer.text)
    assert markup.forbidden == []
    assert [link for link in markup.addresses if not link.startswith(("/", "#"))] == []
    assert '<html lang="ru">' in answer.text


def test_empty_pages_say_what_to_do_next(client: TestClient) -> None:
    assert "Начните с приказа" in client.get("/").text
    assert "Загрузите приказ" in client.get("/orders").text
    assert "введите его в действие" in client.get("/check").text
    assert "Загрузок ещё не было" in client.get("/batches").text


def test_an_upload_is_a_job_until_the_worker_has_read_it(
    client: TestClient, sqlite_services: Services, actor: Actor
) -> None:
    waiting = upload(client)
    assert waiting.url.path.startswith("/jobs/")
    assert "ждёт очереди" in waiting.text
    assert "hx-trigger" in waiting.text
    assert "Сейчас в работе" in client.get("/").text
    work(sqlite_services, actor)
    opened = client.get(waiting.url.path)
    assert opened.url.path.startswith("/orders/29-")
    assert "внесён проектом" in opened.text
    told = client.get(waiting.url.path, headers={"HX-Request": "true"})
    assert told.headers["hx-redirect"].startswith("/orders/29-")
    assert "Сейчас в работе" not in client.get("/").text
    assert upload(client).url.path.startswith("/orders/29-"), "the same paper is not read again"


def test_a_job_is_called_off_and_asked_for_again(client: TestClient) -> None:
    waiting = upload(client)
    stopped = client.post(f"{waiting.url.path}/cancellation")
    assert "Повторить" in stopped.text
    assert "hx-trigger" not in stopped.text
    assert "Отменить чтение" in client.post(f"{waiting.url.path}/retry").text
    assert client.post("/jobs/нет/retry").status_code == 404


def test_what_is_not_an_order_is_told_with_its_code(
    client: TestClient, sqlite_services: Services, actor: Actor
) -> None:
    letter = "Уважаемые родители! Приглашаем вас на собрание в пятницу вечером.".encode()
    waiting = upload(client, "письмо.txt", letter)
    work(sqlite_services, actor)
    for address in (waiting.url.path, "/"):
        assert "<code>not-an-order</code>" in client.get(address).text


def test_several_files_are_sheets_of_one_order_or_an_order_each(client: TestClient) -> None:
    names = ("order-29-1.png", "order-29-2.png")
    files_up = [("files", (name, (ORDER_29 / name).read_bytes())) for name in names]
    assert client.post("/documents", files=files_up, data={"together": "yes"}).url.path.startswith("/jobs/")
    both = client.post("/documents", files=files_up, data={"together": "no"})
    assert both.url.path == "/"
    assert both.text.count('id="j-') == 3


def test_an_order_is_put_in_force(client: TestClient, order: str) -> None:
    shown = client.get(order).text
    assert "Выставляют текущие оценки" in shown
    assert "прочитано: " in shown, "what was repaired is shown beside what had been read"
    confirmed = client.post(f"{order}/confirmation").text
    assert "Ввести приказ в действие" not in confirmed
    assert "state-in_force" in confirmed
    assert "действует" in client.get("/").text


SAID = {
    "agrees": ({"choice": "agree"}, "верно"),
    "corrects": (
        {"choice": "other", "other": "Соколова В.А."},
        "исправлено человеком; прочитано было: «Аксенова В.А.»",
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_questions_are_answered_on_the_page(
    case: str, school: TestClient, sqlite_services: Services, actor: Actor
) -> None:
    data, told = SAID[case]
    view = register_order(sqlite_services, actor, order_29_sources("order-29.txt")).view
    address = f"/orders/{view.order.order_id}"
    (item,) = re.findall(r'action="/questions/(\w+)/answer"', school.get(address).text)
    refused = school.post(f"{address}/confirmation")
    assert refused.status_code == 409
    assert "<code>conflict</code>" in refused.text
    nothing = school.post(f"/questions/{item}/answer", data={"choice": "other", "other": " "})
    assert "Впишите, как правильно" in nothing.text
    answered = school.post(f"/questions/{item}/answer", data=data)
    assert told in answered.text
    assert "/questions/" not in answered.text
    assert "Ввести приказ в действие" in answered.text


FAILURES = {
    "empty": ("пусто.txt", b"", "file-empty", 422),
    "of no kind": ("x.bin", b"\x00\x01\x02\xff\xfe" * 50, "format-unknown", 422),
    "another kind inside": ("a.png", b"%PDF-1.4 " + b"x" * 100, "format-mismatch", 422),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_bad_file_is_a_page_with_its_code_and_changes_nothing(case: str, client: TestClient) -> None:
    name, data, code, status = FAILURES[case]
    answer = upload(client, name, data)
    assert answer.status_code == status
    assert f"<code>{code}</code>" in answer.text
    assert "Traceback" not in answer.text
    assert "Пока ничего нет" in client.get("/").text


def test_no_file_chosen_is_told(client: TestClient) -> None:
    answer = client.post("/documents", files={"files": ("", b"")})
    assert answer.status_code in {400, 422}
    assert 'class="problem"' in answer.text


def test_wrong_addresses_are_pages_too(client: TestClient) -> None:
    assert "Такой страницы нет" in client.get("/nothing").text
    assert "<code>not-found</code>" in client.get("/orders/нет").text
    assert client.get("/check/findings").status_code == 422


def test_a_part_of_a_page_gets_its_failure_in_the_notice(client: TestClient) -> None:
    answer = client.post("/questions/нет/answer", data={"choice": "agree"}, headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert answer.headers["hx-retarget"] == "#notice"


def test_a_foreign_page_changes_nothing(client: TestClient) -> None:
    answer = client.post("/documents", headers={"Origin": "http://evil.example"}, files={"files": ("a.txt", b"x")})
    assert answer.status_code == 403
    assert "<code>foreign-origin</code>" in answer.text


def test_the_matrix_keeps_what_nobody_can_judge_apart(school: TestClient) -> None:
    text = school.get(f"/check?{MOMENT}").text
    judged, rest = text.split('<section id="findings"')
    assert "не исполнено" in judged
    assert "Лапшин Е.М." in judged
    apart = rest[rest.index("Чего пока нельзя оценить") :]
    assert "не загружено: timetable.csv" in apart
    assert "s-fulfilled" not in rest
    assert "к сведению директора, не нарушение" in rest
    assert "Положение, п. 3.2" in rest


def test_a_cell_opens_its_instances(school: TestClient) -> None:
    text = school.get(f"/check?{MOMENT}").text
    cell = next(
        found for found in re.findall(r'href="(/check/findings[^"]+)"', text) if "P03" in found or "row=" in found
    )
    opened = school.get(cell.replace("&amp;", "&")).text
    assert "Основание" in opened
    assert "Срок" in opened


def test_one_person_is_shown_alone(school: TestClient) -> None:
    text = school.get(f"/check?{MOMENT}").text
    key = re.search(r'<option value="([^"]+)">Суворова И.Ю.</option>', text)
    assert key is not None
    alone = school.get(f"/check?{MOMENT}&who={key[1]}").text
    table = alone[alone.index("<thead>") : alone.index("</table>")]
    assert "Суворова И.Ю." in table
    assert "Лапшин Е.М." not in table


def test_a_wrong_period_is_told_beside_the_form(school: TestClient) -> None:
    answer = school.get("/check?from=2024-02-01&to=2024-01-01")
    assert answer.status_code == 200
    assert "<code>bad-period</code>" in answer.text
    assert 'name="from" value="2024-02-01"' in answer.text


def test_empty_fields_of_the_form_say_nothing(school: TestClient) -> None:
    assert "<table" in school.get(f"/check?order=&from=&to=&who=&{MOMENT}").text


def test_the_report_is_downloaded_as_a_word_document(school: TestClient) -> None:
    answer = school.get(f"/check/report.docx?{MOMENT}")
    assert "attachment" in answer.headers["content-disposition"]
    printed = docx.Document(io.BytesIO(answer.content)).paragraphs
    assert printed[0].text == "ИСПОЛНЕНИЕ ПРИКАЗОВ"


def test_a_loading_is_taken_back(school: TestClient) -> None:
    listed = school.get("/batches").text
    school_row = next(row for row in listed.split("<tr>") if "школа <span" in row)
    (batch,) = re.findall(r"/batches/(\w+)/reversal", school_row)
    told = school.post(f"/batches/{batch}/reversal")
    assert "Загрузка отменена" in told.text
    assert school.post(f"/batches/{batch}/reversal").status_code == 404


def test_own_scripts_are_served_and_asked_for_anew(client: TestClient) -> None:
    style = re.search(r'href="(/static/svod.css[^"]*)"', client.get("/").text)
    assert style is not None
    answer = client.get(style[1])
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["cache-control"] == "no-cache"
    assert client.get("/static/../answers.py").status_code == 404


def test_the_paper_of_an_order_is_taken_away(client: TestClient, order: str) -> None:
    page = client.get(order).text
    addresses = re.findall(r'href="(/api/v1/documents/[^"]+)" download', page)
    assert [address.rpartition("=")[2] for address in addresses] == ["pdf", "text", "hocr", "alto", "json"]
    assert all(client.get(address).status_code == 200 for address in addresses)
    assert addresses[0] in client.get("/").text
    assert addresses[0] in client.get(addresses[0].partition("/export")[0].removeprefix("/api/v1")).text
