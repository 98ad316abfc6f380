"""Garbled tokens of one line become Russian words: readings of each, the best row of them, their case."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ingest.repair.channel import channel
from ingest.repair.decoder import Decoder, Reading, capital_gain, is_cyrillic_word
from ingest.repair.edits import LATIN_FOR_CYRILLIC, MIXED_SCRIPT, Change
from ingest.repair.language import after, lexicon
from ingest.repair.script import CYRILLIC, EDGE, LATIN, closed, is_address, is_format, is_latin_word, is_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.repair.language import Lexicon
    from ingest.repair.zones import Token

PART = re.compile(r"[^-–—]+")
INITIALS = re.compile(r"^(?:[^\s.]{1,3}\.){1,2}$")
INITIALS_AND_NAME = re.compile(r"^((?:[^\s.]{1,3}\.){1,2})([^\s.]{3,})$")
LONE_INITIAL = re.compile(r"^[^\W\da-z_]\.$|^[\[{(<|][^\s.]?\.$")
LETTER_LIKE = re.compile(r"[{}\[\]|<>@¢©®£€]")
ROMAN_NUMBER = re.compile(r"^(?:X{0,2}(?:II|III|IV|VI{1,3}|IX)|X{2}I?|XI|XV)$")
CONTEXT = 0.8
LATIN_PRICE = 1.9
PROOF, POOREST_PROOF = 0.25, -2.8
SHORTEST_LATIN = 5
OPENING, MIDDLE, ALL_CAPITALS, HEADING = 0.5, -2.5, -9.0, 3.0
HEADING_GAIN, NAME = 3.0, 4.0
LONG_ENOUGH = 4
INITIAL_SURE, NUMERO_SURE = 0.6, 0.95


@dataclass(frozen=True, slots=True)
class Slot:
    """One printed word with its readings; a good Russian word has itself as the only one and no `printed`."""

    start: int
    printed: str
    readings: tuple[Reading, ...]
    opens: bool = False


def changes(row: Sequence[Token], decoder: Decoder, *, limit: float, fresh: bool) -> Iterator[Change]:
    """Changes for the tokens of a line that stand in garbled text.

    Args:
        row: the tokens.
        decoder: reads printed words.
        limit: tokens with a higher chance of being garbled are read.
        fresh: a sentence or an item may begin with the first token.
    """
    slots: list[Slot] = []
    for place, token in enumerate(row):
        change = _special(row, place, limit)
        if change is not None:
            yield change
            rest = token.text[change.end - token.start :]
            slots += _slots(change.end, rest, decoder, opens=False) if rest.strip(EDGE) else []
        elif token.bad > limit and not is_address(token.text) and not _is_roman(token.text):
            slots += _slots(token.start, token.text, decoder, opens=_opens(row, place, fresh=fresh))
        else:
            slots += _good(token)
    yield from _worded(slots, decoder.lexicon, fresh=fresh)


def proved(run: Sequence[Token], decoder: Decoder) -> bool:
    """A run of doubtful tokens is garbled when many of its longer words read well as Russian; codes do not."""
    words = [part for token in run for part in PART.findall(token.text.strip(EDGE)) if len(part) >= LONG_ENOUGH]
    words = [word for word in words if _needs_reading(word)]
    well = [word for word in words if any(_fits(word, reading) for reading in decoder.readings(word)[:1])]
    return len(well) > 0 and len(well) >= PROOF * len(words)


def _fits(printed: str, reading: Reading) -> bool:
    return reading.listed and reading.score >= POOREST_PROOF * (len(printed) + 2)


def _is_roman(token: str) -> bool:
    return bool(ROMAN_NUMBER.match(token.strip(EDGE)))


def _good(token: Token) -> list[Slot]:
    word = token.text.strip(EDGE).lower()
    return [Slot(token.start, "", (Reading(word, 0.0, listed=True),))] if is_cyrillic_word(word) else []


def _special(row: Sequence[Token], place: int, limit: float) -> Change | None:
    """«№» and initials."""
    token = row[place]
    if token.bad <= limit or not LATIN.search(token.text):
        return None
    follows = row[place + 1].text if place + 1 < len(row) else ""
    if token.text in closed()["numero"] and follows[:1].isdigit():
        return Change(token.start, token.end, "№", NUMERO_SURE, LATIN_FOR_CYRILLIC)
    if INITIALS.match(token.text) and (token.text.count(".") > 1 or _beside_a_name(row, place)):
        return _initials(token.start, token.text)
    joined = INITIALS_AND_NAME.match(token.text)
    if joined and (len(joined[1]) > 3 or LONE_INITIAL.match(joined[1])):  # noqa: PLR2004
        return _initials(token.start, joined[1])
    return None


def _beside_a_name(row: Sequence[Token], place: int) -> bool:
    near = [row[other].text for other in (place - 1, place + 1) if 0 <= other < len(row)]
    return bool(LONE_INITIAL.match(row[place].text)) and any(
        LONE_INITIAL.match(text) or (len(text) >= LONG_ENOUGH and not text[0].islower() and not is_number(text))
        for text in near
    )


def _initials(start: int, printed: str) -> Change | None:
    letters = [initial(part) for part in printed.split(".")[:-1]]
    if not all(letters):
        return None
    text = "".join(f"{letter[0]}." for letter in letters)
    others = "".join(f"{letter[1] if len(letter) > 1 else letter[0]}." for letter in letters)
    return Change(start, start + len(printed), text, INITIAL_SURE, LATIN_FOR_CYRILLIC, (others,))


@cache
def initial(printed: str) -> tuple[str, ...]:
    """Capitals that printed signs may stand for, likeliest first; common first letters of names win."""
    if is_cyrillic_word(printed) and len(printed) == 1:
        return (printed.upper(),)
    order = closed()["initials"]
    found = {
        meant.upper(): score - 0.1 * order.index(meant.upper())
        for meant, score in channel().capital.get(printed, ())
        if meant.upper() in order and meant
    }
    return tuple(sorted(found, key=lambda letter: -found[letter]))


def _slots(start: int, text: str, decoder: Decoder, *, opens: bool) -> Iterator[Slot]:
    core = text.strip(EDGE)
    if (is_number(text) and core != "0") or not core:
        return
    begin = start + text.index(core)
    for match in PART.finditer(core):
        printed = match.group()
        if not _needs_reading(printed) or stays_latin(printed):
            continue
        readings = decoder.readings(printed)
        if readings:
            yield Slot(begin + match.start(), printed, readings, opens and match.start() == 0)


def _opens(row: Sequence[Token], place: int, *, fresh: bool) -> bool:
    """A sentence or an item begins here."""
    if place == 0:
        return fresh
    before = row[place - 1].text
    if not LATIN.search(before) and not CYRILLIC.search(before):
        return place == 1 or before[-1] in ".)"
    return before[-1] in ".!?" and len(before) > LONG_ENOUGH


def _needs_reading(printed: str) -> bool:
    """Latin letters, signs that engines print for letters, or digits among Cyrillic; a bare number never, save 0."""
    if printed == "0":
        return True
    if is_number(printed) or is_cyrillic_word(printed):
        return False
    return bool(LATIN.search(printed) or LETTER_LIKE.search(printed) or CYRILLIC.search(printed))


@cache
def _plain() -> Decoder:
    """Without the words of a document, so that a second repair decides alike."""
    return Decoder(lexicon())


def stays_latin(printed: str) -> bool:
    """Honest Latin among garbled words: a format, or an English word that no Russian word explains well."""
    if is_format(printed):
        return True
    if not is_latin_word(printed) or len(printed) < SHORTEST_LATIN or printed[1:] != printed[1:].lower():
        return False
    readings = _plain().readings(printed)
    return not readings or readings[0].score < -LATIN_PRICE * (len(printed) + 2)


def _worded(slots: list[Slot], words: Lexicon, *, fresh: bool) -> Iterator[Change]:
    heading = fresh and _is_heading(slots)
    for slot, chosen, margin in zip(slots, *_best_row(slots), strict=True):
        if not slot.printed:
            continue
        best = slot.readings[chosen]
        text = _cased(slot, best, words.printed.get(best.text, "l"), heading=heading)
        others = tuple(
            _like(other.text, text) for place, other in enumerate(slot.readings) if place != chosen and other.text
        )
        kind = MIXED_SCRIPT if CYRILLIC.search(slot.printed) else LATIN_FOR_CYRILLIC
        if text != slot.printed:
            sure = confidence(slot.printed, best, margin)
            yield Change(slot.start, slot.start + len(slot.printed), text, sure, kind, others[:3])


def _best_row(slots: list[Slot]) -> tuple[list[int], list[float]]:
    """For every slot the reading on the best row, and how far the next reading of that slot is behind."""
    tables: list[list[tuple[float, int]]] = []
    for place, slot in enumerate(slots):
        before = slots[place - 1].readings if place else ()
        tables.append([_arrival(reading, before, tables[-1] if place else []) for reading in slot.readings])
    chosen: list[int] = []
    for place in range(len(slots) - 1, -1, -1):
        last = not chosen
        table = tables[place]
        chosen.append(
            max(range(len(table)), key=lambda item: table[item][0]) if last else tables[place + 1][chosen[-1]][1]
        )
    chosen.reverse()
    return chosen, [_margin(slots, chosen, place) for place in range(len(slots))]


def _arrival(reading: Reading, before: Sequence[Reading], table: list[tuple[float, int]]) -> tuple[float, int]:
    ways = [
        (score + CONTEXT * after(first.text, reading.text), -place)
        for place, (first, (score, _)) in enumerate(zip(before, table, strict=True))
    ]
    best, place = max(ways, default=(0.0, 0))
    return best + reading.score, -place


def _margin(slots: list[Slot], chosen: list[int], place: int) -> float:
    def score(index: int) -> float:
        reading = slots[place].readings[index]
        total = reading.score
        if place:
            total += CONTEXT * after(slots[place - 1].readings[chosen[place - 1]].text, reading.text)
        if place + 1 < len(slots):
            total += CONTEXT * after(reading.text, slots[place + 1].readings[chosen[place + 1]].text)
        return total

    others = [score(index) for index in range(len(slots[place].readings)) if index != chosen[place]]
    return score(chosen[place]) - max(others, default=-math.inf)


def confidence(printed: str, reading: Reading, margin: float) -> float:
    """Chance that the reading is right, from its margin, how well the signs fit, and whether the word is known."""
    fit = reading.score / (len(printed) + 2)
    score = 0.45 * min(margin, 8.0) + 1.2 * (fit + 2.5) + (0.8 if reading.listed else -1.2)
    return round(min(0.98, max(0.05, 1 / (1 + math.exp(-score)))), 2)


def _is_heading(slots: list[Slot]) -> bool:
    """All in capitals: no small letter was printed, and the signs fit capitals better."""
    long = [slot for slot in slots if len(slot.printed) >= LONG_ENOUGH]
    if not long or any(sign.islower() for slot in slots for sign in slot.printed):
        return False
    gains = [capital_gain(slot.printed, slot.readings[0].text, whole=True) for slot in long]
    return sum(gains) > HEADING_GAIN


def _cased(slot: Slot, reading: Reading, usual: str, *, heading: bool) -> str:
    if usual == "u" and reading.text.upper() in closed()["abbreviations"]:
        return reading.text.upper()
    whole = HEADING if heading else ALL_CAPITALS
    if slot.printed.upper() == slot.printed and (heading or slot.opens):
        whole += capital_gain(slot.printed, reading.text, whole=True)
    first = capital_gain(slot.printed, reading.text, whole=False) + (OPENING if slot.opens else MIDDLE)
    first += NAME if usual != "l" else 0.0
    if whole > max(first, 0.0) and len(reading.text) > 1:
        return reading.text.upper()
    return reading.text[:1].upper() + reading.text[1:] if first > 0 else reading.text


def _like(text: str, model: str) -> str:
    if model.isupper() and len(model) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text
