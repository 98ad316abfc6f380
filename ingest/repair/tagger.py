"""What every printed sign may stand for, seen in its lines: a small convolutional network run by onnxruntime.

The network reads windows of a few lines and gives, for every sign, its likeliest labels: nothing, one to four signs, or
the sign itself. Training, data and figures are in `weights/tagger.md`.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest.weights import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


PACKAGE = "ingest.repair.weights"
WEIGHTS, SIGNS = "tagger.onnx", "tagger.json"
COPY = "\x00"
UNKNOWN = 1
"""Number of a sign that the network does not know; 0 is none."""
WINDOW, MARGIN = 288, 32
"""Signs of one window, and how many of them at a cut line's ends only serve as context."""
AT_ONCE = 16
LEAST = math.log(0.003)
"""Labels less likely than this are no choices."""
CLIP = 5.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a sign may stand for, in small letters.

    `weight` is the logarithm of its probability, `capital` how much likelier its first letter was a capital (log-odds).
    """

    text: str
    weight: float
    capital: float


Choices = tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Tagger:
    """The network with the signs it knows and the labels it gives."""

    session: Any
    signs: dict[str, int]
    labels: tuple[str, ...]

    def choices(self, lines: Sequence[str]) -> list[list[Choices]]:
        """For every line and sign the choices, likeliest first.

        Args:
            lines: lines in reading order; neighbours help to know the style of the page.
        """
        found: list[list[Choices]] = [[] for _ in lines]
        windows = list(_windows(lines))
        for start in range(0, len(windows), AT_ONCE):
            batch = windows[start : start + AT_ONCE]
            weights, labels = self._run([window.text for window in batch])
            for window, row, ids in zip(batch, weights, labels, strict=True):
                for number, begin, end in window.parts:
                    found[number] += [self._folded(window.text[at], row[at], ids[at]) for at in range(begin, end)]
        return found

    def _run(self, texts: list[str]) -> tuple[list[list[list[float]]], list[list[list[int]]]]:
        signs = np.zeros((len(texts), max(map(len, texts))), dtype=np.int64)
        for at, text in enumerate(texts):
            signs[at, : len(text)] = [self.signs.get(sign, UNKNOWN) for sign in text]
        weights, labels = self.session.run(None, {"signs": signs})
        return weights.tolist(), labels.tolist()

    def _folded(self, sign: str, weights: list[float], labels: list[int]) -> Choices:
        if weights[0] > -LEAST_DOUBT or weights[1] < LEAST:
            label = self.labels[labels[0]]
            return (_choice(sign if label == COPY else label, weights[0]),)
        sums: dict[str, list[float]] = {}
        for weight, number in zip(weights, labels, strict=True):
            if weight < LEAST:
                break
            label = self.labels[number]
            text = sign if label == COPY else label
            folded = sums.setdefault(text.lower(), [1e-9, 1e-9])
            folded[text[:1] != text[:1].lower()] += math.exp(weight)
        ranked = sorted(sums.items(), key=lambda item: -sum(item[1]))
        return tuple(
            Choice(text, math.log(small + big), max(-CLIP, min(CLIP, math.log(big / small))))
            for text, (small, big) in ranked
        )


LEAST_DOUBT = 0.004
"""A label with a logarithm nearer to nought is the only choice."""


@cache
def _choice(text: str, weight: float) -> Choice:
    return Choice(text.lower(), weight, CLIP if text[:1] != text[:1].lower() else -CLIP)


@dataclass(frozen=True, slots=True)
class _Window:
    """Lines joined; `parts` are (line, begin, end in the window) of the signs whose labels count."""

    text: str
    parts: tuple[tuple[int, int, int], ...]


def _windows(lines: Sequence[str]) -> Iterator[_Window]:
    text = ""
    parts: list[tuple[int, int, int]] = []
    for number, line in enumerate(lines):
        if len(line) > WINDOW:
            if text:
                yield _Window(text, tuple(parts))
            text, parts = "", []
            yield from _cut(number, line)
            continue
        if len(text) + len(line) > WINDOW and text:
            yield _Window(text, tuple(parts))
            text, parts = "", []
        parts.append((number, len(text), len(text) + len(line)))
        text += line + "\n"
    if text:
        yield _Window(text, tuple(parts))


def _cut(number: int, line: str) -> Iterator[_Window]:
    """A line longer than a window, in pieces that overlap."""
    step = WINDOW - 2 * MARGIN
    for start in range(0, len(line), step):
        left = min(start, MARGIN)
        end = min(len(line), start + step)
        text = line[start - left : min(len(line), end + MARGIN)]
        yield _Window(text, ((number, left, left + end - start),))


@cache
def tagger() -> Tagger:
    """The shipped network, on one thread."""
    session, _ = loaded(PACKAGE, WEIGHTS)
    signs, labels = json.loads(files(PACKAGE).joinpath(SIGNS).read_text(encoding="utf-8"))
    return Tagger(session, {sign: at for at, sign in enumerate(signs) if at > UNKNOWN}, tuple(labels))
