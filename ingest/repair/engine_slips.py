"""Letters that a Russian engine takes for each other on poor scans, as choices for words that no dictionary has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ingest.repair.language import columns
from ingest.repair.tagger import Choice

if TYPE_CHECKING:
    from ingest.repair.tagger import Choices

MORE = 2.0
"""So much likelier is a slip in a word that no dictionary has."""
COPIED_LEAST = -7.0


@cache
def _slips() -> dict[str, tuple[Choice, ...]]:
    found: dict[str, list[Choice]] = {}
    for sign, meant, weight in zip(*columns("slips.tsv.xz", 3), strict=True):
        found.setdefault(sign, []).append(Choice(meant, float(weight) + MORE, 0.0))
    return {sign: tuple(choices) for sign, choices in found.items()}


def with_slips(sign: str, choices: Choices) -> Choices:
    """The tagger's choices for a small letter, those of poor scans, and the letter itself."""
    best = {choice.text: choice for choice in (Choice(sign, COPIED_LEAST, 0.0), *_slips().get(sign, ()))}
    for choice in choices:
        if choice.text not in best or choice.weight > best[choice.text].weight:
            best[choice.text] = choice
    return tuple(sorted(best.values(), key=lambda choice: -choice.weight))
