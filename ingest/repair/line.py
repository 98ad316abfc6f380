"""Repair of lines: what stands in garbled text is decoded, single slips in good text are mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.repair import garbled, stray
from ingest.repair.decoder import Decoder
from ingest.repair.edits import BULLET_KIND, Change, apply, composed
from ingest.repair.encodings import restored
from ingest.repair.language import lexicon
from ingest.repair.script import EDGE, LATIN, closed, is_russian
from ingest.repair.zones import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.model import Edit
    from ingest.repair.zones import Token

GARBLED = 0.5
PASSES = 4
SURELY_GOOD = 0.1
BULLET, BULLET_SURE = "•", 0.9
BULLETS = frozenset("•·-–—")
DOUBTFUL = ("a", "o")
"""Words too: a bullet only where items stand around."""
NAME = re.compile(r"[А-ЯЁ][а-яё]{2,}")
WORD = re.compile(r"[А-Яа-яЁё]{4,}")
MALE, FEMALE = ("а", "у", "ым", "е"), ("ой", "у")

Repaired = tuple[str, tuple["Edit", ...]]


def repair_line(text: str) -> Repaired:
    """Repairs one line by itself; applying the edits to the text gives the repaired text."""
    return repair_lines([text])[0]


def repair_lines(lines: Sequence[str], names: Iterable[str] = ()) -> list[Repaired]:
    """Repairs lines of one document together: where they are garbled is judged by their neighbours too.

    Args:
        lines: lines as they came, in reading order.
        names: names of people that the school knows, «Фамилия Имя Отчество».

    Returns:
        For every line its text and the edits that made it; a right line is itself, with no edits.
    """
    # what a wrong encoding did is undone first: the rest reads letters
    first = [apply(line, changes) for line, changes in zip(lines, restored(lines), strict=True)]
    second = _repaired([text for text, _ in first], _forms(names))
    return [
        (text, composed(line, edits, more)) for line, (_, edits), (text, more) in zip(lines, first, second, strict=True)
    ]


def _repaired(lines: Sequence[str], known: frozenset[str]) -> list[Repaired]:
    """Repairs lines whose encoding is right; `known` are words that the school has shown to exist."""
    result = _once(lines, known)
    for _ in range(PASSES):
        # words that came back help to read those that did not; and a repaired text must be a right one
        again = _once([text for text, _ in result], known)
        if not any(edits for _, edits in again):
            break
        result = [
            (text, composed(line, edits, more)) if more else (text, edits)
            for line, (_, edits), (text, more) in zip(lines, result, again, strict=True)
        ]
    return result


def _once(lines: Sequence[str], known: frozenset[str]) -> list[Repaired]:
    rows: Sequence[Sequence[Token]] = tokens(lines)
    if not any(token.bad > GARBLED for row in rows for token in row):
        return [_good(line) for line in lines]
    decoder = Decoder(lexicon().with_words(_vocabulary(rows) | known))
    rows = _proved(rows, decoder)
    places = _places(rows)
    return [_line(line, row, decoder, place) for line, row, place in zip(lines, rows, places, strict=True)]


def _proved(rows: Sequence[Sequence[Token]], decoder: Decoder) -> list[list[Token]]:
    """The same tokens; runs that only look garbled are good."""
    flat = [(number, token) for number, row in enumerate(rows) for token in row]
    result: list[list[Token]] = [[] for _ in rows]
    for bad, group in groupby(flat, key=lambda item: item[1].bad > GARBLED):
        run = list(group)
        good = bad and not garbled.proved([token for _, token in run], decoder)
        for number, token in run:
            result[number].append(replace(token, bad=0.0) if good else token)
    return result


def _good(raw: str) -> Repaired:
    changes = stray.changes(raw)
    return apply(raw, changes) if changes else (raw, ())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands: beside items of a list, and whether a sentence may begin with it."""

    listed: bool
    fresh: bool


def _places(rows: Sequence[Sequence[Token]]) -> list[_Place]:
    """Places of all lines, empty lines aside."""
    full = [number for number, row in enumerate(rows) if row]
    items = {number for number in full if rows[number][0].text in BULLETS | set(closed()["bullets"])}
    found = [_Place(listed=False, fresh=True)] * len(rows)
    for place, number in enumerate(full):
        near = full[max(0, place - 1) : place + 2]
        before = rows[full[place - 1]][-1].text if place and full[place - 1] == number - 1 else "."
        found[number] = _Place(listed=any(other in items for other in near), fresh=before[-1] in ".:;!?")
    return found


def _line(raw: str, row: Sequence[Token], decoder: Decoder, place: _Place) -> Repaired:
    if not any(token.bad > GARBLED for token in row):
        return _good(raw)
    found = list(_bullet(row, item=place.listed))
    rest = row[1:] if found else row
    certain = [change for change in stray.changes(raw) if not found or change.start >= found[0].end]
    found += certain
    decoded = garbled.changes(rest, decoder, limit=GARBLED, fresh=place.fresh or bool(found))
    found += [change for change in decoded if not any(_overlap(change, other) for other in certain)]
    return apply(raw, found)


def _overlap(one: Change, other: Change) -> bool:
    return one.start < other.end and other.start < one.end


def _bullet(row: Sequence[Token], *, item: bool) -> Iterator[Change]:
    """The sign of a list item that the engine took for something else."""
    signs = {*closed()["bullets"], *(DOUBTFUL if item else ())}
    if len(row) > 1 and row[0].text in signs and row[1].bad > GARBLED and LATIN.search(row[1].text):
        yield Change(row[0].start, row[0].end, BULLET, BULLET_SURE, BULLET_KIND)


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
