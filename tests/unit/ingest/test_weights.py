"""Weights that ship are those their cards describe."""

import hashlib
from pathlib import Path

import pytest

import ingest

WEIGHTS = sorted(Path(ingest.__file__).parent.rglob("*.onnx"))


@pytest.mark.parametrize("path", WEIGHTS, ids=lambda path: path.name)
def test_every_file_of_weights_has_a_card_with_its_hash(path: Path) -> None:
    card = path.with_suffix(".md").read_text(encoding="utf-8")
    assert hashlib.sha256(path.read_bytes()).hexdigest() in card
    assert "licence" in card


def test_all_weights_together_are_small() -> None:
    assert len(WEIGHTS) > 1
    assert sum(path.stat().st_size for path in WEIGHTS) < 40_000_000
