"""Repair of lines: what stands in garbled text is decoded, single slips in good text are mended."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.repair import garbled, stray
from ingest.repair.edits import LATIN_FOR_CYRILLIC, Change, apply, composed
from ingest.repair.encodings import restored
from ingest.repair.language import lexicon
from ingest.repair.letter_case import INSIDE, ITEM, SENTENCE
from ingest.repair.script import CYRILLIC, EDGE, closed, is_russian
from ingest.repair.tagger import tagger
from ingest.repair.zones import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.model import Edit
    from ingest.repair.language import Lexicon
    from ingest.repair.row import Stretch
    from ingest.repair.zones import Token

GARBLED = 0.5
PASSES = 4
SURELY_GOOD = 0.1
SMALL_WORD = re.compile(r"[а-яё]{4,}")
FOREIGN = re.compile(r"[ІіЇїЄєҐґЎўӘәҒғҚқҢңӨөҰұҮүҺһѢѣѲѳ]|[А-Яа-я]ъ\b")
FEWEST_STRANGE, STRANGE_SHARE, STRANGE_IN_LINE = 4, 0.04, 0.5
YO, YO_LIKE, LONG_TEXT = str.maketrans("ёЁ", "еЕ"), re.compile("[éèêëÉÈÊËёЁ]"), 600
BULLET, BULLET_SURE = "•", 0.9
BULLETS = frozenset("•·")
DOUBTFUL = frozenset("aoecsA1*»")
"""Words and marks too: a bullet only where items stand around."""
NAME = re.compile(r"[А-ЯЁ][а-яё]{2,}")
WORD = re.compile(r"[А-Яа-яЁё]{4,}")
MALE, FEMALE = ("а", "у", "ым", "е"), ("ой", "у")

Repaired = tuple[str, tuple["Edit", ...]]


def repair_line(text: str) -> Repaired:
    """Repairs one line by itself; applying the edits to the text gives the repaired text."""
    return repair_lines([text])[0]


def repair_lines(
    lines: Sequence[str], names: Iterable[str] = (), memory: frozenset[str] = frozenset()
) -> list[Repaired]:
    """Repairs lines of one document together: where they are garbled is judged by their neighbours too.

    Args:
        lines: lines as they came, in reading order.
        names: names of people that the school knows, «Фамилия Имя Отчество».
        memory: words of the good parts of the document elsewhere, as printed.

    Returns:
        For every line its text and the edits that made it; a right line is itself, with no edits.
    """
    # what a wrong encoding did is undone first: the rest reads letters
    first = [apply(line, changes) for line, changes in zip(lines, restored(lines), strict=True)]
    second = _repaired([text for text, _ in first], _forms(names) | memory)
    return [
        (text, composed(line, edits, more)) for line, (_, edits), (text, more) in zip(lines, first, second, strict=True)
    ]


def _repaired(lines: Sequence[str], known: frozenset[str]) -> list[Repaired]:
    """Repairs lines whose encoding is right; `known` are words that the school has shown to exist."""
    result = _once(lines, known)
    for _ in range(PASSES if any(edits for _, edits in result) else 0):
        # words that came back help to read those that did not; and a repaired text must be a right one
        again = _once([text for text, _ in result], known)
        if not any(edits for _, edits in again):
            break
        result = [
            (text, composed(line, edits, more)) if more else (text, edits)
            for line, (_, edits), (text, more) in zip(lines, result, again, strict=True)
        ]
    return result


def vocabulary(lines: Sequence[str]) -> frozenset[str]:
    """Words of the good parts of these lines, as printed."""
    return _vocabulary(tokens(lines))


def _once(lines: Sequence[str], known: frozenset[str]) -> list[Repaired]:
    rows = list(tokens(lines))
    poor, bullets = _poor_lines(rows), _bullets(rows)
    for number in bullets:
        rows[number] = (rows[number][0]._replace(bad=0.0), *rows[number][1:])
    wanted = [number for number, row in enumerate(rows) if number in poor or any(token.bad > GARBLED for token in row)]
    if not wanted:
        return [_good(line) for line in lines]
    words = lexicon().with_words(_vocabulary(rows) | known)
    signs = dict(zip(wanted, tagger().choices([lines[number] for number in wanted]), strict=True))
    read: dict[int, list[Stretch]] = {
        number: garbled.stretches(
            lines[number],
            rows[number],
            signs[number],
            words,
            limit=GARBLED,
            opening=_opening(lines, number),
            poor=number in poor,
        )
        for number in wanted
    }
    proved, without_yo = _proved(read, words), _without_yo(lines)
    return [
        _line(
            line,
            [
                stretch
                for stretch in read.get(number, [])
                if (number, stretch.start) in proved or not stretch.garbled or stretch.left is not None
            ],
            words,
            bullets.get(number),
            without_yo=without_yo,
        )
        for number, line in enumerate(lines)
    ]


def _poor_lines(rows: Sequence[Sequence[Token]]) -> frozenset[int]:
    """Lines with slips of an engine: Russian ones of a text so many of whose words no dictionary has."""
    russian: dict[int, int] = {}
    words = strange = 0
    for number, row in enumerate(rows):
        small = [word for token in row if SMALL_WORD.fullmatch(word := token.text.strip(EDGE))]
        suspects = sum(garbled.is_suspect(word) for word in small)
        if len(small) > 1 and suspects <= STRANGE_IN_LINE * len(small) and not any(FOREIGN.search(t.text) for t in row):
            russian[number] = suspects
            words, strange = words + len(small), strange + suspects
    if strange < FEWEST_STRANGE or strange < STRANGE_SHARE * words:
        return frozenset()
    return frozenset(number for number, suspects in russian.items() if suspects)


def _proved(read: dict[int, list[Stretch]], words: Lexicon) -> set[tuple[int, int]]:
    """Places of the garbled stretches whose run, over line ends, reads as Russian."""
    flat = [(number, stretch) for number, row in read.items() for stretch in row]
    found: set[tuple[int, int]] = set()
    for good, group in groupby(flat, key=lambda item: not item[1].garbled and bool(CYRILLIC.search(item[1].printed))):
        run = list(group)
        if not good and garbled.proved([stretch for _, stretch in run], words):
            found.update((number, stretch.start) for number, stretch in run)
    return found


def _opening(lines: Sequence[str], number: int) -> float:
    """Whether a sentence may begin with this line."""
    before = lines[number - 1].rstrip() if number else ""
    return SENTENCE if not before or before[-1] in ".!?" else ITEM if before[-1] in ":;" else INSIDE


def _good(raw: str) -> Repaired:
    changes = stray.changes(raw)
    return apply(raw, changes) if changes else (raw, ())


def _line(raw: str, row: Sequence[Stretch], words: Lexicon, bullet: Change | None, *, without_yo: bool) -> Repaired:
    if not any(stretch.garbled for stretch in row):
        return _good(raw)
    decoded = [*garbled.changes(row, words), *([] if bullet is None else [bullet])]
    if without_yo:
        decoded = [replace(change, text=change.text.translate(YO)) for change in decoded]
    found = [change for change in stray.changes(raw) if not any(_overlap(change, other) for other in decoded)]
    return apply(raw, [*found, *decoded])


def _without_yo(lines: Sequence[str]) -> bool:
    """A text long enough to show ё (a Latin model prints é, ë) shows none: its papers print е."""
    return sum(map(len, lines)) >= LONG_TEXT and not any(YO_LIKE.search(line) for line in lines)


def _bullets(rows: Sequence[Sequence[Token]]) -> dict[int, Change]:
    """Signs of list items that the engine took for something else, by line; letters only beside other items."""
    full = [number for number, row in enumerate(rows) if len(row) > 1]
    signs = frozenset(closed()["bullets"])
    items = {number for number in full if rows[number][0].text in signs | BULLETS}
    found: dict[int, Change] = {}
    for place, number in enumerate(full):
        first, second = rows[number][:2]
        near = {*full[max(0, place - 2) : place], *full[place + 1 : place + 3]} & items
        if second.bad > GARBLED and (first.text in signs or (near and first.text in DOUBTFUL)):
            found[number] = Change(first.start, first.end, BULLET, BULLET_SURE, LATIN_FOR_CYRILLIC)
    return found


def _overlap(one: Change, other: Change) -> bool:
    return one.start < other.end and other.start < one.end


def _vocabulary(rows: Sequence[Sequence[Token]]) -> frozenset[str]:
    """Words of the document's good part: its names and terms come back in the garbled one."""
    good = {token.text.strip(EDGE) for row in rows for token in row if token.bad < SURELY_GOOD}
    return frozenset(word for word in good if WORD.fullmatch(word) and (is_russian(word) or NAME.fullmatch(word)))


def _forms(names: Iterable[str]) -> frozenset[str]:
    """Names in the cases that their endings show at once."""
    words = {word for name in names for word in NAME.findall(name)}
    for word in sorted(words):
        if re.search(r"(?:ов|ев|ин)$", word):
            words.update(word + ending for ending in MALE)
        elif re.search(r"(?:ов|ев|ин)а$", word):
            words.update(word[:-1] + ending for ending in FEMALE)
    return frozenset(words)
