"""Accuracy smoke: the sample pages of class 7А are read as well as they were; floors stand in floors.toml."""

import json
import tomllib
from collections import Counter

import pytest
from benchmarks.pages.score import score

from api.application import load_settings
from api.bootstrap import reading
from api.cli.journal_reading import load_meta
from api.usecases.journal_pages import read_journal_pages
from ingest.model import Source
from journal.model import Actor
from parsing.paper.page_json import from_json, to_json
from support.paths import ROOT

SAMPLES = ROOT / "samples" / "journal-7a"
FLOORS = tomllib.loads((ROOT / "tests" / "benchmarks" / "pages" / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.tesseract
def test_the_sample_pages_are_read_as_well_as_before(actor: Actor) -> None:
    truth = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))
    contexts = load_meta(SAMPLES / "meta.json")
    ready = reading(load_settings())
    counts: Counter[str] = Counter()
    for stem, expected in truth.items():
        source = Source(name=f"{stem}.jpg", data=(SAMPLES / f"{stem}.jpg").read_bytes())
        _, records = read_journal_pages(ready, actor, source, contexts[stem])
        counts.update(score(expected, to_json(records[0])))
        assert from_json(to_json(records[0])) == records[0]
    shares = {name: counts[part] / counts[whole] for name, (part, whole) in FLOORS["shares"].items()}
    low = {name: share for name, share in shares.items() if share < FLOORS["least"].get(name, 0.0)}
    high = {name: share for name, share in shares.items() if share > FLOORS["most"].get(name, 1.0)}
    assert (low, high) == ({}, {})
