"""Readings of one garbled stretch: a beam over the tagger's choices, scored by letters, then by words.

First pass: a hypothesis is a text; its score is the tagger's and, a little, the letters'. Second pass: the best texts
are scored by their words. Upper case is decided afterwards, word by word.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.repair.language import ALPHABET, OPENING, RUN, letter, spelled
from ingest.repair.letter_case import ROMAN, TOKEN, cased
from ingest.repair.script import is_latin_word
from school.morphology import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.repair.language import Lexicon
    from ingest.repair.tagger import Choice, Choices

BEAM, REACH, WORDED, BEST = 20, 8.0, 10, 6
"""Hypotheses kept at every sign, how far below the best, those scored by words, readings."""
LETTERS = 0.35
"""Weight of letters in the first pass."""
WORDS = 0.45
"""Weight of words in the second."""
CASE = 0.4
"""Weight of capitals in it."""
STRANGE = -6.0
"""A word of no list costs so much more than its letters; one of the dictionary half of it."""
ROMAN_WORD = -3.0
VANISHED = -10.0
"""A printed word that stands for nothing."""
LATIN_WORD, LATIN_STRANGE, LATIN_SIGN, SIGN = -10.0, -8.0, -2.0, -1.0
SIGN_INSIDE = -1.5
"""A sign or digit that touches a letter inside a word."""
LETTER_SET = frozenset(ALPHABET)
Path = tuple["Path | None", "Choice"]
Beam = dict[str, tuple[float, float, str, "Path | None"]]
"""Text so far to: score, the tagger's part of it, the last letters, how it came about."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a stretch: in small letters and as printed, its scores, its words, the choices that made it."""

    text: str
    printed: str
    tagged: float
    worded: float
    shaped: float
    words: tuple[str, ...]
    choices: tuple[Choice, ...]

    @property
    def score(self) -> float:
        """What the tagger, the words and their capitals say together."""
        return self.tagged + WORDS * self.worded + CASE * self.shaped


def readings(signs: Sequence[Choices], lexicon: Lexicon, *, opens: float) -> tuple[Reading, ...]:
    """The likeliest readings of a stretch, best first.

    Args:
        signs: choices of every sign.
        lexicon: words.
        opens: how likely a sentence begins with it (see `letter_case`).
    """
    if all(len(choices) == 1 for choices in signs):
        ends = [(sum(choices[0].weight for choices in signs), tuple(choices[0] for choices in signs))]
    else:
        ends = _beam(signs)
    found: dict[str, Reading] = {}
    for tagged, path in ends:
        text = "".join(choice.text for choice in path)
        printed, shaped = cased(text, path, lexicon, opens=opens)
        reading = Reading(text, printed, tagged, worded(text, lexicon), shaped, tuple(TOKEN.findall(text)), path)
        if text not in found or reading.score > found[text].score:
            found[text] = reading
    return tuple(sorted(found.values(), key=lambda reading: (-reading.score, reading.text))[:BEST])


def _beam(signs: Sequence[Choices]) -> list[tuple[float, tuple[Choice, ...]]]:
    beam: Beam = {"": (0.0, 0.0, OPENING, None)}
    for choices in signs:
        grown: Beam = {}
        floor = -math.inf
        for text, (total, tagged, tail, path) in sorted(beam.items(), key=lambda item: -item[1][0]):
            for choice in choices:
                more, weight = choice.text, choice.weight
                if total + weight < floor:
                    continue  # letters only take away
                flow, end = _flow(tail, more) if more else (0.0, tail)
                score, longer = total + weight + flow, text + more
                if longer not in grown or score > grown[longer][0]:
                    grown[longer] = (score, tagged + weight, end, (path, choice))
                    floor = max(floor, score - REACH)
        beam = _kept(grown)
    ends = sorted(beam.values(), key=lambda state: -state[0])[:WORDED]
    return [(tagged, _unrolled(path)) for _, tagged, _, path in ends]


def _kept(beam: Beam) -> Beam:
    if len(beam) == 1:
        return beam
    floor = max(state[0] for state in beam.values()) - REACH
    near = [item for item in beam.items() if item[1][0] >= floor]
    if len(near) > BEAM:
        near = sorted(near, key=lambda item: -item[1][0])[:BEAM]
    return dict(near)


def _unrolled(path: Path | None) -> tuple[Choice, ...]:
    found: list[Choice] = []
    while path is not None:
        path, choice = path
        found.append(choice)
    return tuple(reversed(found))


@lru_cache(maxsize=400_000)
def _flow(tail: str, more: str) -> tuple[float, str]:
    """Weighted score of signs after a run of letters, and the run that stands then; no run after other signs."""
    score = 0.0
    for sign in more:
        if sign in LETTER_SET:
            tail = tail or OPENING
            score += letter(tail, sign)
            tail = (tail + sign)[1 - RUN :]
        else:
            score += letter(tail, "$") if tail not in ("", OPENING) else 0.0
            score += LATIN_SIGN if sign.isalpha() else SIGN
            tail = ""
    return LETTERS * score, tail


def worded(text: str, lexicon: Lexicon) -> float:
    """Score of a text's words and of how they touch other signs."""
    score, before = VANISHED * sum(not part for part in text.split(" ")), " "
    for match in TOKEN.finditer(text):
        word = match.group()
        if word[0].isalpha():
            score += word_score(word, lexicon)
        joined = match.start() > 0 and text[match.start() - 1] != " "
        if joined and (word[0].isalnum() != before.isalnum() or word[0].isalpha() != before.isalpha()):
            score += _join(before, word[0])
        before = word[-1]
    return score


def _join(before: str, sign: str) -> float:
    """Letters that touch digits or strokes are rare; stops, quotes and brackets are not."""
    if before in '.,;:!?)»"' or sign in '.,;:!?)»"' or before in "(«-–—" or sign in "-–—(":
        return 0.0
    return SIGN_INSIDE


def word_score(word: str, lexicon: Lexicon) -> float:
    """Score of one word in small letters."""
    if word[0] not in LETTER_SET:
        if ROMAN.fullmatch(word):
            return ROMAN_WORD
        if is_latin_word(word):
            return LATIN_WORD
        return LATIN_STRANGE + LATIN_SIGN * len(word)
    known = lexicon.score(word)
    if known is not None:
        return known
    return spelled(word) + (STRANGE / 2 if is_known(word) else STRANGE)
