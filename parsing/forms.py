"""The forms of orders, compiled once from data/forms.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _forms() -> dict[str, Any]:
    return tomllib.loads(files("parsing.data").joinpath("forms.toml").read_text(encoding="utf-8"))


@cache
def form(section: str, name: str) -> re.Pattern[str]:
    """A compiled form, e.g. `form("frame", "verb")`; matching ignores case."""
    return re.compile(_forms()[section][name], re.IGNORECASE)


@cache
def forms_of(section: str, name: str) -> tuple[re.Pattern[str], ...]:
    """A list of compiled forms."""
    return tuple(re.compile(row, re.IGNORECASE) for row in _forms()[section][name])


@cache
def table(section: str, name: str) -> dict[str, str]:
    """A table of words, e.g. `table("legal", "nominative")`."""
    return dict(_forms()[section][name])


@cache
def periodicities() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    """(pattern, periodicity, interval) in the order in which they are tried."""
    rows = _forms()["periodicity"]
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["value"], row.get("interval", 1)) for row in rows)
