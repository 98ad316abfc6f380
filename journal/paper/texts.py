"""Topics and homework, against what the journal holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from journal.pages import Entry
from journal.paper.asking import ask
from journal.paper.dates import LessonTarget
from school.morphology import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journal.holdings import ClassJournal, HeldText, HeldValues
    from journal.pages import Question, Reading, Ruling
    from journal.paper.dates import Target

_SIGNS = re.compile(r"[\W_]+")


def plan_text(reading: Reading, ruling: Ruling | None, target: Target | None, held: HeldValues, *, used: bool) -> Entry:
    """The entry of a topic or of homework with its questions; `used` is False in a row that was left out."""
    plain = Entry(reading=reading, ruling=ruling, proposed=reading.value, shown=reading.value)
    value = plain.value
    questions = tuple(_questions(reading, value, target, held)) if used and value is not None else ()
    return Entry(reading=reading, ruling=ruling, proposed=reading.value, shown=value or "", questions=questions)


def _questions(reading: Reading, value: str, target: Target | None, held: HeldValues) -> Iterator[Question]:
    if reading.doubtful:
        yield ask("text-doubtful", read=reading.value)
    before = held_text(target, reading, held)
    if value and before is not None and before.value.strip() and not same_text(before.value, value):
        yield ask("text-differs", held=before.value, read=value)


def held_text(target: Target | None, reading: Reading, held: HeldValues) -> HeldText | None:
    """What the journal holds in the place of a reading."""
    if not isinstance(target, LessonTarget):
        return None
    return held.texts.get((target.lesson_id, reading.kind.value))


def same_text(one: str, other: str) -> bool:
    """True when two texts differ in letter case, signs and spaces at most."""
    return _SIGNS.sub("", fold(one)) == _SIGNS.sub("", fold(other))


def planned_topic(journal: ClassJournal, subject: str, text: str) -> str | None:
    """Id of the only line of the plan (КТП) with this topic."""
    found = [
        item.ktp_id for item in journal.topics if fold(item.subject) == fold(subject) and same_text(item.topic, text)
    ]
    return found[0] if len(found) == 1 else None
