"""The mark scale and the absence codes: what a cell of a class journal means."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from school.morphology import fold

ABSENT, EXEMPT = "absent", "exempt"
_PARTS = re.compile(r"[/ ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """What one cell says: marks in the order written, and the pupil's absence."""

    marks: tuple[str, ...] = ()
    absence: str | None = None
    """Code of the journal: `absent`, `ill`, `exempt`."""

    @property
    def silent(self) -> bool:
        """True for a cell that says nothing about the pupil."""
        return not self.marks and self.absence is None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("school.data").joinpath("marks.toml").read_text(encoding="utf-8"))


def read_cell(text: str) -> CellValue | None:
    """The meaning of a cell as the contract of journal pages writes it; None for what no cell may say.

    `5`, `5/4`, `4 5` and `43` are marks, `н`, `б`, `осв` absences, `н/4` an absence with a mark given later.
    """
    word, data = fold(text), _data()
    if not word or word in data["silent"]["signs"]:
        return CellValue()
    if word in data["absences"]:
        return CellValue(absence=data["absences"][word])
    if word in data["words"]:
        return CellValue(marks=(word,))
    return _compound(word, data)


def is_term_value(text: str) -> bool:
    """True for what may stand as a term mark: one grade, or a word in its place."""
    value = read_cell(text)
    if value is None:
        return False
    return value.absence == EXEMPT if value.absence else len(value.marks) == 1


def _compound(word: str, data: dict[str, Any]) -> CellValue | None:
    grades = frozenset(data["grades"])
    parts = _PARTS.split(word)
    absence = data["absences"].get(parts[0]) if len(parts) > 1 else None
    if absence == ABSENT:
        parts = parts[1:]
    marks = tuple(parts) if len(parts) > 1 else tuple(parts[0])
    fits = 0 < len(marks) <= 2 and all(mark in grades for mark in marks)  # noqa: PLR2004 - a cell holds two at most
    return CellValue(marks=marks, absence=absence) if fits else None
