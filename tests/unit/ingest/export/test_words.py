"""Words of a repaired line keep the places where they were read."""

import pytest

from ingest.export.words import raw_place, rows_of
from ingest.model import Box, Line, Word
from ingest.repair.edits import Change, apply

PAGE = Box(x0=0, y0=0, x1=1000, y1=40)


def word(text: str, x0: float, x1: float, y0: float = 100, **more: object) -> Word:
    return Word(text=text, confidence=0.8, box=Box(x0=x0, y0=y0, x1=x1, y1=y0 + 30), **more)


def line(words: list[Word], *changes: Change) -> Line:
    raw = " ".join(item.text for item in words)
    text, edits = apply(raw, changes)
    return Line(raw=raw, text=text, words=tuple(words), edits=edits)


def spans(*rows: tuple) -> list[list[tuple[str, int, int]]]:
    return [[(token.text, round(token.box.x0), round(token.box.x1)) for token in row] for row in rows]


def test_words_that_nobody_changed_stand_where_they_were_read() -> None:
    found = rows_of(line([word("Приказ", 10, 70), word("№", 80, 90), word("29", 100, 120)]), PAGE)
    assert spans(*found) == [[("Приказ", 10, 70), ("№", 80, 90), ("29", 100, 120)]]
    assert found[0][0].confidence == 0.8


def test_a_word_put_in_other_letters_keeps_its_box_and_takes_the_repair_s_confidence() -> None:
    read = [word("6.", 0, 10), word("Knaccubie", 20, 110), word("дни", 120, 150)]
    found = rows_of(line(read, Change(3, 12, "Классные", 0.7, "latin-for-cyrillic", ("Классный",))), PAGE)
    assert spans(*found) == [[("6.", 0, 10), ("Классные", 20, 110), ("дни", 120, 150)]]
    assert [token.confidence for token in found[0]] == [0.8, 0.7, 0.8]
    assert found[0][1].alternatives == ("Классный",)


def test_glued_words_share_the_box_by_their_signs() -> None:
    found = rows_of(line([word("всоответствии", 0, 130)], Change(0, 13, "в соответствии", 0.9, "glued")), PAGE)
    assert spans(*found) == [[("в", 0, 9), ("соответствии", 19, 130)]]


def test_a_word_read_in_two_takes_both_boxes() -> None:
    found = rows_of(line([word("При", 0, 30), word("каз", 40, 70)], Change(3, 4, "", 0.9, "split")), PAGE)
    assert spans(*found) == [[("Приказ", 0, 70)]]


def test_what_was_taken_out_widens_no_word() -> None:
    read = [word("слово", 0, 50), word("|", 60, 62), word("дело", 70, 110)]
    assert spans(*rows_of(line(read, Change(5, 7, "", 0.9, "stray")), PAGE)) == [[("слово", 0, 50), ("дело", 70, 110)]]


def test_what_was_put_in_stands_behind_the_word_before_it() -> None:
    read = [word("Приказ", 0, 60), word("29", 90, 110)]
    (row,) = rows_of(line(read, Change(6, 6, " №", 0.6, "lost")), PAGE)
    assert [token.text for token in row] == ["Приказ", "№", "29"]
    assert row[1].box.x0 == 60
    assert 60 < row[1].box.x1 < 90


def test_a_hyphenated_word_is_whole_in_the_row_that_has_most_of_it() -> None:
    read = [word("руко-", 500, 550), word("водителям", 0, 90, y0=150), word("вести", 100, 150, y0=150)]
    rows = rows_of(line(read, Change(4, 6, "", 0.9, "hyphen")), PAGE)
    assert spans(*rows) == [[("руководителям", 0, 90), ("вести", 100, 150)]]
    assert rows[0][0].box.y0 == 150


def test_a_paragraph_in_one_line_has_its_rows() -> None:
    read = [word("Один", 0, 40), word("два", 50, 80), word("три", 0, 30, y0=150), word("четыре", 40, 100, y0=150)]
    assert [[token.text for token in row] for row in rows_of(line(read), PAGE)] == [["Один", "два"], ["три", "четыре"]]


def test_a_low_comma_does_not_bend_its_row() -> None:
    comma = Word(text=",", confidence=0.8, box=Box(x0=75, y0=125, x1=80, y1=136))
    read = [word("Учителя", 0, 70), comma, word("классные", 90, 170), word("часы", 180, 220)]
    (row,) = rows_of(line(read), PAGE)
    assert {(token.box.y0, token.box.y1) for token in row} == {(100, 130)}


def test_a_line_without_words_is_shared_by_signs() -> None:
    born = Line(raw="Приказ № 29", text="Приказ № 29", confidence=1.0, box=Box(x0=0, y0=0, x1=110, y1=20))
    assert spans(*rows_of(born, PAGE)) == [[("Приказ", 0, 60), ("№", 70, 80), ("29", 90, 110)]]
    assert rows_of(Line(raw="слово", text="слово"), PAGE)[0][0].box == PAGE
    assert rows_of(Line(raw=" ", text=" "), PAGE) == ()


def test_words_that_are_not_in_the_line_are_not_trusted() -> None:
    odd = Line(raw="дом", text="дом", box=Box(x0=5, y0=0, x1=35, y1=20), words=(word("сад", 100, 130),))
    assert spans(*rows_of(odd, PAGE)) == [[("дом", 5, 35)]]


def test_alternatives_of_a_whole_word_are_told() -> None:
    (row,) = rows_of(line([word("15:30", 0, 50, alternatives=("15:50", "15:30"))]), PAGE)
    assert row[0].alternatives == ("15:50",)


@pytest.mark.parametrize(("position", "place"), [(0, 0), (2, 2), (3, 3), (5, 5.5), (7, 8), (8, 9)])
def test_places_go_back_through_edits(position: int, place: float) -> None:
    edits = apply("абвХХХХХгд", [Change(3, 8, "АБВГ", 1.0, "kind")])[1]
    assert raw_place(edits, position) == place
