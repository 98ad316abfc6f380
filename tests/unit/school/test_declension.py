"""Names brought from the nominative to another case, and names that nobody may guess about."""

import pytest

from school.declension import declined, gender_of
from school.names import PersonName


def name(text: str) -> PersonName:
    surname, given, patronymic = text.split()
    return PersonName(surname=surname, given=given, patronymic=patronymic)


@pytest.mark.parametrize(
    ("nominative", "accusative", "dative"),
    [
        ("Соколова В. А.", "Соколову В.А.", "Соколовой В.А."),
        ("Соколов В. А.", "Соколова В.А.", "Соколову В.А."),
        ("Успенский А. Я.", "Успенского А.Я.", "Успенскому А.Я."),
        ("Петренко О. О.", "Петренко О.О.", "Петренко О.О."),
        ("Черных Д. К.", "Черных Д.К.", "Черных Д.К."),
        ("Сорока Д. К.", "Сороку Д.К.", "Сороке Д.К."),
        ("Мамедова-Шульц Э. Р.", "Мамедову-Шульц Э.Р.", "Мамедовой-Шульц Э.Р."),
        ("Ткач Ирина Львовна", "Ткач Ирину Львовну", "Ткач Ирине Львовне"),
        ("Бондарь Виктор Фомич", "Бондаря Виктора Фомича", "Бондарю Виктору Фомичу"),
        ("Римский-Корсаков Илья Ильич", "Римского-Корсакова Илью Ильича", "Римскому-Корсакову Илье Ильичу"),
    ],
)
def test_a_name_in_another_case(nominative: str, accusative: str, dative: str) -> None:
    for case, wanted in (("accs", accusative), ("datv", dative)):
        found = declined(name(nominative), case)
        assert found is not None
        assert f"{found.surname} {found.initials_or_names}" == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ткач И. Л.",  # a man or a woman
        "Сапожок Иван Егорович",  # Сапожка
        "Толстой Иван Егорович",  # Толстого, and not as Гайдай
        "Горький Иван Егорович",
        "Бонч-Бруевич Пётр Ильич",  # the first part stays
        "Дюма А. А.",
        "Аветисян Гаяне Суреновна",  # a first name that the dictionary declines in no way
    ],
)
def test_a_doubtful_name_has_no_other_case(text: str) -> None:
    assert declined(name(text), "accs") is None


def test_gender_is_told_by_the_patronymic_or_by_the_surname_or_not_at_all() -> None:
    assert gender_of(name("Ткач Ирина Львовна")) == "femn"
    assert gender_of(name("Вострикова-Ким Л. А.")) == "femn"
    assert gender_of(name("Соколов В. А.")) == "masc"
    assert gender_of(name("Петренко О. О.")) is None
