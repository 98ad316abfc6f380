"""Words of drafts, from data/drafting.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def phrases() -> dict[str, Any]:
    """The whole file."""
    return tomllib.loads(files("parsing.data").joinpath("drafting.toml").read_text(encoding="utf-8"))


def phrase(section: str, name: str, /, **fields: object) -> str:
    """A phrase with its fields filled in."""
    return str(phrases()[section][name]).format(**fields)
