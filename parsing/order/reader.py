"""One order: frame, then each part of it by its own reader, each fact with its places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsing.dates import find_date
from parsing.forms import form
from parsing.order.acts import find_acts
from parsing.order.amendments import read_amendments, read_repeals
from parsing.order.assignments import read_assignments, read_tables
from parsing.order.clauses import build
from parsing.order.closing import read_acknowledged, read_appendices, read_control, read_signatory
from parsing.order.duties import read_duties
from parsing.order.frame import split
from parsing.order.legal import read_legal_basis
from parsing.order.mentions import read_mentions
from parsing.order.nodes import walk
from parsing.order.people import from_nominative_zones
from parsing.order.posts import posts_told
from parsing.order.remarks import remarks_of
from parsing.order.requisites import read_requisites
from parsing.order.second_reading import attach
from parsing.records import OrderRecord

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.model import SourceRef
    from parsing.order.frame import Frame
    from parsing.order.nodes import Node
    from parsing.passages import Row


def read_order(rows: Sequence[Row], verb: int, *, e_signed: bool = False) -> OrderRecord:
    """Reads the rows of one order; `verb` is the row of «ПРИКАЗЫВАЮ», `e_signed` tells of an e-signature's stamp."""
    frame = split(rows, verb, e_signed=e_signed)
    roots = build(frame.body)
    again = attach(roots, frame.rest)
    record = _record(frame, roots)
    return replace(record, remarks=remarks_of(record, roots, again=again))


def _record(frame: Frame, roots: list[Node]) -> OrderRecord:
    heading = read_requisites(frame.head)
    people = from_nominative_zones([*frame.signature, *frame.acknowledgement])
    appointments, revocations = read_assignments(roots, people)
    of_tables, beside = read_tables(roots, frame.appendices, people)
    appointments += of_tables
    people = people.knowing(item.person for item in (*appointments, *revocations))
    signatory = read_signatory(frame.signature, people, e_signed=frame.e_signed)
    control = read_control(roots, people, signatory)
    acknowledged = read_acknowledged(frame.acknowledgement, people)
    told = posts_told(control, acknowledged, revocations)
    starts, start_sources = _effective_from(roots, heading.date)
    return OrderRecord(
        organization=heading.organization,
        number=heading.number,
        date=heading.date,
        title=heading.title,
        place=heading.place,
        legal_basis=read_legal_basis(frame.preamble) + read_legal_basis(frame.grounds),
        clauses=tuple(node.record() for node in roots),
        appointments=tuple(appointments),
        revocations=tuple(revocations),
        duties=read_duties(roots, people, [*appointments, *beside], told, heading.title or ""),
        repeals=read_repeals(roots),
        amends=read_amendments(roots),
        effective_from=starts,
        control_by=control,
        signatory=signatory,
        acknowledged=acknowledged,
        appendices=read_appendices(roots, frame.appendices),
        person_mentions=read_mentions(frame, people),
        header_sources=heading.sources | ({"effective_from": start_sources} if starts else {}),
    )


def _repeals(node: Node) -> bool:
    acts = [act for act in find_acts(node.text) if act.number or act.date]
    return bool(acts and form("repeal", "clause").search(node.text))


def _effective_from(roots: list[Node], issued: date | None) -> tuple[date | None, tuple[SourceRef, ...]]:
    """An explicit start of the order or of its regime; a period of an event, the end of another act are none."""
    for node in walk(roots):
        if issued is not None and form("effective", "from_signing").search(node.text):
            return issued, node.sources()
        match = form("effective", "start").search(node.text)
        if match and not form("repeal", "clause").search(node.text[: match.start() + 1]) and not _repeals(node):
            found = find_date(match.group("before") or match.group("date"))
            if found is not None:
                return found[0], node.sources()
    return None, ()
