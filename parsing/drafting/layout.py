"""An order with clauses laid out as a document by ГОСТ Р 7.0.97-2016 and -2025.

Requisites stand in the standard's order: organisation, name of the kind of document, date and number, place, title
with «О» or «Об» at the left margin (5.17 of -2016), text (5.18), signature: post, blank, initials and surname. The
sheet of acquaintance and the mark of an appendix are as commonly printed. The mark of an electronic signature is left
to the program that signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsing.drafting.acts import preamble_of
from parsing.drafting.model import Draft, Kind, Paragraph, Table, TableKind
from parsing.drafting.numbers import printed
from parsing.drafting.people import full_name, initials_first
from parsing.drafting.phrases import phrase
from school.phrases import nominative_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsing.records import (
        AcknowledgementRecord,
        AppendixRecord,
        AppointmentRecord,
        ClauseRecord,
        OrderRecord,
        SignatoryRecord,
    )

Block = Paragraph | Table
Tabled = dict[str | None, list["AppointmentRecord"]]
"""Appointments that no clause's text says, by the number of their clause."""


def lay_out(
    record: OrderRecord, tabled: Mapping[str | None, Sequence[AppointmentRecord]], *, annexed: bool = True
) -> Draft:
    """The document of an order that has clauses.

    Args:
        record: the order.
        tabled: appointments that are to stand in tables, by clause.
        annexed: tables stand in the appendices of their clauses, where they have any; else all under the clauses.
    """
    left = {clause: list(found) for clause, found in tabled.items()}
    annexes = list(_annexes(record, left if annexed else {}))
    blocks = [
        *_heading(record),
        *_preamble(record),
        *_body(record.clauses, left),
        *_signature(record.signatory),
        *_known(record.acknowledged),
        *annexes,
    ]
    return Draft(title=record.title or phrase("frame", "word"), blocks=tuple(blocks))


def _heading(record: OrderRecord) -> Iterator[Block]:
    if record.organization:
        yield Paragraph(kind=Kind.ORGANIZATION, text=record.organization)
    yield Paragraph(kind=Kind.WORD, text=phrase("frame", "word"))
    issued, number = _date_of(record), _number_of(record)
    yield Paragraph(kind=Kind.DATE_AND_NUMBER, text=phrase("frame", "date_and_number", date=issued, number=number))
    if record.place:
        yield Paragraph(kind=Kind.PLACE, text=record.place)
    if record.title:
        yield Paragraph(kind=Kind.TITLE, text=record.title)


def _date_of(record: OrderRecord) -> str:
    return f"{record.date:%d.%m.%Y}" if record.date else phrase("frame", "no_date")


def _number_of(record: OrderRecord) -> str:
    return record.number or phrase("frame", "no_number")


def _preamble(record: OrderRecord) -> Iterator[Block]:
    if record.legal_basis:
        yield Paragraph(kind=Kind.PREAMBLE, text=preamble_of(record.legal_basis))
    yield Paragraph(kind=Kind.VERB, text=phrase("frame", "verb"))


def _body(clauses: Sequence[ClauseRecord], left: Tabled) -> Iterator[Block]:
    """Clauses, each with the table of those whom its text does not name; at the end those that belong to no clause."""
    for clause, text in printed(clauses):
        yield Paragraph(kind=Kind.CLAUSE, text=text)
        if clause.number is not None and clause.number in left:
            yield people_table(left.pop(clause.number))
    for people in left.values():
        yield people_table(people)


def people_table(people: Sequence[AppointmentRecord]) -> Table:
    """Who gets which role: names in the nominative, so that none can be misread."""
    rows = [
        {
            "name": full_name(item.person),
            "post": item.position or "",
            "role": item.role,
            "label": item.label or "",
            "term": _term(item),
        }
        for item in people
    ]
    columns = [name for name in rows[0] if name in {"name", "role"} or any(row[name] for row in rows)]
    header = tuple(phrase("people", name) for name in columns)
    return Table(kind=TableKind.PEOPLE, rows=(header, *(tuple(row[name] for name in columns) for row in rows)))


def _term(item: AppointmentRecord) -> str:
    since = f"с {item.valid_from:%d.%m.%Y}" if item.valid_from else ""
    until = f"по {item.valid_to:%d.%m.%Y}" if item.valid_to else ""
    return f"{since} {until}".strip()


def _signature(signatory: SignatoryRecord | None) -> Iterator[Block]:
    """Post on the left, the name on the right, between them a line to sign on."""
    if signatory is not None:
        post = signatory.position or phrase("frame", "post")
        row = (post, phrase("frame", "blank"), initials_first(signatory.name))
        yield Table(kind=TableKind.SIGNATURE, rows=(row,))


def _known(people: Sequence[AcknowledgementRecord]) -> Iterator[Block]:
    if not people:
        return
    yield Paragraph(kind=Kind.KNOWN, text=phrase("known", "heading"))
    posts = any(item.position for item in people)
    blanks = (phrase("known", "blank"), phrase("known", "date"))
    rows = [((item.position or "",) if posts else ()) + (full_name(item.person), *blanks) for item in people]
    yield Table(kind=TableKind.KNOWN, rows=tuple(rows))


def _annexes(record: OrderRecord, left: Tabled) -> Iterator[Block]:
    """Appendices that the order carries: those whom they appoint, or a place for their text, which no record holds."""
    seen: set[str | None] = set()
    for annex in record.appendices:
        if not annex.attached or annex.number in seen:
            continue
        seen.add(annex.number)
        yield from _annex(annex, record)
        people = left.pop(annex.clause, None)
        yield people_table(people) if people else Paragraph(kind=Kind.NOTE, text=phrase("annex", "missing"))


def _annex(annex: AppendixRecord, record: OrderRecord) -> Iterator[Block]:
    mark = phrase("annex", "mark", number=annex.number) if annex.number else phrase("annex", "only")
    yield Paragraph(kind=Kind.ANNEX_MARK, text=mark, new_page=True)
    issued = f"{record.date:%d.%m.%Y}" if record.date else phrase("annex", "no_date")
    order = phrase("annex", "order", date=issued, number=_number_of(record))
    yield Paragraph(kind=Kind.ANNEX_MARK, text=order)
    if annex.title:
        title = nominative_phrase(annex.title)
        yield Paragraph(kind=Kind.ANNEX_TITLE, text=title[:1].upper() + title[1:])
