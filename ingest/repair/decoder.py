"""Look-alike decoding of one token: a beam over readings, scored by shapes and by the words they make.

A first, honest decoder: weights of look-alikes are guessed, the language is a dictionary and letter pairs.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from ingest.repair.script import CYRILLIC, EDGE, closed
from school.morphology import is_known

BEAM = 120
LONGEST = 3
FLOOR = math.log(1e-4)
KNOWN = 5.0
SURE, UNSURE, POOR = 0.8, 0.5, 0.25
MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A decoded token with the others that were nearly as good."""

    text: str
    confidence: float
    alternatives: tuple[str, ...]


@cache
def _lookalikes() -> dict[str, tuple[tuple[str, float], ...]]:
    table: dict[str, dict[str, float]] = {}
    text = files("ingest.repair.data").joinpath("lookalikes.tsv").read_text(encoding="utf-8")
    for row in text.splitlines():
        if row and not row.startswith("#"):
            printed, meant, weight = row.split("\t")
            if float(weight) > 0:
                table.setdefault(printed, {})[meant] = math.log(float(weight))
    return {printed: tuple(meanings.items()) for printed, meanings in table.items()}


@cache
def _pairs() -> dict[str, float]:
    """Log probabilities of letter pairs inside the words of the genre list."""
    counts: dict[str, int] = {}
    text = files("ingest.repair.data").joinpath("words.txt").read_text(encoding="utf-8")
    for word in text.split():
        padded = f"^{word.lower()}$"
        for first, second in pairwise(padded):
            counts[first + second] = counts.get(first + second, 0) + 1
    totals: dict[str, int] = {}
    for pair, count in counts.items():
        totals[pair[0]] = totals.get(pair[0], 0) + count
    return {pair: math.log(count / totals[pair[0]]) for pair, count in counts.items()}


@cache
def genre_words() -> frozenset[str]:
    """Words of school papers, folded: they win over rarer look-alikes."""
    text = files("ingest.repair.data").joinpath("words.txt").read_text(encoding="utf-8")
    return frozenset(text.lower().split())


@lru_cache(maxsize=20_000)
def decode(token: str) -> Reading | None:
    """The likeliest Russian reading of a token; None when nothing Russian comes out."""
    bare = token.strip(EDGE)
    if not bare:
        return None
    lead, tail = token[: token.index(bare)], token[token.index(bare) + len(bare) :]
    ranked = sorted(_readings(bare).items(), key=lambda item: -item[1])[:6]
    if not ranked or not CYRILLIC.search(ranked[0][0]):
        return None
    best, score = ranked[0]
    margin = score - ranked[1][1] if len(ranked) > 1 else MARGIN
    known = _is_word(best)
    confidence = (SURE if margin >= MARGIN else UNSURE) if known else POOR
    return Reading(lead + best + tail, confidence, tuple(lead + text + tail for text, _ in ranked[1:4]))


def _is_word(text: str) -> bool:
    return text in closed()["abbreviations"] or is_known(text.lower())


def _readings(bare: str) -> dict[str, float]:
    beams: list[dict[str, float]] = [{} for _ in range(len(bare) + 1)]
    beams[0][""] = 0.0
    for place in range(len(bare)):
        kept = sorted(beams[place].items(), key=lambda item: -item[1])[:BEAM]
        for text, score in kept:
            for size in range(1, min(LONGEST, len(bare) - place) + 1):
                for meant, weight in _meanings(bare[place : place + size]):
                    _keep(beams[place + size], text + meant, score + weight + _flow(text, meant))
    return {_cased(text, bare): score + _bonus(text) for text, score in _best(beams[-1])}


def _best(beam: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(beam.items(), key=lambda item: -item[1])[:BEAM]


def _keep(beam: dict[str, float], text: str, score: float) -> None:
    if score > beam.get(text, -math.inf):
        beam[text] = score


def _meanings(printed: str) -> tuple[tuple[str, float], ...]:
    known = _lookalikes().get(printed, ())
    if known or len(printed) > 1:
        return known
    return ((printed, 0.0 if CYRILLIC.match(printed) else FLOOR),)


def _flow(text: str, meant: str) -> float:
    """How well the new letters follow the old ones."""
    run = (text[-1:] or "^") + meant
    return sum(_pairs().get(run[i : i + 2].lower(), -7.0) for i in range(len(run) - 1))


def _bonus(text: str) -> float:
    if text in closed()["abbreviations"]:
        return KNOWN + 3.0
    low = text.lower()
    if low in genre_words():
        return KNOWN + 4.0
    return KNOWN if is_known(low) else 0.0


def _cased(text: str, printed: str) -> str:
    """Case as a whole word: the engine's capitals inside a word mean nothing."""
    if text in closed()["abbreviations"]:
        return text
    capital = len(printed) == 1 or printed[1:].islower() or re.fullmatch(r"(?:[A-ZА-Я]\.)+[A-ZА-Я]?", printed)
    return (text[:1] if capital and printed[:1].isupper() else text[:1].lower()) + text[1:].lower()
