"""Lines as the engine gives them: those that run down the page, words told twice."""

from ingest.model import Box, Line, Word
from ingest.ocr.lines import box_of, lies, line_of, runs_down, without_doubles


def word(text: str, x: float, y: float, wide: float, high: float = 30) -> Word:
    return Word(text=text, confidence=0.9, box=Box(x0=x, y0=y, x1=x + wide, y1=y + high))


def test_numbers_of_a_list_taken_for_one_line_run_down() -> None:
    numbers, text = line_of([word("очи.", 340, 670, 50, 600)]), line_of([word("Авдохин", 400, 690, 200)])
    assert runs_down(numbers)
    assert not runs_down(text)
    assert not runs_down(line_of([word("I", 400, 690, 8)]))
    assert not lies([numbers, text])
    assert lies([numbers, numbers, text])


def test_a_word_inside_a_word_of_another_line_is_told_once() -> None:
    first = line_of([word("Специалист", 260, 2263, 200), word("М.", 1800, 2265, 40), word("В", 1930, 2265, 30)])
    second = line_of([word("Т.", 1850, 2265, 40), word("Валиахметова", 1925, 2265, 300)])
    found = without_doubles([first, Line(raw="", text=""), second])
    assert [line.text for line in found] == ["Специалист М.", "", "Т. Валиахметова"]
    assert found[0].box == box_of(first.words[:2])
    assert without_doubles([first, first])[0] is first
    assert len(without_doubles([first, first])) == 1
