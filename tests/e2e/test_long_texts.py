"""`svod repair` over long texts as a process of its own: memory, pipes, full disks, Ctrl-C, terminals."""

import hashlib
import json
import os
import pty
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.repair.pieces import LONGEST
from support.paths import ROOT

pytestmark = pytest.mark.e2e

SVOD = """
import signal
# a shell that runs the tests in the background lets them ignore Ctrl-C
signal.signal(signal.SIGINT, signal.default_int_handler)
from api.cli.main import entry
entry()
"""
MEASURED = """
import sys
from api.cli.main import run, speak_russian
speak_russian()
code = run(sys.argv[1:])
print(next(row.split()[1] for row in open("/proc/self/status") if row.startswith("VmHWM")), file=sys.stderr)
sys.exit(code)
"""
MEGA = 1_000_000
SLIP = "Классный руководитель: пр0верка журналов"
PICTURE = "x" * 2 * LONGEST
"""Data among the words, as in a letter with a picture."""
GROWTH_KB = 12_000
GARBLED = "* BeayT cimcku KnaccoB W rpyI; BBICTaBISIOT TeKYIIHe OLEHKH\n"


def command(*arguments: object, script: str = SVOD) -> list[str]:
    return [sys.executable, "-c", script, "repair", *map(str, arguments)]


def generated(size: int) -> Iterator[bytes]:
    """A text of so many bytes, every line with a slip and a word of its own."""
    sent = 0
    for number in range(size):
        if sent >= size:
            return
        line = f"{SLIP} Мартынкина{number} {PICTURE}\n".encode()
        sent += len(line)
        yield line


def fed(process: subprocess.Popen[bytes], lines: Iterator[bytes]) -> threading.Thread:
    assert process.stdin is not None
    stdin = process.stdin

    def feed() -> None:
        with stdin:
            for line in lines:
                stdin.write(line)

    thread = threading.Thread(target=feed)
    thread.start()
    return thread


def peak_kb(size: int, out: Path, *options: str) -> int:
    with out.open("wb") as result, subprocess.Popen(
        command(*options, script=MEASURED),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=result,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        feeding = fed(process, generated(size))
        assert process.stderr is not None
        said = process.stderr.read().decode()
        feeding.join()
    assert process.returncode == 0, said
    return int(said)


def digest(lines: Iterator[bytes]) -> tuple[int, str]:
    whole, count = hashlib.sha256(), 0
    for line in lines:
        whole.update(line)
        count += 1
    return count, whole.hexdigest()


def repaired(size: int) -> Iterator[bytes]:
    return (line.replace("пр0верка".encode(), "проверка".encode()) for line in generated(size))


def test_memory_does_not_grow_with_fifty_megabytes_of_text(tmp_path: Path) -> None:
    out = tmp_path / "out"
    small = peak_kb(MEGA, out)
    assert peak_kb(8 * MEGA, out) - small < GROWTH_KB
    with out.open("rb") as result:
        assert digest(iter(result)) == digest(repaired(8 * MEGA))


def test_memory_does_not_grow_with_fifty_megabytes_of_text_as_json(tmp_path: Path) -> None:
    out = tmp_path / "out"
    small = peak_kb(MEGA, out, "--json")
    assert peak_kb(8 * MEGA, out, "--json") - small < GROWTH_KB
    body = json.loads(out.read_bytes())
    lines, whole = digest(repaired(8 * MEGA))
    assert hashlib.sha256(body["text"].encode()).hexdigest() == whole
    assert [edit["line"] for edit in body["edits"]] == list(range(1, lines + 1))


@pytest.mark.parametrize("unit", ["слово и дело" + " " * 1500, "abcdefghij" * 150])
def test_one_line_of_ten_megabytes_is_repaired_in_bounded_memory(unit: str, tmp_path: Path) -> None:
    path, out, peaks = tmp_path / "строка.txt", tmp_path / "out", []
    for size in (MEGA // 100, 10 * MEGA):
        line = unit * (size // len(unit.encode()))
        path.write_text(f"{line} {GARBLED}", encoding="utf-8")
        done = subprocess.run(
            command(path, "--out-dir", out, script=MEASURED), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        peaks.append(int(done.stderr))
        text = (out / "строка.txt").read_text(encoding="utf-8")
        assert text.startswith(line)
        assert "текущие оценки" in text[len(line) :].lower()
    assert peaks[1] - peaks[0] < GROWTH_KB


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_who_reads_only_the_beginning_gets_it_at_once(options: tuple[str, ...]) -> None:
    with subprocess.Popen(
        command(*options), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(GARBLED.encode() * 800)
        process.stdin.flush()
        # the text has not ended, its beginning is there
        beginning = process.stdout.readline() + process.stdout.readline()
        assert beginning.decode().lower().startswith('{\n "edits"' if options else "• ведут списки классов")
        process.stdout.close()
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_full_disk_is_told_and_leaves_no_half_result(tmp_path: Path) -> None:
    path, out = tmp_path / "а.txt", tmp_path / "out"
    path.write_text("Школа ведёт журнал каждый день.\n" * 3000, encoding="utf-8")

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = subprocess.run(
        command(path, "--out-dir", out), cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=small_disk
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("Ошибка [not-written]: ")
    assert done.stderr.count("\n") == 1
    assert list(out.iterdir()) == []


def test_a_full_standard_output_is_told(tmp_path: Path) -> None:
    path = tmp_path / "а.txt"
    path.write_text("Школа ведёт журнал.\n", encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command(path), cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Ошибка [not-written]: Не удалось записать «стандартный вывод»: на диске нет места.")
    assert done.stderr.count("\n") == 1


def test_a_file_that_can_be_read_once_only_is_repaired(tmp_path: Path) -> None:
    path = tmp_path / "канал.txt"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(GARBLED,), kwargs={"encoding": "utf-8"})
    writer.start()
    done = subprocess.run(command(path), cwd=ROOT, capture_output=True, text=True, check=True)
    writer.join()
    assert "ведут списки классов" in done.stdout.lower()


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    path = tmp_path / "длинный.txt"
    path.write_text(GARBLED * 20_000, encoding="utf-8")
    return path


def test_a_stopped_command_says_so_and_leaves_no_half_result(long_file: Path) -> None:
    out = long_file.parent / "out"
    with subprocess.Popen(command(long_file, "--out-dir", out), cwd=ROOT, stderr=subprocess.PIPE) as process:
        wait_for(lambda: out.exists() and list(out.iterdir()))
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert said.split() == ["Прервано."]
    assert list(out.iterdir()) == []


def test_a_terminal_shows_how_far_a_long_text_is(long_file: Path) -> None:
    ours, theirs = pty.openpty()
    out = long_file.parent / "out"
    with subprocess.Popen(command(long_file, "--out-dir", out), cwd=ROOT, stderr=theirs) as process:
        os.close(theirs)
        said = ""
        while "осталось" not in said:
            said += os.read(ours, 1000).decode(errors="replace")
        process.send_signal(signal.SIGINT)
        while "Прервано." not in said:
            said += os.read(ours, 1000).decode(errors="replace")
    os.close(ours)
    assert "длинный.txt: восстановлено " in said
    assert "\x1b[K" in said[said.rindex("осталось") :]


def wait_for(condition) -> None:
    until = time.monotonic() + 150
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)
