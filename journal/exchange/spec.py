"""The format of the school bundle, read from `bundle.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RENAMED = MappingProxyType({"from": "valid_from", "to": "valid_to"})
# `source` of a version is its place on paper; the files' own columns of that name are called otherwise
RENAMED_IN = MappingProxyType({("parameters.csv", "source"): "source_clause", ("marks.csv", "source"): "origin"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpec:
    """One file of the bundle."""

    columns: tuple[str, ...]
    words: Mapping[str, frozenset[str]]
    refers: Mapping[str, tuple[str, str]]
    """Column → (file, column) that must hold its value."""


@cache
def spec() -> Mapping[str, FileSpec]:
    """Every file that version 1 of the format names."""
    data = tomllib.loads(files("journal.exchange").joinpath("bundle.toml").read_text(encoding="utf-8"))
    return {
        name: FileSpec(
            columns=tuple(body["columns"]),
            words={column: frozenset(words) for column, words in body.get("words", {}).items()},
            refers={column: (target[0], target[1]) for column, target in body.get("refers", {}).items()},
        )
        for name, body in data.items()
    }


def column_name(file: str, column: str) -> str:
    """The table's name for a column of the file."""
    return RENAMED_IN.get((file, column)) or RENAMED.get(column, column)
