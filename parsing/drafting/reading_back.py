"""A draft read again before it is given away: does it say what the record says?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.model import CELL_SEPARATOR, Line
from parsing.drafting.model import Paragraph
from parsing.order.reader import read_order
from parsing.order.several import pieces_of
from parsing.passages import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsing.drafting.model import Draft
    from parsing.records import ClauseRecord, OrderRecord

FIELDS = (
    "organization", "number", "date", "title", "place", "legal_basis", "clauses", "appointments", "revocations",
    "duties", "repeals", "amends", "effective_from", "control_by", "signatory", "acknowledged", "appendices",
)  # fmt: skip


def as_drafted(record: OrderRecord) -> OrderRecord:
    """The record as a draft of it says: every number is printed, nobody has signed."""
    signatory = record.signatory
    return replace(
        record,
        clauses=tuple(_printed(clause) for clause in record.clauses),
        signatory=replace(signatory, signed=False) if signatory is not None else None,
        acknowledged=tuple(replace(item, signed=False, date=None) for item in record.acknowledged),
    )


def _printed(clause: ClauseRecord) -> ClauseRecord:
    return replace(clause, number_inferred=False, children=tuple(_printed(child) for child in clause.children))


def read_back(draft: Draft) -> OrderRecord | None:
    """What the reader of orders makes of the draft; None where it sees no order, or several."""
    rows = tuple(_rows(draft))
    pieces = pieces_of(rows)
    return read_order(pieces[0].rows, pieces[0].verb) if len(pieces) == 1 else None


def _rows(draft: Draft) -> Iterator[Row]:
    number, offset = 0, 0
    for ordinal, block in enumerate(draft.blocks):
        texts = [block.text] if isinstance(block, Paragraph) else [CELL_SEPARATOR.join(row) for row in block.rows]
        table = None if isinstance(block, Paragraph) else ordinal
        for text in texts:
            number += 1
            yield Row(document="", page=1, number=number, offset=offset, line=Line(raw=text, text=text, table=table))
            offset += len(text) + 1


def differences(wanted: OrderRecord, found: OrderRecord | None) -> tuple[str, ...]:
    """Fields in which the two differ; the order of appointments does not count, since tables come after sentences."""
    if found is None:
        return FIELDS
    return tuple(name for name in FIELDS if _told(wanted, name) != _told(found, name))


def _told(record: OrderRecord, name: str) -> object:
    value = getattr(record, name)
    return sorted(value, key=repr) if name in {"appointments", "revocations"} else value
