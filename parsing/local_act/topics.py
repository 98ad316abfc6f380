"""What a sentence of a local act is about: the parameters that its words name, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.local_act.words import pattern, topics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsing.local_act.words import Topic

BRACKETS = re.compile(r"\([^()]*\)")
PART = ";"
KIND_OF_WORK = "N_wr."


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A parameter named in a text."""

    topic: Topic
    start: int

    @property
    def key(self) -> str:
        """Of the parameter."""
        return self.topic.key


def find_topics(text: str) -> list[Mention]:
    """Every parameter that a flat sentence names, once in each part of it, in the order of the words."""
    found: list[Mention] = []
    start = 0
    for part in text.split(PART):
        found += _in_part(part, start)
        start += len(part) + len(PART)
    return sorted(found, key=lambda mention: mention.start)


def is_heading(mention: Mention, told: Sequence[Mention], text: str) -> bool:
    """«Письменные работы: контрольные — …, сочинения — …» sets terms of the kinds only."""
    if mention.key != KIND_OF_WORK[:-1]:
        return False
    kinds = [item.start for item in told if item.key.startswith(KIND_OF_WORK)]
    return any(":" in text[mention.start : start] for start in kinds)


def _in_part(text: str, offset: int) -> Iterator[Mention]:
    # «письменные (контрольные, самостоятельные) работы» are one parameter: brackets explain
    without_brackets = BRACKETS.sub(lambda match: " " * len(match.group()), text)
    for topic in topics():
        if topic.needs and not topic.needs.search(text):
            continue
        if topic.without and topic.without.search(text):
            continue
        searched = without_brackets if topic.key.startswith(KIND_OF_WORK) else text
        starts = [
            match.start()
            for one in topic.patterns
            for match in one.finditer(searched)
            if not pattern("besides", "pattern").search(text, 0, match.start())
        ]
        if starts:
            yield Mention(topic=topic, start=offset + min(starts))
