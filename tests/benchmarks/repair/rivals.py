"""What others would do to the same pages: nothing, ftfy, a map of look-alikes, the map and a spelling checker.

ftfy and pyspellchecker are not among Svod's requirements: `pip install ftfy pyspellchecker` (group `rivals`).
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MAP = str.maketrans(
    "ABCEHKMOPTXYaceopxyukmnbHrTBsdgil364№",
    "АВСЕНКМОРТХУасеорхуикмпьНгТВздгилзбч№",
)
WORD = re.compile(r"[А-Яа-яЁё]{3,}")


def rivals() -> dict[str, Callable[[str], str]]:
    """Name to what it makes of a line; those not installed are left out."""
    found: dict[str, Callable[[str], str]] = {"as it came": str}
    if importlib.util.find_spec("ftfy"):
        found["ftfy"] = ftfy
    found["one-to-one map"] = mapped
    if importlib.util.find_spec("spellchecker"):
        found["map, pyspellchecker"] = spelled
    return found


def ftfy(line: str) -> str:
    import ftfy as library  # noqa: PLC0415

    return str(library.fix_text(line))


def mapped(line: str) -> str:
    return line.translate(MAP)


def spelled(line: str) -> str:
    return WORD.sub(lambda match: _corrected(match.group()), mapped(line))


@cache
def _corrected(word: str) -> str:
    return _checker().correction(word) or word


@cache
def _checker() -> Any:
    from spellchecker import SpellChecker  # noqa: PLC0415

    return SpellChecker(language="ru", distance=1)
