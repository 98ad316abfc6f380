"""The line recogniser: a small convolutional network with a CTC output, run by onnxruntime on one thread.

How it was trained and how well it reads is in `weights/lines.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest.model import Step
from ingest.ocr.scripts import in_one_script
from ingest.ocr.strips import HEIGHT, SIGNS
from ingest.weights import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Real = NDArray[np.float32]

WEIGHTS = "lines.onnx"
STRIDE = 4
"""Pixels across of one step of the output."""
COLUMNS = 12_000
"""Pixels across that are read at once."""


@dataclass(frozen=True, slots=True)
class ReadSign:
    """A sign with its probability, the next likeliest one ("" is none), and where it stands in its strip."""

    text: str
    probability: float
    other: str
    x: float


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads strips of print."""

    session: Any
    digest: str

    def describe(self) -> Step:
        """Name and version (hash of the weights), for the record of the page."""
        return Step(name="line recogniser", version=self.digest[:12])

    def read(self, strips: Sequence[Grey]) -> list[tuple[ReadSign, ...]]:
        """Signs of every strip, left to right, spaces too.

        Args:
            strips: shape (HEIGHT, width) each, as `strips.strip` makes them.
        """
        found: list[tuple[ReadSign, ...]] = [()] * len(strips)
        for batch in _batches(strips):
            for place, output in zip(batch, self._run([strips[place] for place in batch]), strict=True):
                found[place] = _signs(in_one_script(output[: -(-strips[place].shape[1] // STRIDE)]))
        return found

    def _run(self, strips: Sequence[Grey]) -> Real:
        widest = -(-max(strip.shape[1] for strip in strips) // STRIDE) * STRIDE
        pictures = np.zeros((len(strips), 1, HEIGHT, widest), np.float32)
        for place, strip in enumerate(strips):
            pictures[place, 0, :, : strip.shape[1]] = 1 - strip / np.float32(255)
        output: Real = self.session.run(None, {"lines": pictures})[0]
        return output


def _batches(strips: Sequence[Grey]) -> Iterator[list[int]]:
    """Places of strips of about one width together."""
    batch: list[int] = []
    for place in sorted(range(len(strips)), key=lambda place: strips[place].shape[1]):
        if batch and strips[place].shape[1] * (len(batch) + 1) > COLUMNS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _signs(output: Real) -> tuple[ReadSign, ...]:
    """The likeliest sign of every step; equal ones side by side are one.

    Args:
        output: probabilities, shape (steps, 1 + signs); class 0 is "nothing here".
    """
    best = output.argmax(axis=1)
    found: list[ReadSign] = []
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        if best[start]:
            found.append(_sign(output, start, end))
        start = end
    return tuple(found)


def _sign(output: Real, start: int, end: int) -> ReadSign:
    peak = start + int(output[start:end, output[start].argmax()].argmax())
    second, first = np.argpartition(output[peak], -2)[-2:]
    return ReadSign(
        SIGNS[first - 1],
        float(output[peak, first]),
        SIGNS[second - 1] if second else "",
        (start + end) / 2 * STRIDE,
    )


@cache
def line_reader() -> LineReader:
    """The recogniser with the weights that ship with Svod, loaded once."""
    session, digest = loaded("ingest.ocr.weights", WEIGHTS)
    return LineReader(session=session, digest=digest)
