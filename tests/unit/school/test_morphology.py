import pytest

from school.morphology import fold, is_infinitive
from school.phrases import nominative_phrase
from school.roles import expand, find_role


@pytest.mark.parametrize(
    ("phrase", "nominative"),
    [
        ("учителя химии", "учитель химии"),
        ("администратором электронного журнала", "администратор электронного журнала"),
        ("заместителя директора по УР", "заместитель директора по УР"),
        ("классным руководителям", "классные руководители"),
        ("Учителям-предметникам", "Учителя-предметники"),
        (
            "Министерства образования, науки и молодежной политики Забайкальского края",
            "Министерство образования, науки и молодежной политики Забайкальского края",
        ),
    ],
)
def test_the_head_of_a_phrase_goes_to_the_nominative(phrase: str, nominative: str) -> None:
    assert nominative_phrase(phrase) == nominative


def test_folding_makes_spellings_equal() -> None:
    assert fold("  Учёт\u00a0 ПОСЕЩАЕМОСТИ ") == fold("учет посещаемости")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Администратор ЭЖ:", "administrator"),
        ("Учителя – предметники", "subject_teacher"),
        ("Классным руководителям 5–11 классов", "class_teacher"),
        ("Заместитель директора по УВР Ковшова Т.Л.", "deputy_director"),
        ("Директору школы", "director"),
        ("учителя математики", "teacher"),
    ],
)
def test_roles_are_known_in_any_form(text: str, key: str) -> None:
    role = find_role(text)
    assert role is not None
    assert role.key == key


def test_abbreviations_are_written_out() -> None:
    assert expand("Администратор ЭЖ") == "администратор электронный журнал"


def test_letters_without_a_name_are_no_word_and_no_failure() -> None:
    assert not is_infinitive("\U00017000")
    assert nominative_phrase("учителя \U00017000") == "учитель \U00017000"
