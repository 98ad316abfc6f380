"""Changes to a line and the edits that record them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
    cause: str = ""
    """What had damaged the stretch, in words for a reader; empty where nothing is known but the kind."""


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
                cause=change.cause,
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
    middle = apply(raw, [as_change(edit) for edit in first])[0]
    changes = [as_change(edit) for edit in first if not any(_touch(edit, other) for other in second)]
    changes += [_merged(middle, first, *group) for group in _touching(first, second)]
    return apply(raw, changes)[1]


def as_change(edit: Edit) -> Change:
    """The change that an edit records."""
    start, end = edit.raw_start, edit.raw_end
    return Change(start, end, edit.text, edit.confidence, edit.kind, edit.alternatives, edit.cause)


def _touch(old: Edit, new: Edit) -> bool:
    return old.start < new.raw_end and new.raw_start < old.end


def _touching(first: Sequence[Edit], second: Sequence[Edit]) -> list[tuple[list[Edit], list[Edit]]]:
    """Edits of `second` with the edits of `first` that they touch; those that share one stand together."""
    groups: list[tuple[list[Edit], list[Edit]]] = []
    for new in second:
        touched = [old for old in first if _touch(old, new)]
        if groups and any(old in groups[-1][0] for old in touched):
            groups[-1][0].extend(old for old in touched if old not in groups[-1][0])
            groups[-1][1].append(new)
        else:
            groups.append((touched, [new]))
    return groups


def _merged(middle: str, first: Sequence[Edit], olds: Sequence[Edit], news: Sequence[Edit]) -> Change:
    """One change for edits that touch one another; `middle` is the text between the two rounds."""
    start = min([edit.start for edit in olds] + [edit.raw_start for edit in news])
    end = max([edit.end for edit in olds] + [edit.raw_end for edit in news])
    inner = [replace(as_change(edit), start=edit.raw_start - start, end=edit.raw_end - start) for edit in news]
    return Change(
        _back(start, first),
        _back(end, first),
        apply(middle[start:end], inner)[0],
        min(edit.confidence for edit in (*olds, *news)),
        (olds[-1] if olds else news[0]).kind,
        news[-1].alternatives if len(news) == 1 else (),
        "; ".join(dict.fromkeys(edit.cause for edit in (*olds, *news) if edit.cause)),
    )


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
