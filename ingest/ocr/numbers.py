"""Numbers that cannot be right wherever they stand: an engine reads 3 as 5 and is sure of it."""

from __future__ import annotations

import re
from datetime import date

DATE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?![\d.])")
TIME = re.compile(r"(?<![\d:.])(\d{1,2}):(\d{2})(?![\d:])")
HOURS, MINUTES = 24, 60
FIRST_YEAR, LAST_YEAR = 1900, 2100
CENTURY = 100
DIGIT = re.compile(r"\d")
LETTER_DIGIT = re.compile(r"\d[А-Яа-яЁё]{2,}|[А-Яа-яЁё]{2,}\d(?!\d*$)")


def impossible(text: str) -> bool:
    """True for a date that no calendar has, a time that no clock shows, digits inside a word."""
    dates = any(not _is_date(*map(int, match.groups())) for match in DATE.finditer(text))
    times = any(int(hour) >= HOURS or int(minute) >= MINUTES for hour, minute in TIME.findall(text))
    return dates or times or bool(LETTER_DIGIT.search(text))


def _is_date(day: int, month: int, year: int) -> bool:
    whole = year + FIRST_YEAR + CENTURY if year < CENTURY else year
    if not FIRST_YEAR <= whole <= LAST_YEAR:
        return False
    try:
        date(whole, month, day)
    except ValueError:
        return False
    return True
