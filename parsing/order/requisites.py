"""Requisites of the heading: organization, number, date, place, title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.forms import form
from parsing.passages import Part, folded, join

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.model import SourceRef
    from parsing.passages import Row

NUMBER = re.compile(
    r"(?:№|N[oо°º]?\.?)\s*_*\s*"
    r"(?P<number>(?:[А-Я]{1,3}-)?[0-9][0-9А-Яа-яA-Za-z]*(?:\s?[-–/.]\s?[0-9А-Яа-яA-Za-z]+)*"
    r"(?:\s?\([а-яё]{1,3}\)|\s(?:[А-Яа-яЁё]/[А-Яа-яЁё]|(?-i:ОД|од))(?![А-Яа-яЁё]))?)"
)
YEAR_WORD = re.compile(
    r"^\s*(?:года|год|г\.?(?=\s+[а-яё]{1,3}\.|\s+(?:село|город|пос|дер|хутор)|\s*$))\s*", re.IGNORECASE
)
GAP = "   "
PIECE = re.compile(r"\s{3,}|\s*\|\s*")
"""What stands side by side in a heading is parted by a wide gap, a cell, a date or a number."""
NOT_ORGANIZATION = re.compile(r"^\W*(?:российская федерация|утвержда|копия|по школе|номер\s+документа)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisites:
    """What the heading says, and where."""

    organization: str | None
    number: str | None
    date: date | None
    place: str | None
    title: str | None
    sources: dict[str, tuple[SourceRef, ...]]


def read_requisites(head: Sequence[Row]) -> Requisites:
    """Reads the heading; what is not printed is None."""
    rows = [row for row in head if not row.blank]
    title_at = _title_start(rows)
    word_at = next((i for i, row in enumerate(rows) if form("frame", "order_word").search(row.text)), None)
    sources: dict[str, tuple[SourceRef, ...]] = {}
    number = _number(rows, word_at, title_at, sources)
    issued = _date(rows, title_at, sources)
    place = _place(rows[:title_at], sources)
    return Requisites(
        organization=_organization(rows[: _organization_end(rows, word_at, title_at)], sources)
        or _after_word(rows[:title_at], sources),
        number=number,
        date=issued,
        place=place,
        title=_title(rows[title_at:], sources),
        sources=sources,
    )


def _title_start(rows: Sequence[Row]) -> int:
    """Row where the title begins: «О …», else what stands last in the heading and is no requisite."""
    for index, row in enumerate(rows):
        if form("frame", "title").search(row.text):
            return index
    index = len(rows)
    while index and not _is_requisite(rows[index - 1].text):
        index -= 1
    return index


def _is_requisite(text: str) -> bool:
    return bool(
        form("frame", "order_word").search(text)
        or form("frame", "school_row").search(text)
        or form("frame", "place_row").search(text.strip())
        or find_date(text)
        or NUMBER.search(text)
        or re.search(r"_{3,}", text)
    )


def _organization_end(rows: Sequence[Row], word_at: int | None, title_at: int) -> int:
    widest = max((len(row.text.strip()) for row in rows), default=0)
    stops = [
        index
        for index, row in enumerate(rows)
        if index < title_at
        and _ends_organization(row.text)
        and not _wrapped(rows, index, widest)
        and not _in_capitals(rows, index)
    ]
    return min([*stops, title_at, word_at if word_at is not None else title_at])


def _wrapped(rows: Sequence[Row], index: int, widest: int) -> bool:
    """True when the row only goes on because its first word did not fit on the full row before it."""
    if index == 0 or find_date(rows[index].text):
        return False
    before, first = rows[index - 1].text.strip(), rows[index].text.split()[0]
    if before.endswith("»") and form("frame", "place_row").search(rows[index].text.strip()):
        return False
    return bool(form("frame", "school_row").search(before)) and len(before) + 1 + len(first) >= widest


def _in_capitals(rows: Sequence[Row], index: int) -> bool:
    """«… ШКОЛА № 1» and «ПГТ ГОРНОЕ ОЗЕРО» right under it are one name."""
    row, before = rows[index], rows[index - 1] if index else None
    if before is None or before.page != row.page or before.number + 1 != row.number:
        return False
    return row.text.isupper() and before.text.isupper() and bool(form("frame", "school_row").search(before.text))


def _ends_organization(text: str) -> bool:
    if form("frame", "school_row").search(text):
        return False
    if form("frame", "place_of_school").search(text.strip()):
        # «Лицей № 5» and «г. Новоямска» under it are one name
        return False
    return bool(find_date(text) or NUMBER.match(text.strip()) or form("frame", "place_row").search(text.strip()))


def _organization(rows: Sequence[Row], sources: dict[str, tuple[SourceRef, ...]]) -> str | None:
    kept = _own(rows)
    if not kept:
        return None
    passage = join([Part(row=row) for row in kept])
    sources["organization"] = (passage.source(),)
    return passage.text.strip(" _")


def _after_word(rows: Sequence[Row], sources: dict[str, tuple[SourceRef, ...]]) -> str | None:
    """«ПРИКАЗ по МБОУ «Берёзовская средняя школа»»: the school stands only there."""
    for row in rows:
        found = form("frame", "by_school").match(row.text)
        if found is not None:
            sources["organization"] = (join([Part(row=row, start=found.end())]).source(),)
            return row.text[found.end() :].strip(" _")
    return None


def _own(rows: Sequence[Row]) -> list[Row]:
    """Rows of the school's own name: no higher bodies above it, no address under it."""
    rows = [row for row in rows if not NOT_ORGANIZATION.search(row.text)]
    own = next((place for place, row in enumerate(rows) if form("frame", "own_name").search(row.text.strip())), None)
    start = 0
    if own is not None and all(form("frame", "superior").search(row.text) for row in rows[:own][:1]):
        start = own
    end = next((at for at in range(start + 1, len(rows)) if form("frame", "address").search(rows[at].text)), len(rows))
    return rows[start:end]


