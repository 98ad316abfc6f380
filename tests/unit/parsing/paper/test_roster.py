"""Rows of a page find their pupils, also misread, and strangers stay strangers."""

from parsing.paper.roster import match_roster

ROSTER = ("Абрамова Вера", "Белов Иван", "Белова Ирина", "Громов Пётр", "Дятлова Анна", "Ершов Олег")


def test_misread_names_are_matched_in_order() -> None:
    read = ["Абрамоза Вeра", "Белов Ивзн", "Белова Ирипа", "Гронов Петр", "Дятлова Аниа", "Ершов 0лег"]
    found = match_roster(read, ROSTER)
    assert [item.name for item in found] == list(ROSTER)
    assert all(item.sure for item in found)


def test_a_pupil_who_is_not_in_the_list_is_left_to_a_person() -> None:
    found = match_roster(["Абрамова Вера", "Воронцов Кирилл", "Громов Пётр"], ROSTER)
    assert [item.name for item in found] == ["Абрамова Вера", None, "Громов Пётр"]


def test_a_reading_between_two_namesakes_is_not_sure() -> None:
    found = match_roster(["Белов И."], ("Белов Иван", "Белов Илья"))
    assert not found[0].sure


def test_one_row_is_one_pupil() -> None:
    found = match_roster(["Белов Иван", "Белов Иван"], ROSTER)
    assert [item.name for item in found].count("Белов Иван") <= 1


def test_without_a_list_nobody_is_matched() -> None:
    assert match_roster(["Белов Иван"], ())[0].name is None
