"""The catalogue of checks (data/checks.toml): what each is called, needs and is called for by."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from compliance.model import Assessability
from school.morphology import fold, lemma

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ATTEST = "ATTEST"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPattern:
    """Words that a text must have, and words that it must not have."""

    lines: tuple[tuple[str, ...], ...]
    never: tuple[str, ...] = ()

    def fits(self, words: frozenset[str]) -> bool:
        """True when every line has a word in the text and no forbidden word is there."""
        met = all(any(_has(words, word) for word in line) for line in self.lines)
        return bool(self.lines) and met and not any(_has(words, word) for word in self.never)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSpec:
    """One check of the catalogue; fields are explained at the head of checks.toml."""

    check: str
    label: str
    applies: str
    roles: frozenset[str]
    pattern: WordPattern
    assessability: Assessability
    severity: int
    needs: tuple[str, ...]
    parameters: tuple[str, ...]
    unless: str | None
    counted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How an order says «на двух внешних носителях»."""

    pattern: re.Pattern[str]
    words: Mapping[str, int]

    def read(self, text: str) -> int:
        """The number of things asked for; 1 when the text names none."""
        match = self.pattern.search(fold(text))
        if match is None:
            return 1
        count = match["count"]
        return int(count) if count.isdigit() else self.words[count]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything in checks.toml."""

    checks: tuple[CheckSpec, ...]
    journal_order: WordPattern
    """Orders about the electronic journal: they get the checks of the order as a whole."""
    quantity: Quantity

    def spec(self, check: str) -> CheckSpec:
        """A check by its id; duties without a check have one of their own."""
        return next((spec for spec in self.checks if spec.check == check), WITHOUT_CHECK)


WITHOUT_CHECK = CheckSpec(
    check=ATTEST,
    label="исполнение подтверждает человек",
    applies="duty",
    roles=frozenset(),
    pattern=WordPattern(lines=()),
    assessability=Assessability.ATTEST,
    severity=2,
    needs=(),
    parameters=(),
    unless=None,
)


@cache
def catalogue() -> Catalogue:
    """The catalogue, read once."""
    data = tomllib.loads(files("compliance.data").joinpath("checks.toml").read_text(encoding="utf-8"))
    quantity = Quantity(pattern=re.compile(data["quantity"]["pattern"]), words=data["quantity"]["words"])
    return Catalogue(
        checks=tuple(_spec(row) for row in data["check"]),
        journal_order=WordPattern(lines=_lines(data["kind"]["words"])),
        quantity=quantity,
    )


def words_of(text: str) -> frozenset[str]:
    """Words of a text, as written and in their dictionary forms, folded."""
    written = re.findall(r"[а-я]+(?:-[а-я]+)*", fold(text))
    return frozenset(written) | frozenset(lemma(word) for word in written)


def _spec(row: Mapping[str, Any]) -> CheckSpec:
    return CheckSpec(
        check=row["id"],
        label=row["label"],
        applies=row["applies"],
        roles=frozenset(row.get("roles", ())),
        pattern=WordPattern(lines=_lines(row.get("words", ())), never=tuple(row.get("never", ()))),
        assessability=Assessability(row["how"]),
        severity=row["severity"],
        needs=tuple(row.get("needs", ())),
        parameters=tuple(row.get("parameters", ())),
        unless=row.get("unless"),
        counted=row.get("counted", ""),
    )


def _lines(lines: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line) for line in lines)


def _has(words: frozenset[str], word: str) -> bool:
    if word.endswith("*"):
        return any(candidate.startswith(word[:-1]) for candidate in words)
    return word in words
