"""How sure a reading is: the logistic of a few figures, fitted on development pages.

The weights stand in `data/certainty.toml`; `tests/benchmarks/repair/calibrate.py` writes it.
"""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from school.errors import DamagedFile
from school.morphology import is_known

if TYPE_CHECKING:
    from ingest.repair.decoder import Reading
    from ingest.repair.language import Lexicon

FIGURES = ("one", "margin", "close", "tagged", "least", "worded", "lost")
"""Names of the figures, in the order of the weights."""
LEAST_SURE, MOST_SURE = 0.02, 0.999
WIDEST = 9.0
INITIALS = re.compile(r"(?:[А-ЯЁ]\.\s?){1,3}")
CAPITALISED = re.compile(r"[А-ЯЁ]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a chosen reading rests on; `margin` is how far the next one is behind."""

    printed: str
    text: str
    reading: Reading
    margin: float
    opens: bool


def certainty(evidence: Evidence, lexicon: Lexicon) -> float:
    """Chance that the text is right."""
    weights = _weights()[kind_of(evidence, lexicon)]
    score = sum(weight * figure for weight, figure in zip(weights, figures(evidence), strict=True))
    return round(min(MOST_SURE, max(LEAST_SURE, 1 / (1 + math.exp(-score)))), 3)


def kind_of(evidence: Evidence, lexicon: Lexicon) -> str:
    """What the text is: `number`, `initials`, `name`, `known` or `strange` word, `sign`."""
    words = [word for word in evidence.reading.words if word[0].isalpha()]
    if any(word[0].isdigit() for word in evidence.reading.words):
        return "number"
    if not words:
        return "sign"
    if INITIALS.match(evidence.text):
        return "initials"
    if all(lexicon.score(word) is not None for word in words):
        named = CAPITALISED.match(evidence.text) and any(lexicon.usual(word) == "c" for word in words)
        return "name" if named and not evidence.opens else "known"
    if CAPITALISED.match(evidence.text) and not evidence.opens:
        return "name"
    return "strange" if not all(is_known(word) for word in words) else "known"


def figures(evidence: Evidence) -> tuple[float, ...]:
    """The figures named in `FIGURES`."""
    reading = evidence.reading
    size = len(evidence.printed) + 1
    words = [word for word in reading.words if word[0].isalpha()]
    weights = [choice.weight for choice in reading.choices]
    margin = min(WIDEST, evidence.margin)
    mean = reading.worded / max(1, len(words))
    lost = sum(not choice.text for choice in reading.choices) / size
    return (1.0, margin / 4, math.exp(-margin), reading.tagged / size * 4, min(weights, default=0.0), mean / 10, lost)


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    data = tomllib.loads(files("ingest.repair.data").joinpath("certainty.toml").read_text(encoding="utf-8"))
    found = {kind: tuple(map(float, row)) for kind, row in data.items()}
    if any(len(row) != len(FIGURES) for row in found.values()):
        raise DamagedFile(name="certainty.toml")
    return found
