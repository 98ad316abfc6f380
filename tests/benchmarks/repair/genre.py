"""Lines of school papers from the grammar `genre.txt`: same seed, same lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

SLOT = re.compile(r"\{(=?)([^{}]*)\}")


def grammar() -> dict[str, list[str]]:
    """Rule name to the ways of writing it."""
    rules: dict[str, list[str]] = {}
    name = ""
    for line in (Path(__file__).parent / "genre.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            rules[name] = []
        elif name:
            rules[name].append(line)
    for name, ways in rules.items():
        rules[name] = ways if name == "bullet" else [way for way in ways if way]
    return rules


def genre_line(rng: random.Random, rules: dict[str, list[str]]) -> str:
    """One line, spaces tidied."""
    text = "{line}"
    while "{" in text:
        text = (
            SLOT.sub(lambda slot: _filled(slot, rng, rules), text, count=1) if SLOT.search(text) else text.strip("{}")
        )
    return re.sub(r"\.\.+", ".", re.sub(r" +([,.;:)])", r"\1", " ".join(text.split())))


def _filled(slot: re.Match[str], rng: random.Random, rules: dict[str, list[str]]) -> str:
    choices = slot.group(2).split("|") if slot.group(1) else rules[slot.group(2)]
    return rng.choice(choices)
