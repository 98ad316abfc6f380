"""Which of two readings of a word is right, and how sure that is.

How likely each is right was fitted on pages with their truth (`tests/benchmarks/reading/fit_votes.py`, logistic
regression) and lies in `data/votes.toml`.
"""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ingest.model import Word
from ingest.ocr.numbers import DIGIT, as_meant, impossible
from school.errors import DamagedFile
from school.morphology import is_known

if TYPE_CHECKING:
    from ingest.model import Box
    from ingest.ocr.meetings import Meeting, Token

PART = re.compile(r"[^\W\d_]+")
BROKEN = re.compile(r"[^\W\d_]+-$")
LATIN = re.compile(r"[A-Za-z]")
SIGNS = re.compile(r"[^\w]+")
EDGES = re.compile(r"^[^\w]+|[^\w]+$")
SAYS_SOMETHING = re.compile(r"[^\W_]")
DOUBT, NUMBER_DOUBT, AGREED_DOUBT = 0.8, 0.95, 0.9
"""Words, numbers, and numbers that both read alike, less sure than this are shown to a person."""
DASHES = str.maketrans("–—−‐", "----")
BARE = str.maketrans("йЙёЁ", "иИеЕ")
MOST, LEAST = 0.999, 0.001
WORST = -10.0
AGREE, ENGINE, READER = "agree", "engine", "reader"
FEATURES = (
    "one",
    "engine confidence",
    "reader confidence",
    "reader's worst sign",
    "engine's words known",
    "reader's words known",
    "engine's digits",
    "reader's digits",
    "engine's Latin",
    "reader's Latin",
    "length",
    "several words",
    "only signs differ",
    "only case differs",
    "engine empty",
    "reader empty",
    "engine short",
    "reader short",
)


def judged(meeting: Meeting) -> Word:
    """One word of a meeting; an empty text where nothing stands there."""
    engine, reader = texts(meeting)
    values = features(meeting)
    for_engine, for_reader = _chance(ENGINE, values), _chance(READER, values)
    if engine == reader or (_core(engine) and _core(engine) == _core(reader)):
        # how long a dash is, and whether a comma or a stop ends a word, no number hangs on
        better, other = (engine, reader) if for_engine > for_reader else (reader, engine)
        others = (other,) if other != better else ()
        sure = max([_chance(AGREE, values), *((for_engine, for_reader) if others else ())])
        return _decided(better, sure, meeting.box, others, agreed=True)
    alike = _much_alike(engine, reader, meeting.before)
    if alike is not None:
        least = LEAST if engine.lower() == reader.lower() else DOUBT
        return _decided(alike, max(for_engine, for_reader, least), meeting.box, ())
    if set(reader.split()) < set(engine.split()):
        # the recogniser passed a word over: nothing is lost without a question
        return _decided(engine, min(for_engine, DOUBT - LEAST), meeting.box, (reader,))
    by_reader, by_engine = (for_reader, reader, engine), (for_engine, engine, reader)
    sure, better, other = max(by_reader, by_engine, key=lambda item: (not impossible(item[1]), item[0]))
    return _decided(better, sure, meeting.box, (other,))


def _much_alike(engine: str, reader: str, before: str) -> str | None:
    """The better of two readings that differ only in marks over letters, in case or in where words part."""
    if engine.lower() == reader.lower():
        # a strip shows how high a letter is only beside its neighbours, a page beside all lines
        return engine
    if engine.translate(BARE) == reader.translate(BARE):
        # marks over letters are lost, not made up
        return max((engine, reader), key=_marks)
    if engine.replace(" ", "") == reader.replace(" ", ""):
        # they only part words otherwise: the dictionary knows where
        return max((engine, reader), key=lambda text: _known(text, before))
    return None


def alone(token: Token, line: Box) -> Word:
    """A word that only the recogniser read; as sure as its signs are together."""
    sure = math.prod(sign.probability for sign in token.signs)
    return _decided(token.text, sure, replace(line, x0=token.x0, x1=token.x1), ())


