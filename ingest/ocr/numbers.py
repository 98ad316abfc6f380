"""Numbers that cannot be right wherever they stand: an engine reads 3 as 5 and is sure of it.

And signs that can only be a digit, or only a letter, where they stand.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial

DATE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?![\d.])")
TORN_DATE = re.compile(r"(?<![\d.])[0-3]\d\.[01]\d\.(?:20\d|20\d{3,})(?!\.?\d)")
TIME = re.compile(r"(?<![\d:.])(\d{1,2}):(\d{2})(?![\d:])")
HOURS, MINUTES = 24, 60
FIRST_YEAR, LAST_YEAR = 1900, 2100
CENTURY = 100
DIGIT = re.compile(r"\d")
LETTER_DIGIT = re.compile(r"\d[А-Яа-яЁё]{2,}|[А-Яа-яЁё]{2,}\d(?!\d*$)")
SLIPS: tuple[tuple[re.Pattern[str], str | dict[str, str]], ...] = (
    (re.compile(r"(?<![\wА-яЁё])З(?=-(?:го|й|я|е|му|м|х|ми|ю|ей)(?![а-яё]))"), "3"),
    (re.compile(r"(?<=\d)[ЗзОоOo](?=\d)|(?<=\d-)[ОоOo](?=\d)"), {"З": "3", "з": "3"}),
    (re.compile(r"(?<=\d)[оo]+(?![\w-])|(?<=\d[:,])[оo]+(?!\w)|(?<![\w-])[оo](?=[:.,]?\d)|(?<!\w)оо+(?!\w)"), {}),
    (re.compile(r"(?<=[.\s]0)[тТ](?=\.\d)|(?<=^0)[тТ](?=\.\d)"), "7"),
    (re.compile(r"(?<=\d)з(?=[:.,]?\d)|(?<![\w-])з(?=\d)|(?<![\w-])зо+(?![\w-])"), {"з": "3"}),
    (re.compile(r"(?<=[A-Za-z])0(?=[A-Za-z])"), "o"),
    (re.compile(r"(?<=[А-Яа-яЁё])0(?=[А-Яа-яЁё])"), "о"),
    (re.compile(r"(?<!\w)0(?=[А-ЯЁ])"), "О"),
    (re.compile(r"(?<=[А-Яа-яЁё\d])_+(?![\w@/])|(?<![\w@/])_+(?=[А-Яа-яЁё\d])"), ""),
)
"""What is read, and what it is: «З-го», «2О24», «4о», «о8:50», «зоо», «nov0e», «0У-3», «15__». Zeros of
old-style figures are as low as the small letter. A letter among letters is as high as the last one."""

LIKE_DIGITS = str.maketrans(
    {"З": "3", "з": "3", "Э": "3", "э": "3", "б": "6", "Б": "6", "г": "2", "z": "2", "I": "1", "l": "1"}
)
"""Letters that are as like to digits, old-style ones too, that only their place tells."""


def as_meant(text: str) -> str:
    """The text with digits where only digits can stand, letters where only letters can."""
    for pattern, meant in SLIPS:
        text = pattern.sub(partial(_sign, meant=meant), text)
    return text


def _sign(match: re.Match[str], meant: str | dict[str, str]) -> str:
    if isinstance(meant, dict):
        return "".join(meant.get(sign, "0") for sign in match[0])
    before = match.string[match.start() - 1 : match.start()]
    return meant.upper() if before.isupper() and before.isalpha() else meant


def impossible(text: str) -> bool:
    """True for a date that no calendar has or whose year is torn, a time that no clock shows, digits inside a word."""
    dates = any(not _is_date(*map(int, match.groups())) for match in DATE.finditer(text))
    times = any(int(hour) >= HOURS or int(minute) >= MINUTES for hour, minute in TIME.findall(text))
    return dates or times or bool(TORN_DATE.search(text) or LETTER_DIGIT.search(text))


def _is_date(day: int, month: int, year: int) -> bool:
    whole = year + FIRST_YEAR + CENTURY if year < CENTURY else year
    if not FIRST_YEAR <= whole <= LAST_YEAR:
        return False
    try:
        date(whole, month, day)
    except ValueError:
        return False
    return True
