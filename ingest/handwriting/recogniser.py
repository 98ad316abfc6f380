"""The cell recogniser: a small convolutional network with a CTC output, run by onnxruntime on one thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest.handwriting.ctc import word_log_probabilities
from ingest.model import Step, Symbol
from ingest.weights import loaded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ingest.handwriting.lexicon import Spelling

WEIGHTS = "cells.onnx"
AT_ONCE = 128
SHOWN = 5
LEAST = 0.001


@dataclass(frozen=True, slots=True)
class CellRecogniser:
    """Reads pictures of cells against a closed list of words."""

    session: Any
    digest: str

    def describe(self) -> Step:
        """Name and version (hash of the weights), for the record of the page."""
        return Step(name="cell recogniser", version=self.digest[:12])

    def read(self, pictures: NDArray[np.float32], words: Sequence[Spelling]) -> list[tuple[Symbol, ...]]:
        """What each cell may say, likeliest first.

        Args:
            pictures: shape (cells, height, width), ink 1.0 on 0.0, as `pictures.cell_picture` makes them.
            words: what such a cell may hold.

        Returns:
            For each cell its values with probabilities; what is missing from 1 belongs to none of the words.
        """
        found: list[tuple[Symbol, ...]] = []
        for start in range(0, len(pictures), AT_ONCE):
            output = self._run(pictures[start : start + AT_ONCE])
            scores = np.exp(word_log_probabilities(output, [word.signs for word in words]))
            found += [_symbols(row, words) for row in scores]
        return found

    def _run(self, pictures: NDArray[np.float32]) -> NDArray[np.float64]:
        logits = self.session.run(None, {"pictures": pictures[:, None].astype(np.float32)})[0]
        scores = logits.astype(np.float64)
        exponents = scores - scores.max(axis=2, keepdims=True)
        found: NDArray[np.float64] = exponents - np.log(np.exp(exponents).sum(axis=2, keepdims=True))
        return found


def _symbols(row: NDArray[np.float64], words: Sequence[Spelling]) -> tuple[Symbol, ...]:
    """Sums over the spellings of a value; a struck value is a reading of its own."""
    sums: dict[str, float] = {}
    for word, probability in zip(words, row, strict=True):
        value = word.value if word.struck is None else f"~{word.struck} {word.value}"
        sums[value] = sums.get(value, 0.0) + float(probability)
    ranked = sorted(sums.items(), key=lambda item: -item[1])
    return tuple(
        Symbol(value=value, probability=round(min(1.0, probability), 4))
        for value, probability in ranked[:SHOWN]
        if probability > LEAST
    )


@cache
def cell_recogniser() -> CellRecogniser:
    """The recogniser with the weights that ship with Svod, loaded once."""
    session, digest = loaded("ingest.handwriting.weights", WEIGHTS)
    return CellRecogniser(session=session, digest=digest)
