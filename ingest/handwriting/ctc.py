"""Probability of whole words under a CTC network (Graves et al., ICML 2006), for a closed list of words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Real = NDArray[np.float64]

NEVER = -1e30


def word_log_probabilities(log_probabilities: Real, words: Sequence[tuple[int, ...]]) -> Real:
    """Log-probability of each word for each picture.

    Args:
        log_probabilities: network output, shape (pictures, steps, 1 + signs), class 0 is "nothing here".
        words: sequences of classes; the empty one is an empty cell.

    Returns:
        Shape (pictures, words). Over all possible words the probabilities of one picture add up to 1, so what is
        missing from 1 belongs to words outside the list.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        groups[len(word)].append(index)
    found = np.empty((len(log_probabilities), len(words)))
    for length, indices in groups.items():
        found[:, indices] = _forward(
            log_probabilities,
            np.array([words[index] for index in indices], dtype=np.int64).reshape(len(indices), length),
        )
    return found


def _forward(output: Real, words: NDArray[np.int64]) -> Real:
    """Forward algorithm for words of one length; `words` has shape (words, length)."""
    count, length = words.shape
    states = np.zeros((count, 2 * length + 1), dtype=np.int64)
    states[:, 1::2] = words
    skip = np.zeros(states.shape, dtype=bool)
    skip[:, 3::2] = words[:, 1:] != words[:, :-1]
    emitted = output[:, :, states]
    alpha = np.full((len(output), *states.shape), NEVER)
    alpha[..., :2] = emitted[:, 0, :, :2]
    for step in range(1, output.shape[1]):
        stay = alpha
        moved = np.full_like(alpha, NEVER)
        moved[..., 1:] = alpha[..., :-1]
        jumped = np.full_like(alpha, NEVER)
        jumped[..., 2:] = np.where(skip[:, 2:], alpha[..., :-2], NEVER)
        alpha = np.logaddexp(np.logaddexp(stay, moved), jumped) + emitted[:, step]
    if length == 0:
        return alpha[..., 0]
    return np.logaddexp(alpha[..., -1], alpha[..., -2])
