"""Automatic numbering of Word: the number is not in the paragraph's text, it is counted (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbering:
    """Counts list paragraphs in document order and tells the marker that Word would print."""

    levels: dict[str, dict[int, _Level]]
    """By numId, then by level."""
    lists: dict[str, str]
    """numId → abstractNumId: lists of one abstract list go on counting together."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def marker(self, number_id: str, level: int) -> str:
        """The next marker of the list, «1.», «1.1.», «а)», «•», or nothing."""
        definition = self.levels.get(number_id, {}).get(level)
        if definition is None or definition.form == "none":
            return ""
        counts = self.counts.setdefault(self.lists[number_id], {})
        counts[level] = counts.get(level, definition.start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if definition.form == "bullet":
            return BULLET
        return re.sub(r"%(\d)", lambda match: self._shown(number_id, int(match.group(1)) - 1, counts), definition.text)

    def _shown(self, number_id: str, level: int, counts: dict[int, int]) -> str:
        definition = self.levels[number_id].get(level)
        if definition is None:
            return ""
        return FORMS.get(definition.form, str)(counts.get(level, definition.start))


def _letters(alphabet: str) -> Callable[[int], str]:
    return lambda number: alphabet[(number - 1) % len(alphabet)]


def _roman(number: int) -> str:
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "russianLower": _letters(RUSSIAN),
    "russianUpper": _letters(RUSSIAN.upper()),
    "lowerLetter": _letters(LATIN),
    "upperLetter": _letters(LATIN.upper()),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}


def read_numbering(root: Any | None) -> Numbering:
    """The lists that `numbering.xml` defines; none when the document has no such part."""
    if root is None:
        return Numbering(levels={}, lists={})
    abstract = {
        item.get(f"{W}abstractNumId"): {int(lvl.get(f"{W}ilvl")): _level(lvl) for lvl in item.findall(f"{W}lvl")}
        for item in root.findall(f"{W}abstractNum")
    }
    levels: dict[str, dict[int, _Level]] = {}
    lists: dict[str, str] = {}
    for item in root.findall(f"{W}num"):
        number_id = item.get(f"{W}numId")
        parent = item.find(f"{W}abstractNumId").get(f"{W}val")
        overrides = item.findall(f"{W}lvlOverride")
        levels[number_id] = dict(abstract.get(parent, {}))
        for override in overrides:
            _override(levels[number_id], override)
        lists[number_id] = f"{parent}/{number_id}" if overrides else parent
    return Numbering(levels=levels, lists=lists)


def _level(element: Any) -> _Level:
    return _Level(
        start=int(_value(element, "start", "1")),
        form=_value(element, "numFmt", "decimal"),
        text=_value(element, "lvlText", ""),
    )


def _override(levels: dict[int, _Level], element: Any) -> None:
    level = int(element.get(f"{W}ilvl"))
    whole = element.find(f"{W}lvl")
    if whole is not None:
        levels[level] = _level(whole)
    start = element.find(f"{W}startOverride")
    if start is not None and level in levels:
        levels[level] = _Level(int(start.get(f"{W}val")), levels[level].form, levels[level].text)


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(f"{W}{name}")
    return str(found.get(f"{W}val")) if found is not None else default
