"""The words of data/paper.toml, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz

from school.morphology import fold

LEAST_LIKE_MONTH = 0.6
LETTERS = re.compile(r"[^а-я]")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("parsing.data").joinpath("paper.toml").read_text(encoding="utf-8"))


def section(name: str) -> dict[str, Any]:
    """A table of the file."""
    return dict(_data()[name])


def month_of(text: str) -> tuple[int, float] | None:
    """The month that a word means, and how like its name it is (0–1); None for other words."""
    word = LETTERS.sub("", fold(text))
    if len(word) < 3:  # noqa: PLR2004 - «мая» is the shortest
        return None
    scored = [
        (fuzz.ratio(word, form) / 100, int(number)) for number, forms in _data()["months"].items() for form in forms
    ]
    likeness, number = max(scored)
    return (number, likeness) if likeness >= LEAST_LIKE_MONTH else None


def term_of(text: str) -> str | None:
    """Id of the term column that a heading names."""
    folded = " ".join(fold(text).split())
    return next((name for name, pattern in _data()["terms"].items() if re.search(pattern, folded)), None)
