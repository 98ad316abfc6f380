"""Classes that a role is of: «классные руководители 5–9 классов» are not the one of 1 «А»."""

from __future__ import annotations

import re

from parsing.forms import table
from school.morphology import lemma

OF_CLASSES = re.compile(
    r"(?<![№\d])(?<!№\s)(?P<grades>(?:\d{1,2}(?:-?(?:х|й|го|ых|ого))?(?:\s?-?[«\"]?[А-ЯЁа-яё]?[»\"]?(?![а-яё]))(?:\s*(?:[–—-]|,|\sи\s)\s*)?)+)"
    r"\s*(?:класс[а-яё]*|$)"
)
SPAN = re.compile(r"(\d{1,2})(?:-?(?:х|й|го|ых|ого))?\s*(?:[–—-]\s*(\d{1,2}))?")
NAMED = re.compile(r"(?P<ordinal>[а-яё]+(?:ых|их|ого|его))\s+класс(?:ов|а)(?![а-яё])", re.IGNORECASE)
HIGHEST = 11


def grades_of(role: str) -> frozenset[int]:
    """Grades of the classes that the role names, 1 to 11; empty where it names none."""
    found: set[int] = set()
    for match in OF_CLASSES.finditer(role):
        for low, high in SPAN.findall(match.group("grades")):
            found |= set(range(int(low), int(high or low) + 1))
    found |= {int(_ordinals().get(lemma(match.group("ordinal")), "0")) for match in NAMED.finditer(role)}
    return frozenset(grade for grade in found if 1 <= grade <= HIGHEST)


def without_grades(role: str) -> str:
    """«классные руководители 5–9 классов» → «классные руководители»."""
    plain = NAMED.sub(lambda match: "" if lemma(match.group("ordinal")) in _ordinals() else match.group(), role)
    return OF_CLASSES.sub("", plain).strip()


def _ordinals() -> dict[str, str]:
    return table("periods", "ordinals")
