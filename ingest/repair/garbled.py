"""Garbled tokens of one line become Russian words: readings of each stretch, the best row of them, their case."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from ingest.repair.certainty import Evidence, certainty
from ingest.repair.decoder import Reading, readings, worded
from ingest.repair.edits import ENGINE_SLIP, LATIN_FOR_CYRILLIC, MIXED_SCRIPT, Change
from ingest.repair.engine_slips import with_slips
from ingest.repair.letter_case import INSIDE, ITEM, NAMED, SENTENCE, TOKEN
from ingest.repair.row import Stretch, best_row
from ingest.repair.script import CYRILLIC, EDGE, LATIN, closed, is_address, is_format, is_number, is_russian
from school.morphology import is_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.repair.language import Lexicon
    from ingest.repair.tagger import Choices
    from ingest.repair.zones import Token

LONGEST = 60
"""No word, nor words read together, are longer."""
SURE_SPACE = math.log(0.97)
NUMBERED = re.compile(r"^((?:\d+\.)+)(?=[А-ЯЁа-яё]{2}|[А-ЯЁ]$)|(?<=[№§])(?=\d)")
INITIALS = re.compile(r"(?:[^\W\da-z]\S{0,2}\.){1,2},?")
ROMAN_NUMBER = re.compile(r"^(?:X{0,2}(?:II|III|IV|VI{1,3}|IX)|X{2}I?|XI|XV)$")
LETTER_LIKE = re.compile(r"[^\W_]|[{}\[\]|<>@¢©®£€*«»+°#]")
MODEL = re.compile(r"\(?\d{2,}[.,]\d+[a-z]?\W*$")
NO_NUMBER = -5.0
"""Logarithm of the chance that digits are digits, under which they may be letters."""
LONG_NUMBER, ITEM_NUMBER = re.compile(r"\d{3}|\d\D+\d"), re.compile(r"\d+[.)]$")
PROOF, LONG_ENOUGH = 0.34, 4
SMALL_WORD = re.compile(r"[а-яё]{4,}(?:-[а-яё]+)*")
SUSPECT_GAIN = 2.0
POOREST, COMMON = -0.5, -14.5
"""Mean logarithm of the choices, and score of a word, under which a stretch proves nothing."""
CODE = re.compile(r"[₀-₉⁰-⁹²³·=^~\\#_]|^(?=[^a-z]*\d)[^a-z]+$|^0x|[A-Z]\d+[A-Z]|\)\d|\.[a-z]{2,4}$")


def stretches(
    line: str,
    row: Sequence[Token],
    signs: Sequence[Choices],
    lexicon: Lexicon,
    *,
    limit: float,
    opening: float,
    poor: bool,
) -> list[Stretch]:
    """The line's stretches with their readings.

    Args:
        line: the line.
        row: its tokens.
        signs: choices of every sign of the line.
        lexicon: words.
        limit: tokens with a higher chance of being garbled are read.
        opening: how likely a sentence begins with the first token (see `letter_case`).
        poor: Cyrillic words that no dictionary has are suspect.
    """
    found: list[Stretch] = []
    at = 0
    while at < len(row):
        token = row[at]
        opens = _opens(found, opening)
        if poor and token.bad <= limit and is_suspect(token.text):
            found.append(_suspect(token, signs[token.start : token.end], lexicon, opens=opens))
            at += 1
            continue
        if token.bad > limit and _is_numero(row, at):
            found.append(Stretch(token.start, token.text, (_itself("№"),), garbled=True, opens=opens))
            at += 1
            continue
        if token.bad <= limit or _stays(token.text, signs[token.start : token.end], first=not found):
            found.append(Stretch(token.start, token.text, (_itself(token.text),), garbled=False, opens=opens))
            at += 1
            continue
        last = at
        while last + 1 < len(row) and _joined(row, last, signs, limit):
            last += 1
        start, end = token.start, row[last].end
        read = readings(signs[start:end], lexicon, opens=max(opens, NAMED) if _named(row, at, last) else opens)
        found.append(Stretch(start, line[start:end], read, garbled=True, opens=opens))
        at = last + 1
    return found


def is_suspect(text: str) -> bool:
    """A small Cyrillic word that no dictionary has; names are no suspects."""
    word = text.strip(EDGE)
    return bool(SMALL_WORD.fullmatch(word)) and not is_russian(word)


def _suspect(token: Token, signs: Sequence[Choices], lexicon: Lexicon, *, opens: float) -> Stretch:
    low = token.text.lower()
    wider = [with_slips(sign, choices) for sign, choices in zip(low, signs, strict=True)]
    copied = sum(
        next(choice.weight for choice in choices if choice.text == sign)
        for choices, sign in zip(wider, low, strict=True)
    )
    itself = Reading(low, low, copied, worded(low, lexicon), 0.0, tuple(TOKEN.findall(low)), ())
    read = tuple(
        reading
        for reading in readings(wider, lexicon, opens=opens)
        if reading.text != low and _all_known(reading, lexicon)
    )
    if not read or read[0].score < itself.score + SUSPECT_GAIN:
        return Stretch(token.start, token.text, (_itself(token.text),), garbled=False, opens=opens)
    return Stretch(token.start, token.text, read, garbled=True, opens=opens, left=itself.score)


def _all_known(reading: Reading, lexicon: Lexicon) -> bool:
    words = [word for word in reading.words if word[0].isalpha()]
    return bool(words) and all(lexicon.score(word) is not None or is_known(word) for word in words)


def changes(found: Sequence[Stretch], lexicon: Lexicon) -> Iterator[Change]:
    """Changes that put the best row of readings in place."""
    for stretch, chosen, margin in zip(found, *best_row(found), strict=True):
        if not stretch.garbled:
            continue
        reading = stretch.readings[chosen]
        text = _spaced(reading.printed)
        if text == stretch.printed or not text.strip():
            continue
        others = [other for place, other in enumerate(stretch.readings) if place != chosen][:3]
        sure = certainty(Evidence(stretch.printed, text, reading, margin, stretch.opens > INSIDE), lexicon)
        kind = (
            ENGINE_SLIP
            if stretch.left is not None
            else MIXED_SCRIPT
            if CYRILLIC.search(stretch.printed)
            else LATIN_FOR_CYRILLIC
        )
        alternatives = tuple(other.printed for other in others)
        yield _trimmed(
            Change(stretch.start, stretch.start + len(stretch.printed), text, sure, kind, alternatives), stretch
        )


def proved(found: Sequence[Stretch], lexicon: Lexicon) -> bool:
    """Stretches that look garbled are so when many of their longer words read well as Russian; codes do not."""
    long, well = 0, 0
    for stretch in found:
        if not stretch.garbled or stretch.left is not None or len(stretch.printed.strip(EDGE)) < LONG_ENOUGH:
            continue
        reading = stretch.readings[0]
        fits = reading.tagged >= POOREST * (len(stretch.printed) + 1) and not CODE.search(stretch.printed)
        words = [word for word in reading.words if len(word) >= LONG_ENOUGH and word.isalpha()]
        long += max(1, len(words))
        well += sum(fits and (lexicon.score(word) or -math.inf) >= COMMON for word in words)
    return well > 0 and well >= PROOF * long


def _itself(text: str) -> Reading:
    return Reading(text, text, 0.0, 0.0, 0.0, tuple(TOKEN.findall(text.lower())), ())


def _stays(text: str, signs: Sequence[Choices], *, first: bool) -> bool:
    """Numbers, addresses, formats, Roman numbers, endless runs; a lone digit only where the tagger takes it for one."""
    if len(text) > LONGEST or is_address(text) or is_format(text.strip(EDGE)):
        return True
    if MODEL.match(text):
        return True
    if ROMAN_NUMBER.match(text.rstrip(",;:)").lstrip("(")) or not LETTER_LIKE.search(text):
        return True
    if not is_number(text):
        return False
    if LONG_NUMBER.search(text) or (first and ITEM_NUMBER.match(text)):
        return True
    copied = [
        next((choice.weight for choice in choices if choice.text == sign), -math.inf)
        for choices, sign in zip(signs, text, strict=True)
        if sign.isdigit()
    ]
    return sum(copied) > NO_NUMBER


def _is_numero(row: Sequence[Token], at: int) -> bool:
    """A sign that Latin models print for «№», before a number."""
    return row[at].text in closed()["numero"] and at + 1 < len(row) and row[at + 1].text[0].isdigit()


def _spaced(text: str) -> str:
    """The spaces that an engine loses behind a clause number, «№» and «§»."""
    return NUMBERED.sub(lambda match: f"{match.group()} ", text)


def _named(row: Sequence[Token], first: int, last: int) -> bool:
    """Initials stand beside a word: it is a surname."""
    near = [*row[max(0, first - 1) : first], *row[last + 1 : last + 2]]
    own = row[first].text
    return first == last and len(own) >= LONG_ENOUGH and any(INITIALS.fullmatch(token.text) for token in near)


def _joined(row: Sequence[Token], at: int, signs: Sequence[Choices], limit: float) -> bool:
    """The space behind this token is doubtful, and the next token is to be read too."""
    token, following = row[at], row[at + 1]
    if (
        following.bad <= limit
        or following.end - token.start > LONGEST
        or _stays(following.text, signs[following.start : following.end], first=False)
    ):
        return False
    return not all(
        choices[0].text == " " and choices[0].weight > SURE_SPACE for choices in signs[token.end : following.start]
    )


def _opens(found: Sequence[Stretch], opening: float) -> float:
    """Whether a sentence or an item begins here."""
    if not found:
        return opening
    before = found[-1].printed
    if not LATIN.search(before) and not CYRILLIC.search(before):
        if len(found) == 1:
            return SENTENCE if before[0].isdigit() else ITEM
        return ITEM if before[-1] in ".)" else INSIDE
    return SENTENCE if before[-1] in ".!?" and len(before) > LONG_ENOUGH else INSIDE


def _trimmed(change: Change, stretch: Stretch) -> Change:
    """The change without the stops and quotes that stay on both sides."""
    printed, text = stretch.printed, change.text
    left = 0
    while left < min(len(printed), len(text)) - 1 and printed[left] == text[left] and printed[left] in EDGE:
        left += 1
    right = 0
    while (
        right < min(len(printed), len(text)) - left - 1
        and printed[-1 - right] == text[-1 - right]
        and text[-1 - right] in EDGE
    ):
        right += 1
    inner_text = text[left : len(text) - right]
    cut = tuple(_cut(other, text, left, right) for other in change.alternatives)
    return Change(change.start + left, change.end - right, inner_text, change.confidence, change.kind, cut)


def _cut(other: str, text: str, left: int, right: int) -> str:
    """An alternative without the same edges, if it has them."""
    if other[:left] == text[:left] and (not right or other[-right:] == text[-right:]):
        return other[left : len(other) - right]
    return other
