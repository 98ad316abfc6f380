import pytest

from school.numerals import plural


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "листов"), (1, "лист"), (2, "листа"), (5, "листов"), (11, "листов"), (12, "листов"), (21, "лист"),
     (22, "листа"), (111, "листов"), (101, "лист")],
)  # fmt: skip
def test_the_word_goes_with_the_number(number: int, said: str) -> None:
    assert plural(number, "лист", "листа", "листов") == said
