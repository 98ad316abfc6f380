"""Lines of school papers by chance: from the grammar `genre.txt` and from the written texts of `corpus/`.

Same seed, same lines. A written line may hold choices `{=да|нет}` and calls of rules or names (`{date}`, `{fio_dat}`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from names import Names, names

if TYPE_CHECKING:
    import random

HERE = Path(__file__).parent
SLOT = re.compile(r"\{(=?)([^{}]*)\}")
NAME = re.compile(r"(fio|sur|fio_full)(?:_(nom|gen|dat|acc|ins))?$")
CASE = {"fio_a": "acc", "sur_a": "acc", "sur_m": "nom", "sur_f": "nom"}


@dataclass(frozen=True, slots=True)
class Papers:
    """Ways of writing every rule, and written lines."""

    rules: dict[str, list[str]]
    written: list[str]
    names: Names

    def grammar_line(self, rng: random.Random) -> str:
        """A line of the grammar."""
        return self._filled("{line}", rng)

    def written_line(self, rng: random.Random) -> str:
        """A written line, its choices made."""
        return self._filled(rng.choice(self.written), rng) if self.written else self.grammar_line(rng)

    def every_written_line(self, rng: random.Random) -> list[str]:
        """Each written line once, its choices made."""
        return [self._filled(line, rng) for line in self.written]

    def _filled(self, text: str, rng: random.Random) -> str:
        while slot := SLOT.search(text):
            text = text[: slot.start()] + self._slot(slot, rng) + text[slot.end() :]
        text = text.replace("{", "").replace("}", "")
        return re.sub(r"\.\.+", ".", re.sub(r" +([,.;:)])", r"\1", " ".join(text.split())))

    def _slot(self, slot: re.Match[str], rng: random.Random) -> str:
        body = slot.group(2)
        if slot.group(1) or "|" in body:
            return rng.choice(body.split("|"))
        return self._called(body, rng)

    def _called(self, name: str, rng: random.Random) -> str:
        case = CASE.get(name) or (re.search(r"_(nom|gen|dat|acc|ins)$", name) or ["", "nom"])[1]
        if name.startswith("fio"):
            return (self.names.full if name.startswith("fio_full") else self.names.short)(rng, case)
        if name.startswith("sur") and rng.random() < 0.7:
            return self.names.surname(rng, case)
        if name == "time":
            return f"{rng.randint(7, 20)}{rng.choice(':.')}{rng.choice(['00', '15', '20', '30', '40', '45', '55'])}"
        if name == "sum":
            return f"{rng.randint(1, 99)} {rng.randint(100, 999)},{rng.randint(0, 99):02}"
        if name == "class":
            return f"{rng.randint(1, 11)}{rng.choice('абвгАБВГ')}"
        return rng.choice(self.rules[name]) if name in self.rules else ""


def papers(corpus: Path = HERE / "corpus") -> Papers:
    """The grammar, the corpus and the names."""
    written = [
        line.strip()
        for path in sorted(corpus.rglob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return Papers(_grammar(), written, names())


def _grammar() -> dict[str, list[str]]:
    rules: dict[str, list[str]] = {}
    name = ""
    for line in (HERE / "genre.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            rules[name] = []
        elif name and line:
            rules[name].append(line)
    rules["bullet"].append("")
    return rules
