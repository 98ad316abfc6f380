"""Slips of the Russian engine on scans that shapes explain: a lost «О» of a title, a wrong quote for a comma."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.repair.edits import Change, apply
from ingest.repair.script import closed
from school.morphology import cases, is_known

if TYPE_CHECKING:
    from ingest.model import Edit, Line

TITLE = re.compile(r"^(\S{1,3}) ([а-яё]+)")
LOW_QUOTE = re.compile(r"(?<=[\wа-яё»)] )‚(?= )|(?<=\w)‚(?=\s|$)")
CAPITALS = re.compile(r"(?<![А-ЯЁа-яё])[А-ЯЁ]{2,5}(?![А-ЯЁа-яё])")
VOWELS = frozenset("аеиоуэюяё")
CONFUSED = frozenset({"ПИ", "ИП", "ПН", "НП", "ШЩ", "ЩШ", "ОС", "СО", "ЗЭ", "ЭЗ", "ПЛ", "ЛП", "ИН", "НИ", "ВБ", "БВ"})
LIKELY, GUESS = 0.75, 0.6


def engine_slips(line: Line) -> tuple[str, tuple[Edit, ...]]:
    """Repairs a line that the Russian engine read."""
    changes = [*_title(line.raw), *_quotes(line.raw), *_abbreviations(line.raw)]
    return apply(line.raw, changes)


def _title(raw: str) -> list[Change]:
    """`[9) введении …`: signs before a lower-case noun in the prepositional case were «О» or «Об»."""
    match = TITLE.match(raw)
    if match is None or re.search(r"[а-яёА-ЯЁ]{2}|^\d+[.)]?$|^[-–—•·*]$", match.group(1)):
        return []
    sign, word = match.groups()
    if sign in {"О", "о"} or "loct" not in cases(word) or not re.search(r"[^\w\s]|\d", sign):
        return []
    return [Change(0, len(sign), "Об" if word[0] in VOWELS else "О", GUESS, "lost-preposition", (sign,))]


def _quotes(raw: str) -> list[Change]:
    return [Change(match.start(), match.end(), ",", LIKELY, "punctuation") for match in LOW_QUOTE.finditer(raw)]


def _abbreviations(raw: str) -> list[Change]:
    """`КТИ` for «КТП»: one confused letter away from exactly one abbreviation of school papers."""
    found = []
    for match in CAPITALS.finditer(raw):
        word = match.group()
        if word in closed()["abbreviations"] or is_known(word):
            continue
        twins = [known for known in closed()["abbreviations"] if _one_apart(word, known)]
        if len(twins) == 1:
            found.append(Change(match.start(), match.end(), twins[0], LIKELY, "abbreviation", (word,)))
    return found


def _one_apart(word: str, known: str) -> bool:
    if len(word) != len(known):
        return False
    apart = [first + second for first, second in zip(word, known, strict=True) if first != second]
    return len(apart) == 1 and apart[0] in CONFUSED
