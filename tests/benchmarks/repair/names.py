"""Names by chance: surnames, first names and patronymics of the morphological dictionary, in the case asked for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pymorphy3 import MorphAnalyzer

if TYPE_CHECKING:
    import random

PARTS = ("Surn", "Name", "Patr")
CASES = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt"}
COMMON = {
    "masc": "Александр Алексей Анатолий Андрей Антон Артём Борис Вадим Валентин Валерий Василий Виктор Виталий "
    "Владимир Владислав Вячеслав Геннадий Георгий Глеб Григорий Даниил Денис Дмитрий Евгений Егор Иван Игорь Илья "
    "Кирилл Константин Леонид Максим Марат Матвей Михаил Никита Николай Олег Павел Пётр Ринат Роман Руслан Семён "
    "Сергей Станислав Степан Тимур Фёдор Эдуард Юрий Ярослав",
    "femn": "Алевтина Александра Алина Алла Анастасия Анна Антонина Валентина Валерия Варвара Вера Вероника Виктория "
    "Галина Гульнара Дарья Диана Евгения Екатерина Елена Елизавета Жанна Зинаида Зоя Инна Ирина Карина Клавдия Ксения "
    "Лариса Лидия Любовь Людмила Маргарита Марина Мария Надежда Наталья Нина Оксана Ольга Полина Раиса Римма Светлана "
    "София Тамара Татьяна Ульяна Фаина Эльвира Юлия Яна",
}
FATHERS = [
    "Александр",
    "Алексей",
    "Анатоли",
    "Андрей",
    "Борис",
    "Валентин",
    "Валери",
    "Васили",
    "Виктор",
    "Владимир",
    "Вячеслав",
    "Геннади",
    "Георги",
    "Григори",
    "Дмитри",
    "Евгени",
    "Иван",
    "Игор",
    "Константин",
    "Леонид",
    "Михаил",
    "Николай",
    "Олег",
    "Павл",
    "Пётр",
    "Петр",
    "Роман",
    "Сергей",
    "Степан",
    "Фёдор",
    "Юри",
]
INITIALS = "АААААВВВВЕЕЕЕИИИММММНННСССООПППГГДДЛЛТТРРЮЮБФКЗЯЭЖЦШЩХЧУ"


@dataclass(frozen=True, slots=True)
class Names:
    """Words by (part, case, gender)."""

    pool: dict[tuple[str, str, str], list[str]]

    def surname(self, rng: random.Random, case: str) -> str:
        """A surname with its capital letters."""
        gender = rng.choice(("masc", "femn"))
        word = rng.choice(self.pool["Surn", CASES[case], gender])
        return "-".join(part.capitalize() for part in word.split("-"))

    def short(self, rng: random.Random, case: str) -> str:
        """`Иванова А. П.`, also with the initials before the surname, or without a space between them."""
        gap = " " if rng.random() < 0.4 else ""
        initials = f"{rng.choice(INITIALS)}.{gap}{rng.choice(INITIALS)}."
        surname = self.surname(rng, case)
        return f"{surname} {initials}" if rng.random() < 0.7 else f"{initials} {surname}"

    def full(self, rng: random.Random, case: str) -> str:
        """Surname, first name and patronymic."""
        gender = rng.choice(("masc", "femn"))
        parts = [rng.choice(self.pool[part, CASES[case], gender]).capitalize() for part in PARTS]
        return " ".join(parts)


@cache
def names() -> Names:
    """Names of the dictionary; first names and patronymics only the usual ones."""
    analyser = MorphAnalyzer(lang="ru")
    usual = {name.lower() for words in COMMON.values() for name in words.split()}
    fathers = tuple(name.lower() for name in FATHERS)
    pool: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for word, tag, normal, *_ in analyser.dictionary.iter_known_words():
        part = next((part for part in PARTS if part in tag.grammemes), "")
        if not part or "sing" not in tag.grammemes or not tag.case:
            continue
        if part == "Name" and normal not in usual:
            continue
        if part == "Patr" and not word.startswith(fathers):
            continue
        for gender in (tag.gender,) if tag.gender else ("masc", "femn"):
            pool[part, str(tag.case), str(gender)].add(word)
    return Names({key: sorted(words) for key, words in pool.items()})
