"""Readings of one garbled word: a beam over printed pieces, scored by the channel and by the words they make.

Two passes: first only words of the lexicon may come out (fast, and nearly always right); when none fits well, any run
of letters may, scored by letter statistics. Upper case is decided afterwards, for the word as a whole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.repair.channel import LONGEST, LOST, as_printed, channel
from ingest.repair.language import ALPHABET, RUN, Lexicon, letter
from school.morphology import is_known

if TYPE_CHECKING:
    from collections.abc import Iterator

BEAM = 40
FREE_BEAM = 10
REACH, FREE_REACH = 11.0, 7.0
"""How far below the best a hypothesis may be and still go on."""
BEST = 6
POOR = -2.9
"""Score per printed sign under which the words of the lexicon are not enough."""
FREE = -5.0
DICTIONARY = 3.5
BAND = 3.5
"""How many letters a cut may stray from the straight line."""
CAPITALS_LIMIT = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """One Russian reading of a printed word, in small letters."""

    text: str
    score: float
    listed: bool


Beam = dict[str, tuple[float, float]]
"""Text so far to (channel score, channel and language score)."""


@dataclass(slots=True)
class Decoder:
    """Decodes words against one lexicon; remembers what it decoded."""

    lexicon: Lexicon
    seen: dict[str, tuple[Reading, ...]] = field(default_factory=dict)

    def readings(self, printed: str) -> tuple[Reading, ...]:
        """The likeliest readings, best first; empty when nothing fits."""
        if printed not in self.seen:
            self.seen[printed] = self._decode(printed)
        return self.seen[printed]

    def _decode(self, printed: str) -> tuple[Reading, ...]:
        found = list(self._listed(printed))
        if not found or found[0].score < POOR * (len(printed) + 2):
            known = {reading.text for reading in found}
            found += [reading for reading in self._free(printed) if reading.text not in known]
        found.sort(key=lambda reading: (-reading.score, reading.text))
        return tuple(found[:BEST])

    def _listed(self, printed: str) -> Iterator[Reading]:
        ahead, words = self.lexicon.ahead, self.lexicon.words
        beams: list[Beam] = [{} for _ in range(len(printed) + 1)]
        beams[0][""] = (0.0, 0.0)
        for place, pieces in enumerate(_pieces(printed)):
            for text, (sent, _) in _kept(beams[place], BEAM):
                for size, meanings in pieces:
                    beam = beams[place + size]
                    for meant, weight in meanings:
                        grown = text + meant
                        language = ahead.get(grown) if grown else 0.0
                        if language is not None:
                            score = sent + weight + language
                            if grown not in beam or score > beam[grown][1]:
                                beam[grown] = (sent + weight, score)
        ends = [
            Reading(text, sent + words[text], listed=True) for text, (sent, _) in beams[-1].items() if text in words
        ]
        yield from sorted(ends, key=lambda reading: (-reading.score, reading.text))[:BEST]

    def _free(self, printed: str) -> Iterator[Reading]:
        beams: list[Beam] = [{} for _ in range(len(printed) + 1)]
        beams[0][""] = (0.0, FREE)
        tops = [-math.inf] * (len(printed) + 1)
        for place, pieces in enumerate(_pieces(printed)):
            for text, (_, score) in _kept(beams[place], FREE_BEAM):
                tail = _tail(text)
                for size, meanings in pieces:
                    beam, floor = beams[place + size], tops[place + size] - FREE_REACH
                    for meant, weight in meanings:
                        if score + weight < floor:
                            break
                        total = score + weight + _flow(tail, meant)
                        tops[place + size] = max(tops[place + size], total)
                        grown = text + meant
                        if grown not in beam or total > beam[grown][1]:
                            beam[grown] = (0.0, total)
        ends = [(text, score + letter(_tail(text), "$")) for text, (_, score) in beams[-1].items() if text]
        for text, score in sorted(ends, key=lambda item: (-item[1], item[0]))[: 2 * BEST]:
            yield Reading(text, score + (DICTIONARY if is_known(text) else 0.0), listed=False)


def _pieces(printed: str) -> Iterator[list[tuple[int, tuple[tuple[str, float], ...]]]]:
    """For every place, (size, meanings) of the pieces that open there."""
    capitals = len(printed) <= CAPITALS_LIMIT and printed.upper() == printed
    for place in range(len(printed)):
        table = channel().table(place, capitals=capitals)
        pieces = [
            (size, table[printed[place : place + size]])
            for size in range(1, min(LONGEST, len(printed) - place) + 1)
            if printed[place : place + size] in table
        ]
        if not any(size == 1 for size, _ in pieces):
            pieces.append((1, (("", LOST),)))
        yield pieces


def _kept(beam: Beam, width: int) -> list[tuple[str, tuple[float, float]]]:
    if not beam:
        return []
    ranked = sorted(beam.items(), key=lambda item: -item[1][1])[:width]
    floor = ranked[0][1][1] - REACH
    return [item for item in ranked if item[1][1] >= floor]


def _tail(text: str) -> str:
    return ("^" + text)[1 - RUN :]


@lru_cache(maxsize=200_000)
def _flow(tail: str, meant: str) -> float:
    """Score of letters after the up to four others of `tail`."""
    text, score = tail, 0.0
    for sign in meant:
        score += letter(text[1 - RUN :], sign)
        text += sign
    return score


@lru_cache(maxsize=20_000)
def capital_gain(printed: str, text: str, *, whole: bool) -> float:
    """How much better the printed signs fit the word with a capital first letter (or all capitals) than small."""
    small = _rests(printed, text, capitals=False)
    if small[0][0] == -math.inf:
        return 0.0
    if whole:
        return _rests(printed, text, capitals=True)[0][0] - small[0][0]
    return _step(printed, text, (0, 0), small, capital=True) - small[0][0]


def _rests(printed: str, text: str, *, capitals: bool) -> list[list[float]]:
    """For every place of both, the score of the likeliest cut of what is left."""
    rests = [[-math.inf] * (len(text) + 1) for _ in range(len(printed) + 1)]
    rests[-1][-1] = 0.0
    slope = len(text) / len(printed)
    for i in range(len(printed) - 1, -1, -1):
        middle = i * slope
        for j in range(max(0, math.ceil(middle - BAND)), min(len(text), int(middle + BAND)) + 1):
            rests[i][j] = _step(printed, text, (i, j), rests, capital=capitals)
    return rests


def _step(printed: str, text: str, place: tuple[int, int], rests: list[list[float]], *, capital: bool) -> float:
    (i, j), best = place, -math.inf
    for a in range(i + 1, min(i + LONGEST, len(printed)) + 1):
        scores, row = as_printed(printed[i:a], capital=capital), rests[a]
        for b in range(j, min(j + 3, len(text)) + 1):
            if row[b] > -math.inf:
                weight = scores.get(text[j:b], LOST if b - j <= 1 and a - i == 1 else -math.inf)
                best = max(best, weight + row[b])
    return best


def is_cyrillic_word(text: str) -> bool:
    """Only letters of the Russian alphabet, in any case."""
    return bool(text) and all(sign in ALPHABET for sign in text.lower())
