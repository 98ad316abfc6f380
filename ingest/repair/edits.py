"""Changes to a line and the edits that record them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.model import Edit
from ingest.repair.language import lexicon
from ingest.repair.script import is_russian
from school.morphology import is_name

if TYPE_CHECKING:
    from collections.abc import Sequence

LATIN_FOR_CYRILLIC = "latin-for-cyrillic"
MIXED_SCRIPT = "mixed-script"
DIGIT_FOR_LETTER = "digit-for-letter"
LETTER_FOR_DIGIT = "letter-for-digit"
ENGINE_SLIP = "engine-slip"
ENCODING = "encoding"
SHIFTED_FONT = "shifted-font"
ENCODED = frozenset({ENCODING, SHIFTED_FONT})
"""Kinds of damage to the codes of signs: every sign may have been another, white space too."""
SURE, SURE_NAME = 0.5, 0.9
"""Repairs less sure than this are shown to a person: words, and names or numbers."""
INITIALS = re.compile(r"(?<![А-ЯЁа-яё])[А-ЯЁ](?:\.|$)")
WORD = re.compile(r"[А-Яа-яЁё]{2,}")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a line to be put in other words."""

    start: int
    end: int
    text: str
    confidence: float
    kind: str
    alternatives: tuple[str, ...] = ()


def apply(raw: str, changes: Sequence[Change]) -> tuple[str, tuple[Edit, ...]]:
    """The line with the changes made, and the changes as edits in both coordinates."""
    text, edits, place = "", [], 0
    for change in sorted(changes, key=lambda item: item.start):
        text += raw[place : change.start]
        edits.append(
            Edit(
                raw_start=change.start,
                raw_end=change.end,
                start=len(text),
                end=len(text) + len(change.text),
                raw=raw[change.start : change.end],
                text=change.text,
                confidence=change.confidence,
                kind=change.kind,
                alternatives=change.alternatives,
            )
        )
        text += change.text
        place = change.end
    return text + raw[place:], tuple(edits)


def needs_review(edit: Edit) -> bool:
    """A person must look: names, initials and numbers are never guessed silently."""
    return edit.confidence < (SURE_NAME if _names_or_numbers(edit.text) else SURE)


def _names_or_numbers(text: str) -> bool:
    if any(sign.isdigit() for sign in text) or INITIALS.search(text):
        return True
    return any(_named(word) for word in WORD.findall(text))


def _named(word: str) -> bool:
    """Names of the dictionary, words usually printed with a capital, and capitalised ones that are no known words."""
    capital = word[0].isupper() and (lexicon().usual(word.lower()) == "c" or not is_russian(word))
    return capital or is_name(word)


def composed(raw: str, first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits of `raw` that do what `first` and then `second` do; edits that touch one another become one."""
    changes = [Change(e.raw_start, e.raw_end, e.text, e.confidence, e.kind, e.alternatives) for e in first]
    for edit in second:
        touched = [old for old in first if old.start < edit.end and edit.start < old.end]
        start, end = _back(edit.start, first), _back(edit.end, first)
        text, sure, kind = edit.text, edit.confidence, edit.kind
        for old in touched:
            changes = [change for change in changes if change.start != old.raw_start]
            start, end = min(start, old.raw_start), max(end, old.raw_end)
            text = old.text[: max(0, edit.start - old.start)] + text + old.text[max(0, edit.end - old.start) :]
            sure, kind = min(sure, old.confidence), old.kind
        changes.append(Change(start, end, text, sure, kind, edit.alternatives))
    return apply(raw, changes)[1]


def _back(position: int, edits: Sequence[Edit]) -> int:
    """The offset before the edits of a place after them; inside an edit, where it began or ended."""
    shift = 0
    for edit in edits:
        if position <= edit.start:
            break
        if position < edit.end:
            return edit.raw_start
        shift = edit.raw_end - edit.end
    return position + shift
