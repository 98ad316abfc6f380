"""What a person at a terminal sees while a long text is repaired."""

import itertools
from collections.abc import Callable

import pytest

from api.cli import how_far
from api.cli.how_far import HowFar

PIECES = [bytes(100)] * 4


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    """A terminal at which two seconds pass whenever the clock is looked at; gives what was shown, line by line."""
    clock = itertools.count(0.0, 2.0)
    monkeypatch.setattr(how_far.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(how_far.HowFar, "_shown", lambda _: True)
    return lambda: capsys.readouterr().err.replace("\x1b[K", "").split("\r")[1:]


def test_the_first_pass_is_told_and_the_line_is_gone_at_the_end(terminal) -> None:
    with HowFar(name="приказ.txt", total=400, beside=True) as far:
        assert list(far.along(iter(PIECES))) == PIECES
        list(far.along(iter(PIECES)))
    shown = terminal()
    assert shown[:4] == [f"приказ.txt: просмотрено {share} %" for share in (25, 50, 75, 100)]
    assert shown[-1] == ""


def test_the_second_pass_says_how_long_is_left(terminal) -> None:
    with HowFar(name="приказ.txt", total=400, beside=True) as far:
        list(far.along(iter(PIECES)))
        list(far.along(iter(PIECES)))
    shown = terminal()
    assert shown[4].startswith("приказ.txt: восстановлено 25 %, осталось 0:0")
    assert shown[-2] == "приказ.txt: восстановлено 100 %, осталось 0:00"


def test_standard_input_tells_what_was_read(terminal) -> None:
    with HowFar(name="стандартный ввод", total=0, beside=True) as far:
        list(far.along(iter([bytes(1_500_000)])))
    assert terminal() == ["стандартный ввод: прочитано 1,5 МБ", ""]


def test_a_short_text_says_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(how_far.HowFar, "_shown", lambda _: True)
    with HowFar(name="приказ.txt", total=400, beside=True) as far:
        list(far.along(iter(PIECES)))
    assert capsys.readouterr().err == ""
