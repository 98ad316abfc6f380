"""What a stranger sees first: the demo, twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.paths import ROOT


def demo(out: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from api.cli.main import entry; entry()", "demo", "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.e2e
@pytest.mark.tesseract
def test_the_demo_tells_the_whole_way_and_adds_nothing_the_second_time(tmp_path: Path) -> None:
    first = demo(tmp_path)
    for told in (
        "обязанностей 21, из них прочитано в двух местах 14",
        "внесён",
        "страница журнала (левая)",
        "её клетка на бумаге",
        "Готово за",
    ):
        assert told in first
    report = json.loads((tmp_path / "order-29" / "report.json").read_text(encoding="utf-8"))
    assert {item["status"] for item in report["instances"]} <= {
        "NOT_ASSESSABLE",
        "NEEDS_ATTESTATION",
        "NOT_APPLICABLE",
    }, "nobody named in the real order is accused of anything"
    picture = (tmp_path / "school-29i" / "mark.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    second = demo(tmp_path)
    assert second.count("уже было, ничего не добавлено") == 2
    assert "уже загружена, ничего не добавлено" in second
    assert "страницы уже прочитаны, ничего не добавлено" in second
