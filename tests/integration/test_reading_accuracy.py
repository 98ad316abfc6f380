"""Accuracy smoke: a clean page, a scan and a photograph are read as well as they were; floors stand in floors.toml."""

import tomllib

import pytest
from benchmarks.reading.readers import svod
from benchmarks.reading.score import Figures, score

from support.paths import ROOT
from support.reading_pages.pages import QUALITIES, reading_page

FLOORS = tomllib.loads((ROOT / "tests" / "benchmarks" / "reading" / "floors.toml").read_text(encoding="utf-8"))


def excess(figures: Figures, most: dict[str, float]) -> dict[str, float]:
    """What is above its floor."""
    return {name: getattr(figures, name) for name, limit in most.items() if getattr(figures, name) > limit}


@pytest.mark.tesseract
@pytest.mark.parametrize("kind", QUALITIES)
def test_a_page_is_read_as_well_as_before(kind: str) -> None:
    floor = FLOORS[kind]
    page = reading_page(kind, floor["seed"], floor["number"])
    assert excess(score(page.truth, svod(page)), floor["most"]) == {}
