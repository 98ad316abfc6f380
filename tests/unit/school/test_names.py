import pytest

from school.mentions import find_mentions
from school.names import PersonName, nominative_of, same_person

KNOWN = (PersonName(surname="Аксенова", given="В.", patronymic="А."),)


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ("Назначить учителя химии Аксенову В.А.. администратором", "accs", "Аксенова В.А."),
        ("Назначить Дорофеева П.Н. ответственным", "accs", "Дорофеев П.Н."),
        ("поручить Цыренову Б.Д. провести", "datv", "Цыренов Б.Д."),
        ("заместителю директора Успенской Л.П. организовать", "datv", "Успенская Л.П."),
        ("возложить на Петренко И.И.", "accs", "Петренко И.И."),
        ("возложить на Черных А.Б.", "accs", "Черных А.Б."),
        ("Назначить Иванова Петра Сергеевича", "accs", "Иванов Петр Сергеевич"),
        ("поручить Ивановой Анне Петровне", "datv", "Иванова Анна Петровна"),
        ("Назначить Сергееву Ольгу Ильиничну", "accs", "Сергеева Ольга Ильинична"),
        # the patronymic tells the case
        ("Секретарь – Аветисян Гаяне Суреновна", "accs", "Аветисян Гаяне Суреновна"),
        ("Назначить Ондар Чойгану Борисовну", "accs", "Ондар Чойгана Борисовна"),
        ("болезнью Маслак Дарьи Ивановны", "accs", "Маслак Дарья Ивановна"),
        ("Назначить Мельничука Остапа Ильича", "accs", "Мельничук Остап Ильич"),
        # as engines misread it
        ("Директор ________ Ярмоленко 3.Д.", "nomn", "Ярмоленко З.Д."),
        ("старшему дежурному Балакиреву Ю.0. еженедельно", "datv", "Балакирев Ю.О."),
        ("Медицинской сестре Зозулевич В.М. присутствовать", "datv", "Зозулевич В.М."),
        ("возложить на Ракшу С.Д.", "accs", "Ракша С.Д."),
        # nouns that are surnames: the dative of Сорока, not an indeclinable name
        ("завхозу Сороке В.В. закупить", "datv", "Сорока В.В."),
        ("закрепить за лаборантом Щукой Г.Г.", "ablt", "Щука Г.Г."),
        ("поручить Гогаладзе К.К.", "datv", "Гогаладзе К.К."),
        ("поручить Сухой А.А.", "datv", "Сухая А.А."),
        ("назначить Куцую В.Я.", "accs", "Куцая В.Я."),
        ("учителю Стрельцу Г.Д. устранить", "datv", "Стрелец Г.Д."),
        ("поручить Соловью П.П.", "datv", "Соловей П.П."),
        ("вывести Подопригору Виктора Наумовича", "nomn", "Подопригора Виктор Наумович"),
        ("назначить Хачатрян Лусине Арменовну", "accs", "Хачатрян Лусине Арменовна"),
        ("назначить Гукасян Армине Суреновну", "accs", "Гукасян Армине Суреновна"),
        ("назначить Бойко Данилу Егоровича", "accs", "Бойко Данила Егорович"),
        ("Директор ________ С.Г.Михайлова", "nomn", "Михайлова С.Г."),
        ("Директор ________ О. В. Ильин", "nomn", "Ильин О.В."),
    ],
)
def test_a_name_in_any_case_comes_out_in_the_nominative(text: str, case: str, expected: str) -> None:
    (mention,) = find_mentions(text)
    name = nominative_of(mention, case=case)
    assert f"{name.surname} {name.initials_or_names}" == expected


def test_a_name_printed_in_the_nominative_elsewhere_decides() -> None:
    (mention,) = find_mentions("обязанности исполняет Аксенову В.А.")
    assert nominative_of(mention, case="datv", known=KNOWN).surname == "Аксенова"


def test_a_mention_keeps_its_exact_place_with_a_doubled_dot() -> None:
    text = "химии Аксенову В.А.. администратором"
    (mention,) = find_mentions(text)
    assert text[mention.start : mention.end] == "Аксенову В.А."


def test_initials_stand_for_full_names_and_yo_for_ye() -> None:
    full = PersonName(surname="Королёва", given="Вера", patronymic="Андреевна")
    assert same_person(full, PersonName(surname="Королева", given="В.", patronymic="А."))
    assert not same_person(full, PersonName(surname="Королева", given="В.", patronymic="Б."))
    assert not same_person(full, PersonName(surname="Королев", given="В.", patronymic="А."))


def test_abbreviated_schools_and_laws_are_not_people() -> None:
    assert find_mentions("МОУ СОШ № 27 им.Ф.Т.Цветкова") == ()
    assert find_mentions("Федеральный закон от 29.12.2012 № 273-ФЗ") == ()


@pytest.mark.parametrize(
    ("text", "surnames"),
    [
        ("Поручить Ивановой А.А. При выбытии сообщать", ["Ивановой"]),
        ("отвечает Лесничая В.И. Ответственность несёт Юсупов А.А.", ["Лесничая", "Юсупов"]),
        ("С.Г. Михайлова В.А. Аксенова", ["Михайлова", "Аксенова"]),
        ("Директор И.И. Сорока", ["Сорока"]),
        ("Хаким-заде Л.М., ЮнА.В.", ["Хаким-заде", "Юн"]),
    ],
)
def test_initials_belong_to_the_surname_before_a_new_sentence(text: str, surnames: list[str]) -> None:
    assert [mention.surname for mention in find_mentions(text)] == surnames