def asked(word: Word, meant: str, other: str) -> Word:
    """The word as it is meant, shown to a person with what else it may be."""
    others = tuple(dict.fromkeys((other, *(text for text in word.alternatives if text != meant))))
    sure = min(word.confidence, DOUBT - LEAST)
    return replace(word, text=meant, confidence=sure, review=True, alternatives=others)


def texts(meeting: Meeting) -> tuple[str, str]:
    """What the engine and what the recogniser read."""
    engine, reader = (" ".join(item.text for item in row) for row in (meeting.engine, meeting.reader))
    return as_meant(engine), as_meant(reader)


def features(meeting: Meeting) -> tuple[float, ...]:
    """Numbers named by FEATURES."""
    engine, reader = texts(meeting)
    chances = [sign.probability for token in meeting.reader for sign in token.signs]
    return (
        1.0,
        _odds(min((word.confidence for word in meeting.engine), default=0.0)),
        max(WORST, sum(math.log(max(LEAST, chance)) for chance in chances)) if chances else WORST,
        _odds(min(chances, default=0.0)),
        _known(engine, meeting.before),
        _known(reader, meeting.before),
        float(bool(DIGIT.search(engine))),
        float(bool(DIGIT.search(reader))),
        float(bool(LATIN.search(engine))),
        float(bool(LATIN.search(reader))),
        math.log(1 + max(len(engine), len(reader))),
        float(max(len(meeting.engine), len(meeting.reader)) > 1),
        float(SIGNS.sub("", engine) == SIGNS.sub("", reader)),
        float(engine != reader and engine.lower() == reader.lower()),
        float(not engine),
        float(not reader),
        float(0 < len(engine) < 3),  # noqa: PLR2004 - as short as a preposition
        float(0 < len(reader) < 3),  # noqa: PLR2004
    )


def _marks(text: str) -> int:
    return sum(sign != sign.translate(BARE) for sign in text)


def _core(text: str) -> str:
    """What says something of a word: signs at its ends and kinds of dashes left out."""
    return EDGES.sub("", text.translate(DASHES))


def _decided(text: str, sure: float, box: Box, others: tuple[str, ...], *, agreed: bool = False) -> Word:
    """The word; what is doubtful is never told as sure."""
    review = _doubtful((text, *others), sure, agreed=agreed)
    return Word(
        text=text,
        confidence=round(min(sure, DOUBT - LEAST) if review else sure, 4),
        box=box,
        alternatives=tuple(other for other in others if other),
        review=review,
    )


def _doubtful(readings: tuple[str, ...], sure: float, *, agreed: bool) -> bool:
    """True when a person is to look; never for a dash, a bullet or a comma alone."""
    if not any(map(SAYS_SOMETHING.search, readings)):
        return False
    number = any(map(DIGIT.search, readings))
    least = (AGREED_DOUBT if agreed else NUMBER_DOUBT) if number else DOUBT
    return sure < least or impossible(readings[0])


def _chance(case: str, values: tuple[float, ...]) -> float:
    score = sum(weight * value for weight, value in zip(_weights()[case], values, strict=True))
    return min(MOST, 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))))


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    """Weights of every feature.

    Raises:
        DamagedFile: a feature is missing.
    """
    data = tomllib.loads(files("ingest.ocr.data").joinpath("votes.toml").read_text(encoding="utf-8"))
    if any(set(data.get(case, {})) != set(FEATURES) for case in (AGREE, ENGINE, READER)):
        raise DamagedFile(name="votes.toml")
    return {case: tuple(float(data[case][name]) for name in FEATURES) for case in (AGREE, ENGINE, READER)}


def _odds(share: float) -> float:
    share = min(MOST, max(LEAST, share))
    return math.log(share / (1 - share))


def _known(text: str, before: str) -> float:
    """Share of words that the dictionary has; half where there are none. A word broken here is not looked up."""
    whole = before + BROKEN.sub("", text) if text[:1].isalpha() else text
    parts = [part for part in PART.findall(whole) if len(part) > 1]
    return sum(is_known(part.lower()) for part in parts) / len(parts) if parts else 0.5
