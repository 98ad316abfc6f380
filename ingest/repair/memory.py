"""Words that a long text has shown to exist, as many as are worth keeping."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_WORDS = 8000
"""Words of some fifty printed pages of Russian; twice as many are held before the rarest are let go."""


@dataclass(slots=True)
class Memory:
    """The commonest words of the parts seen so far; of words as common as one another, those seen first."""

    _times: Counter[str] = field(default_factory=Counter, init=False)
    _words: frozenset[str] | None = field(default=None, init=False)

    def add(self, words: Iterable[str]) -> None:
        """Counts the words of one more part, as printed, each once."""
        # a set of words comes in another order in every process; what is remembered must not
        ordered = sorted(words)
        if any(word not in self._times for word in ordered):
            self._words = None
        self._times.update(ordered)
        if len(self._times) > 2 * MOST_WORDS:
            self._times = Counter(dict(self._times.most_common(MOST_WORDS)))

    @property
    def words(self) -> frozenset[str]:
        """The words, as printed; at most `2 * MOST_WORDS`."""
        if self._words is None:
            self._words = frozenset(self._times)
        return self._words
