"""Russian names of statuses and reasons (data/statuses.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from compliance.model import Status
from school.numerals import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compliance.model import Finding


DAYS = frozenset({"SCHOOL_DAY", "WORKING", "CALENDAR"})
OF_PERIOD = "N_term"


@cache
def _names() -> tuple[dict[Status, str], dict[str, str], dict[str, str]]:
    data = tomllib.loads(files("compliance.data").joinpath("statuses.toml").read_text(encoding="utf-8"))
    return {status: data["statuses"][status.value] for status in Status}, data["reasons"], data["evidence"]


@cache
def _short_names() -> dict[Status, str]:
    data = tomllib.loads(files("compliance.data").joinpath("statuses.toml").read_text(encoding="utf-8"))
    return {status: data["short"][status.value] for status in Status}


def status_label(status: Status) -> str:
    """«исполнено в срок» and so on."""
    return _names()[0][status]


def short_label(finding: Finding) -> str:
    """The status in a word or two; for what cannot be judged, why."""
    if finding.status is Status.NOT_ASSESSABLE and finding.reason is not None:
        return reason_label(finding.reason)
    return _short_names()[finding.status]


def reason_label(reason: str) -> str:
    """Why, in Russian."""
    return _names()[1][reason]


@cache
def _parameters() -> tuple[dict[str, str], dict[str, list[str]]]:
    data = tomllib.loads(files("compliance.data").joinpath("parameters.toml").read_text(encoding="utf-8"))
    return data["names"], data["units"]


def parameter_names() -> Mapping[str, str]:
    """Every parameter that has a name, by its key without a part."""
    return dict(_parameters()[0])


def unit_names() -> Mapping[str, str]:
    """Every unit, by its code: «учебных дней»."""
    return {unit: forms[-1] for unit, forms in _parameters()[1].items()}


def parameter_name(key: str) -> str:
    """What a dated parameter is called: «тема урока»; for a part of one, the part too."""
    whole, _, part = key.partition(".")
    name = _parameters()[0].get(whole, whole)
    return f"{name}, {part}" if part else name


def amount_words(value: str, unit: str) -> str:
    """«2 учебных дня», «в тот же день», «за 1 учебный день до конца периода»; as it came where no whole number."""
    forms = _parameters()[1].get(unit)
    if forms is None or not value.removeprefix("-").isdecimal():
        return f"{value} {unit}".strip()
    count = abs(int(value))
    if unit in DAYS and count == 0:
        return "в тот же день"
    words = f"{count} {plural(count, *forms)}"
    return f"за {words} до конца периода" if value.startswith("-") else words


def parameter_words(key: str, value: str, unit: str) -> str:
    """The same for a parameter of this key: a term of period marks is counted from the period's end."""
    if key != OF_PERIOD or unit not in DAYS or value.startswith("-"):
        return amount_words(value, unit)
    return "в последний день периода" if value == "0" else f"{amount_words(value, unit)} после конца периода"


def evidence_label(kind: str) -> str:
    """What a verdict leans on: «запись урока», «копия»."""
    return _names()[2].get(kind.split(".", 1)[0], kind)


def finding_label(finding: Finding) -> str:
    """Status with its reason: for what cannot be judged the reason alone says more."""
    if finding.reason is None:
        return status_label(finding.status)
    if finding.status is Status.NOT_ASSESSABLE:
        return reason_label(finding.reason)
    return f"{status_label(finding.status)} ({reason_label(finding.reason)})"
