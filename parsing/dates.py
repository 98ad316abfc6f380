"""Dates as orders print them."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""No order speaks of other years; in «2.4.3590-20» the 3590 is a number of the rules."""
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})_*\s?\._*\s?(\d{1,2})_*\s?\._*\s?(\d{4})(?!\d)")
BLANKED = re.compile(r"[«\"“]_*(\d{1,2})_*[»\"”][_\s]+(\d{1,2})[_\s]+(\d{4})(?!\d)")
"""«_30_» ___08___ 2024: filled in on a form."""
VERBAL = re.compile(
    r"[«\"“]?[_\s]*(\d{1,2})(?:-?го)?[_\s]*[»\"”]?[_\s]*(" + "|".join(MONTHS) + r")[_\s]*(\d{4})", re.IGNORECASE
)
ISO = re.compile(r"\d{4}-\d\d-\d\d")
WITHOUT_YEAR = re.compile(
    r"(?<![а-яё])со?\s+[«\"“]?(\d{1,2})[»\"”]?(?:\s+(" + "|".join(MONTHS) + r"))?\s+по\s+(?=[«\"“]?\d)", re.IGNORECASE
)


def find_date(text: str) -> tuple[date, int, int] | None:
    """The first real date in the text with its place; «45.13.2023» is not one."""
    found = (match for form in (NUMERIC, BLANKED, VERBAL) for match in form.finditer(text))
    matches = sorted(found, key=lambda match: match.start())
    for match in matches:
        day = _date(*match.groups())
        if day is not None:
            return day, match.start(), match.end()
    return None


def find_dates(text: str) -> list[tuple[date, int, int]]:
    """Every real date in the text with its place."""
    found, place = [], 0
    while (one := find_date(text[place:])) is not None:
        found.append((one[0], place + one[1], place + one[2]))
        place += one[2]
    return found


def iso_day(text: str) -> date | None:
    """The day of «2025-09-05», as records keep days among words; None for words."""
    return date.fromisoformat(text) if ISO.fullmatch(text) else None


def find_span(text: str) -> tuple[date, date] | None:
    """«с 21 мая по 19 июня 2026 года»: both days where only the last has its year."""
    said = WITHOUT_YEAR.search(text)
    end = find_date(text[said.end() :]) if said else None
    if said is None or end is None or end[1] > 0:
        return None
    month = said[2] or MONTHS[end[0].month - 1]
    begins = _date(said[1], month, str(end[0].year))
    if begins is not None and begins > end[0]:
        begins = _date(said[1], month, str(end[0].year - 1))
    return (begins, end[0]) if begins is not None else None


def _date(day: str, month: str, year: str) -> date | None:
    number = int(month) if month.isdigit() else MONTHS.index(month.lower()) + 1
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
