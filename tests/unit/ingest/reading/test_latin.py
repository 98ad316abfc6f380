"""Doubtful words that look Latin are read a third time, by an engine that knows Latin letters."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ingest.model import Box, Line, Step, Word
from ingest.ocr.engine import Layout
from ingest.ocr.latin import with_latin
from ingest.ocr.lines import line_of

PAGE = np.full((400, 1200), 255, np.uint8)


@dataclass
class English:
    """Tells these words, one for each word cut out, with their confidence."""

    words: list[tuple[str, float]]
    sheets: list[np.ndarray] = field(default_factory=list)

    def describe(self) -> Step:
        return Step(name="english")

    def read(self, image: np.ndarray, layout: Layout = Layout.PAGE) -> tuple[Line, ...]:  # noqa: ARG002
        self.sheets.append(image)
        high = image.shape[0] / len(self.words)
        boxes = [Box(x0=4, y0=high * at + 4, x1=50, y1=high * (at + 1) - 4) for at in range(len(self.words))]
        return tuple(
            line_of([Word(text=text, confidence=sure, box=box)])
            for (text, sure), box in zip(self.words, boxes, strict=True)
        )


def page(*words: tuple[str, str]) -> Line:
    """A line of sure words, and of doubtful ones with another reading."""
    sure = [("Откройте", ""), ("журнал", ""), ("и", ""), ("выберите", ""), ("класс", "")]
    return line_of(
        [
            Word(
                text=text,
                confidence=0.5 if other else 0.99,
                box=Box(x0=100.0 * at, y0=100, x1=100.0 * at + 90, y1=130),
                alternatives=(other,) if other else (),
                review=bool(other),
            )
            for at, (text, other) in enumerate([*sure, *words])
        ]
    )


def told(english: English, *words: tuple[str, str]) -> list[tuple[str, bool]]:
    (line,) = with_latin(PAGE, [page(*words)], english)
    return [(word.text, word.review) for word in line.words[5:]]


def test_a_word_read_alike_twice_is_sure() -> None:
    assert told(English([("Chrome", 0.9)]), ("Chrome", "Сготе")) == [("Chrome", False)]
    assert told(English([("Chrome", 0.9)]), ("Спгоме", "Chrome")) == [("Chrome", False)]


def test_a_third_reading_replaces_signs_that_are_no_word_and_is_asked_about() -> None:
    assert told(English([("Internet", 0.6)]), ("|пег", "и{егпе{")) == [("Internet", True)]


def test_an_unsure_reading_and_one_with_other_signs_change_nothing() -> None:
    assert told(English([("nites", 0.2)]), ("|пег", "и{егпе{")) == [("|пег", True)]
    assert told(English([("Интернет", 0.9)]), ("|пег", "и{егпе{")) == [("|пег", True)]


def test_russian_words_sections_and_sure_words_are_not_read_again() -> None:
    english = English([])
    assert told(english, ("школы", "шkолы"), ("§ 3", "83"), ("PDF", "")) == [
        ("школы", True),
        ("§ 3", True),
        ("PDF", False),
    ]
    assert english.sheets == []


def test_a_page_full_of_such_words_is_left_alone() -> None:
    english = English([])
    words = [("qUeLae", "чиэлиз")] * 9
    assert told(english, *words) == [("qUeLae", True)] * 9
    assert english.sheets == []
