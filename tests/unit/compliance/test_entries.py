"""When a text first stood in its cell: blanks, corrections, what was known at the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from compliance.entries import Version, earliest, entry, is_blank, is_empty_topic

START = datetime(2023, 11, 8, 6, tzinfo=UTC)
FAR = START + timedelta(days=365)


def versions(*steps: tuple[int, str]) -> list[Version]:
    """(hours after the start, text) in turn."""
    times = [START + timedelta(hours=hours) for hours, _ in steps]
    ends = [*times[1:], None]
    return [
        Version(value=value, at=at, until=until, timed=True)
        for (_, value), at, until in zip(steps, times, ends, strict=True)
    ]


def first(steps: list[Version], known: datetime = FAR) -> float | None:
    """Hours after the start at which the standing text first qualified."""
    found = entry(steps, known=known, blank=is_blank, field="topic")
    return (found.at - START) / timedelta(hours=1) if found and found.at else None


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(0, "Дроби")], 0),
        ([(0, ""), (30, "Дроби")], 30),
        ([(0, "Дроби"), (5, "Проценты")], 0),
        ([(0, "Дроби"), (5, "")], None),
        ([(0, "Дроби"), (1, " "), (50, "Проценты")], 50),
        ([(0, "Дроби"), (1, " "), (50, "Дроби")], 0),
        ([(0, "Дроби"), (40, ""), (50, "Проценты")], 0),
    ],
)
def test_first_time(steps: list[tuple[int, str]], expected: float | None) -> None:
    assert first(versions(*steps)) == expected


def test_what_was_wiped_later_still_stood_at_the_time() -> None:
    steps = versions((0, "Дроби"), (5, ""))
    assert first(steps, START + timedelta(hours=4)) == 0
    assert first(steps, START + timedelta(hours=5)) is None


def test_a_version_taken_back_at_once_never_counts() -> None:
    wrong = Version(value="Чужая тема", at=START, until=START, timed=True)
    assert first([wrong, *versions((9, "Дроби"))]) == 9


def test_a_text_of_unknown_time_is_there_but_cannot_be_timely() -> None:
    found = entry([Version(value="Дроби", at=None, until=None, timed=False)], known=FAR, blank=is_blank, field="topic")
    assert found is not None
    assert found.at is None
    timed = entry(versions((3, "§ 5")), known=FAR, blank=is_blank, field="homework")
    assert earliest([None, found, timed]) is timed


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "—", "...", "Тема", " ТЕМА УРОКА. ", "ххх"])
def test_no_topic(text: str) -> None:
    assert is_empty_topic(text)


@pytest.mark.parametrize("text", ["Тема любви в лирике Ф. Тютчева", "1/2", "Тест"])
def test_a_topic(text: str) -> None:
    assert not is_empty_topic(text)
