"""Weights that ship are those that their model cards speak of."""

import hashlib

from support.paths import ROOT

WEIGHTS = ROOT / "ingest" / "handwriting" / "weights"
MOST_BYTES = 40_000_000


def test_every_model_has_a_card_with_its_hash_and_all_are_small() -> None:
    models = sorted(ROOT.glob("*/**/*.onnx"))
    models = [path for path in models if ".venv" not in path.parts]
    assert models
    for path in models:
        card = path.with_suffix(".md").read_text(encoding="utf-8")
        assert hashlib.sha256(path.read_bytes()).hexdigest() in card
        for told in ("trained by", "licence", "held out"):
            assert told in card
    assert sum(path.stat().st_size for path in models) < MOST_BYTES
