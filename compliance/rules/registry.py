"""Which rule judges which check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from compliance.rules import backups
from compliance.rules.lesson_texts import HOMEWORK, TOPIC, LessonTextRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compliance.model import Finding, Requirement
    from compliance.rules.setting import Setting


class Rule(Protocol):
    """Judges one requirement: every instance of it, each in exactly one status."""

    def __call__(self, requirement: Requirement, setting: Setting) -> Iterable[Finding]:
        """The findings."""
        ...


RULES: Mapping[str, Rule] = {
    "S2": LessonTextRule(parameter="N_topic", fields=TOPIC, until_next_lesson=False).findings,
    "S5": LessonTextRule(parameter="N_hw", fields=HOMEWORK, until_next_lesson=True).findings,
    "A5": backups.findings,
}
