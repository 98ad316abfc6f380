"""Single slips inside good text: Latin twins in Russian words, letters in numbers, digits in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.repair.edits import DIGIT_FOR_LETTER, LETTER_FOR_DIGIT, MIXED_SCRIPT, Change
from ingest.repair.language import is_pair
from ingest.repair.script import CYRILLIC, EDGE, LATIN, TOKEN, TWINS, closed, is_address, is_russian, is_twin

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+")
BESIDE = re.compile(r"\d[А-Яа-яЁё]|[А-Яа-яЁё]\d")
"""No slip of a line without Latin is elsewhere than where digits and letters touch."""
DIGIT_WORD = re.compile(r"(?<![\w])(?=\w*[а-яё]{2})[А-Яа-яЁё]*[0346][А-Яа-яЁё]+(?![\w])")
DIGITS = str.maketrans("0346", "озчб")
LETTER_NUMBER = re.compile(
    r"(?<![\wА-Яа-яЁё])(?=[\d.]*[ОоOoЗзlI])[\dОоOoЗзlI]{1,4}(?:\.[\dОоOoЗзlI]{1,4})*(?![\wА-Яа-яЁё])"
)
NUMBERS = str.maketrans("ОоOoЗзlI", "00003311")
LEAST_DIGITS = 2
TWIN_SURE, DIGIT_SURE, ZA_SURE = 0.98, 0.9, 0.8
ZA = re.compile(r"(?<!\S)3([аa])(?= ([а-яё]{3,}))")
LONE = re.compile(r"(?<!\S)[aco](?!\S)")


def changes(raw: str) -> list[Change]:
    """Changes that are beyond doubt; none for right text."""
    if not LATIN.search(raw) and not BESIDE.search(raw):
        return []
    found = [*_numbers(raw), *_twins(raw), *_digits(raw), *_za(raw), *_prepositions(raw)]
    taken: list[Change] = []
    for change in found:
        if all(change.end <= other.start or change.start >= other.end for other in taken):
            taken.append(change)
    return taken


def _twins(raw: str) -> Iterator[Change]:
    """`oценки` with a Latin o: a word of both scripts whose Latin letters all have a Cyrillic twin."""
    for token in TOKEN.finditer(raw):
        if not (LATIN.search(token.group()) and CYRILLIC.search(token.group())) or is_address(token.group()):
            continue
        for match in WORD.finditer(token.group()):
            word = match.group()
            if is_twin(word):
                start = token.start() + match.start()
                yield Change(start, start + len(word), word.translate(TWINS), TWIN_SURE, MIXED_SCRIPT)


def _digits(raw: str) -> Iterator[Change]:
    """`пр0верка`: a digit inside a word that the dictionary knows with a letter there."""
    for match in DIGIT_WORD.finditer(raw):
        word = match.group().translate(DIGITS)
        if len(word) > 3 and is_russian(word) and not _class_name(match.group()):  # noqa: PLR2004
            yield Change(match.start(), match.end(), word, DIGIT_SURE, DIGIT_FOR_LETTER)


def _class_name(text: str) -> bool:
    return bool(re.fullmatch(r"\d[а-яА-Я]", text))


def _numbers(raw: str) -> Iterator[Change]:
    """`2О24`, `1З.09.2023`: a letter that looks like a digit between digits."""
    for match in LETTER_NUMBER.finditer(raw):
        text, number = match.group(), match.group().translate(NUMBERS)
        digits = sum(sign.isdigit() for sign in text)
        inside = re.search(r"\d[ОоOoЗзlI]+[\d.]|^[ОоOo3Зl]\d\.\d|^[1lI]\d?[ОоOoЗзlI]?\.\d\d\.\d", text)
        if digits >= LEAST_DIGITS and inside and text != number:
            yield Change(match.start(), match.end(), number, DIGIT_SURE, LETTER_FOR_DIGIT)


def _za(raw: str) -> Iterator[Change]:
    """`3а ведение`: «за», where papers write it before this very word; «учащиеся 3а класса» stays."""
    for match in ZA.finditer(raw):
        before = raw[: match.start()].split()
        low = before[-1].lower().strip(EDGE) if before else ""
        if is_pair("за", match.group(2)) and low not in closed()["class_words"] and not re.search(r"\d|,$", low):
            yield Change(match.start(), match.start() + 2, "за", ZA_SURE, DIGIT_FOR_LETTER)


def _prepositions(raw: str) -> Iterator[Change]:
    """A lone Latin `c` between Russian words, where papers write «с» before the next one."""
    words = list(TOKEN.finditer(raw))
    for place, match in enumerate(words[:-1]):
        if place and LONE.fullmatch(match.group()):
            near = words[place + 1].group().strip(EDGE).lower()
            letter = match.group().translate(TWINS)
            good = [CYRILLIC.search(words[other].group()) for other in (place - 1, place + 1)]
            if all(good) and len(near) > 1 and is_pair(letter, near):
                yield Change(match.start(), match.end(), letter, TWIN_SURE, MIXED_SCRIPT)
