"""The sheet of acquaintance with an order, to be printed, signed by hand and kept with the order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsing.drafting.model import Draft, Kind, Paragraph, Table, TableKind
from parsing.drafting.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A line of the sheet."""

    name: str
    position: str
    signed_on: date | None = None
    """Where the signature is known already."""


def acquaintance_draft(
    *, organization: str, number: str, issued: date, title: str, lines: Sequence[SheetLine]
) -> Draft:
    """The sheet: heading, the order that it belongs to, a ruled table with room for date and signature."""
    rows = [tuple(phrase("acquaintance", name) for name in ("ordinal", "name", "post", "date", "signature"))]
    rows += [
        (
            str(place),
            line.name,
            line.position,
            f"{line.signed_on:%d.%m.%Y}" if line.signed_on else "",
            phrase("acquaintance", "signed") if line.signed_on else "",
        )
        for place, line in enumerate(lines, 1)
    ]
    of_order = phrase("acquaintance", "order", date=f"{issued:%d.%m.%Y}", number=number)
    blocks: list[Paragraph | Table] = [
        Paragraph(kind=Kind.ORGANIZATION, text=organization),
        Paragraph(kind=Kind.WORD, text=phrase("acquaintance", "heading")),
        Paragraph(kind=Kind.PLACE, text=f"{of_order} «{title}»" if title else of_order),
        Table(kind=TableKind.PEOPLE, rows=tuple(rows), signed=True),
    ]
    return Draft(
        title=phrase("acquaintance", "file", number=number, date=f"{issued:%d.%m.%Y}"),
        blocks=tuple(block for block in blocks if isinstance(block, Table) or block.text),
    )
