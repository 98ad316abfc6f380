"""The reference names every status, reason and check, with the words that reports use."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from compliance.catalogue import WITHOUT_CHECK, catalogue
from compliance.model import Status
from compliance.rules.registry import RULES, WHOLE_ORDER
from compliance.vocabulary import amount_words, parameter_name, reason_label, status_label

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


def reasons() -> list[str]:
    data = tomllib.loads(files("compliance.data").joinpath("statuses.toml").read_text(encoding="utf-8"))
    return sorted(data["reasons"])


@pytest.mark.parametrize("status", list(Status))
def test_status(status: Status) -> None:
    assert f"| `{status}` | {status_label(status)} |" in (REFERENCE / "statuses.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("reason", reasons())
def test_reason(reason: str) -> None:
    assert reason_label(reason)
    assert f"| `{reason}` |" in (REFERENCE / "statuses.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("spec", [*catalogue().checks, WITHOUT_CHECK], ids=lambda spec: spec.check)
def test_check(spec: object) -> None:
    check, severity = spec.check, spec.severity  # type: ignore[attr-defined]
    lines = (REFERENCE / "rules.md").read_text(encoding="utf-8").splitlines()
    (row,) = [line.split(" | ") for line in lines if line.startswith(f"| `{check}` |")]
    assert row[2] == str(severity)
    assert ("**есть**" in row[5]) == (check in RULES or check in WHOLE_ORDER)
    for name in spec.parameters:  # type: ignore[attr-defined]
        assert name in row[4]
        assert parameter_name(name) != name, "a report calls it by its name"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("1", "SCHOOL_DAY", "1 учебный день"),
        ("12", "CALENDAR", "12 календарных дней"),
        ("0", "SCHOOL_DAY", "в тот же день"),
        ("-1", "SCHOOL_DAY", "за 1 учебный день до конца периода"),
        ("0", "MARK", "0 отметок"),
        ("дважды", "", "дважды"),
    ],
)
def test_amount(value: str, unit: str, words: str) -> None:
    assert amount_words(value, unit) == words