def _number(
    rows: Sequence[Row], word_at: int | None, title_at: int, sources: dict[str, tuple[SourceRef, ...]]
) -> str | None:
    """After the word ПРИКАЗ first, then before it; a school's own number is not the order's."""
    start = word_at if word_at is not None else 0
    before = sorted(rows[:start], key=lambda row: not NUMBER.match(row.text.strip()))
    for row in [*rows[start:title_at], *before]:
        match = NUMBER.search(row.text)
        if match and not form("frame", "school_row").search(row.text):
            sources["number"] = (join([Part(row=row)]).source(),)
            # a letter after a dash is taken for a nought
            return re.sub(r"(?<=\d-)0$", "О", re.sub(r"\s", "", match.group("number")))
    return _number_in_form(rows[:title_at], sources)


def _number_in_form(rows: Sequence[Row], sources: dict[str, tuple[SourceRef, ...]]) -> str | None:
    """The number without its sign under «Номер документа», beside the date."""
    head = next((at for at, row in enumerate(rows) if form("frame", "number_head").search(row.text)), len(rows))
    for row in rows[head + 1 : head + 3]:
        for piece in PIECE.split(row.text.strip()):
            if re.match(r"\d", piece) and find_date(piece) is None:
                sources["number"] = (join([Part(row=row)]).source(),)
                return re.sub(r"\s", "", piece)
    return None


def _date(rows: Sequence[Row], title_at: int, sources: dict[str, tuple[SourceRef, ...]]) -> date | None:
    for row in rows[:title_at]:
        found = find_date(row.text)
        if found is not None:
            sources["date"] = (join([Part(row=row)]).source(),)
            return found[0]
    return None


def _place(rows: Sequence[Row], sources: dict[str, tuple[SourceRef, ...]]) -> str | None:
    for index, row in enumerate(rows):
        if form("frame", "school_row").search(row.text) or _in_capitals(rows, index):
            continue
        if index and form("frame", "place_of_school").search(row.text.strip()):
            continue
        issued = find_date(row.text)
        text = row.text[: issued[1]] + GAP + row.text[issued[2] :] if issued else row.text
        for piece in PIECE.split(NUMBER.sub(GAP, text)):
            name = re.sub(r"\s+от$", "", folded(YEAR_WORD.sub("", piece.strip())).strip(" _,"))
            if form("frame", "place_row").search(name):
                sources["place"] = (join([Part(row=row)]).source(),)
                return name
    return None


def _title(rows: Sequence[Row], sources: dict[str, tuple[SourceRef, ...]]) -> str | None:
    if not rows:
        return None
    passage = join([Part(row=row) for row in rows])
    sources["title"] = (passage.source(),)
    title = passage.text.strip('«»"“” .') if passage.text[:1] in '«"“' else passage.text.rstrip(" .")
    title = re.sub(r"(?<=[«\"“])0(?=\s)", "О", title)
    # «О» alone at the head of a line is read as a small one or as a nought now and then
    return "О" + title[1:] if title.startswith("0 ") else title[:1].upper() + title[1:]
