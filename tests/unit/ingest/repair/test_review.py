"""Which edits a person must look at."""

import pytest

from ingest.model import Edit
from ingest.repair.edits import needs_review


def looked_at(text: str, confidence: float) -> bool:
    ends = {"raw_end": 1, "end": len(text)}
    return needs_review(
        Edit(raw_start=0, start=0, raw="?", text=text, confidence=confidence, kind="latin-for-cyrillic", **ends)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Аксенова",
        "аксенова",
        "Батомункуева",
        "Вера",
        "Сергеевну",
        "А.В.",
        "В. И.",
        "Назначить Орлова",
        "А.В. Зайцев",
        "ПЕТРОВА",
        "2024",
        "13.09.2023",
        "№ 29",
        "5.2",
        "Ключхвз",
    ],
)
def test_names_initials_and_numbers_are_looked_at_unless_surely_right(text: str) -> None:
    assert looked_at(text, 0.89)
    assert not looked_at(text, 0.9)


@pytest.mark.parametrize(
    "text", ["оценки", "Выставляют", "вера", "орлов", "Приказ", "КТП", "за", "№", "•", "с родителями", ""]
)
def test_other_words_are_looked_at_when_they_are_likelier_wrong_than_right(text: str) -> None:
    assert looked_at(text, 0.49)
    assert not looked_at(text, 0.5)
