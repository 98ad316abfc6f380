"""`svod order draft` and its address in REST: a file to print, and one clear sentence where there is none."""

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli.main import speak_russian
from api.usecases.services import Services
from journal.model import Actor, ActorRole
from support.paths import ORDER_29, ROOT

speak_russian()

NEW_ORDER = {
    "organization": "МБОУ «Заречная школа»",
    "number": None,
    "date": None,
    "title": "Об организации питания",
    "legal_basis": [],
    "clauses": [],
    "appointments": [
        {"person": {"surname": "Соколова", "initials_or_names": "В.А."}, "role": "ответственный за питание"}
    ],
    "duties": [{"role": "ответственный за питание", "action_text": "вести журнал питания"}],
    "repeals": [],
    "amends": [],
    "control_by": {"self": True},
    "signatory": {"name": {"surname": "Кольцов", "initials_or_names": "А.В."}, "position": "Директор школы"},
    "acknowledged": [],
}


def client_of(services: Services, actor: Actor) -> TestClient:
    return TestClient(create_app(services, actor), base_url="http://127.0.0.1:8420")


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs if paragraph.text]


def test_a_new_order_is_written_of_its_json(svod, tmp_path: Path) -> None:
    given, made = tmp_path / "новый.json", tmp_path / "приказ.docx"
    given.write_text(json.dumps(NEW_ORDER), encoding="utf-8")
    assert svod("order", "draft", given, "-o", made) == (0, "", "")
    assert lines(made.read_bytes()) == [
        "МБОУ «Заречная школа»",
        "ПРИКАЗ",
        "«___» ____________ 20___ г.\t№\N{NO-BREAK SPACE}________",
        "Об организации питания",
        "ПРИКАЗЫВАЮ:",
        "1. Назначить Соколову В.А. ответственной за питание.",
        "2. Ответственному за питание вести журнал питания.",
        "3. Контроль за исполнением приказа оставляю за собой.",
    ]


def test_the_example_of_the_guide_is_written_in_good_russian(svod, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "how-to" / "draft.md").read_text(encoding="utf-8")
    given, made = tmp_path / "новый.json", tmp_path / "приказ.docx"
    given.write_text(guide.split("```json")[1].split("```")[0], encoding="utf-8")
    assert svod("order", "draft", given, "-o", made) == (0, "", "")
    told = lines(made.read_bytes())
    assert told[told.index("ПРИКАЗЫВАЮ:") + 1 :] == [
        "1. Утвердить состав бракеражной комиссии:",
        "– председатель комиссии: Ткач И.Л., завхоз;",
        "– член комиссии: Петренко О.О., медсестра.",
        "2. Назначить учителя химии Соколову В.А. ответственной за питание с 01.09.2025.",
        "3. Ответственному за питание ежедневно вести журнал учёта питающихся.",
        "4. Классным руководителям представить списки питающихся до 05.09.2025.",
        "5. Признать утратившим силу приказ от 30.08.2024 №\N{NO-BREAK SPACE}105-о «О питании».",
        "6. Настоящий приказ вступает в силу с 01.09.2025.",
        "7. Контроль за исполнением приказа оставляю за собой.",
        "С приказом ознакомлены:",
    ]


def test_a_registered_order_is_written_and_parses_as_it_was(svod, tmp_path: Path) -> None:
    _, told, _ = svod("order", "register", ORDER_29 / "order-29.txt")
    order = told.split("код ")[1].split(" ")[0]
    assert svod("order", "draft", order, "-o", tmp_path / "29.docx")[:2] == (0, "")
    before, after = (
        json.loads(svod("order", "parse", path)[1]) for path in (ORDER_29 / "order-29.txt", tmp_path / "29.docx")
    )
    for name in ("number", "date", "title", "legal_basis", "appointments", "duties", "amends", "control_by"):
        assert after[name] == before[name], name


def test_what_the_draft_does_not_say_is_told_to_the_person(svod, tmp_path: Path) -> None:
    given = tmp_path / "новый.json"
    given.write_text(json.dumps({**NEW_ORDER, "duties": [{"action_text": "проверить кабинеты"}]}), encoding="utf-8")
    code, _, err = svod("order", "draft", given, "-o", tmp_path / "приказ.docx")
    assert code == 0
    assert "Проверьте в проекте: обязанности" in err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "он пуст"),
        ("{", "это не JSON (строка 1)"),
        ("\xff", "это не JSON"),
        ("[]", "нужен объект"),
        ("{}", "нет поля «organization»"),
        (json.dumps({**NEW_ORDER, "date": "1.9.2025"}), "неверное значение поля «date»"),
        (json.dumps({**NEW_ORDER, "duties": [{"role": "завуч"}]}), "нет поля «duties/0/action_text»"),
        (json.dumps({**NEW_ORDER, "appointments": [{"person": None, "role": "завуч"}]}), "appointments/0/person"),
        (json.dumps({**NEW_ORDER, "appointments": [], "duties": [], "control_by": None}), "нет ни пунктов"),
        ('{"a":' * 90_000, "это не JSON"),
    ],
    ids=range(10),
)
def test_a_wrong_json_is_one_sentence_with_a_code(svod, tmp_path: Path, text: str, reason: str) -> None:
    given = tmp_path / "новый.json"
    given.write_text(text, encoding="latin-1" if text == "\xff" else "utf-8")
    code, out, err = svod("order", "draft", given, "-o", tmp_path / "приказ.docx")
    assert (code, out) == (2, "")
    assert err.startswith("Ошибка [order-json]: Файл «новый.json»")
    assert reason in err
    assert err.count("\n") == 1
    assert not (tmp_path / "приказ.docx").exists()


def test_an_order_that_is_not_there(svod, tmp_path: Path) -> None:
    assert "[file-missing]" in svod("order", "draft", tmp_path / "нет.json", "-o", tmp_path / "x.docx")[2]
    assert "[not-found]" in svod("order", "draft", "нет", "-o", tmp_path / "x.docx")[2]


def test_signs_that_no_paper_has_do_not_break_the_file(svod, tmp_path: Path) -> None:
    given, made = tmp_path / "новый.json", tmp_path / "приказ.docx"
    given.write_text(json.dumps({**NEW_ORDER, "title": "О\u0000 питании\n\ud800школы"}), encoding="utf-8")
    assert svod("order", "draft", given, "-o", made)[0] == 0
    assert "О питании школы" in lines(made.read_bytes())


def test_a_draft_goes_out_over_rest(client: TestClient) -> None:
    text = (ORDER_29 / "order-29.txt").read_bytes()
    order = client.post("/api/v1/orders", files={"files": ("order-29.txt", text)}).json()["id"]
    answer = client.get(f"/api/v1/orders/{order}/draft.docx")
    assert answer.status_code == 200
    assert "%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7" in answer.headers["content-disposition"]
    assert "ПРИКАЗЫВАЮ:" in lines(answer.content)
    missing = client.get("/api/v1/orders/none/draft.docx")
    assert (missing.status_code, missing.json()["code"]) == (404, "not-found")


def test_teachers_do_not_draft_orders(sqlite_services: Services) -> None:
    teacher = Actor(id="x", roles=frozenset({ActorRole.TEACHER, ActorRole.DEPUTY}))
    with client_of(sqlite_services, teacher) as client:
        assert client.get("/api/v1/orders/any/draft.docx").status_code == 403
