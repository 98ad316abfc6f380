"""Slips of the Russian engine on scans that shapes explain: a wrong quote for a comma, a letter of an abbreviation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.repair.edits import Change, apply
from ingest.repair.script import closed
from school.morphology import is_known

if TYPE_CHECKING:
    from ingest.model import Edit, Line

LOW_QUOTE = re.compile(r"(?<=[\wа-яё»)] )‚(?= )|(?<=\w)‚(?=\s|$)")
CAPITALS = re.compile(r"(?<![А-ЯЁа-яё])[А-ЯЁ]{2,5}(?![А-ЯЁа-яё])")
CONFUSED = frozenset({"ПИ", "ИП", "ПН", "НП", "ШЩ", "ЩШ", "ОС", "СО", "ЗЭ", "ЭЗ", "ПЛ", "ЛП", "ИН", "НИ", "ВБ", "БВ"})
LIKELY = 0.75


def engine_slips(line: Line) -> tuple[str, tuple[Edit, ...]]:
    """Repairs a line that the Russian engine read."""
    changes = [*_quotes(line.raw), *_abbreviations(line.raw)]
    return apply(line.raw, changes)


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
