"""`svod repair` over files, as its users meet it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli.main import run, speak_russian
from api.usecases import repairing
from api.usecases.repairing import told
from api.words import EDIT_REASONS
from ingest.model import Edit
from ingest.repair import edits, slips
from support import files

speak_russian()
GARBLED = "BBICTaBISIOT TeKYIIHe OLEHKH 3a ITHCbMEeHHBIE paOoOTBI"
RIGHT = "выставляют текущие оценки за письменные работы"
NOBODY = 65534


@pytest.fixture
def repair(capfdbinary: pytest.CaptureFixture[bytes]):
    def call(*arguments: object) -> tuple[int, bytes, str]:
        code = run(["repair", *map(str, arguments)])
        said = capfdbinary.readouterr()
        return code, said.out, said.err.decode()

    return call


@pytest.fixture
def written(tmp_path: Path):
    def write(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def test_every_sign_that_is_right_stays_byte_for_byte(repair, written) -> None:
    data = "\ufeffОтчёт в PDF\r\n\tдо 01.09.2024\x0cКонец\u2028без новой строки".encode() + b"\xff\n\r" + b"x"
    code, out, err = repair(written("а.txt", data))
    assert (code, out) == (0, data)
    assert re.fullmatch(r"Внимание: в «а.txt» есть байты, .*: 1, первый — в строке 2\. Они оставлены как были\.\n", err)


def test_files_follow_one_another_on_standard_output(repair, written) -> None:
    code, out, _ = repair(written("а.txt", "первый\n"), written("б.txt", "второй"))
    assert (code, out.decode()) == (0, "первый\nвторой")


def test_json_tells_why_and_what_to_look_at(repair, written) -> None:
    path = written("а.txt", "Приказ\n" + GARBLED + "\nза 2\u041e24 год; Knaccuble pyKOBOAHTENH: A.B. ZzKqyv")
    code, out, _ = repair(path, "--json")
    assert code == 0
    body = json.loads(out)
    assert RIGHT in body["text"].lower()
    lines = path.read_text(encoding="utf-8").split("\n")
    for edit in body["edits"]:
        assert lines[edit["line"] - 1][edit["raw_start"] : edit["raw_end"]] == edit["raw"]
        assert body["text"].split("\n")[edit["line"] - 1][edit["start"] : edit["end"]] == edit["text"]
        assert edit["reason"] in EDIT_REASONS.values()
        assert set(edit) >= {"confidence", "kind", "alternatives", "review"}
    told_of = {edit["raw"]: edit for edit in body["edits"]}
    assert not told_of["OLEHKH"]["review"]
    assert told_of["2\u041e24"]["reason"] == "вместо цифры стояла похожая буква"
    doubtful = [edit["text"] for edit in body["edits"] if edit["review"]]
    assert any(re.fullmatch(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.?", text) for text in doubtful)


def test_json_of_a_text_without_edits_and_with_odd_signs(repair, written) -> None:
    code, out, err = repair(written("а.txt", 'Школа "7"\\\r\n\x0b\u2028\x01конец '.encode() + b"\xd0"), "--json")
    assert code == 0
    assert json.loads(out) == {"edits": [], "text": 'Школа "7"\\\r\n\x0b\u2028\x01конец \ufffd'}
    assert "Вместо каждого стоит знак «\ufffd»." in err


def test_every_kind_of_edit_has_its_reason() -> None:
    kinds = {value for name, value in vars(edits).items() if name.isupper() and isinstance(value, str)}
    kinds |= set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"(?:, \([a-z]+,\))?\)', Path(slips.__file__).read_text("utf-8")))
    assert {"latin-for-cyrillic", "punctuation", "abbreviation"} <= kinds
    assert kinds <= set(EDIT_REASONS)
    for reason in EDIT_REASONS.values():
        assert re.fullmatch(r"[а-яё][а-яё ,:—]+", reason)


def test_reading_tells_the_same_of_its_edits(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "а.txt"
    path.write_text(f"Приказ по школе\n{GARBLED}", encoding="utf-8")
    assert run(["read", str(path), "--format", "json"]) == 0
    (page,) = json.loads(capfd.readouterr().out)["pages"]
    (edit, *_) = page["lines"][1]["edits"]
    assert edit["reason"] == EDIT_REASONS[edit["kind"]]
    assert edit["review"] is told(Edit(**{key: edit[key] for key in edit if key not in {"reason", "review"}}))["review"]


BAD = {
    "binary": ("данные.bin", os.urandom(5000), "not-a-text"),
    "picture": ("скан.png", files.png(20, 20), "not-a-text"),
    "docx": ("приказ.docx", files.broken_docx(), "not-a-text"),
    "empty": ("пусто.txt", b"", "file-empty"),
    "white space": ("пробелы.txt", b" \n\t\r\n" * 9000, "file-empty"),
    "zeros": ("нули.txt", bytes(70_000), "file-damaged"),
}


@pytest.mark.parametrize("options", [(), ("--json",)])
@pytest.mark.parametrize("case", BAD)
def test_what_is_no_text_is_one_russian_line_and_leaves_no_result(
    case: str, options: tuple[str, ...], repair, written, tmp_path: Path
) -> None:
    name, data, code = BAD[case]
    rc, out, err = repair(written(name, data), *options)
    assert (rc, out) == (2, b"")
    assert err.startswith(f"Ошибка [{code}]: ")
    assert err.count("\n") == 1
    good = written("хорошо.txt", GARBLED)
    rc, _, err = repair(tmp_path / name, good, "--out-dir", tmp_path / "out", *options)
    assert rc == 1
    assert f"[{code}]" in err
    assert [path.stem for path in (tmp_path / "out").iterdir()] == ["хорошо"]


def test_names_that_cannot_be_read_are_one_russian_line(repair, tmp_path: Path) -> None:
    for name, code in ((tmp_path, "file-is-folder"), (tmp_path / "нет.txt", "file-missing")):
        rc, out, err = repair(name)
        assert (rc, out) == (2, b"")
        assert err.startswith(f"Ошибка [{code}]: ")
    rc, _, err = repair("/proc/self/mem")
    assert rc == 2
    assert "[file-unreadable]: Файл «mem» не удаётся прочитать: ошибка диска." in err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_file_without_rights_is_told_so(written) -> None:
    path = written("чужой.txt", GARBLED)
    path.chmod(0o600)
    script = (
        # the interpreter itself may lie where nobody can read
        f"import os, sys; from api.cli import main, repairing; os.setuid({NOBODY}); "
        f"sys.exit(main.run(['repair', {str(path)!r}, '--out-dir', {str(path.parent)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Ошибка [file-unreadable]: ")
    assert "чужой.txt» не удаётся прочитать: нет прав." in done.stderr


def test_a_file_that_vanishes_on_the_way_is_repaired_all_the_same(
    repair, written, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written("а.txt", f"Приказ\n{GARBLED}\n")
    first_pass = repairing.remembered

    def vanishing(texts):
        words = first_pass(texts)
        path.unlink()
        return words

    monkeypatch.setattr(repairing, "remembered", vanishing)
    code, out, _ = repair(path)
    assert code == 0
    assert RIGHT in out.decode().lower()


def test_results_that_cannot_be_written_are_told_and_nothing_is_left(repair, written, tmp_path: Path) -> None:
    path = written("а.txt", GARBLED)
    code, _, err = repair(path, "--out-dir", path)
    assert code == 2
    assert "Ошибка [not-written]: " in err
    assert "на месте папки лежит файл" in err
    out = tmp_path / "out"
    (out / "а.txt").mkdir(parents=True)
    code, _, err = repair(path, "--out-dir", out)
    assert code == 2
    assert "на месте файла находится папка" in err
    assert [item.name for item in out.iterdir()] == ["а.txt"]


def test_two_inputs_of_one_stem_are_refused(repair, written, tmp_path: Path) -> None:
    code, _, err = repair(written("а.txt", GARBLED), written("а.md", GARBLED), "--out-dir", tmp_path / "out")
    assert code == 2
    assert "Два входных файла с именем «а»" in err
    assert not (tmp_path / "out").exists()


def test_results_keep_the_name_of_their_input(repair, written, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert repair(written("а.md", GARBLED), written("б", GARBLED), "--out-dir", out)[0] == 0
    assert sorted(path.name for path in out.iterdir()) == ["а.md", "б.txt"]
    assert (out / "а.md").read_text(encoding="utf-8").lower() == RIGHT
    assert repair(tmp_path / "а.md", "--out-dir", out, "--json")[0] == 0
    assert json.loads((out / "а.json").read_text(encoding="utf-8"))["text"].lower() == RIGHT
