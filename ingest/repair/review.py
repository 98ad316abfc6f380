"""Which edits a person must look at: what is written into papers as a fact needs more certainty than a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.repair.script import is_russian
from school.morphology import is_name

if TYPE_CHECKING:
    from ingest.model import Edit

SURE_FACT = 0.9
"""Names, initials and numbers less certain than this are looked at: no sentence around them shows a wrong one."""
SURE_WORD = 0.5
"""Other words less certain than this are looked at."""
DIGIT = re.compile(r"\d")
INITIAL = re.compile(r"(?<![^\W\d_])[А-ЯЁ]\.")
WORD = re.compile(r"[А-Яа-яЁё]{2,}")


def needs_review(edit: Edit) -> bool:
    """True when a person must look whether the edit is right."""
    return edit.confidence < (SURE_FACT if _is_fact(edit.text) else SURE_WORD)


def _is_fact(text: str) -> bool:
    return bool(DIGIT.search(text) or INITIAL.search(text)) or any(_is_name(word) for word in WORD.findall(text))


def _is_name(word: str) -> bool:
    """Names of the dictionary; and what begins with a capital and is no word that it has."""
    return is_name(word) or (word[0].isupper() and not is_russian(word))
