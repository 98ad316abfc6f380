"""School defaults (data/defaults.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """Values explained in defaults.toml."""

    notice_school_days: int
    notice_days: int
    survive: timedelta
    empty_topics: frozenset[str]
    ungraded_subjects: frozenset[str]
    long_absence_share: float
    stub_share: float


@cache
def defaults() -> Defaults:
    """The defaults, read once."""
    data = tomllib.loads(files("compliance.data").joinpath("defaults.toml").read_text(encoding="utf-8"))
    return Defaults(
        notice_school_days=data["notice_school_days"],
        notice_days=data["notice_days"],
        survive=timedelta(hours=data["survive_hours"]),
        empty_topics=frozenset(data["empty_topics"]),
        ungraded_subjects=frozenset(data["ungraded_subjects"]),
        long_absence_share=data["long_absence_share"],
        stub_share=data["stub_share"],
    )
