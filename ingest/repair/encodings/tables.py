"""Bytes and signs of the encodings; the signs that a right Russian text is set with."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.repair.language import ALPHABET
from school.errors import DamagedFile

BYTES = range(256)
HIGH = range(0x80, 256)
UTF_8 = "utf-8"
NBSP = "\u00a0"
CYRILLIC = frozenset(ALPHABET + ALPHABET.upper())


@cache
def _data() -> dict[str, Any]:
    data = tomllib.loads(files("ingest.repair.data").joinpath("encodings.toml").read_text(encoding="utf-8"))
    if set(data) != {"uncommon", "kept", "taken_for", "signs"} or set(data["signs"]) != {"common", "rare"}:
        raise DamagedFile(name="encodings.toml")
    return data


def kept() -> tuple[str, ...]:
    """Single-byte encodings of Russian, by Python's names."""
    return tuple(_data()["kept"])


def readers() -> tuple[str, ...]:
    """Single-byte encodings that a text may be taken for."""
    return (*_data()["kept"], *_data()["taken_for"])


def uncommon(encoding: str) -> bool:
    """True for an encoding that is met less often than the others."""
    return encoding in _data()["uncommon"]


def title(encoding: str) -> str:
    """What people call an encoding."""
    return str({**_data()["kept"], **_data()["taken_for"], UTF_8: "UTF-8"}[encoding])


@cache
def common_signs() -> frozenset[str]:
    """Signs outside ASCII that any Russian text may have."""
    return frozenset(_data()["signs"]["common"])


@cache
def signs() -> frozenset[str]:
    """Signs outside ASCII, letters aside, that are no wonder in a Russian text."""
    return common_signs() | frozenset(_data()["signs"]["rare"])


@cache
def usual() -> frozenset[str]:
    """Letters of Russian and the common signs."""
    return CYRILLIC | common_signs()


@cache
def table(encoding: str) -> str:
    """The sign of every byte, by its number.

    A byte that the encoding does not have is the control of its number, as browsers and Windows keep it.
    """
    return "".join(bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in BYTES)


@cache
def holes(encoding: str) -> frozenset[int]:
    """Bytes that the encoding does not have."""
    return frozenset(byte for byte in HIGH if not bytes([byte]).decode(encoding, errors="ignore"))
