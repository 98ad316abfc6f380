"""The command line as its users meet it."""

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from api.cli.main import speak_russian
from support import files
from support.order_chain import CHAIN, paper
from support.paths import ORDER_29, ORDER_29I

speak_russian()


def test_parse_prints_the_order_as_json(svod) -> None:
    code, out, err = svod("order", "parse", ORDER_29 / "order-29.txt")
    assert code == 0
    assert json.loads(out)["number"] == "29"
    assert err == ""


def test_several_files_go_into_a_folder_and_failures_do_not_stop_the_rest(svod, tmp_path: Path) -> None:
    bad = tmp_path / "пусто.txt"
    bad.write_bytes(b"")
    out = tmp_path / "out"
    code, _, err = svod("order", "parse", bad, ORDER_29 / "order-29.txt", "--out-dir", out)
    assert code == 1
    assert "file-empty" in err
    assert [path.name for path in out.iterdir()] == ["order-29.json"]
    assert svod("order", "parse", bad, "--out-dir", out)[0] == 2


def test_two_inputs_with_one_stem_are_refused(svod, tmp_path: Path) -> None:
    code, _, err = svod("read", ORDER_29 / "order-29.txt", ORDER_29 / "order-29.docx", "--out-dir", tmp_path / "out")
    assert code == 2
    assert "order-29" in err
    assert not (tmp_path / "out").exists()


