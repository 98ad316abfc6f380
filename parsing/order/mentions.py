"""Everybody whom an order names, mention by mention: staff and pupils, in facts and outside of them.

A fact tells whom it is about; who is absent, to whom something is handed over, who is on a list of pupils is told here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsing.forms import form
from parsing.language import annotate, people_of
from parsing.passages import Part, is_table_row, join
from parsing.records import MentionRecord
from school.mentions import Mention
from school.morphology import is_known, name_nominatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsing.order.frame import Frame
    from parsing.order.people import People
    from parsing.passages import Passage, Row

WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
PAIR = re.compile(rf"(?<![А-Яа-яЁё«])({WORD})\s+({WORD})(?![А-Яа-яЁё])(?!\s+{WORD})")
"""«Гнатюка Богдана»: a pupil has no patronymic."""
CELL = re.compile(rf"\s*({WORD})\s+({WORD})\s*")


def read_mentions(frame: Frame, people: People) -> tuple[MentionRecord, ...]:
    """Every mention of a person below the letterhead, in printed order."""
    prose = (*frame.preamble, *frame.body, *frame.grounds)
    closing = (*frame.signature, *frame.acknowledgement)
    return (
        *_of_prose(prose, people),
        *_of_rows(closing, people),
        *_of_prose((*frame.rest, *frame.appendices), people),
    )


def _of_prose(rows: Sequence[Row], people: People) -> Iterator[MentionRecord]:
    """Sentences may break a name between two rows; rows of a table stand alone."""
    run: list[Row] = []
    pupils = False
    for row in (*rows, None):
        if row is not None and not row.blank and not is_table_row(row):
            run.append(row)
            pupils = False
            continue
        if run:
            yield from _of(join([Part(row=item) for item in run]), people, None)
            run = []
        if row is not None and is_table_row(row):
            pupils = pupils or bool(form("tables", "pupils").search(row.text))
            yield from _of_table(row, people, pupils=pupils)


def _of_table(row: Row, people: People, *, pupils: bool) -> Iterator[MentionRecord]:
    passage = join([Part(row=row)])
    yield from _of(passage, people, "nomn", pairs=False)
    start = 0
    for cell in passage.text.split("|") if pupils else ():
        found = CELL.fullmatch(cell)
        if found is not None:
            yield _record(passage, _pupil(found, start), people, "nomn")
        start += len(cell) + 1


def _of_rows(rows: Iterable[Row], people: People) -> Iterator[MentionRecord]:
    for row in rows:
        if not row.blank:
            yield from _of(join([Part(row=row)]), people, "nomn", pairs=False)


def _of(passage: Passage, people: People, case: str | None, *, pairs: bool = True) -> Iterator[MentionRecord]:
    mentions = people_of(annotate(passage.text))
    pupils = [
        _pupil(found, 0)
        for found in (PAIR.finditer(passage.text) if pairs else ())
        if _is_given(found[2]) and not any(found.start() < one.end and one.start < found.end() for one in mentions)
    ]
    for mention in sorted((*mentions, *pupils), key=lambda item: item.start):
        yield _record(passage, mention, people, case)


def _pupil(found: re.Match[str], offset: int) -> Mention:
    return Mention(
        start=found.start(1) + offset, end=found.end(2) + offset, surname=found[1], given=found[2], patronymic=""
    )


def _is_given(word: str) -> bool:
    return is_known(word) and bool(name_nominatives(word, "Name"))


def _record(passage: Passage, mention: Mention, people: People, case: str | None) -> MentionRecord:
    genders = [] if mention.patronymic else [gender for _, gender in name_nominatives(mention.given, "Name")]
    person = people.resolve(mention, case, gender=next(iter(genders), None))
    return MentionRecord(person=person, sources=(passage.source(mention.start, mention.end),))
