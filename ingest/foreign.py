"""Kinds of files that Svod does not read, told by their bytes, with what a person can do: `data/foreign.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What a file is, and what to do with it."""

    title: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    at: int
    signs: tuple[bytes, ...]
    foreign: Foreign


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    container: str
    holds: str
    foreign: Foreign


UNKNOWN = "двоичные данные неизвестного вида"


def unknown() -> Foreign:
    """Bytes that nothing is known of."""
    return Foreign(title=UNKNOWN, advice=_data()["advice"]["other"])


def by_head(head: bytes) -> Foreign | None:
    """By how a file begins; white space before a text does not count."""
    for known in _signs():
        begun = head.lstrip(b"\xef\xbb\xbf \t\r\n") if known.at == 0 else head[known.at :]
        if begun.startswith(known.signs):
            return known.foreign
    return None


def in_zip(names: Collection[str]) -> Foreign:
    """By the names of the files inside an archive."""
    return next(part.foreign for part in _parts() if part.container == "zip" and _holds(names, part.holds))


def in_ole(data: bytes) -> Foreign:
    """By the streams of an old Office file."""
    return next(part.foreign for part in _parts() if part.container == "ole" and part.holds.encode("utf-16-le") in data)


def _holds(names: Collection[str], wanted: str) -> bool:
    return not wanted or wanted in names


@cache
def _signs() -> tuple[_Sign, ...]:
    return tuple(_Sign(at=row.get("at", 0), signs=_bytes(row), foreign=_foreign(row)) for row in _data()["kind"])


@cache
def _parts() -> tuple[_Part, ...]:
    return tuple(
        _Part(container=row["container"], holds=row["holds"], foreign=_foreign(row)) for row in _data()["inside"]
    )


def _bytes(row: Mapping[str, Any]) -> tuple[bytes, ...]:
    return (*(text.encode() for text in row.get("starts", ())), *map(bytes.fromhex, row.get("hex", ())))


def _foreign(row: Mapping[str, Any]) -> Foreign:
    return Foreign(title=row["title"], advice=_data()["advice"][row["advice"]])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("ingest.data").joinpath("foreign.toml").read_text(encoding="utf-8"))