def test_repair_reads_standard_input_and_keeps_right_text_byte_for_byte() -> None:
    text = "Отчёт в PDF\r\nдо 01.09.2024"
    done = subprocess.run(
        [sys.executable, "-c", "from api.cli.main import entry; entry(['repair'])"],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout == text.encode()


def test_repair_tells_every_edit(svod, tmp_path: Path) -> None:
    path = tmp_path / "в.txt"
    path.write_text("текущие \u006fценки", encoding="utf-8")
    code, out, _ = svod("repair", path, "--json")
    assert code == 0
    (edit,) = json.loads(out)["edits"]
    assert (edit["raw"], edit["text"], edit["line"]) == ("\u006fценки", "оценки", 1)


def test_the_journal_by_hand(svod) -> None:
    code, out, _ = svod("order", "register", ORDER_29 / "order-29.txt", "--confirm")
    assert code == 0
    assert "обязанностей 21" in out
    assert "действует" in out
    order_id = svod("order", "list")[1].split()[0]
    shown = svod("order", "show", order_id, "--as-of", "2023-10-27")[1]
    assert "Выставляют текущие оценки" in shown
    assert "на 27.10.2023: не действует" in shown
    code, out, _ = svod("check", "--order", order_id)
    assert code == 0
    assert "нет данных" in out
    assert "не исполнено" not in out


def test_the_register_by_hand(svod, tmp_path: Path) -> None:
    svod("school", "load", ORDER_29I / "school")
    for order in CHAIN:
        (source,) = paper(*order)
        path = tmp_path / source.name
        path.write_bytes(source.data or b"")
        assert svod("order", "register", path, "--confirm")[0] == 0
    code, out, _ = svod("order", "list", "паролями", "--state", "repealed")
    order_id = out.split()[0]
    assert (code, out.count("\n")) == (0, 1)
    _, out, _ = svod("order", "show", order_id, "--as-of", "2024-11-05", "--against", "2024-10-01")
    assert "выдавать пароли до [-10-] {+5+} числа каждого месяца." in out
    _, out, _ = svod("order", "show", order_id, "--as-of", "2024-12-20")
    assert "Администратор электронного журнала (Хлебников П.А.): выдавать пароли" in out
    _, out, _ = svod("order", "show", order_id, "--as-of", "2025-02-03")
    assert "не действует" in out
    assert "отменён приказом № 12 от 03.02.2025" in out
    code, out, _ = svod("order", "sign", "order-29i", "p03", "--on", "2023-11-02")
    assert (code, "02.11.2023" in out) == (0, True)
    assert svod("order", "sheet", "order-29i", "-o", tmp_path / "лист.docx")[0] == 0
    assert docx.Document(str(tmp_path / "лист.docx")).tables
    assert "29-И" in svod("order", "reminders")[1]
    assert "в архиве" in svod("order", "archive", "order-29i", "--on", "2023-12-20")[1]


def test_check_finds_violations_and_says_so_by_its_exit_code(svod, tmp_path: Path) -> None:
    assert svod("school", "load", ORDER_29I / "school")[0] == 0
    arguments = ("check", "--as-of", "2023-12-22", "--known-at", "2023-12-22T20:00:00+09:00")
    code, out, _ = svod(*arguments, "--format", "json")
    assert code == 1
    assert {item["status"] for item in json.loads(out)["instances"]} >= {"VIOLATED", "PARTIAL", "NOT_ASSESSABLE"}
    code, out, _ = svod(*arguments, "-o", tmp_path / "report.txt")
    assert (code, out) == (1, "")
    assert "Положение, п. 3.2" in (tmp_path / "report.txt").read_text(encoding="utf-8")


def test_a_loading_is_taken_back_and_made_again(svod) -> None:
    svod("school", "load", ORDER_29I / "school")
    school = next(line for line in svod("journal", "batches")[1].splitlines() if " школа " in line)
    assert svod("journal", "revert", school.split()[0])[0] == 0
    assert "отменена" in svod("journal", "batches")[1]
    assert svod("journal", "revert", school.split()[0])[0] == 2
    assert "lessons.csv — 54" in svod("school", "load", ORDER_29I / "school")[1]


def test_the_report_is_printed_as_a_word_document(svod, tmp_path: Path) -> None:
    svod("school", "load", ORDER_29I / "school")
    path = tmp_path / "отчёт.docx"
    moment = ("--as-of", "2023-12-22", "--known-at", "2023-12-22T20:00:00+09:00")
    assert svod("check", *moment, "--format", "docx", "-o", path)[0] == 1
    printed = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    shown = svod("check", *moment)[1]
    assert printed[0] == "ИСПОЛНЕНИЕ ПРИКАЗОВ"
    assert [line.strip(" •") for line in shown.splitlines() if line] == [text for text in printed[:-2] if text]
    assert "Отчёт составил" in printed[-1]


MISUSE = {
    "unknown command": (("fly",), "Нет такой команды"),
    "no file": (("read",), "хотя бы один файл"),
    "missing file": (("read", "нет-такого.png"), "file-missing"),
    "bad date": (("check", "--as-of", "31.02.2024"), "не дата"),
    "bad period": (("check", "--from", "2024-02-01", "--to", "2024-01-01"), "bad-period"),
    "no orders": (("check",), "no-order-in-force"),
    "unknown order": (("order", "show", "нет"), "not-found"),
    "no bundle": (("school", "load", "нет-папки"), "bundle-invalid"),
    "open to the world": (("serve", "--host", "0.0.0.0"), "только на 127.0.0.1"),
    "unknown option": (("check", "--quick"), "Нет такого параметра"),
}


@pytest.mark.parametrize("case", MISUSE)
def test_misuse_is_one_russian_line(case: str, svod) -> None:
    arguments, told = MISUSE[case]
    code, out, err = svod(*arguments)
    assert code == 2
    assert out == ""
    assert told in err
    assert err.startswith("Ошибка [")
    assert err.count("\n") == 1


def test_a_wrong_setting_is_named(svod, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVOD_TIMEZONE", "Читинское")
    assert "SVOD_TIMEZONE" in svod("order", "list")[2]
    monkeypatch.setenv("SVOD_TIMEZONE", "Asia/Chita")
    monkeypatch.setenv("SVOD_MAX_PAGES", "много")
    assert "SVOD_MAX_PAGES" in svod("order", "list")[2]


def test_a_missing_engine_is_told_with_the_way_to_get_it(svod, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVOD_TESSERACT", "/no/such/tesseract")
    code, _, err = svod("read", ORDER_29 / "order-29-1.png")
    assert code == 2
    assert "apt-get install tesseract-ocr" in err
    code, out, _ = svod("doctor")
    assert code == 2
    assert "НЕТ" in out


def test_no_document_text_and_no_names_in_logs(svod, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    svod("order", "register", ORDER_29 / "order-29.txt", "--confirm")
    logged = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "order parsed" in logged
    for word in ("Аксенова", "Михайлова", "Осуществлять", "order-29.txt"):
        assert word not in logged


def test_help_is_russian(svod) -> None:
    out = svod("check", "--help")[1]
    assert "Использование:" in out
    assert "Проверить исполнение" in out


def test_a_cat_is_not_read(svod, tmp_path: Path) -> None:
    path = tmp_path / "кот.png"
    path.write_bytes(files.cat())
    code, _, err = svod("order", "parse", path)
    assert code == 2
    assert "nothing-read" in err


@pytest.mark.parametrize(
    ("form", "suffix", "begins"),
    [("pdf", ".pdf", b"%PDF-1.7"), ("alto", ".xml", b"<?xml"), ("hocr", ".hocr", b"<?xml")],
)
def test_a_document_is_read_into_forms_that_others_read(
    svod, tmp_path: Path, form: str, suffix: str, begins: bytes
) -> None:
    out = tmp_path / "out"
    code, told, err = svod(
        "read",
        ORDER_29 / "order-29.docx",
        ORDER_29I / "school" / "orders" / "order-29i.txt",
        "--format",
        form,
        "--out-dir",
        out,
    )
    assert (code, told, err) == (0, "", "")
    assert sorted(path.name for path in out.iterdir()) == [f"order-29{suffix}", f"order-29i{suffix}"]
    assert (out / f"order-29{suffix}").read_bytes().startswith(begins)
    code, told, _ = svod("read", ORDER_29 / "order-29.docx", "--format", form)
    assert code == 0
    assert told.encode().startswith(begins)


def test_whole_files_are_not_printed_one_behind_another(svod) -> None:
    code, out, err = svod("read", ORDER_29 / "order-29.docx", ORDER_29 / "order-29.txt", "--format", "alto")
    assert (code, out) == (2, "")
    assert "--out-dir" in err
