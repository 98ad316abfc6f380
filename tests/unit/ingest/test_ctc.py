"""Probabilities of whole words are those of the CTC paper: summed over every alignment."""

from itertools import product

import numpy as np
import pytest

from ingest.handwriting import lexicon
from ingest.handwriting.ctc import word_log_probabilities


def collapsed(path: tuple[int, ...]) -> tuple[int, ...]:
    kept = [sign for place, sign in enumerate(path) if place == 0 or sign != path[place - 1]]
    return tuple(sign for sign in kept if sign)


@pytest.mark.parametrize("word", [(), (1,), (2,), (1, 2), (1, 1), (2, 1, 2)])
def test_a_word_is_worth_the_sum_of_its_alignments(word: tuple[int, ...]) -> None:
    rng = np.random.default_rng(4)
    scores = rng.normal(size=(2, 5, 3))
    output = scores - np.log(np.exp(scores).sum(axis=2, keepdims=True))
    for picture in output:
        expected = sum(
            np.exp(sum(picture[step, sign] for step, sign in enumerate(path)))
            for path in product(range(3), repeat=5)
            if collapsed(path) == word
        )
        got = np.exp(word_log_probabilities(picture[None], [word]))[0, 0]
        assert got == pytest.approx(expected)


def test_no_two_words_of_a_list_are_written_alike() -> None:
    for words in (lexicon.marks(), lexicon.days(), lexicon.dates()):
        written = [word.signs for word in words]
        assert len(set(written)) == len(written)


def test_the_list_of_marks_holds_what_the_contract_names() -> None:
    values = {word.value for word in lexicon.marks()}
    assert {"", "1", "5", "н", "н/а", "осв", "зач", "б", ".", "5/4", "4 5", "н/3"} <= values
    assert {(word.value, word.struck) for word in lexicon.marks() if word.struck} >= {("4", "3"), ("5", "н")}
