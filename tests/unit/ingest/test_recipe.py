"""The recipe of a page changes with whatever decides what it is read as, and with nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest import recipe as module
from ingest.model import Limits, Step
from ingest.ocr.tesseract import TesseractEngine
from ingest.recipe import reading_code, recipe
from support.scripted_engine import ScriptedEngine

LIMITS = Limits()


class OtherVersion(ScriptedEngine):
    def describe(self) -> Step:
        return Step(name="scripted", version="2")


def test_what_changes_a_recipe(tmp_path: Path) -> None:
    engine = ScriptedEngine(folder=tmp_path)
    plain = recipe(engine, LIMITS, {})
    assert recipe(ScriptedEngine(folder=tmp_path / "elsewhere"), LIMITS, {}) == plain
    assert recipe(engine, replace(LIMITS, pages=1), {}) == plain
    others = [
        recipe(OtherVersion(folder=tmp_path), LIMITS, {}),
        recipe(engine, replace(LIMITS, pixels=1), {}),
        recipe(engine, LIMITS, {"ruled": "True"}),
        recipe(TesseractEngine(command="нет-такой-программы"), LIMITS, {}),
    ]
    assert len({plain, *others}) == len(others) + 1


def test_the_code_and_the_weights_are_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in module.READING_MODULES:
        (tmp_path / name).write_text("")
    for name in module.READING_FOLDERS:
        (tmp_path / name / "data").mkdir(parents=True)
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    seen = set()
    for change in ("pipeline.py", "readers/pdf.py", "handwriting/data/cells.onnx", "handwriting/data/renamed.onnx"):
        (tmp_path / change).write_text(change[-7:])
        reading_code.cache_clear()
        seen.add(reading_code())
    compiled = tmp_path / "readers" / "__pycache__"
    compiled.mkdir()
    (compiled / "pdf.pyc").write_bytes(b"1")
    reading_code.cache_clear()
    seen.add(reading_code())
    assert len(seen) == 4
    monkeypatch.undo()
    reading_code.cache_clear()
